"""Who is said to stand with whom, and where a source differs from those it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.comparison.distance import distance, measured

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer


class Actor(NamedTuple):
    """An actor who is said to hold a position.

    Attributes:
        name: As it was first written.
        said: The sources that say so, each with the reviewers who record it of them.
    """

    name: str
    said: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that say so."""
        return tuple(source for source, _ in self.said)


class Camp(NamedTuple):
    """Actors who are said to hold one position.

    Attributes:
        criterion: The criterion's id.
        answer: The position.
        actors: Who.
    """

    criterion: str
    answer: Answer
    actors: tuple[Actor, ...]


class Apart(NamedTuple):
    """A source whose own position differs from one that these reviewers record it to report."""

    source: str
    criterion: str
    own: Answer
    actor: str
    theirs: Answer
    distance: float
    reviewers: tuple[str, ...]


def _same(actor: str) -> str:
    """Return what is the same for one actor however it is written."""
    return " ".join(actor.casefold().split())


def camps_of(matrix: StanceMatrix) -> list[Camp]:
    """Return actors by what they are said to hold, in the order of the scale."""
    held: dict[tuple[str, Answer], dict[str, tuple[str, dict[str, list[str]]]]] = {}
    for (source, reviewer), many in matrix.attributed.items():
        for one in many:
            if one.criterion in matrix.rubric.by_id and one.answer.is_position:
                actors = held.setdefault((one.criterion, one.answer), {})
                _, said = actors.setdefault(_same(one.actor), (one.actor, {}))
                by = said.setdefault(source, [])
                by += [reviewer] if reviewer not in by else []
    place = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}

    def along(item: tuple[str, Answer]) -> tuple[int, float, str]:
        value = item[1].value
        return place[item[0]], value if isinstance(value, int | float) else 0, str(value)

    return [
        Camp(
            criterion,
            answer,
            tuple(
                Actor(name, tuple((source, tuple(by)) for source, by in sorted(said.items())))
                for _, (name, said) in sorted(held[criterion, answer].items())
            ),
        )
        for criterion, answer in sorted(held, key=along)
    ]


def differing(matrix: StanceMatrix) -> list[Apart]:
    """Return where a source takes another position than one it reports, the furthest apart first."""
    found: dict[tuple[str, str, str, Answer], Apart] = {}
    spans = {criterion.id: span for criterion, _, span in measured(matrix)}
    for (source, reviewer), many in matrix.attributed.items():
        for one in many:
            criterion = matrix.rubric.by_id.get(one.criterion) if one.criterion in spans else None
            own = matrix.cells[source, one.criterion].consensus if criterion else None
            if criterion and own and own.is_position and one.answer.is_position:
                far = min(1.0, distance(criterion, own, one.answer, spans[criterion.id]))
                if far:
                    key = source, criterion.id, _same(one.actor), one.answer
                    before = found.get(key) or Apart(source, criterion.id, own, one.actor, one.answer, far, ())
                    found[key] = before._replace(reviewers=tuple(dict.fromkeys((*before.reviewers, reviewer))))
    return sorted(
        found.values(), key=lambda one: (-one.distance, one.source, one.criterion, one.actor, str(one.theirs.value))
    )
