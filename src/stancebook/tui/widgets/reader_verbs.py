"""What can be done in a reader: where its cursor goes and what it selects. A screen binds keys to these."""

from abc import abstractmethod
from contextlib import AbstractContextManager

from stancebook.tui.text.caret import Caret
from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.reader_layers import Layers, Span


class ReaderVerbs:
    """The part of the reader that moves and selects.

    Attributes:
        model: The text.
        caret: The cursor and the selection in it.
    """

    model: TextModel
    caret: Caret
    _layers: Layers

    @abstractmethod
    def _moving(self, *, whole_sentence: bool = False) -> AbstractContextManager[None]:
        """Wrap a change of the caret: show what it changed, and tell the screen."""

    @abstractmethod
    def _turn_page(self, delta: int) -> int:
        """Scroll by pages; return how many lines that is."""

    # Where the reader is

    @property
    def cursor(self) -> int:
        """The offset of the cursor."""
        return self.caret.cursor

    @property
    def has_selection(self) -> bool:
        """Whether anything is selected."""
        return self.caret.has_selection

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of the selection, or of the current sentence where nothing is selected."""
        return self.caret.selected if self.has_selection else self.caret.sentence

    @property
    def selected_text(self) -> str:
        """The source text of `selection`, as it stands in the file."""
        start, end = self.selection
        return self.model.text[start:end]

    @property
    def sentence_number(self) -> int:
        """The number, from 1, of the sentence at the cursor."""
        return self.model.sentence_index(self.caret.sentence[0]) + 1

    # Verbs

    def move_char(self, delta: int, *, extend: bool = False) -> None:
        """Move by characters as a reader sees them."""
        with self._moving():
            self.caret.by_cluster(delta, extend=extend)

    def move_word(self, delta: int, *, extend: bool = False) -> None:
        """Move by words."""
        with self._moving():
            self.caret.by_word(delta, extend=extend)

    def move_sentence(self, delta: int, *, extend: bool = False) -> None:
        """Move by sentences; extending, whole sentences are selected."""
        with self._moving(whole_sentence=True):
            self.caret.by_sentence(delta, extend=extend)

    def move_line(self, delta: int, *, extend: bool = False) -> None:
        """Move by lines on the screen."""
        with self._moving():
            self.caret.by_line(delta, extend=extend)

    def move_page(self, delta: int, *, extend: bool = False) -> None:
        """Move by pages, two lines of which stay in sight; the cursor keeps its place on the screen."""
        with self._moving():
            self.caret.by_line(self._turn_page(delta), extend=extend)

    def move_home(self, *, extend: bool = False) -> None:
        """Move to the start of the line on the screen."""
        with self._moving():
            self.caret.to_line_edge(-1, extend=extend)

    def move_end(self, *, extend: bool = False) -> None:
        """Move to the end of the line on the screen."""
        with self._moving():
            self.caret.to_line_edge(1, extend=extend)

    def move_top(self, *, extend: bool = False) -> None:
        """Move to the start of the text."""
        with self._moving():
            self.caret.to_text_edge(-1, extend=extend)

    def move_bottom(self, *, extend: bool = False) -> None:
        """Move to the end of the text."""
        with self._moving():
            self.caret.to_text_edge(1, extend=extend)

    def go_to(self, offset: int, *, extend: bool = False) -> None:
        """Move to a place in the source."""
        with self._moving():
            self.caret.place(offset, extend=extend)

    def select(self, start: int, end: int) -> None:
        """Select a span of the source."""
        with self._moving():
            self.caret.select(start, end)

    def select_grow(self) -> None:
        """Select the sentence; again, its paragraph; again, nothing."""
        with self._moving():
            self.caret.grow()

    def swap_ends(self) -> None:
        """Make the other end of the selection the one that moves."""
        with self._moving():
            self.caret.swap_ends()

    def clear_selection(self) -> None:
        """Select nothing."""
        with self._moving():
            self.caret.clear()

    def next_span(self, delta: int, *, active_only: bool = False) -> Span | None:
        """Move to the next (+1) or previous (-1) piece of evidence.

        Args:
            delta: The direction.
            active_only: Pass over the evidence of other criteria.

        Returns:
            The evidence moved to, or None if there is none that way.
        """
        span = self._layers.beside(self.cursor, delta, active_only=active_only)
        if span:
            with self._moving():
                self.caret.place(span.start)
        return span
