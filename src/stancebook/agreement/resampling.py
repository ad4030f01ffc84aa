"""Samples that might have been: unit bootstrap over patterns, exact where few resamples exist.

Drawing N units with replacement draws the multiplicities of the patterns from a multinomial: the same
distribution, at a cost that does not depend on N.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from stancebook.agreement.statistic import TINY

if TYPE_CHECKING:
    from typing import Any

    from stancebook.agreement.arrays import FloatArray, IntArray
    from stancebook.agreement.patterns import Patterns
    from stancebook.agreement.statistic import Statistic

_MOST_ENUMERATED = 20_000
_MOST_DRAWS = 1_500_000
_PORTIONS = 4
_MANY = 20  # twenty of either already make billions of resamples
_NEARLY_SYMMETRIC = 0.1
_UNITS_PER_KIND = 10  # up to here drawing units one by one is quicker than a multinomial
_ENOUGH_FOR_THE_LIMIT = 1_000
_CELLS_AT_ONCE = 4_000_000
_DRAWN_AT_ONCE = 20_000  # so many stay near the processor
_MOST_KEPT = 8_000_000
_SOON_DRAWN = 1_000_000  # units: loading and starting threads takes as long as drawing so many


class Resamples(NamedTuple):
    """Values of a coefficient in many samples, ascending.

    Attributes:
        values: The defined ones, in order.
        weights: The probability of each (they sum to 1 over the defined ones).
        undefined: The share of resamples in which the coefficient is undefined.
        method: "exact", "bootstrap", or "bootstrap, normal limit".
    """

    values: FloatArray
    weights: FloatArray
    undefined: float
    method: str

    def below(self, value: float) -> float:
        """The share of resamples below a value."""
        return self._up_to(value - TINY)

    def rank(self, value: float) -> float:
        """The share of resamples below a value, those equal to it counted half."""
        return (self._up_to(value - TINY) + self._up_to(value + TINY)) / 2.0

    def _up_to(self, value: float) -> float:
        share = float(self.weights[: int(np.searchsorted(self.values, value))].sum())
        return round(min(share, 1.0), 12)

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The smallest values that at least these shares of resamples do not exceed."""
        cumulative = np.cumsum(self.weights)
        places = np.searchsorted(cumulative, np.clip(shares, 0.0, 1.0) - TINY)
        return self.values[np.minimum(places, len(self.values) - 1)]


def by_cluster(statistic: Statistic, patterns: Patterns, clusters: IntArray) -> Statistic:
    """The same statistic with clusters in the place of units: what is resampled and left out."""
    place = np.full(len(patterns.multiplicity), -1, dtype=np.int64)
    place[statistic.keep] = np.arange(len(statistic.keep))
    if patterns.pattern_of is None:
        raise AssertionError("patterns of clustered ratings remember their units")
    at = place[patterns.pattern_of]
    used = at >= 0
    groups, of = np.unique(clusters[used], return_inverse=True)
    sums = np.zeros((len(groups), statistic.contributions.shape[1]))
    np.add.at(sums, of, statistic.contributions[at[used]])
    comparable = np.zeros(len(groups))
    np.maximum.at(comparable, of, statistic.comparable[at[used]])
    return statistic._replace(
        contributions=sums,
        multiplicity=np.ones(len(groups), dtype=np.int64),
        comparable=comparable,
        keep=np.arange(len(groups)),
        standard_error=lambda: None,
    )


def resample(statistic: Statistic, draws: int, seed: int, skewness: float, memo: dict[Any, Any]) -> Resamples:
    """The bootstrap distribution of a statistic.

    Args:
        statistic: Of units or of clusters.
        draws: How many resamples, where they are not enumerated.
        seed: Of the random numbers; the same seed gives the same figures.
        skewness: Of the influence of single units divided by the root of their number; where it is not
            small, the normal limit is not used.
        memo: Where weights are kept, so that coefficients of one table share their resamples.
    """
    k = statistic.multiplicity
    units, kinds = int(k.sum()), len(k)
    if _ways(units, kinds) <= _MOST_ENUMERATED:
        multiplicities, probabilities = _every_resample(k)
        values = statistic.evaluate(multiplicities @ statistic.contributions)
        return _sorted(values, probabilities, "exact")
    if kinds * draws > _MOST_DRAWS and units >= _ENOUGH_FOR_THE_LIMIT and abs(skewness) < _NEARLY_SYMMETRIC:
        values = _evaluated(statistic, _normal_sums(statistic, draws, np.random.default_rng(seed)))
        return _sorted(values, np.full(draws, 1.0 / draws), "bootstrap, normal limit")
    values = _drawn(statistic, draws, seed, memo)
    return _sorted(values, np.full(draws, 1.0 / draws), "bootstrap")


