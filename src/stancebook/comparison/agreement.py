"""Agreement per criterion, always in two parts: is there a position, and if so, how far apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from stancebook.model.criterion import NominalCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stancebook.agreement.estimate import Estimate
    from stancebook.comparison.cell import Cell
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion, Rubric

Scope = Literal["answers", "position", "positions"]
SCOPES: tuple[Scope, ...] = ("answers", "position", "positions")



@dataclass(frozen=True)
class AgreementRow:
    """One agreement figure of one criterion.

    Attributes:
        criterion: The criterion's id.
        measure: The coefficient, ``percent_agreement`` or ``krippendorff_alpha``.
        metric: The distance it rests on: nominal, ordinal, jaccard, masi.
        scope: ``answers`` (off-scale answers as categories), ``position`` (is there one?), or
            ``positions`` (how far apart, where two or more see one).
        estimate: The figure, or None where it is undefined.
        low: Lower limit of the interval, if one is printed.
        high: Upper limit.
        interval: How the interval was made, or why none is printed.
        undefined: Why there is no figure, or None.
        units: Sources that two or more reviewers coded, within the scope.
        coders: Reviewers who coded one of them.
        codings: Codings it rests on.
        same: Sources on which all who coded it gave the same answer.
        comparable: Sources that two or more coded; what ``same`` counts out of.
        level: Confidence level of the interval.
        below_667: Share of resamples in which the figure lies below .667; None where none were drawn.
        below_800: The same for .800.
        disagreeing_at_most: Where all agree, the share of disagreeing units that is not ruled out.
        notes: Plain sentences that keep the figure from misleading.
    """

    criterion: str
    measure: str
    metric: str
    scope: Scope
    estimate: float | None
    low: float | None
    high: float | None
    interval: str | None
    undefined: str | None
    units: int
    coders: int
    codings: int
    same: int
    comparable: int
    level: float = 0.95
    below_667: float | None = None
    below_800: float | None = None
    disagreeing_at_most: float | None = None
    notes: tuple[str, ...] = ()


def agreement_rows(
    rubric: Rubric, cells: Mapping[tuple[str, str], Cell], *, intervals: bool = True
) -> tuple[AgreementRow, ...]:
    """Return the agreement figures of every criterion, on the independent codings.

    Args:
        rubric: The rubric.
        cells: The matrix's cells by (source, criterion).
        intervals: Whether to compute intervals.
    """
    rows: list[AgreementRow] = []
    for criterion in rubric.criteria:
        units = [
            {r: v.answer for r, v in cell.codings.items() if v.counts_as_independent}
            for (_, criterion_id), cell in cells.items()
            if criterion_id == criterion.id
        ]
        leave_out = {key for key, off in rubric.off_scale.items() if off.agreement == "missing"}
        kept = [{r: a for r, a in unit.items() if a.off_scale not in leave_out} for unit in units]
        for scope in SCOPES:
            rows += _rows(rubric, criterion, scope, kept, intervals=intervals)
    return tuple(rows)


@dataclass(frozen=True)
class _Scoped:
    """What one scope makes of the answers: a rating per unit and reviewer, on a scale."""

    scale: str
    distance: str | None
    categories: list[Any]
    ratings: list[dict[str, Any]]


def _scoped(rubric: Rubric, criterion: AnyCriterion, scope: Scope, units: Sequence[Mapping[str, Answer]]) -> _Scoped:
    off = [key for key in criterion.off_scale if rubric.off_scale[key].agreement == "category"]
    several = isinstance(criterion, NominalCriterion) and criterion.multiple
    ratings: list[dict[str, Any]]
    match scope:
        case "position":
            ratings = [{r: a.is_position for r, a in unit.items()} for unit in units]
            return _Scoped("nominal", None, [False, True], ratings)
        case "positions":
            ratings = [{r: a.value for r, a in unit.items() if a.is_position} for unit in units]
            return _Scoped(*_scale(criterion), list(_ordered(criterion)), ratings)
        case "answers" if several:
            # An off-scale answer is a set of its own: at distance 1 from every set of values.
            ratings = [{r: a.value or (f"off:{a.off_scale}",) for r, a in unit.items()} for unit in units]
            return _Scoped(*_scale(criterion), [*criterion.values, *(f"off:{key}" for key in off)], ratings)
        case _:
            ratings = [{r: _category(a) for r, a in unit.items()} for unit in units]
            categories = [*(f"on:{v}" for v in criterion.values), *(f"off:{key}" for key in off)]
            return _Scoped("nominal", None, categories, ratings)


def _category(answer: Answer) -> str:
    return f"off:{answer.off_scale}" if answer.value is None else f"on:{answer.value}"


def _scale(criterion: AnyCriterion) -> tuple[str, str | None]:
    if isinstance(criterion, OrdinalCriterion):
        return "ordinal", None
    return ("set", criterion.distance) if criterion.multiple else ("nominal", None)


def _ordered(criterion: AnyCriterion) -> Iterable[int | str]:
    return sorted(criterion.values) if isinstance(criterion, OrdinalCriterion) else criterion.values


def _rows(
    rubric: Rubric,
    criterion: AnyCriterion,
    scope: Scope,
    units: Sequence[Mapping[str, Answer]],
    *,
    intervals: bool,
) -> list[AgreementRow]:
    from stancebook.agreement import Ratings, measure

    scoped = _scoped(rubric, criterion, scope, units)
    compared = [unit for unit in scoped.ratings if len(unit) > 1]
    coders = sorted({reviewer for unit in scoped.ratings for reviewer in unit})
    ratings = Ratings.from_rows(
        [[unit.get(coder) for coder in coders] for unit in scoped.ratings],
        scale=scoped.scale,
        categories=scoped.categories,
    )
    return [
        _row(
            criterion.id,
            scope,
            measure(
                ratings, name, distance=scoped.distance, interval=intervals, level=rubric.reliability.interval.level
            ),
            compared,
        )
        for name in rubric.reliability.measures
    ]


def _row(criterion: str, scope: Scope, estimate: Estimate, compared: Sequence[Mapping[str, Any]]) -> AgreementRow:
    return AgreementRow(
        criterion=criterion,
        measure=estimate.coefficient,
        metric=estimate.metric,
        scope=scope,
        estimate=estimate.value,
        low=estimate.low,
        high=estimate.high,
        interval=estimate.interval,
        undefined=estimate.undefined,
        units=estimate.units,
        coders=estimate.coders,
        codings=estimate.codings,
        same=sum(len(set(unit.values())) == 1 for unit in compared),
        comparable=len(compared),
        level=estimate.level,
        below_667=estimate.below_667,
        below_800=estimate.below_800,
        disagreeing_at_most=estimate.disagreeing_at_most,
        notes=estimate.notes,
    )
