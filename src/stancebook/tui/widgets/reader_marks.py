"""What cursor, selection and sentence mark in the reader, line by line. Plain data, no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.tui.widgets.reader_paint import LineState

if TYPE_CHECKING:
    from stancebook.tui.text.caret import Caret


class Marks(NamedTuple):
    """What is marked at present, and the first and last line with any of it."""

    letter: tuple[int, int]
    selected: tuple[int, int]
    sentence: tuple[int, int]
    first: int
    last: int

    def within(self, start: int, end: int) -> LineState:
        """Return what is marked from `start` to `end`, counted from `start`."""
        return LineState(*(_clip(*span, start, end) for span in (self.letter, self.selected, self.sentence)))


class Marker:
    """Works out what is marked, once for every place of the caret."""

    def __init__(self) -> None:
        self._marks: Marks | None = None
        self._key: tuple[int, int, bool, int] | None = None

    def marks(self, caret: Caret, *, shown: bool) -> Marks:
        """Return what is marked.

        Args:
            caret: The cursor and the selection.
            shown: Whether the cursor is.
        """
        key = (caret.cursor, caret.anchor, shown, caret.model.width)
        if self._marks is None or self._key != key:
            letter = (caret.letter, max(caret.letter + 1, caret.model.step(caret.letter, 1)))
            sentence = (0, 0) if caret.has_selection else caret.sentence
            ends = [*letter, *(caret.selected if caret.has_selection else sentence)]
            first, last = caret.model.y_of(min(ends)), caret.model.y_of(max(ends))
            self._key = key
            self._marks = Marks(letter if shown else (0, 0), caret.selected, sentence, first, last)
        return self._marks


def _clip(low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Return the part of a span within a line, counted from its start; (0, 0) if there is none."""
    low, high = max(low, start), min(high, end)
    return (low - start, high - start) if low < high else (0, 0)
