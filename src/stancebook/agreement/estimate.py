"""A figure with everything that has to be said beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """An agreement coefficient of one table of ratings.

    Attributes:
        coefficient: Which one ("krippendorff_alpha" …).
        metric: The metric (alpha) or the weights (the others) it was computed with.
        value: The coefficient, or None where it is undefined.
        undefined: Why there is no value, as a sentence; None where there is one.
        standard_error: Analytic where a formula exists, else by the jackknife; None where neither works.
        low: Lower limit of the interval, or None.
        high: Upper limit of the interval, or None.
        level: Confidence level of the interval.
        interval: The method of the interval; where limits are None, the reason why there are none; None
            where none was asked for.
        unstable: Share of the resamples in which the coefficient is undefined (0 where none were drawn).
        units: Units that enter.
        compared: Units with two codings or more.
        coders: Coders with at least one coding that enters.
        codings: Codings that enter.
        below_667: Share of resamples below .667, None where none were drawn.
        below_800: Share of resamples below .800, likewise.
        disagreeing_at_most: Where all compared units agree: the largest share of disagreeing units that
            the sample does not rule out (one-sided, at `level`); else None.
        notes: Plain sentences that keep the figure from misleading.
    """

    coefficient: str
    metric: str
    value: float | None
    undefined: str | None
    standard_error: float | None
    low: float | None
    high: float | None
    level: float
    interval: str | None
    unstable: float
    units: int
    compared: int
    coders: int
    codings: int
    below_667: float | None = None
    below_800: float | None = None
    disagreeing_at_most: float | None = None
    notes: tuple[str, ...] = ()
