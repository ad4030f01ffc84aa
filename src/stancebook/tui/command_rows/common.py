"""The rows of the table of commands that several screens share, and what a row is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

CommandRow: TypeAlias = "tuple[str, str, str, str] | tuple[str, str, str, str, int]"
"""Id, keys, label, help, and the place in the footer of one that stands there."""
Rows: TypeAlias = "tuple[CommandRow, ...]"
Groups: TypeAlias = Mapping[str, Rows]
"""The rows of a screen by the heading they stand under in the help."""

PALETTE: Final[CommandRow] = ("app.palette", "colon ctrl+p", "all", "find any command by its name", 90)
THEME: Final[CommandRow] = ("theme.choose", "ctrl+t", "colours", "choose the colours: dark, light, high contrast")
HELP: Final[CommandRow] = ("help", "question_mark f1", "help", "show all keys", 99)
HOME_AGAIN: Final[CommandRow] = ("app.back", "q", "your sources", "go back to your list of sources")
COPY: Final[CommandRow] = ("select.copy", "y ctrl+c", "copy", "copy the selection, or the sentence")
PANES: Final[Rows] = (
    ("focus.next", "f6", "pane", "go to the next pane"),
    ("focus.prev", "shift+f6", "pane back", "go to the previous pane"),
)
PAGES: Final[Rows] = (
    ("read.page-next", "pagedown space", "page", "go one page down"),
    ("read.page-prev", "pageup", "page back", "go one page up"),
)
ENDS: Final[Rows] = (
    ("read.top", "home ctrl+home", "top", "go to the start of the text"),
    ("read.bottom", "end ctrl+end G", "bottom", "go to the end of the text"),
)
