"""The rows of the table of commands for the matrix and for the quotes behind one of its cells."""

from __future__ import annotations

from typing import Final, TypeAlias

Rows: TypeAlias = "tuple[tuple[str, str, str, str] | tuple[str, str, str, str, int], ...]"

_EVERYTHING: Final[Rows] = (
    ("help.criterion", "i", "definition", "show the criterion: definition, rules, examples", 20),
    ("focus.next", "f6", "pane", "go to the next pane"),
    ("focus.prev", "shift+f6", "pane back", "go to the previous pane"),
    ("select.clear", "escape", "let go", "leave the filter or this pane"),
    ("app.palette", "colon ctrl+p", "all", "find any command by its name", 90),
    ("theme.choose", "ctrl+t", "colours", "choose the colours: dark, light, high contrast"),
    ("help", "question_mark f1", "help", "show all keys", 99),
)

MATRIX_ROWS: Final[tuple[tuple[str, Rows], ...]] = (
    (
        "Look",
        (
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
        ),
    ),
    (
        "Arrange",
        (
            ("matrix.disagreements", "d", "only disputed", "show only sources on which reviewers disagree, or all", 4),
            ("matrix.sort", "s", "sort", "sort by this criterion; again turns it round", 3),
            (
                "matrix.order",
                "o",
                "order",
                "choose an order: title, date, publisher, most disputed first, a criterion",
                5,
            ),
            ("matrix.group", "b", "group", "group by a field of the front matter: publisher, date, genre", 6),
            ("matrix.transpose", "t", "transpose", "put criteria down and sources across, or back", 7),
            ("matrix.marks", "m", "marks", "show every reviewer's mark where there is room, or the consensus only", 9),
            ("matrix.filter", "slash", "filter", "show only sources whose name or title has these letters", 8),
            ("matrix.read", "r", "read again", "read again what was coded"),
        ),
    ),
    (
        "Everything",
        (
            ("go.menu", "g", "go to", "go to: settle this, code this source, your sources", 10),
            *_EVERYTHING[:-1],
            ("app.back", "q", "back", "go back to where you came from"),
            _EVERYTHING[-1],
        ),
    ),
)

QUOTES_ROWS: Final[tuple[tuple[str, Rows], ...]] = (
    (
        "Quotes",
        (
            ("evidence.next", "tab", "next quote", "jump to the next quote of anybody", 1),
            ("evidence.prev", "shift+tab", "previous quote", "jump to the previous quote"),
            ("quotes.pick", "enter", "show", "show the quote under the cursor of the answers in the text"),
            ("quotes.criterion-next", "c", "criterion", "go to the next criterion of this source", 2),
            ("quotes.criterion-prev", "C", "criterion back", "go to the previous criterion of this source"),
            ("quotes.source-next", "n", "source", "go to the next source on this criterion", 3),
            ("quotes.source-prev", "p", "source back", "go to the previous source on this criterion"),
        ),
    ),
    (
        "Read",
        (
            ("read.sentence-next", "s right_square_bracket", "sentence", "go to the next sentence"),
            ("read.sentence-prev", "a left_square_bracket", "sentence back", "go to the previous sentence"),
            ("read.line-next", "down j", "line", "go one line down"),
            ("read.line-prev", "up k", "line back", "go one line up"),
            ("read.page-next", "pagedown space", "page", "go one page down"),
            ("read.page-prev", "pageup", "page back", "go one page up"),
            ("read.top", "home ctrl+home", "top", "go to the start of the text"),
            ("read.bottom", "end ctrl+end G", "bottom", "go to the end of the text"),
            ("select.copy", "y ctrl+c", "copy", "copy the selection, or the sentence"),
        ),
    ),
    (
        "Everything",
        (
            ("go.menu", "g", "go to", "go to: settle this, code this source, your sources", 4),
            *_EVERYTHING[:-1],
            ("app.back", "q", "matrix", "go back to the matrix", 98),
            _EVERYTHING[-1],
        ),
    ),
)
