"""What changed in a matrix between two states of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.answer import NOT_CODED, Answer

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell, State
    from stancebook.comparison.matrix import StanceMatrix


class CellChange(NamedTuple):
    """A cell that changed.

    Attributes:
        source: The source's id.
        criterion: The criterion's id.
        codings: Reviewer, answer before and answer after; not given where there was or is none.
        consensus: The consensus before and after; None where others' codings are withheld, whose consensus it is.
        state: The state of agreement before and after; None alike.
        cells: The cell before and after, to tell how its state is shown; before it None where it was not there.
        decided: The cell before and after, where what is decided on it changed: in outcome, answer or reason, or since
            it came to be outdated, on stale codings or without effect. Before it None where the cell was not there.
    """

    source: str
    criterion: str
    codings: tuple[tuple[str, Answer, Answer], ...]
    consensus: tuple[Answer, Answer] | None
    state: tuple[State, State] | None
    decided: tuple[Cell | None, Cell] | None
    cells: tuple[Cell | None, Cell]

    @property
    def is_one(self) -> bool:
        """Whether anything changed."""
        of_all = any(both and both[0] != both[1] for both in (self.consensus, self.state))
        return bool(self.codings) or of_all or self.decided is not None


class Changes(NamedTuple):
    """What changed.

    Attributes:
        cells: The cells, in the order of the matrix; those of sources that are gone are not among them.
        added: Sources that are new.
        removed: Sources that are gone.
        withheld: Sources of which only what the one who asks did themselves is compared.
        version: The rubric's version before and after.
    """

    cells: tuple[CellChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    version: tuple[str, str]
    withheld: tuple[str, ...] = ()


def changes(before: StanceMatrix, after: StanceMatrix) -> Changes:
    """Return what changed from one matrix to another of the same rubric.

    Args:
        before: The earlier one, from which is withheld what is withheld today.
        after: The later one, which says of which sources that is.
    """
    every = (_change(before.cells.get(key), cell, closed=key[0] in after.closed) for key, cell in after.cells.items())
    found = [change for change in every if change.is_one]
    withheld = tuple(source for source in after.sources if source in after.closed)
    added = tuple(source for source in after.sources if source not in before.sources)
    removed = tuple(source for source in before.sources if source not in after.sources)
    return Changes(tuple(found), added, removed, (before.rubric.version, after.rubric.version), withheld)


def _change(old: Cell | None, new: Cell, *, closed: bool) -> CellChange:
    was = old.codings if old else {}
    answers = [
        (
            reviewer,
            was[reviewer].answer if reviewer in was else NOT_CODED,
            new.codings[reviewer].answer if reviewer in new.codings else NOT_CODED,
        )
        for reviewer in sorted({*was, *new.codings})
    ]
    # Where others' decisions are withheld, one's own that holds no more may have been followed by another's.
    held = new.decision is not None or not closed
    return CellChange(
        source=new.source,
        criterion=new.criterion,
        codings=tuple(one for one in answers if one[1] != one[2]),
        consensus=None if closed else (old.consensus if old else NOT_CODED, new.consensus),
        state=None if closed else (old.state if old else "missing", new.state),
        decided=(old, new) if held and _decided(old) != _decided(new) else None,
        cells=(old, new),
    )


def _decided(cell: Cell | None) -> tuple[object, ...]:
    """Return what two cells must have in common for nothing to have changed about what is decided on them."""
    if cell is None or cell.decision is None:
        return ()
    made = cell.decision
    became = cell.since is not None, cell.on_stale, cell.decided_in_vain
    return (made.outcome, made.fingerprint, made.by, made.at, *became)
