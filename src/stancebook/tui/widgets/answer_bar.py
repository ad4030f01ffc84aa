"""The line in which one writes an answer: a number, or a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from stancebook.tui.widgets.line_bar import LineBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult


class AnswerBar(LineBar):
    """Says behind the answer what is one. What it holds is judged by whoever opened it, with every letter."""

    DEFAULT_CSS = """
    AnswerBar {
        & > .lead { max-width: 40%; }
        & > .remark { max-width: 40%; }
    }
    """

    class Changed(LineBar.Changed):
        """What is written changed."""

    class Submitted(LineBar.Submitted):
        """Enter was pressed."""

    class Closed(LineBar.Closed):
        """The line was left without an answer."""

    def compose(self) -> ComposeResult:
        """Put the question before the input, and what it takes behind it."""
        yield Static("", classes="lead", markup=False)
        yield Input(select_on_focus=False, compact=True)
        yield Static("", classes="remark", markup=False)

    def open(self, lead: str, takes: str, text: str, words: Iterable[str]) -> None:
        """Show the line and write in it.

        Args:
            lead: What is asked.
            takes: What is an answer.
            text: What stands in it already; the cursor stands behind it.
            words: Words that are completed while they are typed.
        """
        self.add_class("-open")
        self.query_one(".lead", Static).update(f"{lead} ▸ ")
        self.query_one(".remark", Static).update(f" {takes}")
        line = self.query_one(Input)
        line.suggester = SuggestFromList(list(words), case_sensitive=False)
        with self.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)
