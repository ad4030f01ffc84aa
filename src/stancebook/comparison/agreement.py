"""Agreement per criterion, always in two parts: is there a position, and if so, how far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stancebook.comparison.scopes import SCOPES, levels_of, scoped_ratings
from stancebook.comparison.uncompared import with_reasons
from stancebook.model.criterion import NominalCriterion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stancebook.agreement import Estimate, Ratings
    from stancebook.agreement.arrays import CodeArray
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.scopes import Scope
    from stancebook.model.rubric import AnyCriterion, Rubric

DEFAULT_MEASURES: tuple[str, ...] = ("percent_agreement", "krippendorff_alpha")


def beside_counts(measures: Sequence[str]) -> tuple[str, ...]:
    """Return the one coefficient that stands beside counts: alpha where it is asked for, else the first."""
    corrected = [one for one in measures if one != "percent_agreement"] or list(measures)
    return ("krippendorff_alpha",) if "krippendorff_alpha" in corrected else tuple(corrected[:1])


NO_DISTANCE: Final = "texts are not compared by a figure: whether two say the same is for a reader to judge"


class Plan(NamedTuple):
    """Which figures to compute, and how.

    Attributes:
        measures: Names of the coefficients.
        weights: Of all but alpha and plain percentages, on scales with an order: linear, quadratic, ordinal.
        distance: Of alpha between sets: jaccard or masi.
        intervals: Whether to compute intervals.
        level: Their confidence level.
        seed: Of the resamples; None for the usual one.
        resamples: How many.
    """

    measures: tuple[str, ...] = DEFAULT_MEASURES
    weights: str | None = None
    distance: str | None = None
    intervals: bool = True
    level: float = 0.95
    seed: int | None = None
    resamples: int = 10_000

    def options(self, scale: str, measure: str) -> dict[str, Any]:
        """Return the options of `stancebook.agreement.measure` for one coefficient on a scale."""
        found: dict[str, Any] = {"interval": self.intervals, "level": self.level, "resamples": self.resamples}
        found["standard_error"] = False  # a row has none
        if self.seed is not None:
            found["seed"] = self.seed
        if measure == "krippendorff_alpha":
            found["distance"] = self.distance if scale == "set" else None
        elif measure != "percent_agreement" and scale in {"ordinal", "interval", "ratio"}:
            found["weights"] = self.weights
        return found


class Skew(NamedTuple):
    """One answer that more than four in five codings give.

    Attributes:
        answer: The answer as a category of its scope: a value, an off-scale id, or whether there is a position.
        codings: How many give it.
        of: How many codings there are.
        ac1: Gwet's AC1, to be read beside the figure; None where it is undefined.
    """

    answer: Any
    codings: int
    of: int
    ac1: float | None


class AgreementRow(NamedTuple):
    """One agreement figure of one criterion.

    Attributes:
        criterion: The criterion's id.
        measure: The coefficient, ``percent_agreement`` or ``krippendorff_alpha``.
        metric: The distance it rests on: nominal, ordinal, interval, ratio, jaccard, masi; none for texts.
        scope: ``answers`` (off-scale answers as categories), ``position`` (is there one?),
            ``positions`` (how far apart, where two or more see one), or ``parents`` (the same, with every value
            as the one above it in the tree of values).
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
        skew: The one answer that most codings give, where chance agreement is therefore high.
        by: In a breakdown: value, pair or reviewer; else empty.
        of: In a breakdown: the value, the two reviewers, or the one left out.
        given: In a breakdown by value: how many codings gave it.
        depth: In the scope ``parents``: the level of the tree, 1 being the top; else None.
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
    skew: Skew | None = None
    by: str = ""
    of: tuple[str, ...] = ()
    given: int | None = None
    depth: int | None = None


