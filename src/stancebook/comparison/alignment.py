"""Which sources take the same line, what divides them, and who is said to stand with whom.

Everything rests on the consensus positions; what is off the scale, not coded or without a consensus takes no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.comparison.camps import camps_of, differing
from stancebook.comparison.distance import Distance, distance, measured
from stancebook.comparison.grouping import clusters_of, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.camps import Apart, Camp
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

MOST: Final = 120
"""So many sources are compared with one another; of more, choose some."""


class Division(NamedTuple):
    """How much a criterion divides the sources.

    Attributes:
        criterion: The criterion's id.
        sources: How many take a position on it.
        spread: The mean distance between two of them, 0 to 1; None for fewer than two.
        withheld: Of how many it is withheld whether they do.
    """

    criterion: str
    sources: int
    spread: float | None
    withheld: int = 0


@dataclass(frozen=True)
class Alignment:
    """Which sources take the same line.

    Attributes:
        order: The sources, like beside like; last those that cannot be compared.
        distances: Every two of them, in that order.
        clusters: Groups of sources, where the data carry them; else empty.
        why_no_clusters: Why there are none; empty where there are.
        divisions: The criteria, the one that divides most first.
        camps: Actors by criterion and position, along the scale.
        apart: Where a source differs from those it quotes, the furthest first.
        alone: Sources without a distance to any other, in the order of the matrix.
        too_many: How many sources there are, where that is too many to compare with one another; else 0.
    """

    order: tuple[str, ...]
    distances: tuple[Distance, ...]
    clusters: tuple[tuple[str, ...], ...]
    why_no_clusters: str
    divisions: tuple[Division, ...]
    camps: tuple[Camp, ...]
    apart: tuple[Apart, ...]
    alone: tuple[str, ...] = ()
    too_many: int = 0

    def of(self, one: str, other: str) -> Distance | None:
        """Return the distance between two sources, whichever is named first."""
        return self._by_pair.get(frozenset((one, other)))

    @property
    def withheld(self) -> tuple[str, ...]:
        """The sources among those alone of which it is withheld whether any other can be compared with them."""
        told = {source for one in self.distances if not one.withheld for source in (one.one, one.other)}
        return tuple(source for source in self.alone if source not in told)

    @cached_property
    def _by_pair(self) -> dict[frozenset[str], Distance]:
        return {frozenset((one.one, one.other)): one for one in self.distances}


def alignment(matrix: StanceMatrix) -> Alignment:
    """Return which sources of a matrix take the same line.

    Args:
        matrix: The matrix.
    """
    sources = list(matrix.sources)
    divisions = tuple(sorted(_divisions(matrix), key=lambda one: (-(one.spread or 0), -one.sources)))
    camps, apart = tuple(camps_of(matrix)), tuple(differing(matrix))
    if len(sources) > MOST:
        why = f"{len(sources)} sources are too many to compare with one another"
        return Alignment(tuple(sources), (), (), why, divisions, camps, apart, too_many=len(sources))
    found = {frozenset((d.one, d.other)): d for d in _distances(matrix, sources)}
    near = {source for one in found.values() if one.value is not None for source in (one.one, one.other)}
    alone = tuple(source for source in sources if source not in near) if found else ()
    known = {pair: one for pair, one in found.items() if pair <= near}
    beside = ordered([source for source in sources if source not in alone], known)
    clusters, why = clusters_of(matrix, beside, known)
    order = [*beside, *alone]
    told = tuple(found[frozenset((one, other))]._replace(one=one, other=other) for one, other in combinations(order, 2))
    return Alignment(tuple(order), told, clusters, why, divisions, camps, apart, alone=alone)


def _distances(matrix: StanceMatrix, sources: Sequence[str]) -> list[Distance]:
    held = measured(matrix)
    found = []
    for one, other in combinations(sources, 2):
        values = [distance(c, p[one], p[other], span) for c, p, span in held if one in p and other in p]
        value = sum(values) / len(values) if values else None
        withheld = value is None and not matrix.closed.isdisjoint((one, other))
        found.append(Distance(one, other, value, len(values), withheld=withheld))
    return found


def _divisions(matrix: StanceMatrix) -> list[Division]:
    """Count positions instead of pairs, so that the cost does not grow with the square of the sources."""
    found = []
    for criterion, held, span in measured(matrix):
        counts: dict[Answer, int] = {}
        for stands in held.values():
            counts[stands] = counts.get(stands, 0) + 1
        total = sum(counts.values())
        pairs = total * (total - 1) / 2
        apart = sum(n * m * distance(criterion, a, b, span) for (a, n), (b, m) in combinations(counts.items(), 2))
        withheld = len(matrix.closed.intersection(matrix.sources) - held.keys())
        found.append(Division(criterion.id, total, apart / pairs if pairs else None, withheld))
    return found
