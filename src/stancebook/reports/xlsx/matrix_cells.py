"""What a cell of the matrix is in a workbook: the consensus, every reviewer's mark, the state; quotes as a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.cell_words import (
    adjudication_words,
    blank_words,
    coding_signs,
    nothing_stands,
    state_glyph,
    state_words,
)
from stancebook.reports.shades import shade_of
from stancebook.reports.words import one_line
from stancebook.reports.xlsx.sheet import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.xlsx.sheet import Sheet

_FILLS: Final = {
    -2: ("#A04A00", "#FFFFFF"), -1: ("#F5B971", "#1C1C1F"), 0: ("#E6E6EA", "#1C1C1F"),
    1: ("#B9ACD6", "#1C1C1F"), 2: ("#4B2383", "#FFFFFF"),
}  # fmt: skip
_SIGNED: Final = "+0;\N{MINUS SIGN}0;0"
_COMMENT: Final = 1_200


def parts(matrix: StanceMatrix) -> list[str]:
    """Return what stands in the places of a cell, one after the other."""
    return ["Consensus", *matrix.reviewers, "State"]


def write_cell(
    matrix: StanceMatrix,
    sheet: Sheet,
    cell: Cell,
    places: Sequence[tuple[int, int]],
    *,
    line: Literal["right", "bottom"],
) -> None:
    """Write a cell of the matrix.

    Args:
        matrix: The matrix.
        sheet: The sheet.
        cell: The cell.
        places: Row and column of each of its ``parts``.
        line: On which side of its last part a line is drawn.
    """
    criterion = matrix.rubric.by_id[cell.criterion]
    stands, *each, state = places
    _answer(matrix, sheet, criterion, cell.consensus, stands, nothing=nothing_stands(matrix, cell))
    if comment := _comment(matrix, cell):
        sheet.sheet.write_comment(*stands, safe(comment), {"x_scale": 3, "y_scale": 2.5, "author": "Stancebook"})
    for reviewer, at in zip(matrix.reviewers, each, strict=True):
        view = cell.codings.get(reviewer)
        if view is None:
            sheet.put(*at, blank_words(matrix, cell, reviewer), sheet.styles.of(italic=True, font_color="#56565E"))
        else:
            _answer(matrix, sheet, criterion, view.answer, at)
    told = f"{state_glyph(matrix, cell)} {state_words(matrix, cell)}"
    if cell.adjudication:
        told += f"; {adjudication_words(cell)}"
    sheet.put(*state, told, sheet.styles.of(**{"text_wrap": True, line: 1}))


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
