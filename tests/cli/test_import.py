"""`stance import`: what nobody knows of imported codings is said wherever it matters."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from stancebook.model.annotation import Annotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

QUOTE = "this model is not sustainable"
TABLE = f"source,reviewer,criterion,value,quote\nwola-2025,cem,due_process,-1,{QUOTE}\n"
UNKNOWN = "Of 1 coding (cem) it is not known what the question meant when it was answered"


@pytest.fixture
def imported(study: Path, stance: Stance) -> Result:
    """What is said where a table names no version."""
    (study / "cem.csv").write_text(TABLE, encoding="utf-8")
    return stance("import", "cem.csv")


def reverse(study: Path, criterion: str = "due_process") -> None:
    path = study / "rubrics" / "bukele-security-us-policy.yaml"
    text = path.read_text(encoding="utf-8")
    question = text.index("question:", text.index(f"- id: {criterion}"))
    end = text.index("\n", question)
    path.write_text(f'{text[:question]}question: "Does it NOT harm rights?"{text[end:]}', encoding="utf-8")


def test_an_import_says_what_it_does_not_know_and_how_to_say_it(imported: Result) -> None:
    assert "of 1 coding it is not known what the question meant" in imported.err
    assert "import the table once more with --rubric-version (now 0.2.0)" in imported.err
    assert "cem, wola-2025 is a draft: Effectiveness has no answer; US has no answer" in imported.err


@pytest.mark.usefixtures("imported")
def test_a_coding_of_which_nobody_knows_what_was_asked_is_told_of_by_every_command(study: Path, stance: Stance) -> None:
    reverse(study)
    for call in (("status", "--stale"), ("matrix", "--drafts"), ("agreement", "--drafts")):
        assert UNKNOWN in " ".join(stance(*call).out.split())
    told = " ".join(stance("matrix", "--drafts").out.split())
    assert "Rights has changed meanwhile" in told
    assert "-1,°" in told
    assert "° what was asked is not known" in told
    assert json.loads(stance("status", "--stale", "--format", "json").out)["state_unknown"] == {"cem": 1}
    assert "annotations/bukele-security-us-policy/cem: of 1 coding it is not known" in stance("check").err
    stance("report", "--drafts", "--format", "md", "-o", "report.md")
    report = (study / "report.md").read_text(encoding="utf-8")
    assert UNKNOWN in report
    assert "0 of 61 codings were known to have been made before their reviewer had seen another's" in report


@pytest.mark.usefixtures("imported")
def test_a_version_noted_later_lets_a_coding_go_stale(study: Path, stance: Stance) -> None:
    stance("import", "cem.csv", "--rubric-version", "0.2.0")
    assert "cem" not in stance("status", "--stale").out
    reverse(study)
    assert "cem  wola-2025" in stance("status", "--stale").out


@pytest.mark.usefixtures("imported")
def test_its_reviewer_may_say_that_it_answers_the_question_of_today(stance: Stance) -> None:
    assert stance("code", "wola-2025", "--reviewer", "cem", "--keep", "due_process").status == 0
    assert UNKNOWN not in stance("status", "--stale").out


def test_a_version_noted_later_outdates_no_decision_but_a_judgement_of_today_does(study: Path, stance: Stance) -> None:
    """To note what was asked judges nothing; who keeps an answer as today's judges it anew."""
    path = study / "annotations" / "bukele-security-us-policy" / "r1" / "wola-2025.json"
    held = Annotation.model_validate_json(path.read_bytes())
    codings = {
        name: one.model_copy(update={"asked": None, "version": None}).sealed() for name, one in held.codings.items()
    }
    path.write_text(held.model_copy(update={"codings": codings}).to_json(), encoding="utf-8")
    settled = ("--by", "pi", "--unblind", "--set", "us_engagement=-1", "--because", "So it says.")
    assert stance("adjudicate", "wola-2025", *settled).status == 0
    value = codings["us_engagement"].value
    (study / "r1.csv").write_text(
        f"source,reviewer,criterion,value\nwola-2025,r1,us_engagement,{value}\n", encoding="utf-8"
    )
    assert "1 of them had its version noted only" in stance("import", "r1.csv", "--rubric-version", "0.2.0").err
    assert json.loads(path.read_bytes())["codings"]["us_engagement"]["asked"] is not None
    outdated = "r1 coded it anew"
    assert outdated not in stance("check").err
    _, *rows = stance("matrix", "--format", "csv", "--unblind").out.splitlines()
    assert all(row.endswith(",") for row in rows)
    reverse(study, "us_engagement")
    assert stance("code", "wola-2025", "--reviewer", "r1", "--keep", "us_engagement").status == 0
    assert outdated in stance("check").err


def test_what_a_matrix_exports_is_read_again(study: Path, stance: Stance) -> None:
    stance("matrix", "--format", "csv", "-o", "tables/")
    files = sorted((study / "annotations").glob("*/r1/*.json"))
    before = [path.read_bytes() for path in files]
    for path in files:
        path.unlink()
    told = stance("import", "tables/codings.csv")
    assert "their quotes were not read: --quotes tables/evidence.csv" in told.err
    assert stance("import", "tables/codings.csv", "--quotes", "tables/evidence.csv", "--replace").status == 0
    own = [json.loads(text)["codings"] for text in before]
    assert [json.loads(path.read_bytes())["codings"] for path in files] == own


def test_a_table_comes_through_a_pipe(study: Path, stance: Stance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))
    assert "1 coding in 1 annotation" in stance("import", "-").err
    assert (study / "annotations/bukele-security-us-policy/cem/wola-2025.json").is_file()
    wrong = TABLE.replace("-1", "-7").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(wrong)))
    refused = stance("import", "-")
    assert refused.status == 2
    assert refused.err.startswith("stance: standard input:2: '-7' is no value of due_process")
    twice = stance("import", "-", "--quotes", "-")
    assert (twice.status, len(twice.err.splitlines())) == (2, 1)
    assert "standard input holds one table" in twice.err


def test_an_export_through_a_pipe_lacks_its_quotes_and_says_so(
    study: Path, stance: Stance, monkeypatch: pytest.MonkeyPatch
) -> None:
    stance("matrix", "--format", "csv", "-o", "tables/")
    codings = (study / "tables/codings.csv").read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(codings)))
    assert "their quotes were not read: --quotes evidence.csv" in stance("import", "-").err
