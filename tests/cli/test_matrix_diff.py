"""`stance matrix --diff REV`: what changed, read from git and beside the work tree."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


@pytest.fixture
def committed(study: Path) -> Path:
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", "-C", str(study), *words], check=True)
    return study


@pytest.mark.usefixtures("committed")
def test_nothing_changed(stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--diff", "HEAD")
    assert done.status == 0
    assert "No cell changed." in done.out


def test_a_changed_coding_is_told_with_what_it_did(committed: Path, stance: Callable[..., Result]) -> None:
    before = subprocess.run(["git", "status", "--porcelain"], cwd=committed, capture_output=True, text=True, check=True)
    changed = ["--set", "effectiveness=1", "--note", "effectiveness=second thoughts"]
    assert stance("code", "wola-2025", "--reviewer", "r1", *changed).status == 0
    done = stance("matrix", "--diff", "HEAD", "--reviewer", "r1")
    assert "WOLA text 2025 · Effectiveness" in done.out
    data = json.loads(stance("matrix", "--diff", "HEAD", "--format", "json", "--drafts").out)
    (cell,) = [one for one in data["cells"] if one["criterion"] == "effectiveness"]
    assert cell["codings"]["r1"]["before"]["value"] == -1
    assert cell["codings"]["r1"]["after"]["value"] == 1
    assert before.stdout == ""


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD^"])
def test_no_such_revision_is_one_line(revision: str, stance: Callable[..., Result]) -> None:
    done = stance("matrix", f"--diff={revision}")
    assert done.status == 2
    assert "git knows no revision" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("study")
def test_where_there_is_no_repository_that_is_said(stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--diff", "HEAD")
    assert (done.status, done.err.strip()) == (2, "stance: --diff: there is no git repository here")


DECIDED = ("--because", "The text.", "--cause", "slip", "--reviewer", "r1")


def _told(stance: Callable[..., Result], *who: str) -> str:
    done = stance("matrix", "--diff", "HEAD", *who)
    assert done.status == 0, done.err
    return " ".join(done.out.split())


@pytest.mark.usefixtures("committed")
def test_a_decision_is_a_change_whether_the_value_stays_or_not(stance: Callable[..., Result]) -> None:
    source = "white-house-visit-2025"
    assert stance("adjudicate", source, "--set", "us_engagement=no_position", *DECIDED).status == 0
    assert stance("adjudicate", source, "--open", "effectiveness", *DECIDED).status == 0
    told = _told(stance)
    assert "2 cells changed." in told
    assert "adjudication: none → settled as ○ ✓" in told
    assert "adjudication: none → left open ✗ consensus: ○ → none" in told
    cells = json.loads(stance("matrix", "--diff", "HEAD", "--format", "json").out)["cells"]
    kept = next(one for one in cells if one["criterion"] == "us_engagement")
    assert kept["adjudication"]["before"] is None
    assert (kept["adjudication"]["after"]["outcome"], kept["adjudication"]["after"]["outdated"]) == ("settled", False)
    assert kept["consensus"]["before"] == kept["consensus"]["after"]


def test_that_a_decision_became_outdated_is_a_change(committed: Path, stance: Callable[..., Result]) -> None:
    assert stance("adjudicate", "gang-crackdown-2022", "--set", "due_process=-2", *DECIDED).status == 0
    for words in (["add", "."], ["-c", "user.name=x", "-c", "user.email=x@y.z", "commit", "-qm", "decided"]):
        subprocess.run(["git", "-C", str(committed), *words], check=True)
    assert "No cell changed." in _told(stance)
    assert "No cell changed." in _told(stance, "--reviewers", "r1,r2"), "it rests on the third one's coding, too"
    assert stance("code", "gang-crackdown-2022", "--reviewer", "r2", "--set", "due_process=-1").status == 0
    assert "adjudication: settled as -2 ✓ → settled as -2, outdated: r2 coded it anew ↻" in _told(stance)
    again = ("--set", "due_process=-2", "--because", "Still.", "--cause", "slip", "--reviewer", "r1")
    assert stance("adjudicate", "gang-crackdown-2022", *again).status == 0
    assert "adjudication: decided anew, settled as -2 ✓" in _told(stance)


@pytest.mark.usefixtures("committed")
def test_what_is_withheld_is_not_called_unchanged(stance: Callable[..., Result]) -> None:
    assert stance("adjudicate", "gang-crackdown-2022", "--set", "due_process=-2", *DECIDED).status == 0
    told = _told(stance, "--reviewer", "r4")
    assert "No cell changed" not in told
    assert "5 of 5 sources are withheld from the comparison: what others coded and decided" in told
    data = json.loads(stance("matrix", "--diff", "HEAD", "--reviewer", "r4", "--format", "json").out)
    assert (data["cells"], len(data["withheld"])) == ([], 5)


def test_of_some_sources_withheld_only_the_others_are_unchanged(committed: Path, stance: Callable[..., Result]) -> None:
    own = committed / "annotations/bukele-security-us-policy/r3/gang-crackdown-2022.json"
    own.write_text(own.read_text(encoding="utf-8").replace('"state": "complete"', '"state": "draft"'), encoding="utf-8")
    assert stance("adjudicate", "gang-crackdown-2022", "--set", "effectiveness=-1", *DECIDED).status == 0
    told = _told(stance, "--reviewer", "r3", "--drafts")
    assert "No cell changed of what you may see. 1 of 5 sources is withheld from the comparison" in told


@pytest.mark.usefixtures("committed")
def test_ones_own_decision_changes_no_consensus_that_is_withheld(stance: Callable[..., Result]) -> None:
    own = ("--reviewer", "anna", "--unblind", "--set", "us_engagement=no_position", "--because", "x", "--cause", "slip")
    assert stance("adjudicate", "white-house-visit-2025", *own).status == 0
    told = _told(stance, "--reviewer", "anna")
    assert "1 cell changed of what you may see." in told
    assert "adjudication: none by you → settled as ○ ✓" in told
    assert "consensus:" not in told
    cells = json.loads(stance("matrix", "--diff", "HEAD", "--reviewer", "anna", "--format", "json").out)["cells"]
    assert [(one["consensus"], one["state"]) for one in cells] == [(None, None)]
    assert cells[0]["adjudication"]["after"]["outdated"] is None, "what became of the codings is others' to tell"
    assert stance("adjudicate", "white-house-visit-2025", "--set", "us_engagement=0", *DECIDED).status == 0
    assert _told(stance, "--reviewer", "anna") == told, "that another decided anew is withheld"


def test_what_has_no_source_is_said_once_though_the_study_is_read_twice(
    committed: Path, stance: Callable[..., Result]
) -> None:
    (committed / "seeds/wola-2025.md").unlink()
    done = stance("matrix", "--diff", "HEAD", "--reviewer", "r1")
    assert done.err.count("annotations of 'wola-2025' are left out") == 1


@pytest.mark.usefixtures("committed")
def test_beside_ones_own_codings_alone_it_says_that_others_decisions_are_withheld(
    stance: Callable[..., Result],
) -> None:
    assert stance("adjudicate", "wola-2025", "--set", "us_engagement=-2", *DECIDED).status == 0
    assert stance("code", "wola-2025", "--reviewer", "r3", "--reopen").status == 0
    told = " ".join(stance("matrix", "--diff", "HEAD", "--reviewers", "r3", "--reviewer", "r3").out.split())
    assert "1 of 5 sources is withheld from the comparison" in told
    assert "consensus:" not in told


def test_what_a_new_rubric_made_stale_is_not_called_not_coded(committed: Path, stance: Callable[..., Result]) -> None:
    (rubric,) = (committed / "rubrics").glob("*.yaml")
    asked = "How closely does the author want the US government to work"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace(asked, f"{asked} today"), encoding="utf-8")
    told = _told(stance)
    assert "5 cells changed." in told
    assert "state: same answer → coded, not compared" in told
    assert "not coded" not in told
