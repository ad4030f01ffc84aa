"""Moving in a text, or in the list that has the focus: what every screen with a reader can do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.screens.base import CommandScreen
    from stancebook.tui.widgets.reader import Reader


class Moving:
    """Goes by sentences, lines and pages; a list that has the focus takes lines and pages to itself.

    Args:
        screen: The screen.
        reader: Its text.
    """

    def __init__(self, screen: CommandScreen, reader: Reader) -> None:
        self._screen, self._reader = screen, reader

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {
            "read.sentence-next": partial(self._reader.move_sentence, 1),
            "read.sentence-prev": partial(self._reader.move_sentence, -1),
            "read.line-next": partial(self.line, 1),
            "read.line-prev": partial(self.line, -1),
            "read.page-next": partial(self.page, 1),
            "read.page-prev": partial(self.page, -1),
            "read.top": self._reader.move_top,
            "read.bottom": self._reader.move_bottom,
            "select.copy": self.copy,
        }

    def line(self, delta: int) -> None:
        """Go by a line in the text, or by a row in the list that has the focus."""
        if rows := self._screen.list_in_focus:
            rows.move(delta)
        else:
            self._reader.move_line(delta)

    def page(self, delta: int) -> None:
        """Go by a page in the text, or in the list that has the focus."""
        if rows := self._screen.list_in_focus:
            rows.move_page(delta)
        else:
            self._reader.move_page(delta)

    def copy(self) -> None:
        """Copy the selection, or the sentence."""
        text = self._reader.selected_text
        self._screen.app.copy_to_clipboard(text)
        self._screen.say(f"copied {len(text)} characters")
