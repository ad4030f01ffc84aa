"""What every form of the matrix says of a study that has been worked on: texts changed, drafts, decisions."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.reports.conftest import words_of

from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.html.report import render_report
from stancebook.reports.json_form import matrix_json
from stancebook.reports.latex.matrix import matrix_latex
from stancebook.reports.markdown import matrix_markdown
from stancebook.reports.methods import methods
from stancebook.reports.tables import csv_tables
from stancebook.reports.terminal.matrix import render_matrix
from stancebook.reports.terminal.transposed import render_transposed
from stancebook.reports.xlsx.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.comparison.matrix import StanceMatrix


def _page(matrix: StanceMatrix) -> str:
    return words_of(render_report(matrix, software="x"))


def _sheets(matrix: StanceMatrix) -> str:
    book = openpyxl.load_workbook(io.BytesIO(workbook(matrix, software="x")))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_the_matrix_knows_what_is_blank_for_which_reason(worn: StanceMatrix) -> None:
    assert worn.gaps == {("closed", "r2"): "withheld", ("draft", "r2"): "draft"}
    assert worn.astray == {("lost", "works", "r1"): ("moved", "lost")}


@pytest.mark.parametrize("render", [_page, matrix_markdown, _sheets])
def test_a_lost_quote_says_so(render: Callable[[StanceMatrix], str], worn: StanceMatrix) -> None:
    told = render(worn)
    assert "It did work" in told
    assert re.search(r"not in the source|lost", told)
    assert re.search(r"elsewhere in the source|moved", told)


def test_a_lost_quote_is_marked_in_tables_and_data(worn: StanceMatrix) -> None:
    rows = csv_tables(worn)["evidence.csv"].splitlines()
    assert [row.rpartition(",")[2] for row in rows] == ["found", "moved", "lost"]
    cell = next(one for one in matrix_json(worn)["cells"] if one["source"] == "lost" and one["criterion"] == "works")
    assert cell["codings"]["r1"]["found"] == ["moved", "lost"]
    assert '+1"' in render_matrix(worn)
    assert '" a quote is not at its place' in render_matrix(worn)
    assert [said.partition(":")[0] for said in sentences_beside(worn)[-2:]] == [
        "1 quote no longer in the source, whose text has changed", "1 quote stands elsewhere in the source now",
    ]  # fmt: skip


@pytest.mark.parametrize("render", [_page, render_matrix, matrix_markdown, _sheets])
def test_a_draft_what_is_withheld_and_what_is_not_coded_are_three_things(
    render: Callable[[StanceMatrix], str], worn: StanceMatrix
) -> None:
    told = render(worn)
    for word in ("draft", "withheld", "not coded"):
        assert word in told


def test_in_marks_they_are_three_signs(worn: StanceMatrix) -> None:
    assert re.search(r"draft +\[\+1\] +\+1 +… †", render_matrix(worn, width=100))
    assert re.search(r"closed +\[ #\] +. +# #", render_matrix(worn, width=100))
    assert "… a draft, not shown" in render_matrix(worn)
    assert "# withheld until you have finished" in render_matrix(worn)
    assert "[ #]" in render_transposed(worn)
    assert r"(+1~\dots{})" in matrix_latex(worn)


@pytest.mark.parametrize("render", [_page, _sheets, matrix_markdown])
def test_what_was_decided_and_coded_anew_since_is_told(
    render: Callable[[StanceMatrix], str], worn: StanceMatrix
) -> None:
    told = render(worn)
    assert "settled by adjudication, coded anew since" in told
    assert "left open by adjudication" in told
    assert "The text says so." in told


def test_an_outdated_decision_has_a_sign_of_its_own_and_waits_again(worn: StanceMatrix) -> None:
    shown = render_matrix(worn, width=100)
    assert re.search(r"outdated +\[-1\]↻", shown)
    assert re.search(r"settled +\[\+1\]✓", shown)
    assert re.search(r"left +\[  \]✗", shown)
    assert "↻ decided, coded anew since" in shown
    page = _page(worn)
    assert "Outdated: r1 coded it anew." in page
    assert page.count("Decision Rule Because") == 2, "one without a decision, one with an outdated one"


def test_the_methods_tell_how_many_decisions_are_outdated_and_why_reviewers_had_differed(worn: StanceMatrix) -> None:
    told = " ".join(methods(worn, software="x"))
    assert (
        "3 decisions are recorded, of what you may see, by ana: 2 settled, 1 left open (of these 1 outdated). "
        "Why reviewers had differed: a slip (1); no cause named (2)." in told
    )
    assert "How they coded, and how they were trained, is not registered." in told
    assert "beside their names" not in told
