"""The lines of a reader as strips, each painted once for everything it can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from stancebook.tui.widgets.reader_marks import Marker
from stancebook.tui.widgets.reader_paint import UNMARKED, LineState, Page, paint_line

if TYPE_CHECKING:
    from stancebook.tui.text.caret import Caret
    from stancebook.tui.widgets.reader_layers import Layers

_KEPT = 1024  # lines


class ReaderLines:
    """Gives strips, those of the last time where nothing changed: a step of the cursor paints two lines."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[LineState, Strip]] = {}
        self._marker = Marker()

    def forget(self) -> None:
        """Forget the strips: something else lies over the text, or the lines are broken anew."""
        self._kept.clear()

    def forget_between(self, first: int, last: int) -> None:
        """Forget the strips from one line to another: something else lies over these."""
        for y in range(first, last + 1):
            self._kept.pop(y, None)

    def begin(self) -> None:
        """Forget everything: this is another text."""
        self._kept.clear()
        self._marker = Marker()

    def strips(self, caret: Caret, layers: Layers, lines: range, page: Page, *, cursor: bool) -> list[Strip]:
        """Return lines as they look now, blank ones after the last.

        Args:
            caret: The cursor and the selection, in the text.
            layers: What lies over it.
            lines: Which lines.
            page: What they are painted on.
            cursor: Whether the cursor shows.
        """
        model, kept = caret.model, self._kept
        marks = self._marker.marks(caret, shown=cursor)
        strips = []
        for y in lines:
            if y >= model.height:
                strips += [Strip.blank(page.width, page.styles.of(0))] * (lines.stop - y)
                break
            state = UNMARKED
            if marks.first <= y <= marks.last:
                start, end = model.line(y)
                state = marks.within(start, end + (end == len(model)))  # the cursor may be behind the last letter
            have = kept.get(y)
            if have is None or have[0] != state:
                if len(kept) >= _KEPT:
                    kept.clear()
                have = kept[y] = state, paint_line(model, layers, y, state, page)
            strips.append(have[1])
        return strips
