"""Coding an article without a screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = "annotations/bukele-security-us-policy/ana/wola-2025.json"
UNSUSTAINABLE = "this model is not sustainable as it fails to address the root causes of violence and crime"
DISMANTLED = "Due process has been completely dismantled in El Salvador"


def annotation(study: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((study / FILE).read_text(encoding="utf-8"))
    return data


def test_a_coding_made_in_line_mode_is_in_the_file_with_its_quote_in_place(
    study: Path, stance: Callable[..., Any]
) -> None:
    done = stance(
        "code",
        "wola-2025",
        "--reviewer",
        "ana",
        "--set",
        "effectiveness=-1",
        "--evidence",
        f"effectiveness={UNSUSTAINABLE}",
        "--note",
        "effectiveness=Concedes a drop.",
        "--confidence",
        "effectiveness=4",
        "--rules",
        "effectiveness=E3",
    )
    assert done.status == 0
    assert "ana is new here" in done.err
    coding = annotation(study)["codings"]["effectiveness"]
    assert (coding["value"], coding["confidence"], coding["rules"]) == (-1, 4, ["E3"])
    assert coding["note"] == "Concedes a drop."
    (quote,) = coding["evidence"]
    assert quote["quote"] == UNSUSTAINABLE
    assert (quote["start"], quote["end"]) == (6048, 6138)


def test_a_whole_article_is_coded_and_completed_and_then_counts_in_the_matrix(
    study: Path, stance: Callable[..., Any]
) -> None:
    done = stance(
        *("code", "wola-2025", "--reviewer", "ana"),
        *("--set", "effectiveness=−1", "--evidence", f"effectiveness={UNSUSTAINABLE}"),
        *("--set", "due_process=-2", "--evidence", f"Rights={DISMANTLED}"),
        *("--set", "us_engagement=no_position"),
        *("--set", "recommended_approach=none_offered"),
        "--complete",
    )
    assert done.status == 0, done.err
    assert done.out.startswith("wola-2025 by ana: complete")
    assert annotation(study)["state"] == "complete"
    matrix = json.loads(stance("matrix", "--format", "json").out)
    cell = next(c for c in matrix["cells"] if (c["source"], c["criterion"]) == ("wola-2025", "due_process"))
    assert cell["codings"]["ana"]["value"] == -2
    assert cell["codings"]["ana"]["quotes"] == [DISMANTLED]
    assert stance("check").status == 0


def test_a_criterion_answers_to_its_short_label_and_a_value_to_its_quote(
    study: Path, stance: Callable[..., Any]
) -> None:
    done = stance(
        *("code", "zinsmeister-2024", "--reviewer", "ana", "--set", "approach=us_dialogue,end_emergency"),
        *("--evidence", "approach:end_emergency=an “off-ramp” from the state of emergency will be necessary"),
    )
    assert done.status == 0
    assert "'us_dialogue' needs a quote of its own" in done.out
    path = study / FILE.replace("wola-2025", "zinsmeister-2024")
    coding = json.loads(path.read_text(encoding="utf-8"))["codings"]["recommended_approach"]
    assert coding["value"] == ["end_emergency", "us_dialogue"]
    assert [quote["for"] for quote in coding["evidence"]] == ["end_emergency"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "effectivness=1"], "did you mean effectiveness?"),
        (["--set", "effectiveness=3"], "its scale is -2, -1, 0, 1, 2"),
        (["--set", "effectiveness=not_adressed"], "off the scale: not_addressed"),
        (["--set", "approach=us_scrutny"], "did you mean us_scrutiny?"),
        (["--set", "effectiveness"], "should be CRITERION="),
        (["--evidence", "effectiveness=this model is not sustaineble"], "the nearest passage is 'this model is not"),
        (["--evidence", "effectiveness=Bukele"], "quote more words"),
        (["--evidence", "approach:nothing=the"], "'nothing' is no value of recommended_approach"),
        (["--confidence", "effectiveness=9"], "confidence goes from 1 to 5"),
        (["--confidence", "effectiveness=high"], "'high' should be a whole number"),
        (["--confidence", f"effectiveness={'9' * 5000}"], "should be a whole number, as in effectiveness=4"),
        (["--rules", "effectiveness=Z9"], "has no rule 'Z9'"),
        (["--complete"], "Effectiveness has no answer"),
    ],
)
def test_a_mistake_gets_one_line_and_changes_nothing(
    study: Path, stance: Callable[..., Any], arguments: list[str], said: str
) -> None:
    before = sorted(path.relative_to(study) for path in study.rglob("*"))
    done = stance("code", "wola-2025", "--reviewer", "ana", "--set", "due_process=-2", *arguments)
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert sorted(path.relative_to(study) for path in study.rglob("*")) == before


def test_undo_and_redo_survive_the_end_of_the_program(study: Path, stance: Callable[..., Any]) -> None:
    stance("code", "wola-2025", "--reviewer", "ana", "--set", "effectiveness=-1")
    stance("code", "wola-2025", "--reviewer", "ana", "--set", "effectiveness=2")
    stance("code", "wola-2025", "--reviewer", "ana", "--undo")
    assert annotation(study)["codings"]["effectiveness"]["value"] == -1
    stance("code", "wola-2025", "--reviewer", "ana", "--redo")
    assert annotation(study)["codings"]["effectiveness"]["value"] == 2


def test_clearing_an_answer_makes_it_not_coded_and_returns_the_annotation_to_draft(
    study: Path, stance: Callable[..., Any]
) -> None:
    done = stance("code", "wola-2025", "--reviewer", "r1", "--clear", "effectiveness")
    assert done.out.startswith("wola-2025 by r1: draft")
    path = study / FILE.replace("/ana/", "/r1/")
    coding = json.loads(path.read_text(encoding="utf-8"))["codings"]["effectiveness"]
    assert (coding["value"], coding["off_scale"], coding["asked"], coding["version"]) == (None, None, None, None)


@pytest.mark.usefixtures("study")
def test_the_edits_of_one_call_keep_a_complete_annotation_complete_or_say_why_not(stance: Callable[..., Any]) -> None:
    more = ("wola-2025", "--reviewer", "r1", "--set", "recommended_approach=us_scrutiny,institutions")
    quote = "recommended_approach:institutions=month prior, on March 15"
    done = stance("code", *more, "--evidence", quote)
    assert (done.status, done.out.splitlines()[0]) == (0, "wola-2025 by r1: complete")
    assert "draft" not in done.err
    lacking = stance("code", "wola-2025", "--reviewer", "r1", "--remove-evidence", quote.replace(":institutions", ""))
    assert lacking.out.startswith("wola-2025 by r1: draft")
    assert "a draft again, for it lacks: " in lacking.err
    assert "draft again" not in stance("code", "wola-2025", "--reviewer", "r1", "--note", "effectiveness=x").err


def test_an_annotation_is_called_a_draft_again_once_and_only_where_it_became_one(
    study: Path, stance: Callable[..., Any]
) -> None:
    rubric = study / "rubrics" / "bukele-security-us-policy.yaml"
    added = "criteria:\n  - {id: urgency, label: Urgency, question: Is it urgent?, type: boolean}\n"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace("criteria:\n", added, 1), encoding="utf-8")
    looked = stance("code", "wola-2025", "--reviewer", "r1")
    assert looked.out.startswith("wola-2025 by r1: complete")
    assert "draft" not in looked.err
    edited = stance("code", "wola-2025", "--reviewer", "r1", "--flag", "look")
    assert edited.out.startswith("wola-2025 by r1: draft")
    (told,) = [line for line in edited.err.splitlines() if "draft" in line]
    assert "a draft again, for it lacks: " in told
    wished = stance("code", "gang-crackdown-2022", "--reviewer", "r1", "--reopen")
    assert wished.out.startswith("gang-crackdown-2022 by r1: draft")
    assert "lacks" not in wished.err


def test_who_codes_must_be_known(study: Path, stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "who is coding?" in stance("code", "wola-2025", "--set", "effectiveness=1").err
    monkeypatch.setenv("STANCEBOOK_REVIEWER", "ana")
    assert stance("code", "wola-2025", "--set", "effectiveness=1").status == 0
    assert (study / FILE).exists()


@pytest.mark.usefixtures("study")
def test_json_tells_what_is_missing(stance: Callable[..., Any]) -> None:
    done = stance("code", "wola-2025", "--reviewer", "ana", "--set", "effectiveness=1", "--format", "json")
    data = json.loads(done.out)
    assert data["missing"][0] == {
        "criterion": "effectiveness",
        "need": "evidence",
        "for": None,
        "message": "Effectiveness needs a quote",
    }
