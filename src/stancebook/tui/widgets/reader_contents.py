"""What a reader shows over its text: evidence, dimmed regions, search results."""

from abc import abstractmethod
from collections.abc import Iterable

from stancebook.tui.widgets.reader_layers import Span
from stancebook.tui.widgets.reader_lines import ReaderLines
from stancebook.tui.widgets.reader_verbs import ReaderVerbs


class ReaderContents(ReaderVerbs):
    """The part of the reader that takes what lies over the text."""

    _lines: ReaderLines
    _page: int  # rows of text that there is room for; 0 before anything is laid out

    @abstractmethod
    def _repaint(self) -> None:
        """Draw every line anew."""

    @abstractmethod
    def _refresh_between(self, *spans: tuple[int, int]) -> None:
        """Draw the visible lines from one offset to another anew, for each pair."""

    def set_spans(self, spans: Iterable[Span], active: int | None = None) -> None:
        """Show this evidence and no other.

        Args:
            spans: The evidence of all criteria.
            active: The number of the active criterion; None leaves it as it is.
        """
        layers = self._layers
        before, was_active = layers.spans, layers.active
        if active is not None:
            layers.active = active
        layers.set_spans(spans)
        other = {*before} ^ {*layers.spans}
        if layers.active != was_active:
            other |= {span for span in layers.spans if span.criterion in (was_active, layers.active)}
        if self._page:  # else no line is painted yet
            for span in other:
                self._lines.forget_between(self.model.y_of(span.start), self.model.y_of(span.end))
            self._refresh_between(*((span.start, span.end) for span in other))

    def set_active(self, criterion: int) -> None:
        """Make another criterion's evidence stand out; 0 for none."""
        self._layers.active = criterion
        self._repaint()

    def set_regions(self, regions: Iterable[tuple[int, int]]) -> None:
        """Dim these spans of the text and no others."""
        self._layers.set_regions(regions)
        self._repaint()

    def set_matches(self, matches: Iterable[tuple[int, int]], found: int | None = None) -> None:
        """Highlight these search results and no others.

        Args:
            matches: Spans that do not overlap.
            found: The place in that list of the result the search is at.
        """
        self._layers.set_matches(matches, found)
        self._repaint()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The evidence, in the order of the text."""
        return self._layers.spans

    def spans_at(self, offset: int | None = None) -> tuple[Span, ...]:
        """Return the evidence at `offset` or at the cursor: the active criterion's first, then the shortest."""
        return self._layers.spans_at(self.cursor if offset is None else offset)
