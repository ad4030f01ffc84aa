"""The cells on which reviewers disagree, the gravest first, with the quotes that set each side apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.sides import Side, sides
from stancebook.reports.words import BY_SERIOUSNESS, STATE_WORDS, count

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Evidence
    from stancebook.model.rubric import AnyCriterion

QUOTES_PER_SIDE: Final = 2


@dataclass(frozen=True)
class Stand:
    """One side of a disagreement.

    Attributes:
        side: What was answered, and by whom.
        quotes: A few quotes it rests on, those that only this side cites first.
        note: The first note that one of its reviewers left.
    """

    side: Side
    quotes: tuple[Evidence, ...]
    note: str


@dataclass(frozen=True)
class Disagreement:
    """A cell on which reviewers disagree.

    Attributes:
        number: The number of the source in the matrix, from 1.
        cell: The cell.
        criterion: Its criterion.
    """

    number: int
    cell: Cell
    criterion: AnyCriterion

    @property
    def stands(self) -> tuple[Stand, ...]:
        """Each side with its quotes; worked out when it is asked for, since of many only the first are told."""
        return _stands(self.cell, self.criterion)


def disagreements(matrix: StanceMatrix) -> list[Disagreement]:
    """Return the cells to discuss: first whether there is a position, then how far apart, then the rest."""
    found = [
        (_rank(cell, criterion), number, index, Disagreement(number, cell, criterion))
        for number, source in enumerate(matrix.sources, 1)
        for index, criterion in enumerate(matrix.criteria)
        if (cell := matrix.cells[source, criterion.id]).state in BY_SERIOUSNESS
    ]
    return [one[-1] for one in sorted(found, key=lambda one: one[:-1])]


def distance_words(cell: Cell, criterion: AnyCriterion) -> str:
    """Return the state of a cell in words, with the steps between the answers where there are steps."""
    steps = _steps(cell, criterion)
    if cell.state in {"near", "far"} and steps:
        return f"{count(steps, 'step')} apart"
    if cell.state == "near":
        return "sets that overlap"
    return "different values" if cell.state == "far" else STATE_WORDS[cell.state]


def _rank(cell: Cell, criterion: AnyCriterion) -> tuple[int, int]:
    return BY_SERIOUSNESS.index(cell.state), -_steps(cell, criterion)


def _steps(cell: Cell, criterion: AnyCriterion) -> int:
    if not isinstance(criterion, OrdinalCriterion):
        return 0
    answers = [view.answer.value for view in cell.codings.values() if view.counts_as_independent]
    values = [value for value in answers if isinstance(value, int)]
    return _steps_apart(criterion.values, min(values), max(values)) if values else 0


@lru_cache(maxsize=1024)
def _steps_apart(scale: tuple[int, ...], low: int, high: int) -> int:
    order = sorted(scale)
    return order.index(high) - order.index(low)


def _stands(cell: Cell, criterion: AnyCriterion) -> tuple[Stand, ...]:
    every = sides(cell, criterion)
    cited = {side: [e for r in side.reviewers for e in cell.codings[r].coding.evidence] for side in every}
    return tuple(_stand(cell, side, cited) for side in every)


def _stand(cell: Cell, side: Side, cited: dict[Side, list[Evidence]]) -> Stand:
    others = [one for other, quotes in cited.items() if other != side for one in quotes]
    notes = (cell.codings[reviewer].coding.note for reviewer in side.reviewers)
    return Stand(side, _telling(cited[side], others), next((note for note in notes if note), ""))


def _telling(own: list[Evidence], others: list[Evidence]) -> tuple[Evidence, ...]:
    """A few quotes that do not overlap: those that no other side cites, then the rest, each in order."""
    ordered = sorted(own, key=lambda one: (any(_overlap(one, other) for other in others), one.start, -one.end))
    chosen: list[Evidence] = []
    for one in ordered:
        if len(chosen) < QUOTES_PER_SIDE and not any(_overlap(one, other) for other in chosen):
            chosen.append(one)
    return tuple(chosen)


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def apart(quotes: list[Evidence]) -> tuple[Evidence, ...]:
    """Return quotes in the order of the text without those that overlap a longer one."""
    chosen: list[Evidence] = []
    for one in sorted(quotes, key=lambda one: (one.start - one.end, one.start)):
        if not any(_overlap(one, other) for other in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: one.start))
