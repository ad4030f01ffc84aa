"""What a reader shows over its text: evidence, dimmed regions, search results."""

from abc import abstractmethod
from collections.abc import Iterable

from stancebook.tui.widgets.reader_layers import Span
from stancebook.tui.widgets.reader_verbs import ReaderVerbs


class ReaderContents(ReaderVerbs):
    """The part of the reader that takes what lies over the text."""

    @abstractmethod
    def _repaint(self) -> None:
        """Draw every line anew."""

    def set_spans(self, spans: Iterable[Span], active: int | None = None) -> None:
        """Show this evidence and no other.

        Args:
            spans: The evidence of all criteria.
            active: The number of the active criterion; None leaves it as it is.
        """
        layers = self._layers
        before = layers.spans, layers.active
        if active is not None:
            layers.active = active
        layers.set_spans(spans)
        if (layers.spans, layers.active) != before:
            self._repaint()

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
