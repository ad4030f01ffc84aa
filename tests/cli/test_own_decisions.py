"""What somebody decided themselves is told them in every form, also where others' codings are withheld."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

RUBRIC = "bukele-security-us-policy"
SOURCE = "gang-crackdown-2022"
REASON = "The last paragraph asks for it."


@pytest.fixture
def decided(study: Path, stance: Stance) -> Path:
    """The shipped study, in which lead has decided on one cell of a source and ana on another; neither has coded it."""
    for by, answer in (("lead", "effectiveness=1"), ("ana", "due_process=-2")):
        done = stance("adjudicate", SOURCE, "--by", by, "--unblind", "--set", answer, "--because", REASON)
        assert done.status == 0, done.err
    return study


def _cells(told: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["source"], one["criterion"]): one for one in json.loads(told)["cells"]}


def test_whoever_decides_finds_their_decision_in_the_matrix_and_no_coding(decided: Path, stance: Stance) -> None:
    cells = _cells(stance("matrix", "--reviewer", "lead", "--format", "json").out)
    mine = cells[SOURCE, "effectiveness"]
    assert (mine["adjudication"], mine["consensus"]) == ("settled", {"value": 1, "off_scale": None})
    assert (mine["decision"]["by"], mine["decision"]["rationale"]) == ("lead", REASON)
    assert (mine["codings"], mine["state"], mine["why_empty"]) == ({}, "missing", "withheld")
    theirs = cells[SOURCE, "due_process"]
    assert (theirs["adjudication"], theirs["consensus"], theirs["decision"]) == (None, None, None)
    line = next(one for one in stance("matrix", "--reviewer", "lead").out.splitlines() if "Gang crackdown" in one)
    assert re.search(r"\[\+1\]✓ +# +# +# #", line)
    assert decided.exists()


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_report_tells_what_one_decided_and_why(decided: Path, stance: Stance, form: str) -> None:
    told = stance("report", "--reviewer", "lead", "--format", form, "-o", "-").out
    assert "settled by adjudication" in told
    assert "Adjudication settled 1 and left 0 open, of what you may see." in told
    assert REASON in told or form == "md", "the page has the decision behind its cell"
    assert "ana" not in re.findall(r"\w+", told.partition("Codebook")[0])
    assert stance("matrix", "--reviewer", "lead", "--format", "xlsx", "-o", decided / "m.xlsx").status == 0
    sheet = openpyxl.load_workbook(decided / "m.xlsx")["Matrix"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert words.count("# withheld; settled by adjudication") == 1


def test_on_which_codings_one_decided_and_what_became_of_them_is_not_told(decided: Path, stance: Stance) -> None:
    assert stance("code", SOURCE, "--set", "effectiveness=2", "--reviewer", "r1").status == 0
    cells = _cells(stance("matrix", "--reviewer", "lead", "--format", "json").out)
    assert cells[SOURCE, "effectiveness"]["decision"]["outdated"] is None, "who coded anew is others' to tell"
    assert "↻" not in stance("matrix", "--reviewer", "lead").out
    listed = json.loads(stance("adjudicate", SOURCE, "--reviewer", "lead", "--format", "json").out)
    assert [one["basis"] for one in listed["decisions"][SOURCE]["effectiveness"]] == [{}]
    assert list(listed["decisions"][SOURCE]) == ["effectiveness"]
    assert listed["waiting"] == []
    seen = _cells(stance("matrix", "--reviewer", "lead", "--unblind", "--format", "json").out)
    assert seen[SOURCE, "effectiveness"]["decision"]["outdated"] is True
    file = json.loads((decided / f"annotations/{RUBRIC}/_consensus/{SOURCE}.json").read_text(encoding="utf-8"))
    assert sorted(file["decisions"]["effectiveness"][-1]["basis"]) == ["r1", "r2", "r3"], "on file it stays"


@pytest.mark.usefixtures("decided")
def test_what_another_decided_anew_is_withheld_with_that_they_did(stance: Stance) -> None:
    before = _cells(stance("matrix", "--reviewer", "lead", "--format", "json").out)
    again = stance("adjudicate", SOURCE, "--by", "ana", "--unblind", "--set", "effectiveness=0", "--because", "No.")
    assert again.status == 0
    after = _cells(stance("matrix", "--reviewer", "lead", "--format", "json").out)
    assert after == before
    assert after[SOURCE, "effectiveness"]["decision"]["by"] == "lead"


@pytest.mark.usefixtures("decided")
def test_the_status_counts_what_one_decided(stance: Stance) -> None:
    told = json.loads(stance("status", "--reviewer", "lead", "--format", "json").out)["adjudication"]
    assert told == {
        "settled": 1,
        "open": 0,
        "outdated": 0,
        "on_stale": 0,
        "without_effect": 0,
        "waiting": 0,
        "sources_withheld": 5,
    }


@pytest.mark.parametrize("form", ["terminal", "md", "html", "latex"])
def test_labels_that_one_decided_are_not_said_to_be_nobodys_answer(study: Path, stance: Stance, form: str) -> None:
    labels = ("--set", "recommended_approach=us_scrutiny,root_causes", "--because", REASON)
    assert stance("adjudicate", "wola-2025", "--by", "lead", "--unblind", *labels).status == 0
    told = " ".join(stance("matrix", "--reviewer", "lead", "--format", form).out.split())
    assert "no reviewer's answer" not in told.replace("’", "'").replace("&#x27;", "'")
    assert "no consensus" not in told.partition("<h2>Codebook")[0].partition("</style>")[2 if form == "html" else 0]
    if form == "md":
        assert "(withheld) (settled by adjudication) #" in told
    if form == "terminal":
        assert re.search(r"Approach \[\S+, \S+\]✓ \(withheld\) #", told)
    assert study.exists()


@pytest.mark.usefixtures("decided")
def test_ones_own_draft_is_held_against_what_one_decided_and_against_nothing_withheld(stance: Stance) -> None:
    drafted = ("--set", "effectiveness=2", "--set", "due_process=1")
    assert stance("code", SOURCE, *drafted, "--reviewer", "lead").status == 0
    told = stance("compare", "lead", "--consensus", "--drafts", "--reviewer", "lead", "--format", "json").out
    (one,) = json.loads(told)["disagreements"]
    assert (one["criterion"], one["decision"]["rationale"], one["decision"]["basis"]) == ("effectiveness", REASON, {})
    assert one["outdated"] is None, "what became of the codings is others' to tell"
    assert json.loads(told)["compared"] == 1


def test_the_methods_do_not_say_that_nothing_was_decided_where_nobody_else_codes(decided: Path, stance: Stance) -> None:
    for path in (decided / "annotations").rglob(f"r[123]/{SOURCE}.json"):
        path.unlink()
    told = stance("report", "--reviewer", "r1", "--format", "md", "-o", "-").out
    assert "No disagreement that you may see has been adjudicated." in told
    assert "; how these were drawn" not in told, "all that may be seen were coded twice"