def agreement_rows(
    rubric: Rubric,
    cells: Mapping[tuple[str, str], Cell],
    *,
    intervals: bool = True,
    measures: Sequence[str] = (),
    weights: str | None = None,
) -> tuple[AgreementRow, ...]:
    """Return the agreement figures of every criterion, on the independent codings.

    Args:
        rubric: The rubric.
        cells: The matrix's cells by (source, criterion).
        intervals: Whether to compute intervals.
        measures: Names of the coefficients; those of the rubric if there are none.
        weights: Of the coefficients that take weights, where positions have an order.
    """
    plan = Plan(
        measures=tuple(measures) or rubric.reliability.measures,
        weights=weights,
        intervals=intervals,
        level=rubric.reliability.interval.level,
    )
    found: list[AgreementRow] = []
    for criterion in rubric.criteria:
        for scope in SCOPES:
            found += figures(scoped_ratings(rubric, criterion, scope, cells), plan, criterion, scope)
        for depth in levels_of(criterion):
            ratings = scoped_ratings(rubric, criterion, "parents", cells, depth)
            found += [row._replace(depth=depth) for row in figures(ratings, plan, criterion, "parents")]
    return with_reasons(rubric, found, cells)


def figures(ratings: Ratings, plan: Plan, criterion: AnyCriterion | str, scope: Scope) -> list[AgreementRow]:
    """Return the figures of one table of ratings.

    Args:
        ratings: Units by coders.
        plan: Which figures.
        criterion: What they are ratings of, or its id.
        scope: Which part of the answers the ratings are.
    """
    from stancebook.agreement import measure

    name = criterion if isinstance(criterion, str) else criterion.id
    if not isinstance(criterion, str) and criterion.level == "text" and scope != "position":
        return [_of_texts(ratings, one, name, scope) for one in plan.measures]
    if not isinstance(criterion, str) and criterion.multiple and isinstance(criterion, NominalCriterion):
        plan = plan._replace(distance=criterion.distance)
    counts = same_and_comparable(ratings.codes)
    rows = [
        row_of(measure(ratings, one, **plan.options(ratings.scale, one)), name, scope, counts) for one in plan.measures
    ]
    return [row._replace(skew=_skew(ratings)) if row.measure == "krippendorff_alpha" else row for row in rows]


def _of_texts(ratings: Ratings, measure: str, criterion: str, scope: Scope) -> AgreementRow:
    rated = ratings.codes >= 0
    return AgreementRow(
        criterion=criterion,
        measure=measure,
        metric="none",
        scope=scope,
        estimate=None,
        low=None,
        high=None,
        interval=None,
        undefined=NO_DISTANCE,
        units=int((rated.sum(axis=1) > 1).sum()),
        coders=int(rated.any(axis=0).sum()),
        codings=ratings.size,
        same=0,
        comparable=0,
    )


def _skew(ratings: Ratings) -> Skew | None:
    from stancebook.agreement import marginals, measure

    if ratings.scale == "set":
        return None
    given = marginals(ratings)
    if given.dominant is None:
        return None
    top = max(given.counts)
    answer = given.dominant
    if isinstance(answer, str):  # a category among all answers; among positions a value has no mark of what it is
        answer = answer.removeprefix("on:").removeprefix("off:")
    return Skew(answer, top, sum(given.counts), measure(ratings, "gwet_ac", interval=False, standard_error=False).value)


def same_and_comparable(codes: CodeArray) -> tuple[int, int]:
    """Return how many units (rows) all who rated them rated alike, and how many two or more rated at all."""
    if not codes.size:
        return 0, 0
    several = (codes >= 0).sum(axis=1) > 1
    compared = codes[several]
    if not len(compared):
        return 0, 0
    highest = compared.max(axis=1)
    alike = ((compared < 0) | (compared == highest[:, None])).all(axis=1)
    return int(alike.sum()), len(compared)


def row_of(estimate: Estimate, criterion: str, scope: Scope, counts: tuple[int, int]) -> AgreementRow:
    """Return an estimate as a row.

    Args:
        estimate: The figure.
        criterion: The criterion's id.
        scope: Which part of its answers the figure is about.
        counts: Units rated alike by all, of how many that two or more rated.
    """
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
        same=counts[0],
        comparable=counts[1],
        level=estimate.level,
        below_667=estimate.below_667,
        below_800=estimate.below_800,
        disagreeing_at_most=estimate.disagreeing_at_most,
        notes=estimate.notes,
    )
