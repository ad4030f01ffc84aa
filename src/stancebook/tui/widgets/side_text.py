"""A source on the screen with everybody's quotes for one cell, and going from quote to quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.left_out import left_out
from stancebook.model.visible import visible_line
from stancebook.tui.coding import RefusedError
from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.reader import Span
from stancebook.tui.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from stancebook.model.annotation import Evidence
    from stancebook.tui.widgets.answers_panel import AnswersPanel, Sides
    from stancebook.tui.widgets.side_reader import SideReader


class SideText:
    """The text of a source, each reviewer's quotes in a column of their own.

    Args:
        reader: Where it is shown.
        answers: The panel that tells who answered what; it follows the quote that is looked at.
        sides: Gives the cell that is looked at.
    """

    def __init__(self, reader: SideReader, answers: AnswersPanel, sides: Callable[[], Sides]) -> None:
        self.reader, self.answers, self._sides = reader, answers, sides
        self._source = ""

    def show(self) -> None:
        """Show the text, where it is another one, and the quotes of the cell."""
        sides = self._sides()
        source = sides.source
        if source.id != self._source:
            self.reader.set_text(TextModel(source.body, markdown=source.path.endswith(".md")))
            self._source = source.id
        columns = sides.columns
        spans = [
            Span(quote.start, quote.end, number, f"{sides.names[who]} {quoted(quote, 60)}")
            for number, (who, _) in enumerate(columns, 1)
            for quote in sides.one.codings[who].coding.supporting
            if not sides.lost(quote)
        ]
        self.reader.show_quotes([letter for _, letter in columns], spans)
        self.reader.set_regions((one.start, one.end) for one in left_out(source, sides.rubric))
        legend = "  ".join(f"{visible_line(sides.names[who])} {letter}" for who, letter in columns)
        self.reader.border_title = f"Text · {legend}".replace("[", r"\[")

    def every(self) -> list[tuple[str, Evidence]]:
        """Return every quote that stands in the text, with who cites it, in the order of the answers."""
        sides = self._sides()
        return [
            (who, quote)
            for who, _ in sides.columns
            for quote in sides.one.codings[who].coding.supporting
            if not sides.lost(quote)
        ]

    def first(self) -> None:
        """Scroll to the first quote there is."""
        if quotes := self.every():
            self.go_to(*quotes[0], scroll=False)

    def next(self, delta: int) -> None:
        """Jump to the next or previous quote of anybody, in the order of the answers.

        Raises:
            RefusedError: Where there is none.
        """
        quotes = self.every()
        if not quotes:
            raise RefusedError("nobody quotes anything here")
        keys = [(who, quote.key) for who, quote in quotes]
        index = keys.index(self.answers.at) + delta if self.answers.at in keys else 0
        self.go_to(*quotes[index % len(quotes)])

    def go_to(self, reviewer: str, quote: Evidence, *, scroll: bool = True) -> None:
        """Show a quote in its context; the panel scrolls to it too, unless it is to stay at its top."""
        number = [who for who, _ in self._sides().columns].index(reviewer) + 1
        self.reader.set_active(number)
        self.reader.go_to(max(quote.start, quote.end - 1))  # its end into sight first, then its beginning
        self.reader.go_to(quote.start)
        self.answers.point_at(reviewer, quote, scroll=scroll)

    def pick(self, reviewer: str, place: Hashable) -> None:
        """Show the quote that was picked in the panel."""
        found = next((one for who, one in self.every() if who == reviewer and one.key == place), None)
        if found:
            self.go_to(reviewer, found)
