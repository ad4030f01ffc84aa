"""The line in which one types what to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from stancebook.tui.widgets.line_bar import LineBar

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SearchBar(LineBar):
    """Says behind the words how much was found.

    Args:
        lead: What stands before them.
    """

    class Changed(LineBar.Changed):
        """What is searched for changed."""

    class Submitted(LineBar.Submitted):
        """Enter was pressed."""

    class Closed(LineBar.Closed):
        """The search was left."""

    def __init__(self, lead: str = "/ ") -> None:
        super().__init__()
        self._lead = lead

    def compose(self) -> ComposeResult:
        """Put the lead before, and the count behind the input."""
        yield Static(self._lead, classes="lead", markup=False)
        yield Input(select_on_focus=True, compact=True)
        yield Static("", classes="remark", markup=False)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.query_one(Input).value

    def open(self) -> None:
        """Show the line and type in it."""
        self.add_class("-open")
        self.screen.set_focus(self.query_one(Input))

    def close(self) -> None:
        """Hide the line, and forget what was searched for."""
        super().close()
        self.query_one(Input).clear()

    def count(self, words: str) -> None:
        """Say how much was found."""
        self.query_one(".remark", Static).update(words)
