"""What every coefficient is here: a smooth function of sums over units.

A coefficient gives each pattern a row of contributions; the sums of these rows, weighted by how often the
patterns occur, are all that its value depends on. So one function evaluates the sample, every resample and
every leave-one-out sample.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from stancebook.agreement.arrays import BoolArray, FloatArray, IntArray

Evaluate = Callable[[FloatArray], FloatArray]


TINY = 1e-12  # below this a difference of sums is rounding
_ROUNDING = 2.0**-43
"""Of two equal sums, what rounding leaves of their difference at most, as a share of them.

A sum of n terms of one sign is off by less than n - 1 times 2^-53 of itself (Higham 1993, The accuracy of floating
point summation, SIAM Journal on Scientific Computing 14:783-799), in practice by about the root of that; this allows
for a thousand times 2^-53. Products of shares of a million units differ by 10^-12 or not at all, nine times as much.
"""
NO_PAIRS = "no unit was coded by two coders"
NO_VARIATION = "no variation: all codings that can be compared are equal, so chance agreement is 100%"
ONE_CATEGORY = "there is one category only, so agreement cannot be told from chance"


class Statistic(NamedTuple):
    """A coefficient of a particular table, ready to be evaluated and resampled.

    Attributes:
        contributions: Patterns x terms.
        multiplicity: Units of each pattern.
        evaluate: Sums (samples x terms) -> 1 - disagreement ratio per sample, NaN where undefined.
        comparable: Which patterns have two ratings or more, as 1 and 0.
        keep: Places of the patterns used, in the patterns it was made from.
        undefined: Why the sample has no value, or "".
        standard_error: The analytic standard error, None where there is no formula for it.
        codings: How many ratings enter.
        notes: Plain sentences about what was computed.
        never_alike: Whether answers are compared as equal or not, and no unit shows agreement.
        without_value: Why there is no value where `evaluate` finds none.
        flat: Why every resample has the same value, where that is so by construction, or "".
        share: "counted" for a share of units, "mean" for a mean of shares, "" for anything else.
        drops_out: In which samples (sums, samples x terms) a coder has no rating, so that there is no value.
    """

    contributions: FloatArray
    multiplicity: IntArray
    evaluate: Evaluate
    comparable: FloatArray
    keep: IntArray
    codings: int
    undefined: str = ""
    standard_error: Callable[[], float | None] = lambda: None
    notes: tuple[str, ...] = ()
    never_alike: bool = False
    without_value: str = NO_VARIATION
    flat: str = ""
    share: str = ""
    drops_out: Callable[[FloatArray], BoolArray] | None = None

    @property
    def total(self) -> FloatArray:
        """The sums over the sample (terms)."""
        return np.asarray(self.multiplicity @ self.contributions, dtype=np.float64)

    @property
    def units(self) -> int:
        """How many units enter."""
        return int(self.multiplicity.sum())

    @property
    def compared(self) -> int:
        """How many units have two ratings or more."""
        return int(self.multiplicity @ self.comparable)

    def value(self) -> float:
        """The coefficient of the sample, NaN where undefined."""
        return float(self.evaluate(self.total[None, :])[0])


def divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    """Numerator / denominator, NaN where the denominator is zero or lost in rounding."""
    usable = np.abs(denominator) > TINY
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=usable)


def difference(more: FloatArray, less: FloatArray) -> FloatArray:
    """More - less, exactly 0 where all that is left is rounding: kappa of a coder who never varies is 0, not 3e-16."""
    left = more - less
    return np.where(np.abs(left) <= _ROUNDING * np.maximum(np.abs(more), np.abs(less)), 0.0, left)
