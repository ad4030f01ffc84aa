"""From a statistic to an estimate: value, standard error, interval, what to say beside it."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from stancebook.agreement.errors import AgreementError, check_name
from stancebook.agreement.intervals import (
    FEWEST_UNITS,
    FEWEST_WITHOUT_AGREEMENT,
    METHODS,
    NO_SPREAD,
    Interval,
    by_rule,
    most_disagreeing,
    of_method,
    of_share,
    too_often_undefined,
)
from stancebook.agreement.jackknife import jackknife
from stancebook.agreement.resampling import resample
from stancebook.agreement.statistic import NO_VARIATION

if TYPE_CHECKING:
    from stancebook.agreement.estimate import Estimate
    from stancebook.agreement.jackknife import Jackknife
    from stancebook.agreement.resampling import Resamples
    from stancebook.agreement.statistic import Statistic

DEFAULT_SEED = 20_261_122
_FEWEST_RESAMPLES = 100
_PERFECT = 1.0 - 1e-12


class Wanted(NamedTuple):
    """How an interval is to be made, and whether the standard error is wanted, too."""

    interval: bool | str = True
    seed: int = DEFAULT_SEED
    resamples: int = 10_000
    level: float = 0.95
    standard_error: bool = True

    def check(self) -> Wanted:
        """Refuse numbers that make no interval."""
        if not 0.0 < self.level < 1.0:
            raise AgreementError(f"level is a share between 0 and 1, not {self.level!r}")
        if self.resamples < _FEWEST_RESAMPLES:
            raise AgreementError(f"{self.resamples} resamples are too few for an interval; take 1,000 or more")
        if not isinstance(self.interval, bool):
            check_name("interval", self.interval, METHODS)
        return self


def finished(
    bare: Estimate, statistic: Statistic, resampled: Statistic, wanted: Wanted, memo: dict[Any, Any]
) -> Estimate:
    """Fill in an estimate.

    Args:
        bare: Names and counts; the figures are to come.
        statistic: Of units.
        resampled: What is left out and resampled: the same, or its clusters.
        wanted: The interval.
        memo: Where resamples of the table are kept.
    """
    wanted.check()
    clustered = resampled is not statistic
    groups = resampled.compared
    value = nan if statistic.undefined else statistic.value()
    if not isfinite(value):
        reason = statistic.undefined or statistic.without_value
        bound = most_disagreeing(groups, wanted.level) if groups and reason == NO_VARIATION else None
        return replace(bare, undefined=reason, disagreeing_at_most=bound)
    formula = wanted.standard_error and not clustered and statistic.compared > 1
    analytic = statistic.standard_error() if formula else None
    spread = wanted.interval is not False or (wanted.standard_error and analytic is None)
    around = jackknife(resampled) if spread else None
    without = not wanted.standard_error or statistic.flat or value > _PERFECT
    error = None if without else _standard_error(statistic, analytic, around)
    found = replace(bare, value=value, standard_error=error)
    if wanted.interval is False:
        return found
    what = "clusters" if clustered else "units"
    if value > _PERFECT:
        bound = most_disagreeing(groups, wanted.level)
        every = f"all {groups} {what} agree" if groups > 1 else f"the only {what[:-1]} agrees"
        reason = f"{every}; up to {100 * bound:.0f}% could still disagree"
        return replace(found, interval=reason, disagreeing_at_most=bound)
    if groups < FEWEST_UNITS and wanted.interval is True:
        return replace(found, interval=f"n = {groups}: an interval from so few {what} would not be trustworthy")
    if reason := _without_spread(statistic, around, groups, wanted, clustered=clustered):
        return replace(found, interval=reason)
    if wanted.interval is True and statistic.share and around is not None:
        counted = statistic.share == "counted" and not clustered
        return _with_limits(found, of_share(value, around, wanted.level, counted=counted, clustered=clustered), None)
    skewness = 6.0 * around.acceleration() if around is not None else 1.0
    samples = resample(resampled, wanted.resamples, wanted.seed, skewness, memo)
    if wanted.interval is True:
        allowed = by_rule(groups, around, samples, wanted.level, what=what)
        if too_often_undefined(around, samples) and (lost := _dropping_out(resampled, samples, skewness, wanted, memo)):
            allowed = Interval(
                None, None, f"some coders rated few {what}: in {lost} of the resamples one has no rating"
            )
        return _with_limits(found, allowed, samples)
    chosen = of_method(str(wanted.interval), around, samples, wanted.level)
    return _with_limits(found, chosen._replace(method=f"{chosen.method}, forced"), samples)


def _standard_error(statistic: Statistic, analytic: float | None, around: Jackknife | None) -> float | None:
    error = analytic
    if analytic is None and statistic.compared > 1 and around is not None:
        error = around.standard_error()
    return error if error is not None and error > NO_SPREAD else None


def _without_spread(
    statistic: Statistic, around: Jackknife | None, groups: int, wanted: Wanted, *, clustered: bool
) -> str:
    """Why resamples cannot tell how far the figure may be off, or ""."""
    if statistic.flat:
        return statistic.flat
    what = "clusters" if clustered else "units"
    few = wanted.interval is True and groups < FEWEST_WITHOUT_AGREEMENT
    still = around is not None and around.standard_error() <= NO_SPREAD
    if statistic.never_alike and (few or still):
        bound = f"; up to {100 * most_disagreeing(groups, wanted.level):.0f}% could still be"
        return (
            f"not one unit in {groups} clusters was coded alike"
            if clustered
            else (f"not one of {groups} units was coded alike{bound}")
        )
    if still and len(statistic.multiplicity) == 1:
        return f"all {groups} {what} were coded in the same way, so no resample differs"
    return f"leaving out any of the {groups} {what} changes nothing, so there is no spread to show" if still else ""


def _dropping_out(
    resampled: Statistic, samples: Resamples, skewness: float, wanted: Wanted, memo: dict[Any, Any]
) -> str:
    """The share of resamples in which a coder has no rating, where that is why most have no value; else ""."""
    drops_out = resampled.drops_out
    if drops_out is None:
        return ""
    asked = resampled._replace(evaluate=lambda sums: np.where(drops_out(sums), np.nan, 0.0))
    lost = resample(asked, wanted.resamples, wanted.seed, skewness, memo).undefined
    return f"{100 * lost:.1f}%" if lost > samples.undefined / 2.0 else ""


def _with_limits(found: Estimate, interval: Interval, samples: Resamples | None) -> Estimate:
    if samples is None:
        return replace(found, low=interval.low, high=interval.high, interval=interval.method)
    printed = interval.low is not None and len(samples.values) > 0
    return replace(
        found,
        low=interval.low,
        high=interval.high,
        interval=interval.method,
        unstable=samples.undefined,
        below_667=samples.below(0.667) if printed else None,
        below_800=samples.below(0.800) if printed else None,
    )
