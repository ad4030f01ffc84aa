"""A line of text with something flush right: the header and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from stancebook.tui.widgets.row_styles import Painter
from stancebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from textual.strip import Strip


class OneLine(Widget):
    """Shows one row."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OneLine {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.row = Row()
        self._painter = Painter(self)

    def show(self, row: Row) -> None:
        """Show another row."""
        if row != self.row:
            self.row = row
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is only one
        """Return the line."""
        return self._painter.strip(self.row, self.size.width)

    def notify_style_update(self) -> None:
        """Forget the styles: the theme or the style sheet changed."""
        super().notify_style_update()
        self._painter.forget()
