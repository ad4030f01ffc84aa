"""Gamma's disorder: how well spans of several coders can be aligned, positions and labels together.

The best alignment pairs spans (or leaves them alone) at the least total cost; gamma compares its disorder
with that of random continua. Only the deterministic part is here; sampling continua is the caller's.

Source: Mathet, Widlöcher and Métivier 2015, The unified and holistic method gamma.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement.errors import AgreementError
from stancebook.agreement.spans import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.agreement.arrays import FloatArray
    from stancebook.agreement.spans import Span

_MOST_TUPLES = 2_000_000


def span_dissimilarity(
    first: Span | None, second: Span | None, *, positions: float = 1.0, labels: float = 1.0, empty: float = 1.0
) -> float:
    """How unlike two spans are; `empty` where one of them is missing.

    positions * ((|start differences| + |end differences|) / (sum of lengths))^2 + labels * [labels differ].
    """
    if first is None or second is None:
        return 0.0 if first is second else empty
    apart = abs(first[0] - second[0]) + abs(first[1] - second[1])
    lengths = first[1] - first[0] + second[1] - second[0]
    differ = label_of(first) != label_of(second)
    return (positions * (apart / lengths) ** 2 + labels * differ) * empty


def disorder(
    coders: Sequence[Sequence[Span]], *, positions: float = 1.0, labels: float = 1.0, empty: float = 1.0
) -> float | None:
    """The disorder of the best alignment per mean number of spans; None if there are no spans.

    Args:
        coders: The spans of each coder (two or more coders).
        positions: Weight of the positional part (alpha of the paper).
        labels: Weight of the labels (beta of the paper).
        empty: Cost of leaving a span unaligned.

    Raises:
        AgreementError: Fewer than two coders, or more spans than can be aligned exactly.
    """
    if len(coders) <= 1:
        raise AgreementError("an alignment needs two coders")
    total = sum(map(len, coders))
    if not total:
        return None
    if float(np.prod([len(spans) + 1 for spans in coders])) > _MOST_TUPLES:
        raise AgreementError("too many spans to align exactly; align shorter stretches")
    tuples, costs = _candidates(coders, positions, labels, empty)
    return _cheapest_partition(tuples, costs, total) / (total / len(coders))


def _candidates(
    coders: Sequence[Sequence[Span]], positions: float, labels: float, empty: float
) -> tuple[list[tuple[int, ...]], FloatArray]:
    """Unitary alignments that can be part of a best one: no dearer than their spans left alone."""
    starts = np.cumsum([0, *map(len, coders)])
    pairs = list(combinations(range(len(coders)), 2))
    choices = [[None, *range(len(spans))] for spans in coders]
    chosen, costs = [], []
    for places in product(*choices):
        used = [i for i, place in enumerate(places) if place is not None]
        if not used:
            continue
        spans = [None if p is None else coders[i][p] for i, p in enumerate(places)]
        cost = sum(
            span_dissimilarity(spans[i], spans[j], positions=positions, labels=labels, empty=empty) for i, j in pairs
        ) / len(pairs)
        if cost <= len(used) * (len(coders) - 1) / len(pairs) * empty + 1e-12:
            chosen.append(tuple(int(starts[i]) + int(places[i] or 0) for i in used))
            costs.append(cost)
    return chosen, np.array(costs)


def _cheapest_partition(tuples: list[tuple[int, ...]], costs: FloatArray, total: int) -> float:
    """Cover every span exactly once at the least cost (an integer programme)."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = [span for members in tuples for span in members]
    columns = [i for i, members in enumerate(tuples) for _ in members]
    cover = csr_array((np.ones(len(rows)), (rows, columns)), shape=(total, len(tuples)))
    found = milp(
        costs,
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(cover, 1, 1),
    )
    if found.x is None:
        raise AgreementError(f"no alignment found: {found.message}")
    return float(costs @ np.rint(found.x))
