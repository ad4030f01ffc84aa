"""Who is said to stand with whom, and where a source differs from those it reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.comparison.distance import distance, measured

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer


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


def camps_of(matrix: StanceMatrix) -> list[Camp]:
    """Return actors by what they are said to hold, in the order of the scale."""
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


def differing(matrix: StanceMatrix) -> list[Apart]:
    """Return where a source takes another position than one it reports, the furthest apart first."""
    found = set()
    spans = {criterion.id: span for criterion, _, span in measured(matrix)}
    for (source, _), many in matrix.attributed.items():
        for one in many:
            criterion = matrix.rubric.by_id.get(one.criterion) if one.criterion in spans else None
            own = matrix.cells[source, one.criterion].consensus if criterion else None
            if criterion and own and own.is_position and one.answer.is_position:
                far = min(1.0, distance(criterion, own, one.answer, spans[criterion.id]))
                if far:
                    found.add(Apart(source, criterion.id, own, one.actor, one.answer, far))
    return sorted(found, key=lambda one: (-one.distance, one.source, one.criterion, one.actor, str(one.theirs.value)))
