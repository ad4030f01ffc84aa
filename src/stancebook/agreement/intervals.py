"""Which interval to print, and when to print none.

The rule was chosen by simulation (benchmarks/coverage.py; the table stands in docs/agreement.md):

* fewer than 10 units: none;
* all units agree: none, but a bound on the share of disagreeing units;
* more than 0.25 % of the resamples undefined: none, because so few units depart from the commonest answer
  that the sample does not show how the others are treated;
* fewer than 20 units, equal-or-not comparison, at most three codings each, and no unit coded alike: none,
  because the sample does not show how often agreement occurs;
* 10 to 29 units: jackknife on the eighth root of 1 - coefficient;
* from 30 units on: BCa on the unit bootstrap, exact where all resamples can be enumerated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from stancebook.agreement.arrays import FloatArray
    from stancebook.agreement.jackknife import Jackknife
    from stancebook.agreement.resampling import Resamples

FEWEST_UNITS = 10
FEWEST_WITHOUT_AGREEMENT = 20
FEWEST_FOR_BOOTSTRAP = 30
MOST_UNDEFINED = 0.0025
METHODS = ("bca", "percentile", "jackknife")


@dataclass(frozen=True)
class Interval:
    """Limits and how they were found, or why there are none."""

    low: float | None
    high: float | None
    method: str


def by_rule(
    units: int, around: Jackknife | None, resamples: Resamples, level: float, *, what: str, never_alike: bool
) -> Interval:
    """The interval that the rule of this module allows.

    Args:
        units: Units with two codings or more (clusters, where these are resampled).
        around: The leave-one-out values, None where one is undefined.
        resamples: The bootstrap distribution.
        level: Confidence level.
        what: "units" or "clusters", for the sentence.
        never_alike: Whether answers are compared as equal or not, and no unit shows agreement.
    """
    if never_alike and units < FEWEST_WITHOUT_AGREEMENT:
        return _none(f"not one of {units} {what} was coded alike, so how often that happens is not known")
    if around is None or resamples.undefined > MOST_UNDEFINED:
        return _none(
            f"too few {what} depart from the commonest answer: {100 * resamples.undefined:.1f} % of the "
            "resamples show no variation"
        )
    method = "bca" if units >= FEWEST_FOR_BOOTSTRAP else "jackknife"
    return of_method(method, around, resamples, level)


def of_method(method: str, around: Jackknife | None, resamples: Resamples, level: float) -> Interval:
    """An interval by name: bca, percentile or jackknife."""
    tails = np.array([(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    if method == "jackknife":
        if around is None:
            return _none("leaving one unit out makes the coefficient undefined")
        return _cut(*around.limits(level), "jackknife t on the eighth root of 1 - coefficient")
    if not len(resamples.values):
        return _none("the coefficient is undefined in every resample")
    shares = None if method == "percentile" or around is None else _bca_shares(around, resamples, tails)
    if shares is None:
        shares, name = tails, "percentile"
    else:
        name = "BCa"
    low, high = resamples.quantiles(shares)
    return _cut(low, high, f"{name} ({_resampling(resamples)})")


def _resampling(resamples: Resamples) -> str:
    return "all resamples enumerated" if resamples.method == "exact" else resamples.method


def _bca_shares(around: Jackknife, resamples: Resamples, tails: FloatArray) -> FloatArray | None:
    """Which quantiles BCa reads off; None where its correction breaks down.

    Source: Efron 1987, Better bootstrap confidence intervals; Efron and Tibshirani 1993, equation 14.10.
    """
    from scipy.special import ndtr, ndtri

    smallest = 0.5 / max(len(resamples.values), 2)
    bias = float(ndtri(np.clip(resamples.rank(around.value), smallest, 1.0 - smallest)))
    shifted = bias + ndtri(tails)
    stretch = 1.0 - around.acceleration() * shifted
    if (stretch <= 0).any():
        return None
    return np.asarray(ndtr(bias + shifted / stretch), dtype=np.float64)


def _cut(low: float, high: float, method: str) -> Interval:
    return Interval(max(-1.0, float(low)), min(1.0, float(high)), method)


def _none(reason: str) -> Interval:
    return Interval(None, None, reason)


def most_disagreeing(units: int, level: float) -> float:
    """The largest share of disagreeing units that a sample without any does not rule out.

    One-sided; source: Clopper and Pearson 1934, with no successes: 1 - (1 - level)^(1/units).
    """
    return 1.0 - float((1.0 - level) ** (1.0 / units))
