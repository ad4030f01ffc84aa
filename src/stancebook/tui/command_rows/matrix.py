"""What can be done on the matrix screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.tui.command_rows.common import HELP, PALETTE, PANES, THEME

if TYPE_CHECKING:
    from stancebook.tui.command_rows.common import Groups, Rows

_LOOK: Final[Rows] = (
    ("matrix.open", "enter", "quotes", "show the quotes of this cell in the text", 1),
    ("matrix.next", "n", "disagreement", "go to the next cell on which reviewers disagree", 2),
    ("matrix.prev", "p", "disagreement back", "go to the previous cell on which reviewers disagree"),
    ("matrix.down", "down j", "down", "go one row down"),
    ("matrix.up", "up k", "up", "go one row up; above the first stand the criteria with their figures"),
    ("matrix.right", "right l", "right", "go one column to the right"),
    ("matrix.left", "left h", "left", "go one column to the left; the names stand left of the first"),
    ("matrix.page-down", "pagedown space", "page", "go one page down"),
    ("matrix.page-up", "pageup", "page back", "go one page up"),
    ("matrix.row-start", "home", "first column", "go to the first column"),
    ("matrix.row-end", "end", "last column", "go to the last column"),
    ("matrix.top", "ctrl+home", "first row", "go to the first row"),
    ("matrix.bottom", "ctrl+end G", "last row", "go to the last row"),
)
_ARRANGE: Final[Rows] = (
    ("matrix.disagreements", "d", "only disputed", "show only sources on which reviewers disagree, or all", 4),
    ("matrix.sort", "s", "sort", "sort by this criterion; again turns it round", 3),
    ("matrix.order", "o", "order", "choose an order: title, date, publisher, most disputed first, a criterion", 5),
    ("matrix.group", "b", "group", "group by a field of the front matter: publisher, date, genre", 6),
    ("matrix.transpose", "t", "transpose", "put criteria down and sources across, or back", 7),
    ("matrix.marks", "m", "marks", "show every reviewer's mark where there is room, or the consensus only", 9),
    (
        "matrix.filter",
        "slash",
        "filter",
        "show only sources with these letters in name or title, or with this number",
        8,
    ),
    ("matrix.read", "r", "read again", "read again what was coded"),
)
_EVERYTHING: Final[Rows] = (
    ("go.menu", "g", "go to", "go to: settle this, code this source, your sources", 10),
    ("help.criterion", "i", "definition", "show the criterion: definition, rules, examples", 20),
    *PANES,
    ("select.clear", "escape", "let go", "leave the filter or this pane"),
    PALETTE,
    THEME,
    ("app.back", "q", "back", "go back to where you came from"),
    HELP,
)

MATRIX_ROWS: Final[Groups] = {
    "Look": _LOOK,
    "Arrange": _ARRANGE,
    "Everything": _EVERYTHING,
}
