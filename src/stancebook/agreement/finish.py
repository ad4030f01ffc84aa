"""From a statistic to an estimate: value, standard error, interval, what to say beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from stancebook.agreement.errors import AgreementError, check_name
from stancebook.agreement.intervals import FEWEST_UNITS, METHODS, by_rule, most_disagreeing, of_method
from stancebook.agreement.jackknife import jackknife
from stancebook.agreement.resampling import resample
from stancebook.agreement.statistic import NO_VARIATION

if TYPE_CHECKING:
    from stancebook.agreement.estimate import Estimate
    from stancebook.agreement.intervals import Interval
    from stancebook.agreement.jackknife import Jackknife
    from stancebook.agreement.resampling import Resamples
    from stancebook.agreement.statistic import Statistic

DEFAULT_SEED = 20_261_122
_FEWEST_RESAMPLES = 100
_PERFECT = 1.0 - 1e-12


@dataclass(frozen=True)
class Wanted:
    """How an interval is to be made."""

    interval: bool | str = True
    seed: int = DEFAULT_SEED
    resamples: int = 10_000
    level: float = 0.95

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
    analytic = None if clustered or statistic.compared <= 1 else statistic.standard_error()
    if wanted.interval is False and analytic is not None:
        return replace(bare, value=value, standard_error=analytic)
    around = jackknife(resampled)
    found = replace(bare, value=value, standard_error=_standard_error(statistic, analytic, around))
    if wanted.interval is False:
        return found
    what = "clusters" if clustered else "units"
    if value > _PERFECT:
        bound = most_disagreeing(groups, wanted.level)
        reason = f"all {groups} {what} agree; up to {100 * bound:.0f} % could still disagree"
        return replace(found, interval=reason, disagreeing_at_most=bound)
    if groups < FEWEST_UNITS and wanted.interval is True:
        return replace(found, interval=f"n = {groups}: an interval from so few {what} would not be trustworthy")
    skewness = 6.0 * around.acceleration() if around is not None else 1.0
    samples = resample(resampled, wanted.resamples, wanted.seed, skewness, memo)
    if wanted.interval is True:
        never = statistic.never_alike
        allowed = by_rule(groups, around, samples, wanted.level, what=what, never_alike=never)
        return _with_limits(found, allowed, samples)
    chosen = of_method(str(wanted.interval), around, samples, wanted.level)
    return _with_limits(found, replace(chosen, method=f"{chosen.method}, forced"), samples)


def _standard_error(statistic: Statistic, analytic: float | None, around: Jackknife | None) -> float | None:
    if analytic is not None or statistic.compared <= 1 or around is None:
        return analytic
    return around.standard_error()


def _with_limits(found: Estimate, interval: Interval, samples: Resamples) -> Estimate:
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
