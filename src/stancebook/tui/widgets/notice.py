"""Words across the screen that are there only while there is something to say."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from stancebook.model.visible import visible_line


class Notice(Static):
    """A message too long for the status line, or trouble with saving."""

    DEFAULT_CSS = """
    Notice {
        display: none;
        height: auto;
        max-height: 25%;
        padding: 0 1;
        &.-on { display: block; }
        &#whole { background: $panel; color: $text-warning; }
        &#trouble { background: $error-muted; color: $text; text-style: bold; }
    }
    """

    def __init__(self, name: str) -> None:
        super().__init__(id=name, markup=False)
        self._words = ""

    def tell(self, words: str) -> None:
        """Show these words; nothing, where there are none."""
        if words != self._words:
            self._words = words
            self.set_class(bool(words), "-on")
            self.update(Content(visible_line(words)))
