"""A decision on what is not asked, given what stands, has no effect; every form says so, and none calls it settled."""

from __future__ import annotations

import csv
import io
import json
from html import unescape
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

RUBRIC = "bukele-security-us-policy"
SOURCE, CHILD = "white-house-visit-2025", "us_engagement"
CONDITION = (
    "{any: [{criterion: effectiveness, position: true}, {criterion: effectiveness, answers: [no_position]}, "
    "{criterion: effectiveness, answers: [unclear]}]}"
)
WHY = "not asked, because Effectiveness is 'Not addressed'"
IN_VAIN = "decided, but not asked: without effect"


@pytest.fixture
def vain(study: Path, stance: Stance) -> Path:
    """The shipped study with a decision on a criterion that a later decision on another makes one not asked."""
    path = study / "rubrics" / f"{RUBRIC}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f"  - id: {CHILD}\n", f"  - id: {CHILD}\n    applies_if: {CONDITION}\n"), encoding="utf-8"
    )
    for answers in (("effectiveness=1", f"{CHILD}=2"), ("effectiveness=not_addressed",)):
        told = [word for answer in answers for word in ("--set", answer)]
        done = stance("adjudicate", SOURCE, "--by", "lead", "--unblind", *told, "--because", "Read again.")
        assert done.status == 0, done.err
    return study


def _cell(told: str) -> dict[str, Any]:
    cells = json.loads(told)["cells"]
    found: dict[str, Any] = next(one for one in cells if (one["source"], one["criterion"]) == (SOURCE, CHILD))
    return found


@pytest.mark.parametrize("form", ["terminal", "md", "html", "latex"])
def test_the_matrix_tells_that_the_decision_has_no_effect(vain: Path, stance: Stance, form: str) -> None:
    told = stance("matrix", "--format", form).out
    assert IN_VAIN in " ".join(told.split())
    assert "not asked" in told
    if form == "terminal":
        row = next(one for one in told.splitlines() if "White House" in one)
        assert "[ /]⊘" in row or "[/]⊘" in row
        assert row.count("✓") == 1, "the other decision of the row"
    if form == "html":
        assert f"N{WHY[1:]}: the decision has no effect." in unescape(told)
    assert vain.exists()


def test_programs_and_workbooks_tell_it_too(vain: Path, stance: Stance) -> None:
    cell = _cell(stance("matrix", "--format", "json").out)
    assert (cell["adjudication"], cell["consensus"]) == ("settled", None)
    assert cell["not_asked_because"] == "Effectiveness is 'Not addressed'"
    (row,) = [
        one for one in csv.DictReader(io.StringIO(stance("matrix", "--format", "csv").out)) if one["source"] == SOURCE
    ]
    assert row["without_effect"] == CHILD
    assert stance("matrix", "--format", "xlsx", "-o", vain / "m.xlsx").status == 0
    book = openpyxl.load_workbook(vain / "m.xlsx")
    words = {str(cell.value) for row in book["Matrix"].iter_rows() for cell in row}
    assert f"! position or not?; {IN_VAIN}" in words


def test_counts_of_what_was_settled_leave_it_out(vain: Path, stance: Stance) -> None:
    told = stance("report", "--format", "md", "-o", "-").out
    assert "Adjudication settled 1 and left 0 open." in told
    assert "1 decision without effect: what stands for the source says that the criterion is not asked." in told
    assert "Not asked, given the other answers: 2" in told
    assert vain.exists()


def test_the_list_to_discuss_says_that_there_is_nothing_to_decide(vain: Path, stance: Stance) -> None:
    told = " ".join(stance("compare", "--limit", "0").out.split())
    assert "⊘ settled: +2" in told
    assert f"/ {WHY}: the decision has no effect" in told
    assert "1 not asked" in told
    made = stance("compare", "--format", "md").out
    assert f"  - {WHY}: the decision has no effect" in made
    assert f"  - {WHY}: the decision has no effect" in stance("report", "--format", "md", "-o", "-").out
    every = json.loads(stance("compare", "--format", "json").out)["disagreements"]
    (one,) = [one for one in every if "not_asked_because" in one]
    assert (one["source"], one["criterion"]) == (SOURCE, CHILD)
    assert stance("compare", "--format", "xlsx", "-o", vain / "c.xlsx").status == 0
    sheet = openpyxl.load_workbook(vain / "c.xlsx")["Disagreements"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert f"position or not? ({WHY}: the decision has no effect)" in words
    decided = stance("adjudicate", SOURCE, "--by", "lead", "--unblind").out
    assert f"--set {CHILD}" not in decided
    assert f"{WHY}: the decision has no effect" in " ".join(decided.split())
    data = json.loads(stance("adjudicate", SOURCE, "--by", "lead", "--unblind", "--format", "json").out)
    assert data["without_effect"] == {SOURCE: [CHILD]}


def test_what_nobody_decided_on_and_is_not_asked_has_no_place_for_a_decision(vain: Path, stance: Stance) -> None:
    path = vain / "annotations" / RUBRIC / "_consensus" / f"{SOURCE}.json"
    made = json.loads(path.read_text(encoding="utf-8"))
    del made["decisions"][CHILD]
    path.write_text(json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    told = stance("report", "--format", "md", "-o", "-").out
    assert f"- {WHY}: there is nothing to decide" in told
    page = stance("compare", "--format", "html").out
    article = page.partition(f'id="{SOURCE}.{CHILD}"')[2].partition("</article>")[0]
    assert "there is nothing to decide" in article
    assert "Decision <span>" not in article


def test_nobody_is_overruled_by_a_decision_without_effect(vain: Path, stance: Stance) -> None:
    told = json.loads(stance("compare", "--mine", "--reviewer", "r2", "--format", "json").out)
    assert [one["criterion"] for one in told["overruled"]] == ["effectiveness"]
    assert vain.exists()


@pytest.mark.parametrize("asking", [(), ("--reviewer", "lead")])
def test_the_status_counts_it_as_settled_for_nobody(vain: Path, stance: Stance, asking: tuple[str, ...]) -> None:
    told = json.loads(stance("status", *asking, "--format", "json").out)["adjudication"]
    assert (told["settled"], told["open"]) == (1, 0)
    assert vain.exists()
