"""The sheet with the matrix: consensus on its ground, every reviewer's mark, the state; quotes as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.selection import same_of
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.cell_words import adjudication_words, blank_words, nothing_stands
from stancebook.reports.shades import shade_of
from stancebook.reports.words import STATE_GLYPH, STATE_WORDS, one_line
from stancebook.reports.xlsx.sheet import safe

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]

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
_ABOUT: Final = ("No.", "Source", "Publisher", "Date", "Group")
_WIDTHS: Final = (5, 30, 18, 12, 16)


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
        for value in same_of(matrix, source):
            sheet.put(row, column, value, sheet.styles.of(align="center"))
            column += 1
    sheet.finish(1, len(matrix.sources) + 1, last, frozen=2)


def _heads(matrix: StanceMatrix, sheet: Sheet, about: int) -> int:
    head = sheet.styles.head
    for column, (name, width) in enumerate(zip(_ABOUT[:about], _WIDTHS, strict=False)):
        sheet.put(0, column, "", head)
        sheet.put(1, column, name, head)
        sheet.sheet.set_column(column, column, width)
    column = about
    for criterion in matrix.criteria:
        names = ["Consensus", *matrix.reviewers, "State"]
        if len(names) > 1:
            sheet.sheet.merge_range(0, column, 0, column + len(names) - 1, "", head)
        sheet.put(0, column, one_line(criterion.label), head)  # after merging, which would compute what it is given
        for offset, name in enumerate(names):
            sheet.put(1, column + offset, name, head)
            wide = 26 if criterion.multiple and offset < len(names) - 1 else 11
            sheet.sheet.set_column(column + offset, column + offset, 24 if offset == len(names) - 1 else wide)
        column += len(names)
    for name in ("Same answer", "of"):
        sheet.put(0, column, "", head)
        sheet.put(1, column, name, head)
        sheet.sheet.set_column(column, column, 9)
        column += 1
    return column


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
    state = f"{STATE_GLYPH[cell.state]} {STATE_WORDS[cell.state]}"
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
        text = f"{mark} {label}" if answer.off_scale is not None and mark != label else label
        sheet.put(*at, one_line(text), sheet.styles.of(text_wrap=True, bold=chip))


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
        quotes = view.coding.evidence
        if quotes:
            text = one_line(quotes[0].quote)
            text = text if len(text) <= _COMMENT else text[:_COMMENT] + " …"
            more = f" (and {len(quotes) - 1} more)" if len(quotes) > 1 else ""
            said.append(f"{reviewer} {one_line(matrix.rubric.mark(cell.criterion, view.answer))}: “{text}”{more}")
    return "\n".join(said)
