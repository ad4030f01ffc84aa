"""Where agreement is lost: by value, by pair of reviewers, without each reviewer, by source."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stancebook.comparison.agreement import row_of, same_and_comparable
from stancebook.comparison.answer_table import tables
from stancebook.comparison.scopes import SCOPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stancebook.agreement import Estimate, Ratings
    from stancebook.agreement.arrays import CodeArray
    from stancebook.comparison.agreement import AgreementRow, Plan
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.scopes import Scope
    from stancebook.model.rubric import AnyCriterion, Rubric

By = Literal["value", "pair", "reviewer"]
MOST_WITH_INTERVALS: Final = 45
"""Beyond so many figures of one criterion, intervals are left out: so many would be read as a contest."""
_SCOPES: Final[Mapping[By, tuple[Scope, ...]]] = {"value": ("answers",), "pair": SCOPES, "reviewer": SCOPES}


class SourceRow(NamedTuple):
    """How differently one source was coded on one criterion.

    Attributes:
        criterion: The criterion's id.
        source: The source's id; of a table of ratings the unit's name.
        scope: Which part of the answers it is about.
        codings: How many codings are compared.
        distance: Mean distance between two of them, in the metric's own scale.
        share: Its share of the criterion's observed disagreement; None where there is none at all.
    """

    criterion: str
    source: str
    scope: Scope
    codings: int
    distance: float
    share: float | None


def study_parts(rubric: Rubric, cells: Mapping[tuple[str, str], Cell], plan: Plan, by: By) -> list[AgreementRow]:
    """Return the figures of every criterion, broken down.

    Args:
        rubric: The rubric.
        cells: The matrix's cells.
        plan: Which figures.
        by: value (each answer against the rest), pair (of reviewers), reviewer (without each in turn).
    """
    return [
        row
        for table in tables(rubric, cells)
        for scope in _scopes(table.criterion, by)
        for row in parts(table.ratings(scope), _fitting(plan, table.criterion), table.criterion.id, scope, by)
    ]


def study_sources(rubric: Rubric, cells: Mapping[tuple[str, str], Cell]) -> list[SourceRow]:
    """Return how differently each source was coded, on every criterion: its answers, and its positions."""
    scopes: tuple[Scope, ...] = ("answers", "positions")
    return [
        row
        for table in tables(rubric, cells)
        for scope in scopes
        if table.criterion.level != "text"
        for row in sources(table.ratings(scope), table.criterion.id, scope, getattr(table.criterion, "distance", None))
    ]


def _scopes(criterion: AnyCriterion, by: By) -> tuple[Scope, ...]:
    """The parts of the answers that can be broken down: of texts only whether there is a position."""
    if criterion.level == "text":
        return ("position",) if by != "value" else ()
    return _SCOPES[by]


def _fitting(plan: Plan, criterion: AnyCriterion) -> Plan:
    return plan._replace(distance=getattr(criterion, "distance", None))


def parts(ratings: Ratings, plan: Plan, criterion: str, scope: Scope, by: By) -> list[AgreementRow]:
    """Return the figures of one table of ratings, broken down.

    Args:
        ratings: Units by coders.
        plan: Which figures.
        criterion: The criterion's id.
        scope: Which part of its answers they are.
        by: value, pair or reviewer.
    """
    match by:
        case "value":
            return _values(ratings, plan, criterion, scope)
        case "pair":
            return _pairs(ratings, plan, criterion, scope)
        case _:
            return _without(ratings, plan, criterion, scope)


def _values(ratings: Ratings, plan: Plan, criterion: str, scope: Scope) -> list[AgreementRow]:
    from stancebook.agreement import by_value

    found: dict[object, list[AgreementRow]] = {}
    for measure in plan.measures:
        for value, estimate in by_value(ratings, measure, **plan.options("nominal", measure)).items():
            codes = _one_against_rest(ratings, value)
            row = row_of(estimate, criterion, scope, same_and_comparable(codes))
            given = int((codes == 1).sum())
            found.setdefault(value, []).append(row._replace(by="value", of=(shown(value),), given=given))
    return [row for rows in found.values() for row in rows]


def _one_against_rest(ratings: Ratings, value: object) -> CodeArray:
    import numpy as np

    chosen = [value in one if isinstance(one, frozenset) else one == value for one in ratings.values]
    return np.array([*chosen, -1], dtype=np.int8)[ratings.codes]


def _pairs(ratings: Ratings, plan: Plan, criterion: str, scope: Scope) -> list[AgreementRow]:
    """Pairs of coders who rated a unit both; of the others nothing can be said."""
    from stancebook.agreement import measure

    size = len(ratings.coders)
    plan = plan._replace(intervals=plan.intervals and comb(size, 2) <= MOST_WITH_INTERVALS)
    found = []
    for i in range(size):
        for j in range(i + 1, size):
            two = ratings.with_coders([i, j])
            counts = same_and_comparable(two.codes)
            if counts[1]:
                estimates = [measure(two, one, **plan.options(ratings.scale, one)) for one in plan.measures]
                found += [_part(one, criterion, scope, counts, two.coders) for one in estimates]
    return found


def _without(ratings: Ratings, plan: Plan, criterion: str, scope: Scope) -> list[AgreementRow]:
    from stancebook.agreement import measure

    size = len(ratings.coders)
    plan = plan._replace(intervals=plan.intervals and size <= MOST_WITH_INTERVALS)
    found = []
    for out in range(size):
        rest = ratings.with_coders([i for i in range(size) if i != out])
        estimates = [measure(rest, one, **plan.options(ratings.scale, one)) for one in plan.measures]
        counts = same_and_comparable(rest.codes)
        found += [_part(one, criterion, scope, counts, (ratings.coders[out],)) for one in estimates]
    return found


def _part(estimate: Estimate, criterion: str, scope: Scope, counts: tuple[int, int], of: Sequence[str]) -> AgreementRow:
    by: By = "pair" if len(of) > 1 else "reviewer"
    return row_of(estimate, criterion, scope, counts)._replace(by=by, of=tuple(of))


def sources(ratings: Ratings, criterion: str, scope: Scope, distance: str | None = None) -> list[SourceRow]:
    """Return how differently each unit was coded, those that add most to the disagreement first.

    Args:
        ratings: Units by coders.
        criterion: The criterion's id.
        scope: Which part of its answers they are.
        distance: Between sets: jaccard or masi.
    """
    from stancebook.agreement import by_unit

    found = by_unit(ratings, distance=distance if ratings.scale == "set" else None)
    rows = [SourceRow(criterion, one.unit, scope, one.codings, one.distance, one.share) for one in found]
    return sorted(rows, key=lambda row: -(row.share or 0.0))


def shown(value: object) -> str:
    """Return a value of a table or a part of a criterion's answers as an id: ``-1``, ``not_addressed``."""
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return text.removeprefix("on:").removeprefix("off:")
