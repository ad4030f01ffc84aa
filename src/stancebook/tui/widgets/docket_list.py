"""The disagreements beside the text, on wide terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.reports.cell_words import ON_STALE_GLYPH
from stancebook.reports.words import STATE_GLYPH
from stancebook.tui.docket import key_of
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row
from stancebook.tui.wording import shorten

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.tui.docket import Key


def stage_glyph(one: Disagreement) -> tuple[str, str]:
    """Return how far a disagreement is, as a glyph and its style; a circle would be an answer's."""
    if one.outdated:
        return "↻", "warn"
    if one.decision is None:
        return "◇", "dim"
    if one.cell.on_stale:
        return ON_STALE_GLYPH, "warn"
    return ("✗", "warn") if one.decision.outcome == "open" else ("✓", "good")


def stage_words(one: Disagreement) -> str:
    """Return how far a disagreement is, in a word."""
    if one.outdated:
        return "outdated"
    if one.decision is None:
        return "to decide"
    return "left open" if one.decision.outcome == "open" else "settled"


class DocketList(RowList):
    """Posts ``Picked`` with ("item", key)."""

    items: tuple[Disagreement, ...] = ()
    current: Key | None = None

    def show(self, items: Sequence[Disagreement], current: Key | None) -> None:
        """Show how far each is; the one that is looked at stays in sight."""
        moved = current != self.current
        self.items, self.current = tuple(items), current
        self.rebuild()
        if moved:
            self.reveal(("item", current))

    def first_index(self, keys: Sequence[Hashable]) -> int:
        """Begin at the one that is looked at."""
        return keys.index(("item", self.current)) if ("item", self.current) in keys else 0

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return a row for each."""
        return [self._row(one, width) for one in self.items]

    def _row(self, one: Disagreement, width: int) -> Row:
        current = key_of(one) == self.current
        glyph, style = stage_glyph(one)
        heading = shorten(one.criterion.heading, 14)
        name = shorten(one.source, max(6, width - len(heading) - 7))
        return Row(
            (
                ("▶" if current else " ", "accent"),
                (f"{glyph} ", style),
                (name, "strong" if current else ""),
            ),
            ((f"{heading} ", "dim"), (STATE_GLYPH[one.kind], "accent")),
            ("item", key_of(one)),
            "active" if current else "",
        )
