"""The report with its matrix turned round: the same cells, criteria down, few enough sources across to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.generator import Plan, generated
from tests.reports.conftest import words_of

from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.comparison.selection import Selection, arranged
from stancebook.reports.html.report import render_report

if TYPE_CHECKING:
    from pathlib import Path


def _tables(matrix: StanceMatrix) -> list[str]:
    page = render_report(matrix, software="x", transpose=True)
    return re.findall(r'<table class="matrix.*?</table>', page, re.DOTALL)


def _rows(table: str, part: str) -> list[str]:
    (found,) = re.findall(f"<{part}>(.*?)</{part}>", table, re.DOTALL)
    return re.findall(r"<tr.*?</tr>", found, re.DOTALL)


def _cells(row: str) -> list[str]:
    return re.findall(r'<td class="cell.*?</td>', row, re.DOTALL)


def test_cells_are_those_of_the_other_way_round(shipped: StanceMatrix) -> None:
    straight = re.findall(r"<tr>.*?</tr>", render_report(shipped, software="x"), re.DOTALL)
    by_source = [_cells(row) for row in straight if _cells(row)]
    (table,) = _tables(shipped)
    by_criterion = [_cells(row) for row in _rows(table, "tbody") if _cells(row)]
    assert by_criterion == [list(column) for column in zip(*by_source, strict=True)]


def test_heads_and_figures_turn_with_them(shipped: StanceMatrix) -> None:
    (table,) = _tables(shipped)
    heads = words_of(_rows(table, "thead")[-1])
    assert re.match(r"Criterion 1 Gang crackdown 2022 .*5 Global Americans 2024 .*Agreement$", heads)
    rows = [words_of(row) for row in _rows(table, "tbody")]
    assert [row for row in rows if row in {"The model itself", "What to do about it"}] == [rows[0], rows[3]]
    assert rows[1].startswith("Effectiveness of the security model Does the author hold")
    assert rows[1].endswith("Same answer 3/5 Agree: position or not 3/5, α .36 Agree: which position 3/3, α 1.00")


@pytest.mark.parametrize(("sources", "across"), [(1, [1]), (6, [6]), (7, [4, 3]), (13, [5, 4, 4])])
def test_more_sources_than_can_be_read_go_into_tables_below(sources: int, across: list[int]) -> None:
    table = {f"s{n:02}": {"a": {"works": 1}, "b": {"works": n % 3}} for n in range(sources)}
    tables = _tables(stance_matrix(builders.study(builders.rubric(), table), intervals="none"))
    assert [len(_cells(_rows(one, "tbody")[0])) for one in tables] == across
    assert [one.count('class="edge"') > 0 for one in tables] == [False] * (len(across) - 1) + [True]
    if len(across) > 1:
        assert f"Table 1, sources 1 to {across[0]} of {sources}." in words_of(tables[0])


def test_groups_stand_above_their_sources(shipped: StanceMatrix) -> None:
    (table,) = _tables(arranged(shipped, Selection(group_by="publisher")))
    groups = re.findall(r'colspan="(\d+)" class="group">(.*?)</th>', table)
    assert sum(int(span) for span, _ in groups) == 5
    assert "PISM" in {name for _, name in groups}


def test_of_many_sources_nothing_is_lost_and_nothing_is_run(tmp_path: Path) -> None:
    matrix = stance_matrix(generated(tmp_path, Plan(sources=40, reviewers=2, ordinal=2)).load(), intervals="none")
    page = render_report(matrix, software="x", transpose=True)
    assert len(re.findall('<td class="cell', page)) == len(matrix.cells)
    assert "<script" not in page
    assert "runs no scripts" in page
    assert 'id="unfold"' in page, "the evidence is folded as it is the other way round"
