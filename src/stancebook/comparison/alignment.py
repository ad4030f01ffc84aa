"""Which sources take the same line, what divides them, and who is said to stand with whom.

Everything rests on the consensus positions; what is off the scale, not coded or without a consensus takes no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import NOT_CODED
from stancebook.model.criterion import NumericCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

MOST: Final = 120
"""So many sources are compared with one another; of more, choose some."""
FEWEST_TO_CLUSTER: Final = 8
FEWEST_SHARED: Final = 2
_SILHOUETTE: Final = 0.5
_CLEARLY: Final = 0.05
_SHUFFLES: Final = 99
_SEED: Final = 20_261_122


@dataclass(frozen=True)
class Distance:
    """How far apart two sources are.

    Attributes:
        one: A source.
        other: Another.
        value: 0 (same line) to 1, the mean over the criteria on which both take a position; None without any.
        shared: How many criteria that are.
    """

    one: str
    other: str
    value: float | None
    shared: int


@dataclass(frozen=True)
class Division:
    """How much a criterion divides the sources.

    Attributes:
        criterion: The criterion's id.
        sources: How many take a position on it.
        spread: The mean distance between two of them, 0 to 1; None for fewer than two.
    """

    criterion: str
    sources: int
    spread: float | None


@dataclass(frozen=True)
class Camp:
    """Actors who are said to hold one position.

    Attributes:
        criterion: The criterion's id.
        answer: The position.
        actors: Who, each with the sources that say so.
    """

    criterion: str
    answer: Answer
    actors: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Apart:
    """A source whose own position differs from one that it reports."""

    source: str
    criterion: str
    own: Answer
    actor: str
    theirs: Answer
    distance: float


@dataclass(frozen=True)
class Alignment:
    """Which sources take the same line.

    Attributes:
        order: The sources, like beside like.
        distances: Every two of them, in that order.
        clusters: Groups of sources, where the data carry them; else empty.
        why_no_clusters: Why there are none; empty where there are.
        divisions: The criteria, the one that divides most first.
        camps: Actors by criterion and position, along the scale.
        apart: Where a source differs from those it quotes, the furthest first.
        too_many: How many sources there are, where that is too many to compare with one another; else 0.
    """

    order: tuple[str, ...]
    distances: tuple[Distance, ...]
    clusters: tuple[tuple[str, ...], ...]
    why_no_clusters: str
    divisions: tuple[Division, ...]
    camps: tuple[Camp, ...]
    apart: tuple[Apart, ...]
    too_many: int = 0

    def of(self, one: str, other: str) -> Distance | None:
        """Return the distance between two sources, whichever is named first."""
        return next((d for d in self.distances if {d.one, d.other} == {one, other}), None)


def distance(criterion: AnyCriterion, one: Answer, other: Answer, span: float = 0.0) -> float:
    """Return how far apart two positions are, from 0 to 1.

    Steps of the scale, equal or not, Jaccard for sets; numbers as a share of the range that is allowed, or where
    none is, of the one that occurs (Gower 1971, similarity of quantitative characters).

    Args:
        criterion: The criterion; not one of text, between whose answers there is no distance.
        one: A position.
        other: Another.
        span: The range of numbers that occur.
    """
    if isinstance(criterion, NumericCriterion):
        if not isinstance(one.value, int | float) or not isinstance(other.value, int | float):
            return 1.0
        share = criterion.share_of_range(one.value, other.value)
        return share if share is not None else abs(one.value - other.value) / span if span else 0.0
    if isinstance(criterion, OrdinalCriterion):
        if isinstance(one.value, int) and isinstance(other.value, int):
            return criterion.steps_apart(one.value, other.value) / (len(criterion.values) - 1)
        return 1.0
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        ours, theirs = set(one.value), set(other.value)
        return 1.0 - len(ours & theirs) / len(ours | theirs)
    return float(one.value != other.value)


def alignment(matrix: StanceMatrix) -> Alignment:
    """Return which sources of a matrix take the same line.

    Args:
        matrix: The matrix.
    """
    sources = list(matrix.sources)
    divisions = tuple(sorted(_divisions(matrix), key=lambda one: (-(one.spread or 0), -one.sources)))
    camps, apart = tuple(_camps(matrix)), tuple(_apart(matrix))
    if len(sources) > MOST:
        why = f"{len(sources)} sources are too many to compare with one another"
        return Alignment(tuple(sources), (), (), why, divisions, camps, apart, too_many=len(sources))
    found = {frozenset((d.one, d.other)): d for d in _distances(matrix, sources)}
    order = _ordered(sources, found)
    clusters, why = _clusters(matrix, order, found)
    told = tuple(
        Distance(one, other, found[frozenset((one, other))].value, found[frozenset((one, other))].shared)
        for one, other in combinations(order, 2)
    )
    return Alignment(tuple(order), told, clusters, why, divisions, camps, apart)


def _positions(matrix: StanceMatrix, criterion: AnyCriterion) -> dict[str, Answer]:
    cells = ((source, matrix.cells[source, criterion.id].consensus) for source in matrix.sources)
    return {source: stands for source, stands in cells if stands.is_position}


def _measured(matrix: StanceMatrix) -> list[tuple[AnyCriterion, dict[str, Answer], float]]:
    """Return the criteria between whose positions there is a distance, with those positions and their range."""
    found = []
    for criterion in matrix.criteria:
        if criterion.level != "text":
            held = _positions(matrix, criterion)
            numbers = [stands.value for stands in held.values() if isinstance(stands.value, int | float)]
            found.append((criterion, held, float(max(numbers) - min(numbers)) if numbers else 0.0))
    return found


def _distances(matrix: StanceMatrix, sources: Sequence[str]) -> list[Distance]:
    held = _measured(matrix)
    found = []
    for one, other in combinations(sources, 2):
        values = [distance(c, p[one], p[other], span) for c, p, span in held if one in p and other in p]
        found.append(Distance(one, other, sum(values) / len(values) if values else None, len(values)))
    return found


def _divisions(matrix: StanceMatrix) -> list[Division]:
    """Count positions instead of pairs, so that the cost does not grow with the square of the sources."""
    found = []
    for criterion, held, span in _measured(matrix):
        counts: dict[Answer, int] = {}
        for stands in held.values():
            counts[stands] = counts.get(stands, 0) + 1
        total = sum(counts.values())
        pairs = total * (total - 1) / 2
        apart = sum(n * m * distance(criterion, a, b, span) for (a, n), (b, m) in combinations(counts.items(), 2))
        found.append(Division(criterion.id, total, apart / pairs if pairs else None))
    return found


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


def _ordered(sources: list[str], found: dict[frozenset[str], Distance]) -> list[str]:
    """Return the sources as the leaves of an average-linkage tree, neighbours as close as the tree allows."""
    if len(sources) <= 2 or not any(one.value is not None for one in found.values()):  # noqa: PLR2004
        return sources
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    condensed = squareform(_square(sources, found), checks=False)
    tree = linkage(condensed, method="average", optimal_ordering=True)
    return [sources[index] for index in leaves_list(tree)]


def _clusters(
    matrix: StanceMatrix, order: list[str], found: dict[frozenset[str], Distance]
) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return groups of sources, or why none are told: few sources, few shared criteria, or no clearer than chance."""
    if len(order) < FEWEST_TO_CLUSTER:
        return (), f"with fewer than {FEWEST_TO_CLUSTER} sources, groups would say more than the data do"
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
    for criterion, positions, span in _measured(matrix):
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


