"""The line in which one types what to search for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SearchBar(Horizontal):
    """Shows nothing until it is opened."""

    DEFAULT_CSS = """
    SearchBar {
        display: none;
        height: 1;
        background: $panel;
        padding: 0 1;
        &.-open { display: block; }
        & > .lead { width: auto; color: $text-primary; text-style: bold; }
        & > Input { width: 1fr; border: none; padding: 0; height: 1; background: $panel; }
        & > #count { width: auto; color: $foreground 65%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    @dataclass
    class Changed(Message):
        """What is searched for changed."""

        text: str

    class Submitted(Message):
        """Enter was pressed."""

    class Closed(Message):
        """The search was left."""

    def __init__(self, lead: str = "/ ") -> None:
        super().__init__()
        self._lead = lead

    def compose(self) -> ComposeResult:
        """Put the lead before, and the count behind the input."""
        yield Static(self._lead, classes="lead", markup=False)
        yield Input(select_on_focus=True)
        yield Static("", id="count", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether a search is on."""
        return self.has_class("-open")

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and type in it."""
        self.add_class("-open")
        self.query_one(Input).focus()

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")
        self.query_one(Input).clear()

    def count(self, words: str) -> None:
        """Say how much was found."""
        self.query_one("#count", Static).update(words)

    def action_close(self) -> None:
        """Leave the search."""
        self.post_message(self.Closed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())
