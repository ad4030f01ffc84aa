"""Which interval to print, and when to print none.

The rule was chosen by simulation (benchmarks/coverage.py; the table stands in docs/agreement.md):

* fewer than 10 units: none;
* all units agree: none, but a bound on the share of disagreeing units;
* more than 0.25% of the resamples undefined: none, because so few units depart from the commonest answer
  that the sample does not show how the others are treated;
* fewer than 20 units, equal-or-not comparison, at most three codings each, and no unit coded alike: none,
  because the sample does not show how often agreement occurs;
* percent agreement without weights: Clopper and Pearson's limits on the share of agreeing units, with the
  effective number of units where it is no plain count (more than two codings, clusters);
* no spread between resamples: none, whatever the method;
* 10 to 29 units: jackknife on the eighth root of 1 - coefficient;
* from 30 units on: BCa on the unit bootstrap, exact where all resamples can be enumerated.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from stancebook.agreement.arrays import FloatArray
    from stancebook.agreement.jackknife import Jackknife
    from stancebook.agreement.resampling import Resamples

FEWEST_UNITS = 10
FEWEST_WITHOUT_AGREEMENT = 20
FEWEST_FOR_BOOTSTRAP = 30
MOST_UNDEFINED = 0.0025
NO_SPREAD = 1e-10  # below this a standard error or a width is rounding
NO_DIFFERENCE = "resamples do not differ enough to show a spread"
_NORMAL = NormalDist()  # scipy's would be the only part of scipy that most reports load, and takes 0.2 s
METHODS = ("bca", "percentile", "jackknife")


class Interval(NamedTuple):
    """Limits and how they were found, or why there are none."""

    low: float | None
    high: float | None
    method: str


def by_rule(units: int, around: Jackknife | None, resamples: Resamples, level: float, *, what: str) -> Interval:
    """The interval that the rule of this module allows for what is no share of units.

    Args:
        units: Units with two codings or more (clusters, where these are resampled).
        around: The leave-one-out values, None where one is undefined.
        resamples: The bootstrap distribution.
        level: Confidence level.
        what: "units" or "clusters", for the sentence.
    """
    if too_often_undefined(around, resamples):
        return _none(
            f"too few {what} depart from the commonest answer: {100 * resamples.undefined:.1f}% of the "
            "resamples show no variation"
        )
    method = "bca" if units >= FEWEST_FOR_BOOTSTRAP else "jackknife"
    return of_method(method, around, resamples, level)


def too_often_undefined(around: Jackknife | None, resamples: Resamples) -> bool:
    """Whether leaving units out or drawing them again leaves the coefficient undefined too often."""
    return around is None or resamples.undefined > MOST_UNDEFINED


def of_share(share: float, around: Jackknife, level: float, *, counted: bool, clustered: bool) -> Interval:
    """Limits of a mean of shares of units, 0 < share < 1, after Clopper and Pearson.

    Where the mean is no plain count, its variance tells how many units would be as informative if each agreed
    or not. This number is lowered by the squared ratio of the normal to Student's quantile, because the
    variance is estimated, and (units alone) not below their true number, since no shares vary more than that.

    Sources: Clopper and Pearson 1934; Korn and Graubard 1998, Confidence intervals for proportions with small
    expected number of positive counts estimated from survey data.

    Args:
        share: The mean.
        around: The leave-one-out values.
        level: Confidence level.
        counted: Whether it is a plain count of units.
        clustered: Whether clusters stand in the place of units.
    """
    from scipy.special import betaincinv, stdtrit

    tail = (1.0 - level) / 2.0
    effective, method = float(around.units), "Clopper-Pearson"
    if not counted:
        variance = around.standard_error() ** 2 * (around.units - 1) / around.units
        if variance <= NO_SPREAD**2:
            return _none(NO_DIFFERENCE)
        student = _NORMAL.inv_cdf(1.0 - tail) / float(stdtrit(around.units - 1, 1.0 - tail))
        effective = max(share * (1.0 - share) / variance * student**2, 0.0 if clustered else around.units)
        method = "Clopper-Pearson on the effective number of units (Korn and Graubard)"
    agreeing, other = share * effective, (1.0 - share) * effective
    low = betaincinv(agreeing, other + 1.0, tail)
    return _cut(float(low), float(betaincinv(agreeing + 1.0, other, 1.0 - tail)), method)


def of_method(method: str, around: Jackknife | None, resamples: Resamples, level: float) -> Interval:
    """An interval by name: bca, percentile or jackknife; none where it would have no width."""
    found = _of_method(method, around, resamples, level)
    if found.low is not None and found.high is not None and found.high - found.low <= NO_SPREAD:
        return _none(NO_DIFFERENCE)
    return found


def _of_method(method: str, around: Jackknife | None, resamples: Resamples, level: float) -> Interval:
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
    smallest = 0.5 / max(len(resamples.values), 2)
    bias = _NORMAL.inv_cdf(min(max(resamples.rank(around.value), smallest), 1.0 - smallest))
    shifted = [bias + _NORMAL.inv_cdf(float(tail)) for tail in tails]
    stretch = [1.0 - around.acceleration() * one for one in shifted]
    if min(stretch) <= 0:
        return None
    return np.array([_NORMAL.cdf(bias + one / by) for one, by in zip(shifted, stretch, strict=True)])


def _cut(low: float, high: float, method: str) -> Interval:
    return Interval(max(-1.0, float(low)), min(1.0, float(high)), method)


def _none(reason: str) -> Interval:
    return Interval(None, None, reason)


def most_disagreeing(units: int, level: float) -> float:
    """The largest share of disagreeing units that a sample without any does not rule out.

    One-sided; source: Clopper and Pearson 1934, with no successes: 1 - (1 - level)^(1/units).
    """
    return 1.0 - float((1.0 - level) ** (1.0 / units))
