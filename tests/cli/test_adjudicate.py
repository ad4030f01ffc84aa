"""Deciding in line mode, in the shipped study: what is written, what is refused, and what every refusal advises."""

from __future__ import annotations

import csv
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

RUBRIC = "bukele-security-us-policy"
DISPUTED = ("adjudicate", "zinsmeister-2024", "--by", "lead", "--unblind")
SET = ("--set", "us_engagement=1")


def decisions(study: Path, source: str = "zinsmeister-2024") -> dict[str, list[dict[str, Any]]]:
    path = study / "annotations" / RUBRIC / "_consensus" / f"{source}.json"
    found: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))["decisions"]
    return found


def annotation(study: Path, who: str, source: str = "zinsmeister-2024") -> dict[str, Any]:
    path = study / "annotations" / RUBRIC / who / f"{source}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def codings(study: Path) -> dict[str, str]:
    files = (study / "annotations" / RUBRIC).glob("r?/*.json")
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_decision_is_written_beside_the_codings_which_stay_as_they_were(
    study: Path, stance: Callable[..., Result]
) -> None:
    before = codings(study)
    done = stance(
        *DISPUTED, *SET, "--because", "The last paragraph asks for it.", "--cause", "missed-passage", "--rule", "U3"
    )
    assert done.status == 0, done.err
    (made,) = decisions(study)["us_engagement"]
    assert (made["outcome"], made["value"], made["off_scale"], made["by"]) == ("settled", 1, None, "lead")
    assert (made["cause"], made["rule"]) == ("missed_passage", "U3")
    assert made["rationale"] == "The last paragraph asks for it."
    assert made["basis"] == {
        who: annotation(study, who)["codings"]["us_engagement"]["rev"] for who in ("r1", "r2", "r3")
    }
    assert codings(study) == before
    assert "US: +1 Cooperate (lead" in done.out
    assert "a passage was missed; rule U3" in done.out
    matrix = json.loads(stance("matrix", "--format", "json").out)
    cells = {(one["source"], one["criterion"]): one for one in matrix["cells"]}
    cell = cells["zinsmeister-2024", "us_engagement"]
    assert (cell["adjudication"], cell["consensus"]["value"], cell["decision"]["outdated"]) == ("settled", 1, False)


def test_several_at_once_each_with_its_own_reason_or_one_for_all(study: Path, stance: Callable[..., Result]) -> None:
    done = stance(
        "adjudicate", "white-house-visit-2025", "--by", "lead", "--unblind",
        "--set", "effectiveness=no_position", "--take", "rights=r2", "--open", "us_engagement",
        "--because", "A report = no stance.", "--because", "us_engagement=The text supports both.",
        "--cause", "slip", "--cause", "us=real_difference", "--propose-rule", "due_process=Quotes count if unopposed.",
    )  # fmt: skip
    assert done.status == 0, done.err
    made = decisions(study, "white-house-visit-2025")
    assert [made[each][0]["rationale"] for each in ("effectiveness", "due_process", "us_engagement")] == [
        "A report = no stance.", "A report = no stance.", "The text supports both.",
    ]  # fmt: skip
    assert (made["effectiveness"][0]["off_scale"], made["due_process"][0]["value"]) == ("no_position", 0)
    assert (made["us_engagement"][0]["outcome"], made["us_engagement"][0]["value"]) == ("open", None)
    assert [made[each][0]["cause"] for each in ("effectiveness", "due_process", "us_engagement")] == [
        "slip", "slip", "real_difference",
    ]  # fmt: skip
    assert (made["due_process"][0]["rule"], made["effectiveness"][0]["rule"]) == ("Quotes count if unopposed.", None)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ((*SET,), "--because: a decision needs a reason"),
        ((*SET, "--because", "  "), "--because: a decision needs a reason"),
        (("--set", "us_engagement=7", "--because", "x"), "its scale is -2, -1, 0, 1, 2 (off the scale: not_addressed"),
        (
            ("--set", "nothing=1", "--because", "x"),
            "has no criterion 'nothing'",
        ),
        (("--set", "us_engagement", "--because", "x"), "should be CRITERION=…"),
        (
            ("--take", "us_engagement=r9", "--because", "x"),
            "'r9' has no complete coding of us_engagement; there are r1, r2, r3",
        ),
        ((*SET, "--because", "x", "--because", "y"), "--because: said twice for all that is decided"),
        (
            (*SET, "--because", "x", "--cause", "us=slip", "--cause", "us_engagement=unclear-rule"),
            "--cause: said twice for us_engagement",
        ),
        ((*SET, "--because", "x", "--cause", "slop"), "--cause: 'slop' is no cause; did you mean slip?"),
        ((*SET, "--because", "x", "--rule", "U9"), "there is no rule 'U9' for it; there are U1, U2"),
        ((*SET, "--because", "x", "--propose-rule", "more"), "a proposed rule is a sentence"),
        ((*SET, "--because", "x", "--rule", "U3", "--propose-rule", "A new one."), "not both"),
        ((*SET, "--open", "us_engagement", "--because", "x"), "decided twice in one call"),
        (("--set", "effectiveness=1", "--because", "x"), "gave the same answer, which stands without a decision"),
        (("--because", "x"), "--because: belongs to a decision"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    study: Path, stance: Callable[..., Result], said: tuple[str, ...], complaint: str
) -> None:
    done = stance(*DISPUTED, *said)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err
    assert done.err.count("\n") == 1
    assert not (study / "annotations" / RUBRIC / "_consensus").exists()


