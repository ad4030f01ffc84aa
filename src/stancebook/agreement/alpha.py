"""Krippendorff's alpha: 1 - observed / expected disagreement, for any metric and missing ratings.

Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2019, Content Analysis, chapter 12.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from stancebook.agreement import distances
from stancebook.agreement.errors import AgreementError
from stancebook.agreement.patterns import Patterns, count_patterns
from stancebook.agreement.statistic import NO_PAIRS, NO_VARIATION, TINY, Statistic, difference, divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.agreement.arrays import FloatArray, IntArray
    from stancebook.agreement.ratings import Ratings
    from stancebook.agreement.statistic import Evaluate

    _Parts: TypeAlias = tuple[FloatArray, Evaluate, str]

_MOST_CELLS = 100_000_000
_WIDEST_ANALYTIC = 64


def alpha(ratings: Ratings, metric: str) -> Statistic:
    """Alpha of a table under a metric: nominal, ordinal, interval, ratio, jaccard or masi.

    Raises:
        AgreementError: If the metric cannot calculate with the values, or there are too many values.
    """
    patterns = count_patterns(ratings)
    keep = np.flatnonzero(patterns.rated > 1)
    paired = patterns.where(patterns.rated > 1)
    if metric == "interval":
        contributions, evaluate, reason = _by_moments(paired, ratings.values)
    else:
        contributions, evaluate, reason = _by_frequencies(paired, ratings.values, metric)
    return Statistic(
        contributions=contributions,
        multiplicity=paired.multiplicity,
        evaluate=evaluate,
        comparable=np.ones(len(keep)),
        keep=keep,
        codings=int(paired.multiplicity @ paired.rated),
        undefined=reason,
        never_alike=metric == "nominal" and paired.few_and_never_alike,
        standard_error=lambda: _standard_error(paired, ratings.values, metric),
    )


def _used(paired: Patterns) -> IntArray:
    """The codes that occur among comparable ratings, in order; no alpha depends on the others."""
    return np.flatnonzero(np.bincount(paired.codes[paired.codes >= 0]))


def _reason(paired: Patterns, *, varied: bool) -> str:
    if not len(paired.multiplicity):
        return NO_PAIRS
    return "" if varied else NO_VARIATION


def metric_matrix(metric: str, values: Sequence[object]) -> FloatArray:
    """Distances between values for every metric that does not depend on the frequencies."""
    if metric == "nominal":
        return distances.nominal(len(values))
    if metric == "interval":
        return distances.interval(distances.squarable(distances.numbers(values, metric)))
    if metric == "ratio":
        numbers = distances.numbers(values, metric)
        if (numbers < 0).any():
            raise AgreementError("the ratio metric is not defined for negative numbers (use interval)")
        return distances.ratio(numbers)
    sets = [x for x in values if isinstance(x, frozenset)]
    return distances.jaccard(sets) if metric == "jaccard" else distances.masi(sets)


def _by_frequencies(paired: Patterns, values: Sequence[object], metric: str) -> _Parts:
    used = _used(paired)
    terms = len(used) ** 2 if metric == "ordinal" else len(used)
    if len(paired.codes) * terms > _MOST_CELLS:
        raise AgreementError(
            f"{len(used)} different values are too many for the {metric} metric; round them, or use interval"
        )
    counts = paired.counts(len(values))[:, used]
    make = _ordinal if metric == "ordinal" else partial(_fixed, delta=metric_matrix(metric, [values[i] for i in used]))
    contributions, evaluate = make(counts, paired.rated)
    return contributions, evaluate, _reason(paired, varied=len(used) > 1)


def _fixed(counts: FloatArray, rated: IntArray, delta: FloatArray) -> tuple[FloatArray, Evaluate]:
    """Alpha for distances that do not depend on the sample; their unit cancels, so it is the largest."""
    delta = delta / (delta.max(initial=0.0) or 1.0)
    observed = np.einsum("pc,pc->p", counts @ delta, counts) / np.maximum(rated - 1, 1)

    def evaluate(sums: FloatArray) -> FloatArray:
        n_c = sums[:, 1:]
        n = n_c.sum(axis=1)
        expected = np.einsum("rc,rc->r", n_c @ delta, n_c)
        return divide(difference(expected, (n - 1) * sums[:, 0]), expected)

    return np.column_stack([observed, counts]), evaluate


def _by_moments(paired: Patterns, values: Sequence[object]) -> _Parts:
    """Interval alpha from the sums of ratings and of their squares: cost free of the number of values."""
    numbers = distances.in_units(distances.numbers(values, "interval"))
    numbers = np.append(numbers, 0.0)  # code -1 looks up the last place
    known = paired.codes >= 0
    middle = float((numbers[paired.codes] * known).sum()) / max(int(known.sum()), 1)
    centred = np.where(known, numbers[paired.codes] - middle, 0.0)
    centred /= float(np.abs(centred).max(initial=0.0)) or 1.0  # alpha has no unit, and no square is lost
    rated = paired.rated.astype(np.float64)
    first, second = centred.sum(axis=1), (centred**2).sum(axis=1)
    # Σ (x_i - mean)^2 and not m S2 - S1^2: nothing cancels.
    spread = (np.where(known, centred - (first / np.maximum(rated, 1))[:, None], 0.0) ** 2).sum(axis=1)
    observed = 2.0 * rated * spread / np.maximum(rated - 1, 1)
    varied = bool(len(_used(paired)) > 1)

    def evaluate(sums: FloatArray) -> FloatArray:
        n = sums[:, 1]
        expected = 2.0 * (n * sums[:, 3] - sums[:, 2] ** 2)
        return divide(difference(expected, (n - 1) * sums[:, 0]), np.where(expected > TINY * n * n, expected, 0.0))

    contributions = np.column_stack([observed, rated, first, second])
    return contributions, evaluate, _reason(paired, varied=varied)


def _ordinal(counts: FloatArray, rated: IntArray) -> tuple[FloatArray, Evaluate]:
    """Ordinal alpha is interval alpha on the midranks of the pooled ratings, and these move with the sample."""
    size = counts.shape[1]
    rows, columns = np.triu_indices(size, k=1)
    pairs = counts[:, rows] * counts[:, columns] / np.maximum(rated - 1, 1)[:, None]
    occurring = pairs.any(axis=0) if len(pairs) else np.zeros(len(rows), dtype=bool)
    rows, columns, pairs = rows[occurring], columns[occurring], pairs[:, occurring]

    def evaluate(sums: FloatArray) -> FloatArray:
        n_c = sums[:, :size]
        n = n_c.sum(axis=1)
        middle = np.cumsum(n_c, axis=1) - n_c / 2 - (n / 2)[:, None]
        observed = 2.0 * np.einsum("rk,rk->r", sums[:, size:], (middle[:, rows] - middle[:, columns]) ** 2)
        expected = 2.0 * (n * (n_c * middle**2).sum(axis=1) - (n_c * middle).sum(axis=1) ** 2)
        return divide(difference(expected, (n - 1) * observed), np.where(expected > TINY * n**4, expected, 0.0))

    return np.column_stack([counts, pairs]), evaluate


def disagreements(ratings: Ratings, metric: str | FloatArray) -> tuple[float, float] | None:
    """Observed and expected disagreement, D_o and D_e of alpha = 1 - D_o / D_e; None where undefined.

    Args:
        ratings: The table.
        metric: A metric by name, or distances of your own between `ratings.values` (values x values).

    Source: Krippendorff 2011, equations for D_o and D_e; the ordinal D_e uses the pairable frequencies.
    """
    patterns = count_patterns(ratings)
    paired = patterns.where(patterns.rated > 1)
    used = _used(paired)
    if len(used) <= 1:
        return None
    counts = paired.counts(len(ratings.values))[:, used]
    n_c = paired.multiplicity @ counts
    n = float(n_c.sum())
    if not isinstance(metric, str):
        delta = np.asarray(metric, dtype=np.float64)[np.ix_(used, used)]
    elif metric == "ordinal":
        delta = distances.interval(np.cumsum(n_c) - n_c / 2)
    else:
        delta = metric_matrix(metric, [ratings.values[i] for i in used])
    observed = np.einsum("pc,pc->p", counts @ delta, counts) / (paired.rated - 1)
    expected = float(n_c @ delta @ n_c) / (n * (n - 1))
    return (float(paired.multiplicity @ observed) / n, expected) if expected > 0 else None


def _standard_error(paired: Patterns, values: Sequence[object], metric: str) -> float | None:
    """Gwet's linearised standard error for fixed metrics; None for the ordinal one and for many values.

    Source: Gwet 2014, Handbook of Inter-Rater Reliability, chapter 5; statistics as in the module's docs.
    """
    used = _used(paired)
    units = int(paired.multiplicity.sum())
    if metric == "ordinal" or len(used) > _WIDEST_ANALYTIC or units <= 1:
        return None
    chosen = [values[i] for i in used]
    if metric == "interval":
        delta = distances.interval(distances.in_units(distances.numbers(chosen, metric)))
    else:
        delta = metric_matrix(metric, chosen)
    weights = 1.0 - delta / (delta.max() or 1.0)
    counts, k, rated = paired.counts(len(values))[:, used], paired.multiplicity, paired.rated
    mean = float(k @ rated) / units
    epsilon = 1.0 / (units * mean)
    agree = (counts * (counts @ weights - 1.0)).sum(axis=1) / (mean * (rated - 1))
    pi = (k @ counts) / (units * mean)
    pe = float(pi @ weights @ pi)
    if 1.0 - pe < TINY:
        return None
    pa_raw = float(k @ agree) / units
    pa = (1.0 - epsilon) * pa_raw + epsilon
    raw = (pa_raw - pe) / (1.0 - pe)
    more = (rated - mean) / mean
    pe_i = counts @ (weights @ pi) / mean - pe * more
    per_unit = (agree - pa * more - pe) / (1.0 - pe) - 2.0 * (1.0 - raw) * (pe_i - pe) / (1.0 - pe)
    return float(np.sqrt(k @ (per_unit - raw) ** 2 / (units * (units - 1))))
