"""The line in which one writes an answer: a number, or a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult


class AnswerBar(Horizontal):
    """Shows nothing until it is opened. What it holds is judged by whoever opened it, with every letter."""

    DEFAULT_CSS = """
    AnswerBar {
        display: none;
        height: 1;
        background: $panel;
        padding: 0 1;
        & > .lead { width: auto; max-width: 40%; color: $text-primary; text-style: bold; }
        & > Input { width: 1fr; border: none; padding: 0; height: 1; background: $panel; }
        & > #takes { width: auto; max-width: 40%; color: $foreground 65%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    @dataclass
    class Changed(Message):
        """What is written changed."""

        text: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        text: str

    class Closed(Message):
        """The line was left without an answer."""

    def compose(self) -> ComposeResult:
        """Put the question before the input, and what it takes behind it."""
        yield Static("", classes="lead", markup=False)
        yield Input(select_on_focus=False, compact=True)
        yield Static("", id="takes", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether something is being written."""
        return bool(self.display)

    def open(self, lead: str, takes: str, text: str, words: Iterable[str]) -> None:
        """Show the line and write in it.

        Args:
            lead: What is asked.
            takes: What is an answer.
            text: What stands in it already; the cursor stands behind it.
            words: Words that are completed while they are typed.
        """
        self.display = True
        self.query_one(".lead", Static).update(f"{lead} ▸ ")
        self.query_one("#takes", Static).update(f" {takes}")
        line = self.query_one(Input)
        line.suggester = SuggestFromList(list(words), case_sensitive=False)
        with self.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    def action_close(self) -> None:
        """Leave it as it was."""
        self.post_message(self.Closed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))
