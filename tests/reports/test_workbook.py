"""The workbook, opened with another library: complete, filterable, and with nothing that computes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from stancebook.reports.xlsx import workbook
from stancebook.reports.xlsx.sheet import MOST, safe

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook  # type: ignore[import-untyped]

    from stancebook.comparison.matrix import StanceMatrix

SHEETS = ["Matrix", "Disagreements", "Evidence", "Agreement", "Attributed", "Sources", "Codebook", "About"]


def opened(matrix: StanceMatrix) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(matrix, software="x")))


def test_the_matrix_is_numbers_states_and_quotes(shipped: StanceMatrix) -> None:
    book = opened(shipped)
    sheet = book["Matrix"]
    assert book.sheetnames == SHEETS
    assert [sheet.cell(2, column).value for column in range(1, 10)] == [
        "No.", "Source", "Publisher", "Date", "Consensus", "r1", "r2", "r3", "State",
    ]  # fmt: skip
    assert [sheet.cell(4, column).value for column in range(5, 9)] == [1, 1, 1, 1]
    assert sheet.cell(4, 5).fill.fgColor.rgb == "FFB9ACD6"
    assert sheet.cell(3, 9).value == "! position or not?"
    assert sheet.cell(4, 5).comment is not None
    assert sheet.cell(4, 5).comment.text.startswith("r1 +1: “")


def test_every_table_is_frozen_filtered_and_set_up_for_print(shipped: StanceMatrix) -> None:
    book = opened(shipped)
    for name in SHEETS[:-1]:
        sheet = book[name]
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows


def test_decisions_are_left_to_be_filled_in(shipped: StanceMatrix) -> None:
    rows = list(opened(shipped)["Disagreements"].iter_rows(values_only=True))
    to_fill_in = [rows[0].index(head) for head in ("Outcome", "Decision", "Cause", "Rationale", "Rule")]
    assert all(rows[1][column] is None for column in to_fill_in)
    assert rows[1][rows[0].index("source_id")] in shipped.sources


@pytest.mark.parametrize("fixture", ["hostile", "every_state"])
def test_nothing_computes_links_or_commands(fixture: str, request: pytest.FixtureRequest) -> None:
    for sheet in opened(request.getfixturevalue(fixture)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"n", "s"}
                assert cell.hyperlink is None
                assert not isinstance(cell.value, str) or not set("\x1b\x9b\x07\u202e") & set(cell.value)


def test_the_same_matrix_gives_the_same_bytes(shipped: StanceMatrix) -> None:
    assert workbook(shipped, software="x") == workbook(shipped, software="x")


def test_what_a_cell_cannot_take_is_cut_and_said() -> None:
    assert len(safe("x" * 100_000)) < 32_767
    assert "cut here" in safe("x" * 100_000)
    assert safe("x" * MOST) == "x" * MOST
