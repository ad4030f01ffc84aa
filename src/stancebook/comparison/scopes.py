"""What one scope of agreement makes of the answers: ratings, sources by reviewers, on a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stancebook.comparison.cell import compared_answers
from stancebook.model.answer import Answer, value_key
from stancebook.model.criterion import NominalCriterion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from stancebook.agreement import Ratings
    from stancebook.comparison.cell import Cell
    from stancebook.model.rubric import AnyCriterion, Rubric

Scope = Literal["answers", "position", "positions", "parents"]
SCOPES: tuple[Scope, ...] = ("answers", "position", "positions")


def levels_of(criterion: AnyCriterion) -> list[int]:
    """Return the levels of a tree of values at which agreement is measured too, the top first."""
    return sorted(set(criterion.agreement_levels)) if isinstance(criterion, NominalCriterion) else []


def at_level(criterion: AnyCriterion, answers: Iterable[Answer], depth: int) -> tuple[AnyCriterion, list[Answer]]:
    """Return a criterion and answers to it with every value as the one above it at a level of the tree."""
    if not isinstance(criterion, NominalCriterion):
        return criterion, list(answers)
    rolled = [one if one.value is None else Answer(criterion.rolled(one.value, depth)) for one in answers]
    return criterion.rolled_up(depth), rolled


def scoped_ratings(
    rubric: Rubric,
    criterion: AnyCriterion,
    scope: Scope,
    cells: Mapping[tuple[str, str], Cell],
    depth: int | None = None,
) -> Ratings:
    """Return what one scope makes of the independent codings of a criterion: sources x reviewers.

    Off-scale answers that the rubric leaves out of agreement are no ratings.

    Args:
        rubric: The rubric.
        criterion: The criterion.
        scope: Which part of the answers.
        cells: The matrix's cells.
        depth: The level of the tree of values, in the scope ``parents``.
    """
    from stancebook.agreement import Ratings

    units = {
        source: compared_answers(cell, rubric)
        for (source, criterion_id), cell in cells.items()
        if criterion_id == criterion.id
    }
    if depth is not None:
        for unit in units.values():
            unit.update(zip(unit, at_level(criterion, unit.values(), depth)[1], strict=True))
        criterion = at_level(criterion, (), depth)[0]
    scoped = _scoped(rubric, criterion, scope, list(units.values()))
    coders = sorted({reviewer for unit in scoped.ratings for reviewer in unit})
    return Ratings.from_rows(
        [[unit.get(coder) for coder in coders] for unit in scoped.ratings],
        scale=scoped.scale,
        categories=scoped.categories,
        coders=coders,
        units=list(units),
    )


class _Scoped(NamedTuple):
    """What one scope makes of the answers: a rating per unit and reviewer, on a scale."""

    scale: str
    distance: str | None
    categories: list[Any] | None
    ratings: list[dict[str, Any]]


def _scoped(rubric: Rubric, criterion: AnyCriterion, scope: Scope, units: Sequence[Mapping[str, Answer]]) -> _Scoped:
    off = [key for key in criterion.off_scale if rubric.off_scale[key].agreement == "category"]
    given = {answer for unit in units for answer in unit.values()}
    ratings: list[dict[str, Any]]
    match scope:
        case "position":
            ratings = [{r: a.is_position for r, a in unit.items()} for unit in units]
            return _Scoped("nominal", None, [False, True], ratings)
        case "positions" | "parents":
            ratings = [{r: a.value for r, a in unit.items() if a.is_position} for unit in units]
            return _Scoped(*scale_of(criterion), positions_of(criterion, given), ratings)
        case "answers" if criterion.multiple:
            # An off-scale answer is a set of its own: at distance 1 from every set of values.
            ratings = [{r: a.value or (f"off:{a.off_scale}",) for r, a in unit.items()} for unit in units]
            categories = [*(positions_of(criterion, given) or ()), *(f"off:{key}" for key in off)]
            return _Scoped(*scale_of(criterion), categories, ratings)
        case _:
            ratings = [{r: category(a) for r, a in unit.items()} for unit in units]
            return _Scoped("nominal", None, answers_of(criterion, given, off), ratings)


def category(answer: Answer) -> str:
    """Return an answer as one category among all answers: ``on:-1``, ``off:unclear``."""
    return f"off:{answer.off_scale}" if answer.value is None else f"on:{value_key(answer.value)}"


def scale_of(criterion: AnyCriterion) -> tuple[str, str | None]:
    """Return the scale on which positions are measured, and the distance of sets; texts are merely the same or not."""
    if isinstance(criterion, NominalCriterion) and criterion.multiple:
        return "set", criterion.distance
    return "nominal" if criterion.level == "text" else criterion.level, None


def positions_of(criterion: AnyCriterion, given: Collection[Answer]) -> list[Any] | None:
    """Return the categories of positions, in order; None where any number is one.

    Args:
        criterion: The criterion.
        given: The answers that were given, which are all that is known of what is written and not chosen.
    """
    if criterion.level in {"interval", "ratio"}:
        return None
    if criterion.level == "text":
        return sorted({value_key(answer.value) for answer in given if answer.value is not None}) or [""]
    offered: list[Any] = [about.value for about in criterion.offered]
    return sorted(offered) if criterion.level == "ordinal" else offered


def answers_of(criterion: AnyCriterion, given: Collection[Answer], off_scale: Iterable[str]) -> list[str]:
    """Return all answers as categories beside one another; of what is written, those that were given."""
    values: list[Any] = [about.value for about in criterion.offered]
    if not values:
        positions = {answer.value for answer in given if answer.value is not None}
        values = sorted(positions, key=lambda value: (value if isinstance(value, int | float) else 0.0, str(value)))
    return [*(f"on:{value_key(value)}" for value in values), *(f"off:{key}" for key in off_scale)] or ["on:"]
