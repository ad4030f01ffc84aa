"""Like beside like: an order of the sources, and groups only where the data carry them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from stancebook.comparison.distance import distance, measured
from stancebook.model.answer import NOT_CODED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from stancebook.comparison.distance import Distance
    from stancebook.comparison.matrix import StanceMatrix

FEWEST_TO_CLUSTER: Final = 8
FEWEST_SHARED: Final = 2
_SILHOUETTE: Final = 0.5
_CLEARLY: Final = 0.05
_SHUFFLES: Final = 99
_SEED: Final = 20_261_122


def ordered(sources: list[str], found: dict[frozenset[str], Distance]) -> list[str]:
    """Return the sources as the leaves of an average-linkage tree, neighbours as close as the tree allows."""
    if len(sources) <= 2 or not any(one.value is not None for one in found.values()):  # noqa: PLR2004
        return sources
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    condensed = squareform(_square(sources, found), checks=False)
    tree = linkage(condensed, method="average", optimal_ordering=True)
    return [sources[index] for index in leaves_list(tree)]


def clusters_of(
    matrix: StanceMatrix, order: list[str], found: dict[frozenset[str], Distance]
) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return groups of sources, or why none are told: few sources, few shared criteria, or no clearer than chance."""
    if len(order) < FEWEST_TO_CLUSTER:
        return (), f"with fewer than {FEWEST_TO_CLUSTER} sources to compare, groups would say more than the data do"
    thin = sum(one.shared < FEWEST_SHARED for one in found.values())
    if 2 * thin > len(found):
        return (), f"most pairs of sources take a position on fewer than {FEWEST_SHARED} criteria in common"
    score, groups = _best(_square(order, found))
    if score < _SILHOUETTE or _by_chance(matrix, order, len(set(groups))) + _CLEARLY > score:
        return (), "no grouping is clearer than what shuffled answers give"
    parts: dict[int, list[str]] = {}
    for source, group in zip(order, groups, strict=True):
        parts.setdefault(group, []).append(source)
    return tuple(tuple(part) for part in parts.values()), ""


def _square(order: Sequence[str], found: dict[frozenset[str], Distance]) -> NDArray[np.float64]:
    """Return the distances as a table; where two share nothing, the mean of all."""
    import numpy as np

    known = [one.value for one in found.values() if one.value is not None]
    usual = sum(known) / len(known) if known else 1.0
    square = np.zeros((len(order), len(order)))
    for (i, one), (j, other) in combinations(enumerate(order), 2):
        value = found[frozenset((one, other))].value
        square[i, j] = square[j, i] = usual if value is None else value
    return square


def _best(square: NDArray[np.float64], numbers: Sequence[int] = ()) -> tuple[float, list[int]]:
    """Return the highest mean silhouette and its grouping, into so many groups or any number from two to six."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    tree = linkage(squareform(square, checks=False), method="average")
    tried = [
        fcluster(tree, number, criterion="maxclust") for number in numbers or range(2, min(6, len(square) // 2) + 1)
    ]
    scored = [(_silhouette(square, groups), -index) for index, groups in enumerate(tried)]
    score, index = max(scored)
    return score, [int(group) for group in tried[-index]]


def _silhouette(square: NDArray[np.float64], groups: NDArray[np.int32]) -> float:
    """Return the mean silhouette; a group of one counts 0. Source: Rousseeuw 1987."""
    import numpy as np

    labels = np.unique(groups)
    if len(labels) == 1:
        return 0.0
    member = np.stack([groups == label for label in labels], axis=1).astype(np.float64)
    sizes, own = member.sum(axis=0), np.searchsorted(labels, groups)
    sums = square @ member
    rows = np.arange(len(square))
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    outside = means.min(axis=1)
    score = np.where(sizes[own] > 1, (outside - inside) / np.maximum(np.maximum(outside, inside), 1e-12), 0.0)
    return float(score.mean())


def _by_chance(matrix: StanceMatrix, order: list[str], groups: int) -> float:
    """Return the best that so many groups reach in ninety-nine shuffles of the answers: chance is one in a hundred."""
    import numpy as np

    rng = np.random.default_rng(_SEED)
    tables = []
    for criterion, positions, span in measured(matrix):
        held = [positions.get(source, NOT_CODED) for source in order]
        square = np.full((len(order), len(order)), np.nan)
        for (i, one), (j, other) in combinations(enumerate(held), 2):
            if one.is_position and other.is_position:
                square[i, j] = square[j, i] = distance(criterion, one, other, span)
        tables.append(square)
    scores = []
    for _ in range(_SHUFFLES):
        shuffled = np.stack([table[np.ix_(p, p)] for table in tables for p in [rng.permutation(len(order))]])
        known = np.isfinite(shuffled)
        shared = known.sum(axis=0)
        total = np.where(known, shuffled, 0.0).sum(axis=0)
        usual = float(total.sum() / max(int(shared.sum()), 1))
        mean = np.where(shared > 0, total / np.maximum(shared, 1), usual)
        np.fill_diagonal(mean, 0.0)
        scores.append(_best(mean, [groups])[0])
    return max(scores)
