"""One line to write in: enter takes what stands there, escape leaves all as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from stancebook.model.visible import visible_line
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action

if TYPE_CHECKING:
    from textual.app import ComposeResult


class LineScreen(Dialog[str | None]):
    """Asks for a line; the result is what was written, None where the reviewer left without.

    Args:
        title: What is asked.
        text: What stands in it already; the cursor stands behind it.
        verb: What enter does with it, in a word.
    """

    def __init__(self, title: str, text: str, verb: str) -> None:
        super().__init__(title, (Action("enter", "enter", verb), Action("close", "esc", "leave")))
        self._before, self._shown = text, visible_line(text)
        self._line = Input(self._shown, select_on_focus=False, compact=True)

    def content(self) -> ComposeResult:
        """Return the line."""
        yield self._line

    def on_mount(self) -> None:
        """Write behind what stands there."""
        self._line.cursor_position = len(self._line.value)

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "enter":
            self._take(self._line.value)
        else:
            super().press(button)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(event.value)

    def _take(self, written: str) -> None:
        """Hand on what was written; what was left as it was shown is what it was, signs that cannot be shown too."""
        self.dismiss(self._before if written == self._shown else written)
