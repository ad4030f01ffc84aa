"""The sheet with the matrix turned round: criteria down, a row for each reviewer; sources across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.problems import StancebookError
from stancebook.reports.figures import edges
from stancebook.reports.words import one_line
from stancebook.reports.xlsx.matrix_cells import parts, write_cell
from stancebook.reports.xlsx.pages import Strip, set_pages
from stancebook.reports.xlsx.sheet import broad

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.xlsx.sheet import Sheet, Value

_BEFORE: Final = 2
"""The columns that name a row: its criterion, and what of it."""
_NAME, _WHO, _MARKS, _WORDS, _FIGURE, _FREE = 24, 13, 16, 22, 18, 2
"""How wide columns are, in letters."""
_MOST: Final = 16_000
"""Sources; a sheet has 16,384 columns, and what is written beyond them is lost without a word."""


def write_turned(matrix: StanceMatrix, sheet: Sheet) -> None:
    """Write the matrix into a sheet: per criterion a row for the consensus, for each reviewer, and for the state.

    Raises:
        StancebookError: There are more sources than a sheet has columns.
    """
    if len(matrix.sources) > _MOST:
        raise StancebookError(
            f"a sheet has room for {_MOST:,} sources side by side, and there are more: leave them down"
        )
    _widths(matrix, sheet)
    last_head, each, end = _heads(matrix, sheet), len(parts(matrix)), _BEFORE + len(matrix.sources)
    firsts = range(last_head + 1, last_head + 1 + each * len(matrix.criteria), each)
    for criterion, first in zip(matrix.criteria, firsts, strict=True):
        rows = range(first, first + each)
        _names(sheet, one_line(criterion.label), parts(matrix), rows)
        for column, source in enumerate(matrix.sources, _BEFORE):
            write_cell(matrix, sheet, matrix.cells[source, criterion.id], [(r, column) for r in rows], line="bottom")
    last = last_head + each * len(matrix.criteria)
    _same(matrix, sheet, last + 2)
    across = _figures(matrix, sheet, last_head, list(firsts), end + 1)
    sheet.finish(last_head, last, _BEFORE, frozen=_BEFORE)
    set_pages(
        sheet,
        Strip([*range(_BEFORE, max(end, _BEFORE + 1)), across], lead=_BEFORE, repeated=_BEFORE),
        Strip([*firsts, last + 4], lead=last_head + 1, repeated=last_head + 1),
    )


def _widths(matrix: StanceMatrix, sheet: Sheet) -> None:
    words = [c for c in matrix.criteria if c.multiple or c.level in {"nominal", "text"}]
    longest = max([len(one_line(criterion.label)) for criterion in matrix.criteria], default=0)
    sheet.widen(0, min(_NAME, max(_WHO, broad(longest))))
    sheet.widen(1, _WHO)
    for column, source in enumerate(matrix.sources, _BEFORE):
        sheet.widen(column, min(_WORDS, max([_MARKS, *(_longest(matrix, c, source) for c in words)])))
    sheet.widen(_BEFORE + len(matrix.sources), _FREE)


def _longest(matrix: StanceMatrix, criterion: AnyCriterion, source: str) -> int:
    """How wide a column must be for every answer to a criterion that is told in words, each in one line."""
    cell = matrix.cells[source, criterion.id]
    answers = {cell.consensus, *(view.answer for view in cell.codings.values())}
    return max((broad(len(one_line(matrix.rubric.label(criterion.id, a)))) for a in answers if a.given), default=0)


def _heads(matrix: StanceMatrix, sheet: Sheet) -> int:
    """Write what is known of the sources, and last their names; return the row of these."""
    sources = matrix.sources.values()
    about: dict[str, list[Value]] = {
        "No.": list(range(1, len(sources) + 1)),
        "Publisher": [of.front.publisher for of in sources],
        "Date": [of.front.date for of in sources],
    }
    if matrix.groups:
        about["Group"] = [matrix.groups.get(source) for source in matrix.sources]
    style = sheet.styles.of(bg_color="#F5F5F8", text_wrap=True, align="left")
    for row, (name, values) in enumerate(about.items()):
        for column, value in enumerate(["", name, *values]):
            sheet.put(row, column, value, style)
    for column, value in enumerate(["Criterion", "Coding", *(of.short for of in sources)]):
        sheet.put(len(about), column, value, sheet.styles.head)
    return len(about)


def _names(sheet: Sheet, label: str, names: list[str], rows: range) -> None:
    """Name each row, so that a filter finds it; the criterion is read once."""
    for row, name in zip(rows, names, strict=True):
        line = {"bottom": 1} if row == rows[-1] else {}
        shown = {"bold": True} if row == rows[0] else {"font_color": "#6B6B73"}
        sheet.put(row, 0, label, sheet.styles.of(text_wrap=row == rows[0], **shown, **line))
        sheet.put(row, 1, name, sheet.styles.of(**line))


def _same(matrix: StanceMatrix, sheet: Sheet, row: int) -> None:
    """Below, on how many criteria all gave the same answer; a free row parts it from what is filtered."""
    for below, name in enumerate(("Same answer", "of")):
        sheet.put(row + below, 1, name, sheet.styles.of(italic=True))
        for column, source in enumerate(matrix.sources, _BEFORE):
            sheet.put(row + below, column, matrix.same[source][below], sheet.styles.of(italic=True, align="center"))


def _figures(matrix: StanceMatrix, sheet: Sheet, head: int, rows: list[int], column: int) -> int:
    """At the right, a free column away, how far reviewers agree on each criterion; return the column after."""
    for name, figures in edges(matrix):
        sheet.widen(column, _FIGURE)
        sheet.put(head, column, name.capitalize(), sheet.styles.head)
        for row, figure in zip(rows, figures, strict=True):
            sheet.put(row, column, figure, sheet.styles.of(italic=True))
        column += 1
    return column
