"""The sheet with the matrix turned round: criteria down, a row for each reviewer; sources across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.figures import edges
from stancebook.reports.words import one_line
from stancebook.reports.xlsx.matrix_cells import parts, write_cell
from stancebook.reports.xlsx.pages import Strip, set_pages
from stancebook.reports.xlsx.sheet import broad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.xlsx.sheet import Sheet, Value

_BEFORE: Final = 2
"""The columns that name a row: its criterion, and what of it."""
_NAME, _WHO, _MARKS, _WORDS, _FIGURE = 24, 13, 16, 22, 18
"""How wide columns are, in letters."""


def write_turned(matrix: StanceMatrix, sheet: Sheet) -> None:
    """Write the matrix into a sheet: per criterion a row for the consensus, for each reviewer, and for the state."""
    heads = dict(_heads(matrix))
    last_head, each, end = len(heads), len(parts(matrix)), _BEFORE + len(matrix.sources)
    words = any(criterion.multiple or criterion.level in {"nominal", "text"} for criterion in matrix.criteria)
    longest = max([len(one_line(criterion.label)) for criterion in matrix.criteria], default=0)
    for column in range(end):
        between = _WORDS if words else _MARKS
        sheet.widen(column, (min(_NAME, max(12, broad(longest))), _WHO)[column] if column < _BEFORE else between)
    for row, (name, values) in enumerate(heads.items()):
        for column, value in enumerate(["", name, *values]):
            sheet.put(row, column, value, sheet.styles.of(bg_color="#F5F5F8", text_wrap=True, align="left"))
    for column, value in enumerate(["Criterion", "Coding", *(of.short for of in matrix.sources.values())]):
        sheet.put(last_head, column, value, sheet.styles.head)
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


def _heads(matrix: StanceMatrix) -> Iterator[tuple[str, list[Value]]]:
    """What stands above the names of the sources."""
    sources = matrix.sources.values()
    yield "No.", list(range(1, len(matrix.sources) + 1))
    yield "Publisher", [of.front.publisher for of in sources]
    yield "Date", [of.front.date for of in sources]
    if matrix.groups:
        yield "Group", [matrix.groups.get(source) for source in matrix.sources]


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
