"""Selecting with the mouse in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from stancebook.tui.widgets.reader import Reader

_PER_SECOND = 30  # steps of scrolling while the pointer is held above or below the text
_WORD, _SENTENCE = 2, 3  # clicks


class Drag:
    """What the mouse is doing with a reader's selection.

    Args:
        reader: The reader.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._held = False
        self._at = (0, 0)
        self._timer: Timer | None = None

    def down(self, event: events.MouseDown) -> None:
        """Begin: the cursor goes under the mouse; with shift, the selection reaches to it."""
        if event.button != 1:
            return
        event.stop()
        self._held = True
        self._reader.capture_mouse()
        self._at = self._place(event)
        self._reader.go_to(self._reader.offset_under(*self._at), extend=event.shift)

    def move(self, event: events.MouseMove) -> None:
        """Go on: the selection follows, and the text scrolls while the pointer is outside it."""
        if not self._held:
            return
        event.stop()
        self._at = self._place(event)
        if self._beyond():
            if self._timer is None:
                self._timer = self._reader.set_interval(1 / _PER_SECOND, self._scroll)
        else:
            self._stop_timer()
            self._reader.go_to(self._reader.offset_under(*self._at), extend=True)

    def up(self, event: events.MouseUp) -> None:
        """End."""
        if self._held:
            event.stop()
            self.stop()

    def stop(self) -> None:
        """Let go of the mouse."""
        self._stop_timer()
        if self._held:
            self._held = False
            self._reader.release_mouse()

    def click(self, event: events.Click) -> None:
        """Select a word on the second click in one place, a sentence on the third."""
        if event.button != 1 or event.chain < _WORD:
            return
        event.stop()
        reader = self._reader
        offset = reader.offset_under(*self._place(event))
        span = reader.model.word_at(offset) if event.chain == _WORD else reader.model.sentence_at(offset)
        if span:
            reader.select(*span)

    def _place(self, event: events.MouseEvent) -> tuple[int, int]:
        """Return column and row of the pointer in the content region; it may lie outside."""
        region = self._reader.content_region
        return event.screen_x - region.x, event.screen_y - region.y

    def _beyond(self) -> int:
        """Return by how many rows the pointer is above (negative) or below the text."""
        row, rows = self._at[1], self._reader.scrollable_content_region.height
        return row if row < 0 else max(0, row - rows + 1)

    def _scroll(self) -> None:
        """Scroll one step, the faster the further away the pointer is, and select up to there."""
        beyond = self._beyond()
        self._reader.scroll_relative(y=beyond, animate=False, force=True)
        rows = self._reader.scrollable_content_region.height
        row = max(0, min(self._at[1], rows - 1))
        self._reader.go_to(self._reader.offset_under(self._at[0], row), extend=True)

    def _stop_timer(self) -> None:
        """Stop scrolling."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