def _camps(matrix: StanceMatrix) -> list[Camp]:
    """Group actors by what they are said to hold, in the order of the scale."""
    held: dict[tuple[str, Answer], dict[str, tuple[str, set[str]]]] = {}
    for (source, _), many in matrix.attributed.items():
        for one in many:
            if one.criterion in matrix.rubric.by_id and one.answer.is_position:
                actors = held.setdefault((one.criterion, one.answer), {})
                actors.setdefault(" ".join(one.actor.casefold().split()), (one.actor, set()))[1].add(source)
    place = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}

    def along(item: tuple[str, Answer]) -> tuple[int, float, str]:
        value = item[1].value
        return place[item[0]], value if isinstance(value, int | float) else 0, str(value)

    return [
        Camp(
            criterion,
            answer,
            tuple((name, tuple(sorted(where))) for _, (name, where) in sorted(held[criterion, answer].items())),
        )
        for criterion, answer in sorted(held, key=along)
    ]


def _apart(matrix: StanceMatrix) -> list[Apart]:
    found = set()
    spans = {criterion.id: span for criterion, _, span in _measured(matrix)}
    for (source, _), many in matrix.attributed.items():
        for one in many:
            criterion = matrix.rubric.by_id.get(one.criterion) if one.criterion in spans else None
            own = matrix.cells[source, one.criterion].consensus if criterion else None
            if criterion and own and own.is_position and one.answer.is_position:
                far = min(1.0, distance(criterion, own, one.answer, spans[criterion.id]))
                if far:
                    found.add(Apart(source, criterion.id, own, one.actor, one.answer, far))
    return sorted(found, key=lambda one: (-one.distance, one.source, one.criterion, one.actor, str(one.theirs.value)))