def test_who_has_not_completed_the_source_is_told_before_they_see_it(
    study: Path, stance: Callable[..., Result]
) -> None:
    done = stance("adjudicate", "zinsmeister-2024", *SET, "--because", "x", "--by", "newcomer")
    assert done.status == 2
    assert "newcomer has not completed zinsmeister-2024" in done.err
    assert "--unblind" in done.err
    own = study / "annotations" / RUBRIC / "newcomer" / "zinsmeister-2024.json"
    assert not own.exists()
    deciding = ("adjudicate", "zinsmeister-2024", *SET, "--because", "x", "--by", "newcomer")
    assert stance(*deciding, "--unblind").status == 0
    assert annotation(study, "newcomer")["revealed_at"] is not None
    stance("code", "zinsmeister-2024", "--reviewer", "newcomer", "--set", "us_engagement=1")
    assert annotation(study, "newcomer")["codings"]["us_engagement"]["independent"] is False


def test_who_has_completed_it_decides_and_that_they_saw_others_is_recorded(
    study: Path, stance: Callable[..., Result]
) -> None:
    before = annotation(study, "r1")
    assert before["revealed_at"] is None
    assert stance("adjudicate", "zinsmeister-2024", *SET, "--because", "x", "--reviewer", "r1").status == 0
    after = annotation(study, "r1")
    assert after.pop("revealed_at")
    before.pop("revealed_at")
    assert after == before


def test_undo_takes_back_and_redo_makes_again(study: Path, stance: Callable[..., Result]) -> None:
    path = study / "annotations" / RUBRIC / "_consensus" / "zinsmeister-2024.json"
    stance(*DISPUTED, *SET, "--because", "first")
    before = path.read_bytes()
    stance(*DISPUTED, "--open", "us", "--because", "second thoughts")
    assert [one["rationale"] for one in decisions(study)["us_engagement"]] == ["first", "second thoughts"]
    told = stance(*DISPUTED, "--undo").err
    assert "taken back: zinsmeister-2024 · us_engagement: left open (lead, " in told
    assert "now holds: " in told
    assert path.read_bytes() == before
    assert "it is not decided any more" in stance(*DISPUTED, "--undo").err
    assert not path.exists()
    assert "there is no decision of lead to undo here" in stance(*DISPUTED, "--undo").err
    assert "decided again: zinsmeister-2024 · us_engagement: " in stance(*DISPUTED, "--redo").err
    assert path.read_bytes() == before


@pytest.mark.usefixtures("study")
def test_without_a_source_the_last_decision_is_taken_back_wherever_it_was(stance: Callable[..., Result]) -> None:
    anybody = ("adjudicate", "--by", "lead", "--unblind")
    for source in ("wola-2025", "zinsmeister-2024", "wola-2025"):
        assert stance(*anybody, source, *SET, "--because", f"of {source}").status == 0
    for source in ("wola-2025", "zinsmeister-2024"):
        assert f"taken back: {source} · us_engagement: " in stance(*anybody, "--undo").err
    assert "decided again: zinsmeister-2024 · us_engagement: " in stance(*anybody, "--redo").err
    assert "decide on which source?" in stance(*anybody, *SET, "--undo").err
    assert "there is no decision of r1 to undo" in stance("adjudicate", "--by", "r1", "--undo").err


