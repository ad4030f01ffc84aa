"""The cursor and the selection in a text: where each step leads. Two offsets; the rest is derived."""

from stancebook.tui.text_model import TextModel


class Caret:
    """A cursor with an anchor; between the two lies the selection.

    Every step comes in two forms. Plain, it puts the selection down and moves the cursor. With `extend`, the
    anchor stays and the selection grows or shrinks by that unit.

    Args:
        model: The text to move in.
    """

    def __init__(self, model: TextModel) -> None:
        self.model = model
        self.cursor = 0
        self.anchor = 0
        self._column: int | None = None  # where up and down aim, however short the lines between
        self._home: int | None = None  # where the cursor was when `grow` began

    @property
    def selected(self) -> tuple[int, int]:
        """The selection as (start, end); the two are equal where nothing is selected."""
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    @property
    def has_selection(self) -> bool:
        """Whether anything is selected."""
        return self.cursor != self.anchor

    @property
    def letter(self) -> int:
        """Where the cursor shows: on the last letter of a selection it ends, so that what looks selected is."""
        return self.model.step(self.cursor, -1) if self.cursor > self.anchor else self.cursor

    @property
    def sentence(self) -> tuple[int, int]:
        """The current sentence: the one at the cursor, or at the moving end of the selection."""
        return self.model.sentence(self._sentence_index())

    def place(self, offset: int, *, extend: bool = False) -> None:
        """Put the cursor on the cluster at `offset`."""
        self.cursor = self.model.cluster_start(offset)
        if not extend:
            self.anchor = self.cursor
        self._column = self._home = None

    def select(self, start: int, end: int) -> None:
        """Select the whole clusters of a span, the cursor at its end."""
        self.anchor, self.cursor = self.model.snap(start, end)
        self._column = self._home = None

    def clear(self) -> None:
        """Put the selection down; the cursor returns to where a growing selection began, or stays."""
        self.place(self.cursor if self._home is None else self._home)

    def swap_ends(self) -> None:
        """Make the other end of the selection the one that moves."""
        self.cursor, self.anchor = self.anchor, self.cursor
        self._column = None

    def grow(self) -> None:
        """Select the sentence, then its paragraph, then nothing."""
        home = self.cursor if self._home is None else self._home
        start, end = self.selected
        inside = start if self.has_selection else home
        for low, high in (self.model.sentence_at(inside), self.model.paragraph_at(inside)):
            # Without a selection the cursor may stand in the space behind the sentence, as at the end of the file.
            around = low <= start and (high >= end or not self.has_selection)
            if around and (low, high) != (start, end) and low < high:
                self.select(low, high)
                self._home = home
                return
        self.clear()

    def by_cluster(self, delta: int, *, extend: bool = False) -> None:
        """Move by characters as a reader sees them."""
        self.place(self.model.step(self.cursor, delta), extend=extend)

    def by_word(self, delta: int, *, extend: bool = False) -> None:
        """Move to the next or previous start of a word; extending, to the edge that leaves no space selected."""
        model = self.model
        for _ in range(abs(delta)):
            if not extend:
                target = model.next_word(self.cursor) if delta > 0 else model.previous_word(self.cursor)
            elif delta > 0:
                growing = self.cursor >= self.anchor
                target = model.next_word_end(self.cursor) if growing else min(model.next_word(self.cursor), self.anchor)
            else:
                growing = self.cursor <= self.anchor
                target = (
                    model.previous_word(self.cursor)
                    if growing
                    else max(model.previous_word_end(self.cursor), self.anchor)
                )
            self.place(target, extend=extend)

    def by_sentence(self, delta: int, *, extend: bool = False) -> None:
        """Move to the start of the next or previous sentence; extending, take whole sentences in or out."""
        step = 1 if delta > 0 else -1
        for _ in range(abs(delta)):
            if extend:
                self._extend_sentence(step)
                continue
            index = self._sentence_index() + step
            if 0 <= index < len(self.model.sentence_starts):
                self.place(self.model.sentence(index)[0])
            else:
                self.place(self.sentence[0])

    def by_line(self, delta: int, *, extend: bool = False) -> None:
        """Move up or down, to the same column or the nearest there is."""
        x, y = self.model.xy(self.cursor)
        column = x if self._column is None else self._column
        self.place(self.model.offset_at(column, max(0, min(y + delta, self.model.height - 1))), extend=extend)
        self._column = column

    def to_line_edge(self, delta: int, *, extend: bool = False) -> None:
        """Move to the start (-1) or end (+1) of the line on the screen."""
        y = self.model.y_of(self.cursor)
        self.place(self.model.line(y)[0] if delta < 0 else self.model.last_place(y), extend=extend)

    def to_text_edge(self, delta: int, *, extend: bool = False) -> None:
        """Move to the start (-1) or end (+1) of the text."""
        self.place(0 if delta < 0 else len(self.model), extend=extend)

    def _sentence_index(self) -> int:
        """Return the number of the current sentence."""
        inside = self.cursor - 1 if self.cursor > self.anchor else self.cursor
        return self.model.sentence_index(inside)

    def _extend_sentence(self, step: int) -> None:
        """Take one more sentence into the selection at its moving end, or the last one out."""
        start, end = self.selected if self.has_selection else self.sentence
        grows = not self.has_selection or (self.cursor > self.anchor) == (step > 0)
        if not grows:
            shrunk = self._sentence_edge(self.cursor, step, forward=self.cursor > self.anchor)
            if start < shrunk < end:
                self.place(shrunk, extend=True)
                return
        # Grow in the direction asked for, from the opposite edge; a single sentence turns around.
        self.anchor, edge = (start, end) if step > 0 else (end, start)
        self.place(self._sentence_edge(edge, step, forward=step > 0), extend=True)

    def _sentence_edge(self, offset: int, step: int, *, forward: bool) -> int:
        """Return the nearest sentence end (forward) or start (not forward) beyond `offset` in direction `step`."""
        index = self.model.sentence_index(offset) - 1 if step > 0 else self.model.sentence_index(offset) + 1
        last = len(self.model.sentence_starts) - 1
        while 0 <= (index := max(0, min(index, last))) <= last:
            edge = self.model.sentence(index)[1 if forward else 0]
            if (edge - offset) * step > 0:
                return edge
            index += step
            if not 0 <= index <= last:
                break
        return offset
