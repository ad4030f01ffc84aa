"""A sheet of a workbook: text stays text, numbers are numbers, print set-up and filters are there."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from functools import cached_property
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
HOW: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""The options of every workbook; they and the date make the same content the same bytes."""
MOST: Final = 32_000
"""Characters; a cell takes 32,767, and silently nothing of a longer text."""
_LINE: Final = 15
"""Points that a line of a row is high."""
_HIGHEST: Final = 27
"""Lines; a row takes 409 points."""
_PER_LETTER: Final = 1.18
"""Words do not fill their lines, and where Calibri is missing another font is broader."""
_PAGE: Final = 95
"""Letters; a single column that is wider than a page on its side is cut in print, also where the font is broader."""
_LONGEST: Final = 1_500
"""Letters that a row of such a column holds."""
_CUT: Final = " … (cut here; the whole text is in the JSON)"

Value = str | int | float | None


def safe(text: str) -> str:
    """Return text as a cell can show it: visible, no longer than a cell takes."""
    shown = visible(text)
    return shown if len(shown) <= MOST else shown[:MOST] + _CUT


def broad(letters: int) -> int:
    """Return how wide a column must be for so many letters in one line."""
    return math.ceil(letters * _PER_LETTER)


class Styles:
    """The formats of a workbook, each made once.

    Args:
        book: The workbook.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """Return the format with these properties, beside the usual ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            usual = {"valign": "top", "font_name": "Calibri", "font_size": 11}
            self._made[key] = self._book.add_format({**usual, **properties})
        return self._made[key]

    @cached_property
    def head(self) -> Format:
        """The format of heads."""
        return self.of(bold=True, bg_color="#F5F5F8", bottom=1, text_wrap=True)

    @cached_property
    def text(self) -> Format:
        """The format of text that may be long."""
        return self.of(text_wrap=True)

    @cached_property
    def number(self) -> Format:
        """The format of numbers beside text."""
        return self.of(align="right", indent=1)


class Sheet:
    """A sheet with one table or none.

    Args:
        book: The workbook.
        styles: Its formats.
        name: The sheet's name, ours.
    """

    def __init__(self, book: Workbook, styles: Styles, name: str) -> None:
        self.sheet = book.add_worksheet(name)
        self._wide: dict[int, float] = {}
        self._lines: dict[int, int] = {}
        self.styles = styles
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&L&A&RPage &P of &N")

    def put(self, row: int, column: int, value: Value, style: Format | None = None) -> None:
        """Write a cell: text as text, whatever it begins with; an empty one without a style is as its column is."""
        shown = style if style is not None else self.styles.text
        if value is None or value == "":
            if style is not None:
                self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, safe(value), shown)
            if shown.text_wrap and (lines := self._lines_of(value, column)) > self._lines.get(row, 1):
                self._lines[row] = lines
        else:
            self.sheet.write_number(row, column, value, self.styles.number if style is None else style)

    def widen(self, column: int, width: float | None) -> None:
        """Set the width of a column, in letters; before its cells are written, so that rows become high enough.

        Without a width it is hidden, and no row is higher for it.
        """
        if width is None:
            self.sheet.set_column(column, column, None, None, {"hidden": True})
            return
        self._wide[column] = width
        self.sheet.set_column(column, column, width, self.styles.text)

    def points(self, first: int, end: int) -> float:
        """Return how wide the columns from one up to another are, in points."""
        return sum(5.25 * self._wide.get(column, 8.43) + 3.75 for column in range(first, end))

    def heights(self, first: int, end: int) -> float:
        """Return how high the rows from one up to another are, in points."""
        return sum(_LINE * min(self._lines.get(row, 1), _HIGHEST) for row in range(first, end))

    def fit_rows(self) -> None:
        """Make every row as high as its longest cell; not every program does that when it opens a file."""
        for row, lines in self._lines.items():
            self.sheet.set_row(row, _LINE * min(lines, _HIGHEST))

    def _lines_of(self, text: str, column: int) -> int:
        wide = self._wide.get(column)
        if wide is None or (len(text) <= wide and "\n" not in text):
            return 1
        return sum(max(1, math.ceil(broad(len(line)) / wide)) for line in text.split("\n"))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Value]], widths: Sequence[float | None]) -> int:
        """Write a table with a filter and a head that stays; return how many rows it has.

        Args:
            heads: The heads of its columns.
            rows: What stands below them.
            widths: How wide the columns are, in letters; None hides one.
        """
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            self.widen(column, width)
            self.put(0, column, head, self.styles.head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self.put(last, column, value)
        self.finish(0, last, len(heads), frozen=1)
        return last

    def prose(self, title: str, said: Iterable[str]) -> None:
        """Write sentences below a title, each in a row of its own; what is longer than a row goes on in the next."""
        self.widen(0, _PAGE)
        self.put(0, 0, title, self.styles.of(bold=True, font_size=14, text_wrap=True))
        parts = (part for sentence in said for part in wrap(sentence, _LONGEST))
        for row, part in enumerate(parts, 2):
            self.put(row, 0, part)
        self.fit_rows()

    def finish(self, head: int, last: int, columns: int, *, frozen: int) -> None:
        """Freeze, filter and repeat the heads in print, and make the rows as high as they need be.

        Args:
            head: The row of heads.
            last: The last row.
            columns: How many columns there are.
            frozen: Columns that stay.
        """
        self.fit_rows()
        self.sheet.freeze_panes(head + 1, frozen)
        self.sheet.repeat_rows(0, head)
        if columns:
            self.sheet.autofilter(head, 0, max(last, head), columns - 1)