@pytest.mark.usefixtures("study")
def test_a_decision_is_outdated_once_one_of_its_codings_is_another(stance: Callable[..., Result]) -> None:
    stance(*DISPUTED, *SET, "--because", "x")
    assert "9 disagreements to decide; 1 decided" in stance("adjudicate").out
    stance("code", "zinsmeister-2024", "--reviewer", "r1", "--note", "us_engagement=Read again.")
    listed = " ".join(stance("adjudicate", "zinsmeister-2024").out.split())
    assert "decided before: outdated, r1 coded it anew" in listed
    assert "1 settled, 0 left open, of these 1 outdated; 10 to decide" in stance("status").out
    checked = stance("check")
    assert checked.status == 0
    assert "us_engagement: r1 coded it anew since it was decided" in checked.out + checked.err
    rows = csv.DictReader(stance("matrix", "--format", "csv").out.splitlines())
    assert {row["source"]: row["outdated"] for row in rows if row["outdated"]} == {"zinsmeister-2024": "us_engagement"}
    stance(*DISPUTED, *SET, "--because", "Still.")
    assert "no disagreement waits for a decision; 1 decided" in stance("adjudicate", "zinsmeister-2024").out


def test_a_decision_is_not_outdated_because_a_selection_leaves_reviewers_out(
    study: Path, stance: Callable[..., Result]
) -> None:
    register = study / "annotations" / "reviewers.yaml"
    register.write_text(
        register.read_text(encoding="utf-8") + "  - {id: r1.again, second_pass_of: r1}\n", encoding="utf-8"
    )
    again = annotation(study, "r1") | {"reviewer": "r1.again"}
    path = study / "annotations" / RUBRIC / "r1.again" / "zinsmeister-2024.json"
    path.parent.mkdir()
    path.write_text(json.dumps(again), encoding="utf-8")
    stance(*DISPUTED, *SET, "--because", "x")

    def outdated(*selection: str) -> list[bool]:
        cells = json.loads(stance("matrix", *selection, "--format", "json").out)["cells"]
        return [one["decision"]["outdated"] for one in cells if one["decision"]]

    part = ("--reviewers", "r1,r2")
    assert outdated() == outdated(*part) == outdated("--round", "second-pass") == [False]
    stance("code", "zinsmeister-2024", "--note", "us_engagement=I read it again.", "--reviewer", "r3", "--complete")
    assert outdated() == outdated(*part) == [True]


@pytest.mark.usefixtures("study")
def test_what_waits_is_listed_with_the_commands_that_decide_it(stance: Callable[..., Result]) -> None:
    done = stance("adjudicate")
    assert done.status == 0
    assert "10 disagreements to decide" in done.out
    assert 'stance adjudicate wola-2025 --set us_engagement=ANSWER --because "…" --cause CAUSE' in done.out
    data = json.loads(stance("adjudicate", "--format", "json").out)
    assert data["schema"] == "stancebook/adjudicate/1"
    assert len(data["waiting"]) == 10
    assert data["waiting"][0]["kind"] == "position"
    assert {
        one["source"] for one in json.loads(stance("adjudicate", "wola-2025", "--format", "json").out)["waiting"]
    } == {"wola-2025"}
    assert "there is no source 'wolla'" in stance("adjudicate", "wolla").err


@pytest.mark.usefixtures("study")
def test_the_list_keeps_to_the_width_of_the_terminal_and_its_commands_whole(
    stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = stance("adjudicate").out.splitlines()
    commands = [line.strip() for line in lines if "stance adjudicate" in line]
    assert len(commands) == 10
    assert all(command.endswith("--cause CAUSE") for command in commands)
    assert max(len(line) for line in lines if "stance adjudicate" not in line) <= 60


def test_stale_codings_are_not_decided_on(study: Path, stance: Callable[..., Result]) -> None:
    path = study / "rubrics" / f"{RUBRIC}.yaml"
    text = path.read_text(encoding="utf-8")
    question = next(
        line for line in text.splitlines() if line.strip().startswith("question:") and "Bukele government" in line
    )
    path.write_text(
        text.replace(question, question.replace("Bukele government", "government of El Salvador")), encoding="utf-8"
    )
    done = stance(*DISPUTED, *SET, "--because", "x")
    assert done.status == 2
    assert "us_engagement: coded only before the rubric changed (r1, r2, r3)" in done.err


def test_one_reviewer_only_has_nothing_to_decide(study: Path, stance: Callable[..., Result]) -> None:
    import shutil

    for who in ("r2", "r3"):
        shutil.rmtree(study / "annotations" / RUBRIC / who)
    assert "no disagreement waits for a decision" in stance("adjudicate").out
    done = stance(*DISPUTED, *SET, "--because", "x")
    assert "only r1 has coded it: a second coding is needed, not a decision" in done.err


def test_the_training_round_is_left_out_and_so_said(study: Path, stance: Callable[..., Result]) -> None:
    path = study / "rubrics" / f"{RUBRIC}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nanchors: [zinsmeister-2024]\n", encoding="utf-8")
    listed = stance("adjudicate", "--reviewer", "r1", "--format", "json")
    assert "1 source of the training round left out" in listed.err
    waiting = {one["source"] for one in json.loads(listed.out)["waiting"]}
    assert waiting
    assert "zinsmeister-2024" not in waiting
    assert "belongs to the training round" in stance(*DISPUTED, *SET, "--because", "x").err


