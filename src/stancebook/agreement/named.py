"""Agreement corrected for chance with each coder's own habits: Cohen's and Conger's kappa."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement.patterns import Patterns, tuple_patterns
from stancebook.agreement.statistic import NO_PAIRS, NO_VARIATION, ONE_CATEGORY, TINY, Statistic, difference, divide

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.agreement.arrays import FloatArray, IntArray
    from stancebook.agreement.ratings import Ratings
    from stancebook.agreement.statistic import Evaluate


_TWO = 2
_ROUNDING = 1e-14  # what is left of a variance of 0 after subtracting
_FLAT = "one coder gave the same answer throughout, so kappa is 0 whatever units are drawn"


def conger_kappa(ratings: Ratings, weights: FloatArray) -> Statistic:
    """Conger's kappa for two coders or more; each coder's shares come from all units that coder rated.

    Source: Conger 1980, Integration and generalization of kappas for multiple raters; Gwet 2014, chapter 2.
    """
    patterns = tuple_patterns(ratings)
    present = np.flatnonzero(ratings.rated_by)
    keep = np.flatnonzero(patterns.rated >= 1)
    kept = patterns.where(patterns.rated >= 1)
    return _statistic(Patterns(kept.codes[:, present], kept.multiplicity, None), keep, weights, None)


def cohen_kappa(ratings: Ratings, weights: FloatArray) -> Statistic:
    """Cohen's kappa of two coders, on the units both rated.

    Sources: Cohen 1960; Cohen 1968 (weights); standard error Fleiss, Cohen and Everitt 1969.
    """
    patterns = tuple_patterns(ratings)
    present = np.flatnonzero(ratings.rated_by)
    codes = patterns.codes[:, present] if len(present) == _TWO else patterns.codes
    both = np.asarray((codes >= 0).all(axis=1))
    kept = Patterns(codes, patterns.multiplicity, None).where(both)

    def error() -> float | None:
        table = np.zeros(weights.shape)
        np.add.at(table, (kept.codes[:, 0], kept.codes[:, 1]), kept.multiplicity)
        return _fleiss_cohen_everitt(table, weights)

    return _statistic(kept, np.flatnonzero(both), weights, error)


def _statistic(
    kept: Patterns, keep: IntArray, weights: FloatArray, error: Callable[[], float | None] | None
) -> Statistic:
    size, coders = len(weights), kept.codes.shape[1]
    known = kept.codes >= 0
    rated = kept.rated
    chosen = (kept.codes[:, :, None] == np.arange(size)).astype(np.float64)
    counts = chosen.sum(axis=1)
    comparable = (rated > 1).astype(np.float64)
    agreement = (counts * (counts @ weights.T - 1.0)).sum(axis=1) / np.maximum(rated * (rated - 1), 1)
    return Statistic(
        contributions=np.column_stack(
            [agreement * comparable, comparable, known, chosen.reshape(len(keep), coders * size)]
        ),
        multiplicity=kept.multiplicity,
        evaluate=_evaluate(weights, coders),
        comparable=comparable,
        keep=keep,
        codings=int(kept.multiplicity @ rated),
        undefined=_reason(kept, comparable, size),
        never_alike=bool((weights == np.eye(size)).all()) and kept.few_and_never_alike,
        standard_error=error or (lambda: None),
        notes=_constant_coder(kept, coders),
        flat=_FLAT if _constant_coder(kept, coders) and comparable.all() else "",
        drops_out=lambda sums: np.asarray((sums[:, 2 : 2 + coders] <= 0).any(axis=1)),
    )


def _evaluate(weights: FloatArray, coders: int) -> Evaluate:
    size = len(weights)
    symmetric = (weights + weights.T) / 2.0

    def evaluate(sums: FloatArray) -> FloatArray:
        pa = divide(sums[:, 0], sums[:, 1])
        rated = sums[:, 2 : 2 + coders]
        habits = divide(
            sums[:, 2 + coders :].reshape(len(sums), coders, size), np.repeat(rated[:, :, None], size, axis=2)
        )
        mean = habits.mean(axis=1)
        apart = habits - mean[:, None, :]
        within = np.einsum("rgk,rgk->r", apart @ symmetric, apart) / max(coders * (coders - 1), 1)
        pe = difference(np.einsum("rk,rk->r", mean @ symmetric, mean), within)
        return divide(difference(pa, pe), 1.0 - pe)

    return evaluate


def _reason(kept: Patterns, comparable: FloatArray, size: int) -> str:
    if not (kept.multiplicity @ comparable):
        return NO_PAIRS
    if size <= 1:
        return ONE_CATEGORY
    return NO_VARIATION if len(np.unique(kept.codes[kept.codes >= 0])) <= 1 else ""


def _constant_coder(kept: Patterns, coders: int) -> tuple[str, ...]:
    if coders != _TWO or not len(kept.codes):
        return ()
    used = [len(np.unique(column[column >= 0])) for column in kept.codes.T]
    if min(used) == 1 and max(used) > 1:
        return ("one coder gave the same answer throughout, which makes kappa 0 whatever the other said",)
    return ()


def _fleiss_cohen_everitt(table: FloatArray, weights: FloatArray) -> float | None:
    """The large-sample standard error of weighted kappa.

    Source: Fleiss, Cohen and Everitt 1969, Large sample standard errors of kappa and weighted kappa.
    """
    units = float(table.sum())
    if units <= 1:
        return None
    p = table / units
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    pe = float(rows @ weights @ columns)
    if 1.0 - pe < TINY:
        return None
    kappa = (float((weights * p).sum()) - pe) / (1.0 - pe)
    deviation = weights - (1.0 - kappa) * ((weights @ columns)[:, None] + (rows @ weights)[None, :])
    variance = float((p * deviation**2).sum()) - (kappa - pe * (1.0 - kappa)) ** 2
    if variance < _ROUNDING:
        return None
    return float(np.sqrt(variance / units) / (1.0 - pe))
