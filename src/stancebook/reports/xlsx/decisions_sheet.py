"""The sheet in which disagreements are decided: choices to pick from, and what finds each cell again, hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.model.answer import value_key
from stancebook.model.decision import CAUSES
from stancebook.reports.decision_table import HEADS, TO_FILL_IN, TO_FIND_AGAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.tables import Row
    from stancebook.reports.xlsx.sheet import Sheet

_WIDTHS: Final = (5, 22, 15, 18, 30, 52, 38, 10, 18, 15, 38, 12, None, None, None, None)
_LONGEST_LIST: Final = 255
"""Characters that a list of choices may have in a workbook, and a hint."""
_SEVERAL: Final = "; "
_NOT_IN_LIST: Final = "Not in the list. The label of an answer is understood, too."
_FILL: Final = "#FFF8E1"


def write_decisions(sheet: Sheet, listed: Sequence[Disagreement], rows: Iterable[Row]) -> None:
    """Write the table of disagreements with its columns to fill in.

    Args:
        sheet: The sheet.
        listed: The disagreements.
        rows: The same as rows of `decision_table`.
    """
    last = sheet.table(HEADS, rows, _WIDTHS)
    first, end = HEADS.index(TO_FILL_IN[0]), HEADS.index(TO_FIND_AGAIN[0])
    for column in range(first, end):
        sheet.put(0, column, HEADS[column], sheet.styles.of(bold=True, bg_color=_FILL, bottom=1, text_wrap=True))
    if not last:
        return
    choose = sheet.sheet.data_validation
    choose(1, first, last, first, {"validate": "list", "source": ["settled", "open"]})
    choose(1, first + 2, last, first + 2, {"validate": "list", "source": list(CAUSES)})
    _offer_answers(sheet, listed, first + 1)


def _offer_answers(sheet: Sheet, listed: Sequence[Disagreement], column: int) -> None:
    """Offer in each row what its criterion does, once for all its rows: of over 60,000 offers Excel keeps none."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cells: dict[str, list[str]] = {}
    for row, one in enumerate(listed, 1):
        cells.setdefault(one.criterion.id, []).append(xl_rowcol_to_cell(row, column))
    for criterion in {one.criterion.id: one.criterion for one in listed}.values():
        if about := _about(criterion):
            where = {"multi_range": " ".join(cells[criterion.id])}
            sheet.sheet.data_validation(1, column, len(listed), column, about | where)


def _about(criterion: AnyCriterion) -> dict[str, Any]:
    """What a cell that takes an answer offers; of sets nothing is refused, for no list holds all of them."""
    choices = _choices(criterion)
    offer: dict[str, Any] = {"validate": "list", "source": choices} if choices else {}
    if not criterion.multiple:
        return {**offer, "error_type": "warning", "error_message": _NOT_IN_LIST} if offer else {}
    typed = _SEVERAL.join(value_key(value) for value in criterion.values[:2])
    hint = f"Several are typed with a semicolon between them: {typed}"
    told = hint if len(hint) <= _LONGEST_LIST else "Several are typed with a semicolon between them."
    return {
        **(offer or {"validate": "any"}),
        "input_title": "One or several",
        "input_message": told,
        "show_error": False,
    }


def _choices(criterion: AnyCriterion) -> list[str]:
    """What a criterion offers, as it is typed; nothing where it is not a short list."""
    offered = [*(value_key(value) for value in criterion.values), *criterion.off_scale] if criterion.values else []
    return offered if len(",".join(offered)) <= _LONGEST_LIST else []
