"""The sheet with the matrix: consensus on its ground, every reviewer's mark, the state; quotes as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.figures import edges
from stancebook.reports.words import one_line
from stancebook.reports.xlsx.matrix_cells import parts, write_cell
from stancebook.reports.xlsx.pages import Strip, set_pages
from stancebook.reports.xlsx.sheet import broad

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.xlsx.sheet import Sheet, Value

_HEADS: Final = 2
_WITH_FIGURES: Final = 3
"""So many sources at least stand on one printed page with the figures of agreement."""
_ABOUT: Final = ("No.", "Source", "Publisher", "Date", "Group")
_WIDTHS: Final = (5, 30, 18, 12, 16)
_MARK, _BLANK = 7, 11
"""Letters that a mark and ``not coded`` take, also where the font is broader."""
_LONGEST_NAME: Final = {"Source": 36, "Publisher": 24}
"""Letters that stand in one line; longer ones wrap."""
_WORDS: Final = 24


def write_matrix(matrix: StanceMatrix, sheet: Sheet) -> None:
    """Write the matrix into a sheet: per criterion the consensus, a column per reviewer, and the state."""
    about = len(_ABOUT) if matrix.groups else len(_ABOUT) - 1
    last, each = _heads(matrix, sheet, about), len(parts(matrix))
    for number, (source, of) in enumerate(matrix.sources.items(), 1):
        row = number + _HEADS - 1
        lead: list[Value] = [number, of.short, of.front.publisher, of.front.date, matrix.groups.get(source)]
        for column, value in enumerate(lead[:about]):
            sheet.put(row, column, value)
        column = about
        for criterion in matrix.criteria:
            places = [(row, column + offset) for offset in range(each)]
            write_cell(matrix, sheet, matrix.cells[source, criterion.id], places, line="right")
            column += each
        for value in matrix.same[source]:
            sheet.put(row, column, value, sheet.styles.of(align="center"))
            column += 1
    below = _HEADS + len(matrix.sources) + 1  # a free row parts what is filtered and sorted from what is not
    for row, (name, figures) in enumerate(edges(matrix), below):
        sheet.put(row, 1, name.capitalize(), sheet.styles.of(italic=True))
        for index, figure in enumerate(figures):
            sheet.put(row, about + index * each, figure, sheet.styles.of(italic=True))
    sheet.finish(1, len(matrix.sources) + 1, last, frozen=2)
    _pages(matrix, sheet, about)


def _pages(matrix: StanceMatrix, sheet: Sheet, about: int) -> None:
    """Keep each criterion together, how far they agree with the last one, and the figures with the last sources."""
    each, sources = len(parts(matrix)), len(matrix.sources)
    end = about + each * len(matrix.criteria)
    firsts = list(range(about, end, each))
    rows = list(range(_HEADS, _HEADS + max(1, sources - _WITH_FIGURES + 1)))
    below = len(edges(matrix)) + 1
    set_pages(
        sheet,
        Strip([*firsts, end + 2], lead=about, repeated=2),
        Strip([*rows, _HEADS + sources + below], lead=_HEADS, repeated=_HEADS),
    )


def _heads(matrix: StanceMatrix, sheet: Sheet, about: int) -> int:
    head = sheet.styles.head
    publishers = (of.front.publisher or "" for of in matrix.sources.values())
    named = {"Source": (of.short for of in matrix.sources.values()), "Publisher": publishers}
    for column, (name, width) in enumerate(zip(_ABOUT[:about], _WIDTHS, strict=False)):
        longest = min(max(map(len, named.get(name, ())), default=0), _LONGEST_NAME.get(name, 0))
        sheet.widen(column, max(width, broad(longest)))
        sheet.put(0, column, "", head)
        sheet.put(1, column, name, head)
    column = about
    for criterion in matrix.criteria:
        names = parts(matrix)
        if len(names) > 1:
            sheet.sheet.merge_range(0, column, 0, column + len(names) - 1, "", head)
        sheet.put(0, column, one_line(criterion.label), head)  # after merging, which would compute what it is given
        reviewers = [_wide(matrix, criterion, reviewer) for reviewer in matrix.reviewers]
        widths = (_WORDS if criterion.multiple else 15, *reviewers, 18)
        for offset, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.widen(column + offset, width)
            sheet.put(1, column + offset, name, head)
        column += len(names)
    for name in ("Same answer", "of"):
        sheet.widen(column, 9)
        sheet.put(0, column, "", head)
        sheet.put(1, column, name, head)
        column += 1
    return column


def _wide(matrix: StanceMatrix, criterion: AnyCriterion, reviewer: str) -> int:
    """How wide a column of a reviewer is: for a name and a mark, or for words where answers are words."""
    views = [matrix.cells[source, criterion.id].codings.get(reviewer) for source in matrix.sources]
    answers = [view.answer for view in views if view is not None]
    words = criterion.multiple or criterion.level in {"nominal", "text"}
    told = [one_line(matrix.rubric.label(criterion.id, answer)) for answer in answers if words and answer.is_position]
    least = _BLANK if None in views else _MARK
    return max(least, *(min(broad(len(text)), _WORDS if criterion.multiple else 15) for text in (reviewer, *told)))
