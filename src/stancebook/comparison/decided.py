"""What is decided on cells, counted: the one count that status, report and screens tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.cell import Cell


class Decided(NamedTuple):
    """How many decisions count, and how they stand. What is without effect is neither settled nor open.

    Attributes:
        settled: Decisions for an answer.
        open: Decisions that leave a cell open.
        outdated: Those of both that rest on codings which changed since.
        on_stale: Those of both that rest on codings which are stale, and did not change.
        in_vain: Decisions without effect, on what is not asked.
    """

    settled: int = 0
    open: int = 0
    outdated: int = 0
    on_stale: int = 0
    in_vain: int = 0

    @property
    def recorded(self) -> int:
        """All of them, with effect or without."""
        return self.settled + self.open + self.in_vain


def decided(cells: Iterable[Cell]) -> Decided:
    """Count what is decided on some cells."""
    every = [cell for cell in cells if cell.decision]
    having = [cell for cell in every if not cell.decided_in_vain]
    settled = sum(cell.adjudication == "settled" for cell in having)
    return Decided(
        settled=settled,
        open=len(having) - settled,
        outdated=sum(bool(cell.outdated) for cell in having),
        on_stale=sum(bool(cell.on_stale) for cell in having),
        in_vain=len(every) - len(having),
    )
