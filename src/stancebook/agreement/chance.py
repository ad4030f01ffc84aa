"""Agreement corrected for chance without naming coders: percent agreement, Fleiss, Scott, Gwet, Brennan-Prediger.

All share the observed agreement of Gwet 2014 and differ in what they expect by chance:
coefficient = (pa - pe) / (1 - pe).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement.patterns import count_patterns
from stancebook.agreement.statistic import NO_PAIRS, NO_VARIATION, ONE_CATEGORY, TINY, Statistic, difference, divide

if TYPE_CHECKING:
    from stancebook.agreement.arrays import FloatArray, IntArray
    from stancebook.agreement.patterns import Patterns
    from stancebook.agreement.ratings import Ratings
    from stancebook.agreement.statistic import Evaluate

_PAIR = 2


@dataclass(frozen=True, eq=False)
class Table:
    """Counts of a table reduced to patterns, with weights.

    Attributes:
        counts: Patterns x categories, how many coders chose each.
        rated: Ratings per pattern (1 or more).
        multiplicity: Units per pattern.
        weights: Categories x categories.
    """

    counts: FloatArray
    rated: IntArray
    multiplicity: IntArray
    weights: FloatArray

    @cached_property
    def comparable(self) -> FloatArray:
        """1 for patterns with two ratings or more, 0 for the others."""
        return (self.rated > 1).astype(np.float64)

    @cached_property
    def agreement(self) -> FloatArray:
        """The weighted share of agreeing pairs within a unit, 0 where there is no pair."""
        pairs = np.maximum(self.rated * (self.rated - 1), 1)
        near = self.counts if _is_identity(self.weights) else self.counts @ self.weights.T
        return np.asarray((self.counts * (near - 1.0)).sum(axis=1) / pairs * self.comparable)

    @cached_property
    def share(self) -> FloatArray:
        """The share of each category within a unit."""
        return self.counts / self.rated[:, None]


def chance_corrected(ratings: Ratings, coefficient: str, weights: FloatArray) -> Statistic:
    """Percent agreement, Fleiss' kappa, Scott's pi, Gwet's AC1/AC2 or Brennan-Prediger.

    Units with one rating count in the shares of the categories, and not in the observed agreement.

    Sources: Gwet 2014, chapters 2-4; Fleiss 1971; Scott 1955; Gwet 2008 (AC1, AC2);
    Brennan and Prediger 1981.
    """
    patterns = count_patterns(ratings)
    least = 2 if coefficient == "percent_agreement" else 1
    keep = np.flatnonzero(patterns.rated >= least)
    kept = patterns.where(patterns.rated >= least)
    table = Table(kept.counts(len(weights)), kept.rated, kept.multiplicity, weights)
    chance = _chance(coefficient, weights)

    def evaluate(sums: FloatArray) -> FloatArray:
        pa = divide(sums[:, 0], sums[:, 1])
        if coefficient == "percent_agreement":
            return pa
        pe = chance(sums[:, 3:] / np.maximum(sums[:, 2], 1.0)[:, None])
        return divide(difference(pa, pe), 1.0 - pe)

    ones = np.ones(len(keep))
    whole = table
    if least > 1:
        every = patterns.where(patterns.rated >= 1)
        whole = Table(every.counts(len(weights)), every.rated, every.multiplicity, weights)
    singles = int(kept.multiplicity @ (1.0 - table.comparable))
    note = f"{singles} units with a single coding count in the shares of the categories only" if singles else ""
    return Statistic(
        contributions=np.column_stack([table.agreement, table.comparable, ones, table.share]),
        multiplicity=kept.multiplicity,
        evaluate=evaluate,
        comparable=table.comparable,
        keep=keep,
        codings=int(kept.multiplicity @ kept.rated),
        undefined=_reason(table, coefficient),
        never_alike=_is_identity(weights) and kept.few_and_never_alike,
        standard_error=lambda: _standard_error(whole, coefficient),
        notes=(note,) if note else (),
        share=_share(kept, weights) if coefficient == "percent_agreement" else "",
    )


def _share(kept: Patterns, weights: FloatArray) -> str:
    """Percent agreement is a share of units where each has two codings; weights make most others no share."""
    if not _is_identity(weights):
        return ""
    return "counted" if int(kept.rated.max(initial=0)) <= _PAIR else "mean"


def _is_identity(weights: FloatArray) -> bool:
    return bool((weights == np.eye(len(weights))).all())


def _chance(coefficient: str, weights: FloatArray) -> Evaluate:
    """The agreement expected by chance, from the shares of the categories (samples x categories)."""
    size, total = len(weights), float(weights.sum())
    if coefficient == "brennan_prediger":
        return lambda shares: np.full(len(shares), total / size**2)
    if coefficient == "gwet_ac":
        scale = total / max(size * (size - 1), 1)
        return lambda shares: scale * (shares * (1.0 - shares)).sum(axis=1)
    return lambda shares: np.einsum("rk,rk->r", shares @ weights, shares)


def _reason(table: Table, coefficient: str) -> str:
    if not (table.multiplicity @ table.comparable):
        return NO_PAIRS
    if coefficient == "percent_agreement":
        return ""
    if len(table.weights) <= 1:
        return ONE_CATEGORY
    constant = np.count_nonzero(table.multiplicity @ table.counts) <= 1
    return NO_VARIATION if constant and coefficient in {"fleiss_kappa", "scott_pi"} else ""


def _standard_error(table: Table, coefficient: str) -> float | None:
    """The linearised standard error, finite population correction 0.

    Source: Gwet 2008, Computing inter-rater reliability and its variance in the presence of high agreement;
    Gwet 2014, chapter 5.
    """
    k, units = table.multiplicity, int(table.multiplicity.sum())
    compared = float(k @ table.comparable)
    if units <= 1 or not compared:
        return None
    pa = float(k @ table.agreement) / compared
    if coefficient == "percent_agreement":
        return _spread(k, units / compared * table.agreement, pa, units)
    shares = (k @ table.share) / units
    pe = float(_chance(coefficient, table.weights)(shares[None, :])[0])
    if 1.0 - pe < TINY:
        return None
    value = (pa - pe) / (1.0 - pe)
    per_unit = units / compared * (table.agreement - pe * table.comparable) / (1.0 - pe)
    if coefficient != "brennan_prediger":
        expected = table.share @ _gradient(coefficient, table.weights, shares)
        per_unit = per_unit - 2.0 * (1.0 - value) * (expected - pe) / (1.0 - pe)
    error = _spread(k, per_unit, value, units)
    # For Scott's pi the variance is customarily divided by n, not n - 1; programs differ by this factor.
    return error * float(np.sqrt((units - 1) / units)) if coefficient == "scott_pi" else error


def _gradient(coefficient: str, weights: FloatArray, shares: FloatArray) -> FloatArray:
    if coefficient == "gwet_ac":
        size = len(weights)
        return np.asarray(weights.sum() / (size * (size - 1)) * (1.0 - shares))
    return np.asarray((weights @ shares + weights.T @ shares) / 2.0)


def _spread(k: IntArray, per_unit: FloatArray, centre: float, units: int) -> float:
    return float(np.sqrt(k @ (per_unit - centre) ** 2 / (units * (units - 1))))
