"""What changed in a matrix between two states of a study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model.answer import NOT_CODED, Answer

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell, State
    from stancebook.comparison.matrix import StanceMatrix


@dataclass(frozen=True)
class CellChange:
    """A cell that changed.

    Attributes:
        source: The source's id.
        criterion: The criterion's id.
        codings: Reviewer, answer before and answer after; not given where there was or is none.
        consensus: The consensus before and after.
        state: The state of agreement before and after.
    """

    source: str
    criterion: str
    codings: tuple[tuple[str, Answer, Answer], ...]
    consensus: tuple[Answer, Answer]
    state: tuple[State, State]


@dataclass(frozen=True)
class Changes:
    """What changed.

    Attributes:
        cells: The cells, in the order of the matrix; those of sources that are gone are not among them.
        added: Sources that are new.
        removed: Sources that are gone.
        version: The rubric's version before and after.
    """

    cells: tuple[CellChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    version: tuple[str, str]


def changes(before: StanceMatrix, after: StanceMatrix) -> Changes:
    """Return what changed from one matrix to another of the same rubric."""
    found = []
    for key, cell in after.cells.items():
        old = before.cells.get(key)
        change = _change(old, cell)
        if change.codings or change.consensus[0] != change.consensus[1] or change.state[0] != change.state[1]:
            found.append(change)
    added = tuple(source for source in after.sources if source not in before.sources)
    removed = tuple(source for source in before.sources if source not in after.sources)
    return Changes(tuple(found), added, removed, (before.rubric.version, after.rubric.version))


def _change(old: Cell | None, new: Cell) -> CellChange:
    was = old.codings if old else {}
    answers = [
        (
            reviewer,
            was[reviewer].answer if reviewer in was else NOT_CODED,
            new.codings[reviewer].answer if reviewer in new.codings else NOT_CODED,
        )
        for reviewer in sorted({*was, *new.codings})
    ]
    return CellChange(
        source=new.source,
        criterion=new.criterion,
        codings=tuple(one for one in answers if one[1] != one[2]),
        consensus=(old.consensus if old else NOT_CODED, new.consensus),
        state=(old.state if old else "missing", new.state),
    )
