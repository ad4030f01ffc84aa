"""The reader with a gutter column for each reviewer: who cites what, on which side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.reader_layers import Gutter, Layers, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.tui.text_model import TextModel


@dataclass(frozen=True, slots=True)
class SideGutter(Gutter):
    """One mark for each column: its letter where a quote begins, a bar where one goes on."""

    marks: tuple[tuple[str, bool], ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """What is painted, from left to right, each with whether it stands out."""
        return (*self.marks, (" ", False))


class SideLayers(Layers):
    """Quotes by column: a span's number is the column, from 1, of the reviewer who cites it.

    Args:
        model: The text.
        letters: The letter of each column: the side its reviewer is on.
    """

    def __init__(self, model: TextModel, letters: Sequence[str] = ()) -> None:
        super().__init__(model)
        self.letters = tuple(letters)
        self.gutter_width = len(self.letters) + 1

    def gutter(self, start: int, end: int) -> Gutter:
        """Return what stands before the line from `start` to `end`."""
        covering = self._covering(start, end)
        columns = enumerate(self.letters, 1)
        return SideGutter(marks=tuple((_mark(covering, n, letter, start), n == self.active) for n, letter in columns))


def _mark(covering: Iterable[Span], column: int, letter: str, start: int) -> str:
    spans = [span for span in covering if span.criterion == column]
    if not spans:
        return " "
    return letter if any(span.start >= start for span in spans) else "│"


class SideReader(Reader):
    """Shows the quotes of several reviewers at once."""

    def show_quotes(self, letters: Sequence[str], spans: Iterable[Span]) -> None:
        """Show these quotes and no others, none of which stands out.

        Args:
            letters: The side of each column's reviewer.
            spans: The quotes; the number of each is its column, from 1.
        """
        layers = SideLayers(self.model, letters)
        layers.set_spans(spans)
        self._layers = layers
        if self._page:
            self._wrap()
        self._repaint()

    def _layers_over(self, model: TextModel) -> Layers:
        return SideLayers(model)
