"""Tables of disagreements as somebody fills them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

FILLED: dict[int, dict[str, Any]] = {
    2: {"Outcome": "settled", "Decision": 0, "Cause": "unclear_rule", "Rationale": "U3 holds.", "Rule": "U3"},
    3: {"Outcome": "open", "Rationale": "Both hold.", "Rule": "Say what the headline counts for."},
    6: {"Decision": "us_scrutiny; institutions", "Rationale": "Both are asked for.", "Cause": "slip"},
}


def fill_in(path: Path, rows: dict[int, dict[str, Any]]) -> list[tuple[str, str]]:
    """Fill rows in, and return the cells they are about."""
    book = openpyxl.load_workbook(path)
    sheet = book["Disagreements"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row, cells in rows.items():
        for head, value in cells.items():
            sheet.cell(row, column[head]).value = value
    book.save(path)
    return [tuple(sheet.cell(row, column[head]).value for head in ("source_id", "criterion_id")) for row in rows]


def place_of(path: Path, row: int) -> tuple[str, str]:
    """Return the source and the criterion of a row."""
    return fill_in(path, {row: {}})[0]


def decided_and_made_a_table(study: Path, stance: Stance, more: dict[str, Any] | None = None) -> tuple[Path, str, str]:
    """Decide by a table, and return the next one with the cell that was decided."""
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: {**FILLED[2], **(more or {})}})
    stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    stance("compare", "--format", "xlsx", "-o", study / "b.xlsx")
    return study / "b.xlsx", source, criterion