def _ways(units: int, kinds: int) -> float:
    """How many different resamples there are."""
    if min(units, kinds - 1) > _MANY:
        return float("inf")
    return comb(units + kinds - 1, kinds - 1)


def _sorted(values: FloatArray, weights: FloatArray, method: str) -> Resamples:
    defined = np.isfinite(values)
    share = float(weights[defined].sum())
    lost = float(weights[~defined].sum())
    order = np.argsort(values[defined], kind="stable")
    kept = weights[defined][order] / share if share else weights[defined]
    return Resamples(values[defined][order], kept, lost, method)


def _every_resample(k: IntArray) -> tuple[FloatArray, FloatArray]:
    """All ways to draw as many units from the patterns, with their multinomial probabilities."""
    units, kinds = int(k.sum()), len(k)
    if kinds == 1:
        return np.array([[float(units)]]), np.ones(1)
    bars = np.array(list(combinations(range(units + kinds - 1), kinds - 1)), dtype=np.int64)
    edges = np.column_stack(
        [np.full(len(bars), -1), bars, np.full(len(bars), units + kinds - 1)],
    )
    ways = np.diff(edges, axis=1) - 1
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, units + 1)))])
    log_probability = logs[units] - logs[ways].sum(axis=1) + ways @ np.log(k / units)
    probability = np.exp(log_probability)
    return ways.astype(np.float64), probability / probability.sum()


def _evaluated(statistic: Statistic, sums: FloatArray) -> FloatArray:
    """Evaluate in portions, so that intermediate tables stay small."""
    step = max(1, _CELLS_AT_ONCE // max(sums.shape[1], 1))
    return np.concatenate([statistic.evaluate(sums[i : i + step]) for i in range(0, len(sums), step)])


def _drawn(statistic: Statistic, draws: int, seed: int, memo: dict[Any, Any]) -> FloatArray:
    """Evaluate drawn resamples, portion by portion; each portion has random numbers of its own."""
    k = statistic.multiplicity
    key = ("drawn", draws, seed, k.tobytes())
    if key in memo:
        return _evaluated(statistic, memo[key] @ statistic.contributions)
    step = max(1, min(-(-draws // _PORTIONS), _CELLS_AT_ONCE // len(k)))
    sizes = [min(step, draws - start) for start in range(0, draws, step)]
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))
    keep = len(k) * draws <= _MOST_KEPT

    def portion(size: int, own: np.random.SeedSequence) -> FloatArray:
        multiplicities = _draw(k, size, np.random.default_rng(own))
        return multiplicities if keep else statistic.evaluate(multiplicities @ statistic.contributions)

    if draws * int(k.sum()) <= _SOON_DRAWN:
        parts = np.concatenate(list(map(portion, sizes, seeds)))
    else:
        from concurrent.futures import ThreadPoolExecutor

        # Drawing releases the interpreter lock, so two threads halve the time; figures depend on the seed only.
        with ThreadPoolExecutor(max_workers=2) as pool:
            parts = np.concatenate(list(pool.map(portion, sizes, seeds)))
    if not keep:
        return parts
    memo[key] = parts
    return _evaluated(statistic, parts @ statistic.contributions)


def _draw(k: IntArray, size: int, rng: np.random.Generator) -> FloatArray:
    """Multiplicities of resamples (size x kinds), by whichever of two ways is quicker."""
    units, kinds = int(k.sum()), len(k)
    if units > _UNITS_PER_KIND * kinds:
        return rng.multinomial(units, k / units, size=size).astype(np.float64)
    kind_of = np.repeat(np.arange(kinds), k)
    found = np.empty((size, kinds))
    rows = max(1, _DRAWN_AT_ONCE // units)
    for start in range(0, size, rows):
        number = min(rows, size - start)
        drawn = kind_of.take(rng.integers(0, units, (number, units), dtype=np.int32))
        drawn += np.arange(0, number * kinds, kinds)[:, None]
        found[start : start + number] = np.bincount(drawn.ravel(), minlength=number * kinds).reshape(number, kinds)
    return found


def _normal_sums(statistic: Statistic, draws: int, rng: np.random.Generator) -> FloatArray:
    """Sums over resamples from their normal limit: same mean and covariance, drawn term by term."""
    k = statistic.multiplicity.astype(np.float64)
    units = float(k.sum())
    total = statistic.total
    scaled = statistic.contributions * np.sqrt(k)[:, None]
    covariance = scaled.T @ scaled - np.outer(total, total) / units
    spread, directions = np.linalg.eigh(covariance)
    root = directions * np.sqrt(np.maximum(spread, 0.0))
    noise = rng.standard_normal((draws, len(total))) @ root.T
    return np.asarray(total + noise, dtype=np.float64)
