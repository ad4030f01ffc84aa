"""What can be done on the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.tui.command_rows.common import HELP, PALETTE, THEME

if TYPE_CHECKING:
    from stancebook.tui.command_rows.common import Groups, Rows

_YOUR_SOURCES: Final[Rows] = (
    ("home.open", "enter l right", "open", "open the source", 1),
    ("home.down", "down j", "down", "go one source down"),
    ("home.up", "up k", "up", "go one source up"),
    ("home.page-down", "pagedown space", "page", "go one page down"),
    ("home.page-up", "pageup", "page back", "go one page up"),
    ("home.top", "home g", "first", "go to the first source"),
    ("home.bottom", "end G", "last", "go to the last source"),
    ("home.next-open", "u", "unfinished", "open the next source that is not complete", 2),
    ("home.sort", "o", "order", "order as you meet them, by name, by state, or flagged and stale first", 7),
    ("home.filter", "slash", "filter", "show only sources whose name, title, state or flag has these letters", 6),
    ("home.compare", "c", "compare", "compare what reviewers coded, and settle what they disagree on", 3),
    ("home.matrix", "m", "matrix", "look at the stance matrix, cell by cell, down to every quote", 4),
    (
        "home.overruled",
        "d",
        "overruled",
        "see where you were overruled by decisions on your codings, and why",
        5,
    ),
)
_EVERYTHING: Final[Rows] = (
    ("select.clear", "escape", "all again", "show all sources again"),
    PALETTE,
    THEME,
    ("app.back", "q", "quit", "quit; everything is saved", 98),
    HELP,
)

HOME_ROWS: Final[Groups] = {
    "Your sources": _YOUR_SOURCES,
    "Everything": _EVERYTHING,
}