def test_somebody_whom_nobody_knows_is_told_so(stance: Callable[..., Result], study: Path) -> None:
    assert "nobody called 'lead' codes here yet" in stance(*DISPUTED, *SET, "--because", "x").err
    assert decisions(study)


def test_who_only_decides_is_no_coder(study: Path, stance: Callable[..., Any]) -> None:
    """The one who decides saw the codings, which is on record, and is neither counted nor given a column."""
    assert stance(*DISPUTED, *SET, "--because", "The last paragraph asks for it.").status == 0
    assert (study / "annotations/bukele-security-us-policy/lead/zinsmeister-2024.json").is_file()
    assert " lead " not in stance("status").out
    assert [one["id"] for one in json.loads(stance("status", "--format", "json").out)["reviewers"]] == [
        "r1",
        "r2",
        "r3",
    ]
    assert stance("code", "wola-2025", "--reviewer", "r1", "--reopen").status == 0
    blind = json.loads(stance("matrix", "--reviewer", "r1", "--format", "json").out)
    assert [one["id"] for one in blind["reviewers"]] == ["r1", "r2", "r3"]
    assert "not registered" not in stance("check").err
    with (study / "annotations/reviewers.yaml").open("a", encoding="utf-8") as register:
        register.write("  - {id: lead, name: Lead}\n  - {id: late, name: Late}\n")
    assert " lead " not in stance("status").out
    assert "late" in stance("status").out, "who is registered is to code, having begun or not"


@pytest.mark.usefixtures("study")
def test_whoever_decides_is_asked_who_decides(stance: Callable[..., Any]) -> None:
    asked = stance("adjudicate", "wola-2025", "--open", "effectiveness", "--because", "So.")
    assert asked.err.startswith("stance: who decides? Name yourself with --reviewer ID")


def _hanging(study: Path, condition: str) -> None:
    """Let the rubric ask what it asks last only under a condition."""
    path = study / "rubrics" / f"{RUBRIC}.yaml"
    text = path.read_text(encoding="utf-8")
    marked = "  - id: us_engagement\n"
    assert marked in text
    path.write_text(text.replace(marked, f"{marked}    applies_if: {condition}\n"), encoding="utf-8")


def test_what_is_decided_binds_what_hangs_on_it(study: Path, stance: Callable[..., Result]) -> None:
    _hanging(
        study, "{any: [{criterion: effectiveness, position: true}, {criterion: effectiveness, answers: [no_position]}]}"
    )
    torn = ("adjudicate", "white-house-visit-2025", "--by", "lead", "--unblind")
    because = ("--because", "Read again.")
    assert stance(*torn, "--set", "effectiveness=1", *SET, *because).status == 0
    assert stance(*torn, "--set", "effectiveness=not_addressed", *because).status == 0
    why = "not asked, because Effectiveness is 'Not addressed'"
    refused = stance(*torn, *SET, *because)
    assert refused.status == 2
    assert f"us_engagement: it is {why}" in refused.err
    assert len(decisions(study, torn[1])["us_engagement"]) == 1
    matrix = json.loads(stance("matrix", "--format", "json").out)
    cells = {(one["source"], one["criterion"]): one for one in matrix["cells"]}
    assert cells[torn[1], "us_engagement"]["consensus"] is None
    assert "--set us_engagement" not in stance(*torn).out
    assert f"us_engagement: decided, but {why}; it has no effect" in stance("check").err
    both = stance(*torn, "--set", "effectiveness=1", "--set", "us_engagement=2", *because)
    assert both.status == 0, both.err


@pytest.mark.usefixtures("study")
def test_where_all_that_was_decided_is_taken_back_no_source_is_listed_as_decided(stance: Callable[..., Result]) -> None:
    assert stance(*DISPUTED, "--set", "us_engagement=1", "--because", "x", "--reviewer", "lead").status == 0
    done = stance(*DISPUTED, "--undo", "--reviewer", "lead")
    assert (done.status, "0 criteria" in done.out) == (0, False)
    assert done.out.startswith("1 disagreement to decide")
