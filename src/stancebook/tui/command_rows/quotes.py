"""What can be done with the quotes behind a cell of the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.tui.command_rows.common import COPY, ENDS, HELP, PAGES, PALETTE, PANES, THEME

if TYPE_CHECKING:
    from stancebook.tui.command_rows.common import Groups, Rows

_QUOTES: Final[Rows] = (
    ("evidence.next", "tab", "next quote", "jump to the next quote of anybody", 1),
    ("evidence.prev", "shift+tab", "previous quote", "jump to the previous quote"),
    ("quotes.pick", "enter", "show", "show the quote under the cursor of the answers in the text"),
    ("quotes.criterion-next", "c", "criterion", "go to the next criterion of this source", 2),
    ("quotes.criterion-prev", "C", "criterion back", "go to the previous criterion of this source"),
    ("quotes.source-next", "n", "source", "go to the next source on this criterion", 3),
    ("quotes.source-prev", "p", "source back", "go to the previous source on this criterion"),
)
_READ: Final[Rows] = (
    ("read.sentence-next", "s right_square_bracket", "sentence", "go to the next sentence"),
    ("read.sentence-prev", "a left_square_bracket", "sentence back", "go to the previous sentence"),
    ("read.line-next", "down j", "line", "go one line down"),
    ("read.line-prev", "up k", "line back", "go one line up"),
    *PAGES,
    *ENDS,
    COPY,
)
_EVERYTHING: Final[Rows] = (
    ("go.menu", "g", "go to", "go to: settle this, code this source, your sources", 4),
    ("help.criterion", "i", "definition", "show the criterion: definition, rules, examples", 20),
    *PANES,
    ("select.clear", "escape", "let go", "leave the filter or this pane"),
    PALETTE,
    THEME,
    ("app.back", "q", "matrix", "go back to the matrix", 98),
    HELP,
)

QUOTES_ROWS: Final[Groups] = {
    "Quotes": _QUOTES,
    "Read": _READ,
    "Everything": _EVERYTHING,
}
