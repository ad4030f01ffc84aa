"""A note, in a proper editor. Leaving keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static, TextArea

from stancebook.model.visible import visible
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class NoteScreen(Dialog[None]):
    """Edits one text.

    Args:
        title: What the note is on.
        text: The note as it stands.
        keep: Called with the text when the reviewer leaves, however they leave.
        hint: What the note is wanted for, if it is.
    """

    DEFAULT_CSS = """
    NoteScreen {
        TextArea, TextArea:focus { height: 10; border: none; padding: 0; background: $surface; }
        #hint { color: $text-warning; height: auto; }
    }
    """

    def __init__(self, title: str, text: str, keep: Callable[[str], object], hint: str = "") -> None:
        super().__init__(title, (Action("close", "esc", "keep and close"),))
        self._text, self._keep, self._hint = text, keep, hint

    def content(self) -> ComposeResult:
        """Return the editor."""
        if self._hint:
            yield Static(self._hint, id="hint", markup=False)
        area = TextArea(visible(self._text), soft_wrap=True, highlight_cursor_line=False, show_line_numbers=False)
        area.move_cursor(area.document.end)
        yield area

    def action_leave(self) -> None:
        """Keep the text and leave."""
        self.keep()
        self.dismiss(None)

    def keep(self) -> None:
        """Hand the text over, if it was changed."""
        text = self.query_one(TextArea).text
        if text != visible(self._text):
            self._keep(text.rstrip())
            self._text = text
