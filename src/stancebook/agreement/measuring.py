"""One call for every coefficient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement.choose import checked, refusal, statistic_of
from stancebook.agreement.estimate import Estimate
from stancebook.agreement.finish import DEFAULT_SEED, Wanted, finished
from stancebook.agreement.patterns import count_patterns, tuple_patterns
from stancebook.agreement.resampling import by_cluster

if TYPE_CHECKING:
    from stancebook.agreement.choose import Request
    from stancebook.agreement.ratings import Ratings

DOMINANT = 0.8  # from this share of the codings on, one answer rules what chance agreement is
_WELL_BELOW = 0.2
_TWO = 2
_BY_NAME = {"cohen_kappa", "conger_kappa"}
_FIXED_CHANCE = {"gwet_ac", "brennan_prediger"}


def measure(
    ratings: Ratings,
    coefficient: str,
    *,
    weights: str | None = None,
    metric: str | None = None,
    distance: str | None = None,
    interval: bool | str = True,
    standard_error: bool = True,
    seed: int = DEFAULT_SEED,
    resamples: int = 10_000,
    level: float = 0.95,
) -> Estimate:
    """An agreement coefficient with everything that has to be said beside it.

    Args:
        ratings: Units x coders.
        coefficient: percent_agreement, krippendorff_alpha, cohen_kappa, scott_pi, fleiss_kappa,
            conger_kappa, gwet_ac or brennan_prediger.
        weights: identity (also None), linear, quadratic or ordinal, for all but alpha; gwet_ac is AC1
            without weights and AC2 with them.
        metric: nominal, ordinal, interval or ratio, for alpha; default: as the scale.
        distance: jaccard (default) or masi, for alpha on sets.
        interval: True for the interval that the rules allow, False for none, or a method whatever the
            rules say: "bca", "percentile" or "jackknife" (the result is marked as forced).
        standard_error: Whether to work it out, which takes as long as the figure; intervals do not rest on it.
        seed: Of the resamples; the same seed gives the same figures.
        resamples: How many, where they cannot all be enumerated.
        level: Confidence level of the interval.

    Returns:
        The estimate. A coefficient that is not defined for these ratings has value None and says why; so
        does an interval that could not be trusted.

    Raises:
        AgreementError: Unknown names, arguments that do not fit the scale, impossible levels.
    """
    request = checked(ratings, coefficient, weights, metric, distance)
    wanted = Wanted(interval, seed, resamples, level, standard_error).check()
    reason = refusal(ratings, request)
    bare = _bare(ratings, request, level)
    if reason:
        return replace(bare, undefined=reason)
    statistic = statistic_of(ratings, request)
    bare = replace(
        bare, units=statistic.units, compared=statistic.compared, codings=statistic.codings,
        notes=statistic.notes,
    )  # fmt: skip
    resampled = statistic
    if ratings.clusters is not None:
        patterns = tuple_patterns(ratings) if coefficient in _BY_NAME else count_patterns(ratings)
        resampled = by_cluster(statistic, patterns, ratings.clusters)
    found = finished(bare, statistic, resampled, wanted, ratings.memo)
    return replace(found, notes=(*found.notes, *_notes(ratings, request, found.value)))


def _bare(ratings: Ratings, request: Request, level: float) -> Estimate:
    return Estimate(
        coefficient=request.coefficient,
        metric=request.metric,
        value=None,
        undefined=None,
        standard_error=None,
        low=None,
        high=None,
        level=level,
        interval=None,
        unstable=0.0,
        units=0,
        compared=0,
        coders=int(ratings.rated_by.sum()),
        codings=0,
    )


def _notes(ratings: Ratings, request: Request, value: float | None) -> list[str]:
    """Sentences for figures that mislead when read alone."""
    if value is None:
        return []
    found, kind = [], "distances" if request.coefficient == "krippendorff_alpha" else "weights"
    if ratings.scale == "nominal" and request.metric not in {"identity", "nominal"} and len(ratings.values) > _TWO:
        found.append(
            f"{request.metric} {kind} rest on the order in which the categories are listed, and a nominal "
            "scale has no order"
        )
    return found if request.coefficient == "percent_agreement" else [*found, *_skew(ratings, request, value)]


def _skew(ratings: Ratings, request: Request, value: float) -> list[str]:
    """What to say where one answer is almost all there is."""
    patterns = count_patterns(ratings)
    codes = patterns.codes
    totals = np.bincount(
        codes[codes >= 0], weights=np.broadcast_to(patterns.multiplicity[:, None], codes.shape)[codes >= 0]
    )
    top = int(totals.argmax())
    share = float(totals[top] / totals.sum())
    if request.coefficient in _FIXED_CHANCE:
        size = len(ratings.categories or ())
        return [f"assumes the codebook's {size} categories; all codings are equal"] if share == 1.0 else []
    if DOMINANT < share < 1.0 and patterns.equal_pairs - value > _WELL_BELOW:
        return [
            (
                f"{100 * share:.0f}% of the codings are {_shown(ratings.values[top])}: where almost everything "
                "is one answer, chance agreement is high and this coefficient low (Feinstein and Cicchetti 1990)"
            )
        ]
    return []


def _shown(value: object) -> str:
    return "{" + ", ".join(sorted(map(str, value))) + "}" if isinstance(value, frozenset) else repr(value)
