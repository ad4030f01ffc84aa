"""What leaving one unit out does: standard errors, skewness, and an interval for few units."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from stancebook.agreement.arrays import FloatArray, IntArray
    from stancebook.agreement.statistic import Statistic

_CELLS_AT_ONCE = 4_000_000
_POWER = 1.0 / 8.0


class Jackknife(NamedTuple):
    """The coefficient with one unit left out, for each kind of unit.

    Attributes:
        value: The coefficient of the whole sample.
        without: The coefficient without one unit of each kind; all are defined.
        multiplicity: How many units are of each kind.
    """

    value: float
    without: FloatArray
    multiplicity: IntArray

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.multiplicity.sum())

    def standard_error(self) -> float:
        """The jackknife standard error. Source: Tukey 1958; Efron and Tibshirani 1993, equation 11.5."""
        squares, _ = self._spread(self.without)
        return float(np.sqrt((self.units - 1) / self.units * squares))

    def acceleration(self) -> float:
        """The acceleration of BCa. Source: Efron and Tibshirani 1993, equation 14.15."""
        squares, deviation = self._spread(self.without)
        if squares <= 0:
            return 0.0
        return -float(self.multiplicity @ deviation**3) / (6.0 * float(squares**1.5))

    def limits(self, level: float) -> tuple[float, float]:
        """Student limits for the eighth root of 1 - coefficient, transformed back.

        The disagreement ratio 1 - coefficient is skewed; its logarithm is nearly symmetric, but does not
        exist where a leave-one-out sample agrees perfectly. A small power is close to the logarithm and
        always exists; the eighth root covered best (docs/agreement.md). The degrees of freedom are those
        of the variance estimate itself, from the kurtosis of the leave-one-out values: where a few units
        carry all the variation there are few.
        """
        from scipy.special import stdtrit

        root = np.maximum(1.0 - self.without, 0.0) ** _POWER
        squares, deviation = self._spread(root)
        centre = max(1.0 - self.value, 0.0) ** _POWER
        if squares <= 0:
            return self.value, self.value
        excess = max(self.units * float(self.multiplicity @ deviation**4) / squares**2 - 3.0, 0.0)
        freedom = 2.0 / (2.0 / (self.units - 1) + excess / self.units)
        half = float(stdtrit(freedom, (1.0 + level) / 2.0)) * np.sqrt((self.units - 1) / self.units * squares)
        back = 1.0 / _POWER
        return 1.0 - (centre + half) ** back, 1.0 - max(centre - half, 0.0) ** back

    def _spread(self, values: FloatArray) -> tuple[float, FloatArray]:
        mean = float(self.multiplicity @ values) / self.units
        deviation = values - mean
        return float(self.multiplicity @ deviation**2), deviation


def jackknife(statistic: Statistic) -> Jackknife | None:
    """Leave every unit out once (once per pattern); None where that leaves a coefficient undefined."""
    if statistic.units <= 1 or statistic.undefined:
        return None
    total, rows = statistic.total, statistic.contributions
    step = max(1, _CELLS_AT_ONCE // max(rows.shape[1], 1))
    parts = [statistic.evaluate(total - rows[i : i + step]) for i in range(0, len(rows), step)]
    without = np.concatenate(parts)
    if not np.isfinite(without).all():
        return None
    return Jackknife(statistic.value(), without, statistic.multiplicity)
