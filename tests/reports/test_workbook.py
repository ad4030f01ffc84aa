"""The workbook, opened with another library: complete, filterable, and with nothing that computes."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests import builders

from stancebook.comparison.matrix import stance_matrix
from stancebook.model.problems import StancebookError
from stancebook.reports.xlsx.sheet import MOST, safe
from stancebook.reports.xlsx.workbook import workbook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Value

SHEETS = ["Matrix", "Disagreements", "Evidence", "Agreement", "Attributed", "Sources", "Codebook", "About"]


def opened(matrix: StanceMatrix, *, transpose: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(matrix, software="x", transpose=transpose)))


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


def test_what_is_typed_into_an_empty_cell_wraps(shipped: StanceMatrix) -> None:
    sheet = opened(shipped)["Disagreements"]
    named = {cell.value: cell.column_letter for cell in sheet[1]}
    for head in ("Outcome", "Decision", "Cause", "Rationale", "Rule"):
        typed = sheet.column_dimensions[named[head]].alignment
        assert (typed.wrap_text, typed.vertical) == (True, "top")


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


def test_rows_are_as_high_as_what_stands_in_them(shipped: StanceMatrix) -> None:
    book = opened(shipped)
    for name in ("Matrix", "Disagreements", "Evidence", "Codebook", "About"):
        sheet = book[name]
        shown = [d for d in sheet.column_dimensions.values() if not d.hidden]
        wide = {c: int(d.width) for d in shown for c in range(d.min, d.max + 1)}
        for row in sheet.iter_rows(min_row=3):
            needed = max(_lines(cell.value, wide.get(cell.column, 255)) for cell in row)
            assert needed <= 1 or sheet.row_dimensions[row[0].row].height >= 15 * min(needed, 27), (name, row[0].row)


def _lines(value: object, wide: int) -> int:
    """How many lines a text takes at least, by the letter."""
    return sum(-(-len(line) // wide) for line in value.split("\n")) if isinstance(value, str) else 1


def test_pages_break_between_criteria_and_repeat_the_sources(shipped: StanceMatrix) -> None:
    sheet = opened(shipped)["Matrix"]
    assert sheet.print_title_cols == "$A:$B"
    each = len(shipped.reviewers) + 2
    breaks = [one.id for one in sheet.col_breaks.brk]
    assert breaks == [4 + each, 4 + 3 * each], "two narrow criteria stand on one page"


def test_agreement_stands_below_the_matrix_and_out_of_its_filter(shipped: StanceMatrix) -> None:
    sheet = opened(shipped)["Matrix"]
    below = {sheet.cell(row, 2).value: sheet.cell(row, 5).value for row in range(8, 12)}
    assert below["Agree: position or not"] == "3/5, α .36"
    assert sheet.auto_filter.ref.endswith("7")


def test_the_codebook_is_what_every_form_of_it_tells(shipped: StanceMatrix) -> None:
    rows = list(opened(shipped)["Codebook"].iter_rows(min_row=2, values_only=True))
    told = {str(row[4]) for row in rows}
    for criterion in shipped.criteria:
        assert criterion.question in told
        assert {rule.rule for rule in criterion.decision_rules} <= told
        assert all(any(one.startswith(about.definition) for one in told) for about in criterion.offered)
    assert {row[1] for row in rows} >= {"question", "rule", "answer", "no position", "procedure"}


def test_what_is_hidden_makes_no_row_higher(shipped: StanceMatrix) -> None:
    sheet = opened(shipped)["Disagreements"]
    hidden = [c for d in sheet.column_dimensions.values() if d.hidden for c in range(d.min, d.max + 1)]
    assert [sheet.cell(1, column).value for column in hidden] == ["source_id", "criterion_id", "basis", "decided"]
    widths = {c: d.width for d in sheet.column_dimensions.values() for c in range(d.min, d.max + 1)}
    for row in sheet.iter_rows(min_row=2):
        shown = max(_lines(cell.value, int(widths[cell.column] / 1.5)) for cell in row if cell.column not in hidden)
        assert (sheet.row_dimensions[row[0].row].height or 15) <= 15 * shown


def test_a_page_of_the_matrix_holds_whole_criteria_and_a_line_for_each_source() -> None:
    advice: list[Value] = [("stop", "go-on", "talk"), ("talk",), ("nothing",)]
    table = {
        f"the-charge-in-the-town-of-{n:02}": {f"reviewer-{r}": {"advice": advice[r % 3]} for r in range(6) if n != r}
        for n in range(25)
    }
    sheet = opened(stance_matrix(builders.study(builders.rubric(), table), intervals=False))["Matrix"]
    repeated, each = 2, 8
    starts = [0, *(one.id for one in sheet.col_breaks.brk)]
    assert all((at - 4) % each == 0 for at in starts[1:])
    wide = {c: d.width for d in sheet.column_dimensions.values() for c in range(d.min, d.max + 1)}
    for first, end in pairwise([*starts, sheet.max_column]):
        shown = [*(range(1, repeated + 1) if first else ()), *range(first + 1, end + 1)]
        points = sum(5.25 * wide[column] + 3.75 for column in shown) * sheet.page_setup.scale / 100
        assert points * 1.3 < 842 - 2 * 0.4 * 72, "an A4 page, and a font that is broader than Calibri"
    nobody = [row for row in sheet.iter_rows(min_row=3, max_row=27) if row[5].value == "not coded"]
    assert nobody
    assert all(wide[cell.column] > len("not coded") for cell in nobody[0][5:11])
    assert {sheet.row_dimensions[row].height for row in range(12, 27)} <= {None, 15}


@pytest.mark.parametrize("sources", [20, 33, 34, 35, 60, 200])
def test_figures_do_not_stand_alone_on_a_printed_page(sources: int) -> None:
    table: dict[str, dict[str, dict[str, Value]]] = {
        f"s{n:03}": {"a": {"works": 1}, "b": {"works": n % 3}} for n in range(sources)
    }
    sheet = opened(stance_matrix(builders.study(builders.rubric(), table), intervals=False))["Matrix"]
    starts = [one.id for one in sheet.row_breaks.brk]
    figures = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "Same answer")
    assert not starts or starts[-1] <= sources + 2 - 3
    page = 500 * 100 / sheet.page_setup.scale
    heights = {row: sheet.row_dimensions[row].height or 15 for row in range(1, figures + 3)}
    for first, end in pairwise([2, *starts, figures + 2]):
        assert sum(heights[row] for row in (1, 2, *range(first + 1, end + 1))) <= page, "no other break comes between"


def test_what_a_study_is_about_fits_a_page_and_is_all_there(shipped: StanceMatrix) -> None:
    name = shipped.rubric.criteria[0].short or shipped.rubric.criteria[0].label
    longer = [c.model_copy(update={"short": f"{c.short} " + "at length " * 300}) for c in shipped.criteria]
    rubric = shipped.rubric.model_copy(update={"criteria": tuple(longer)})
    for matrix in (shipped, replace(shipped, rubric=rubric)):
        sheet = opened(matrix)["About"]
        assert sheet.column_dimensions["A"].width <= 96, "broader than a page on its side, it is cut"
        told = [str(row[0].value or "") for row in sheet.iter_rows()]
        assert max(map(len, told)) <= 1_500, "higher than a row can be, it is cut"
        assert name in " ".join(told)


def test_turned_round_criteria_stand_down_and_sources_across(shipped: StanceMatrix) -> None:
    straight, turned = opened(shipped)["Matrix"], opened(shipped, transpose=True)["Matrix"]
    head, reviewers = 4, list(shipped.reviewers)
    each = len(reviewers) + 2
    names = [about.short for about in shipped.sources.values()]
    assert [turned.cell(head, column).value for column in range(1, 8)] == ["Criterion", "Coding", *names]
    assert [turned.cell(row, 2).value for row in range(head + 1, head + 1 + each)] == ["Consensus", *reviewers, "State"]
    for source in range(len(names)):
        for place in range(each * len(shipped.criteria)):
            here = turned.cell(head + 1 + place, 3 + source)
            there = straight.cell(3 + source, 5 + place)
            assert (here.value, here.fill.fgColor.rgb) == (there.value, there.fill.fgColor.rgb)
            assert (here.comment and here.comment.text) == (there.comment and there.comment.text)
    figures = {turned.cell(head, column).value: turned.cell(head + 1 + each, column).value for column in range(9, 12)}
    assert figures["Agree: position or not"] == straight.cell(10, 5 + each).value
    assert turned.freeze_panes == "C5"
    assert turned.auto_filter.ref == f"A4:B{head + each * len(shipped.criteria)}"
    assert (turned.print_title_rows, turned.print_title_cols) == ("$1:$4", "$A:$B")


def test_the_page_about_it_says_where_the_codebook_is(shipped: StanceMatrix) -> None:
    book = opened(shipped)
    (said,) = [value for (value,) in book["About"].values if value and "printed in full" in value]
    assert said.endswith("it is printed in full on the sheet Codebook.")
    assert "Codebook" in book.sheetnames


def test_turned_round_columns_are_no_broader_than_their_words_need() -> None:
    table: dict[str, dict[str, dict[str, Value]]] = {
        "one": {"a": {"works": 1, "advice": ("talk",)}}, "two": {"a": {"works": 0, "advice": ("stop", "talk")}},
    }  # fmt: skip
    sheet = opened(stance_matrix(builders.study(builders.rubric(), table)), transpose=True)["Matrix"]
    one, free = sheet.column_dimensions["C"], sheet.column_dimensions["E"]
    assert (one.min, one.max) == (3, 4), "both take as much as a mark and a short word"
    assert free.width < 4 < one.width < 20


def test_turned_round_a_page_holds_whole_criteria_and_whole_sources() -> None:
    table: dict[str, dict[str, dict[str, Value]]] = {
        f"s{n:03}": {f"r{r}": {"works": 1, "advice": ("talk",)} for r in range(24)} for n in range(100)
    }
    sheet = opened(stance_matrix(builders.study(builders.rubric(), table), intervals=False), transpose=True)["Matrix"]
    assert all((one.id - 4) % 26 == 0 for one in sheet.row_breaks.brk)
    assert sheet.row_breaks.brk
    wide = {c: d.width for d in sheet.column_dimensions.values() for c in range(d.min, d.max + 1)}
    for first, end in pairwise([2, *(one.id for one in sheet.col_breaks.brk), sheet.max_column]):
        shown = (1, 2, *range(first + 1, end + 1))
        # What stands in a file has the margins of a column in it.
        assert sum(5.25 * wide.get(c, 9.14) for c in shown) * sheet.page_setup.scale <= 572 * 100
    assert first <= 101, "the last source stands beside the figures"


def test_more_sources_than_a_sheet_has_columns_are_not_cut(shipped: StanceMatrix) -> None:
    source = next(iter(shipped.sources.values()))
    many = replace(shipped, sources={f"s{n}": source for n in range(16_001)})
    with pytest.raises(StancebookError, match="16,000 sources side by side"):
        workbook(many, software="x", transpose=True)
