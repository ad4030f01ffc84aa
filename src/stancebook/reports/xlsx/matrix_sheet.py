"""The sheet with the matrix: consensus on its ground, every reviewer's mark, the state; quotes as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.cell_words import (
    adjudication_words,
    blank_words,
    coding_signs,
    nothing_stands,
    state_glyph,
    state_words,
)
from stancebook.reports.figures import edges
from stancebook.reports.shades import shade_of
from stancebook.reports.words import one_line
from stancebook.reports.xlsx.sheet import broad, safe

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.xlsx.sheet import Sheet, Value

_FILLS: Final = {
    -2: ("#A04A00", "#FFFFFF"), -1: ("#F5B971", "#1C1C1F"), 0: ("#E6E6EA", "#1C1C1F"),
    1: ("#B9ACD6", "#1C1C1F"), 2: ("#4B2383", "#FFFFFF"),
}  # fmt: skip
_SIGNED: Final = "+0;\N{MINUS SIGN}0;0"
_COMMENT: Final = 1_200
_SCALE: Final = 65
"""Per cent at which the matrix is printed, where each criterion fits a page; pages break between criteria."""
_LEAST_SCALE: Final = 35
_ROOM: Final = 880
"""Points that a page on its side, A4 or Letter, has for columns at that scale, also where the font is broader."""
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
    last = _heads(matrix, sheet, about)
    for number, (source, of) in enumerate(matrix.sources.items(), 1):
        row = number + 1
        lead: list[Value] = [number, of.short, of.front.publisher, of.front.date, matrix.groups.get(source)]
        for column, value in enumerate(lead[:about]):
            sheet.put(row, column, value)
        column = about
        for criterion in matrix.criteria:
            column = _cell(matrix, sheet, matrix.cells[source, criterion.id], (row, column))
        for value in matrix.same[source]:
            sheet.put(row, column, value, sheet.styles.of(align="center"))
            column += 1
    below = len(matrix.sources) + 3  # a free row parts what is filtered and sorted from what is not
    for row, (name, figures) in enumerate(edges(matrix), below):
        sheet.put(row, 1, name.capitalize(), sheet.styles.of(italic=True))
        for index, figure in enumerate(figures):
            sheet.put(row, about + index * (len(matrix.reviewers) + 2), figure, sheet.styles.of(italic=True))
    sheet.finish(1, len(matrix.sources) + 1, last, frozen=2)
    _pages(matrix, sheet, about)


def _pages(matrix: StanceMatrix, sheet: Sheet, about: int) -> None:
    """Break pages between criteria, with the names of the sources on each; so small that no criterion is parted."""
    each = len(matrix.reviewers) + 2
    end = about + each * len(matrix.criteria)
    firsts = range(about, end, each)
    # How far they agree comes last.
    wide = [sheet.points(first, first + each if first + each < end else end + 2) for first in firsts]
    repeated, used, breaks = sheet.points(0, 2), sheet.points(0, about), []
    needed = max([used + wide[0], *(repeated + points for points in wide)]) if wide else used
    scale = max(_LEAST_SCALE, int(_SCALE * min(1.0, _ROOM / needed)))
    room = _ROOM * _SCALE / scale
    for first, points in zip(firsts, wide, strict=True):
        if used + points > room and first > about:
            breaks.append(first)
            used = repeated
        used += points
    sheet.sheet.set_print_scale(scale)
    sheet.sheet.repeat_columns(0, 1)
    sheet.sheet.set_v_pagebreaks(breaks)


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
        names = ["Consensus", *matrix.reviewers, "State"]
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


def _cell(matrix: StanceMatrix, sheet: Sheet, cell: Cell, at: tuple[int, int]) -> int:
    """Write a cell of the matrix from a place on; return the next column."""
    row, column = at
    criterion = matrix.rubric.by_id[cell.criterion]
    _answer(matrix, sheet, criterion, cell.consensus, (row, column), nothing=nothing_stands(matrix, cell))
    if comment := _comment(matrix, cell):
        sheet.sheet.write_comment(row, column, safe(comment), {"x_scale": 3, "y_scale": 2.5, "author": "Stancebook"})
    for reviewer in matrix.reviewers:
        column += 1
        view = cell.codings.get(reviewer)
        if view is None:
            sheet.put(
                row, column, blank_words(matrix, cell, reviewer), sheet.styles.of(italic=True, font_color="#56565E")
            )
        else:
            _answer(matrix, sheet, criterion, view.answer, (row, column))
    column += 1
    state = f"{state_glyph(matrix, cell)} {state_words(matrix, cell)}"
    if cell.adjudication:
        state += f"; {adjudication_words(cell)}"
    sheet.put(row, column, state, sheet.styles.of(text_wrap=True, right=1))
    return column + 1


def _answer(
    matrix: StanceMatrix,
    sheet: Sheet,
    criterion: AnyCriterion,
    answer: Answer,
    at: tuple[int, int],
    *,
    nothing: str = "",
) -> None:
    chip = bool(nothing)
    if not answer.given:
        sheet.put(*at, nothing, sheet.styles.of(italic=True))
    elif isinstance(answer.value, int | float) and not isinstance(answer.value, bool):
        sheet.put(*at, answer.value, _style(sheet, criterion, answer, chip=chip))
    else:
        label = matrix.rubric.label(criterion.id, answer)
        mark = matrix.rubric.mark(criterion.id, answer)
        signed = answer.off_scale is not None and mark not in {label, answer.off_scale}
        # What a mark means stands beside it under Consensus, and on the sheet About.
        text = label if not signed else f"{mark} {label}" if chip else mark
        style = {"align": "center"} if signed and not chip else {"text_wrap": True, "bold": chip}
        sheet.put(*at, one_line(text), sheet.styles.of(**style))


def _style(sheet: Sheet, criterion: AnyCriterion, answer: Answer, *, chip: bool) -> Format:
    shade = shade_of(criterion, answer)
    if not isinstance(criterion, OrdinalCriterion):
        return sheet.styles.of(align="center", bold=chip)
    if not chip or shade is None:
        return sheet.styles.of(num_format=_SIGNED, align="center")
    ground, ink = _FILLS[shade]
    return sheet.styles.of(num_format=_SIGNED, align="center", bold=True, bg_color=ground, font_color=ink, border=1)


def _comment(matrix: StanceMatrix, cell: Cell) -> str:
    """The first quote of each reviewer; how many more there are."""
    said = []
    for reviewer, view in cell.codings.items():
        quotes = view.coding.supporting
        if quotes:
            text = one_line(quotes[0].quote)
            text = text if len(text) <= _COMMENT else text[:_COMMENT] + " …"
            more = f" (and {len(quotes) - 1} more)" if len(quotes) > 1 else ""
            told = "".join(f" ({sign})" for sign in coding_signs(view))
            said.append(f"{reviewer} {one_line(matrix.rubric.mark(cell.criterion, view.answer))}{told}: “{text}”{more}")
    return "\n".join(said)
