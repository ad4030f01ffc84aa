"""The reviewer's sources beside the text, on wide terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from stancebook.tui.source_state import SourceState

STATE_STYLES = {"complete": "good", "unusable": "warn", "draft": "accent"}


class SourceList(RowList):
    """Posts ``Picked`` with ("source", id)."""

    states: tuple[SourceState, ...] = ()
    current = ""

    def show(self, states: Sequence[SourceState], current: str) -> None:
        """Show how far the reviewer is; the source that is open stays in sight."""
        moved = current != self.current
        self.states, self.current = tuple(states), current
        self.rebuild()
        if moved:
            self.reveal(("source", current))

    def first_index(self, keys: Sequence[Hashable]) -> int:
        """Begin at the source that is open."""
        return keys.index(("source", self.current)) if ("source", self.current) in keys else 0

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return a row for each source."""
        return [self._row(state) for state in self.states]

    def _row(self, state: SourceState) -> Row:
        current = state.id == self.current
        right = f"{state.answered}/{state.asked}" if state.state == "draft" else ""
        marks = ("⚑" if state.flag else "") + ("~" if state.stale else "")
        return Row(
            (
                ("▶" if current else " ", "accent"),
                (f"{state.glyph} ", STATE_STYLES.get(state.state, "dim")),
                (state.id, "strong" if current else ""),
            ),
            ((f"{marks} " if marks else "", "warn"), (right, "dim")),
            ("source", state.id),
            "active" if current else "",
        )
