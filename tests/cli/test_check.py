"""`stance check` as the gate of a study's CI: formats, exit status, what may be allowed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODING = "annotations/bukele-security-us-policy/r2/wola-2025.json"
GONE = "These innocent people, however, have no way to defend themselves.\n"


@pytest.fixture
def lost(study: Path) -> Path:
    """The shipped study, with one sentence that r2 quoted deleted, and all that moved by it followed."""
    path = study / "seeds/wola-2025.md"
    text = path.read_text(encoding="utf-8").replace(GONE, "x" * (len(GONE) - 1) + "\n")
    path.write_text(text, encoding="utf-8")
    return study


def settle(stance: Callable[..., Any]) -> None:
    for reviewer in ("r1", "r2", "r3"):
        stance("reanchor", "--reviewer", reviewer)


@pytest.mark.usefixtures("lost")
def test_lost_quotes_fail_unless_allowed(stance: Callable[..., Any]) -> None:
    settle(stance)
    done = stance("check")
    assert done.status == 1
    assert "nothing like it is there any more" in done.out
    done = stance("check", "--allow-lost")
    assert done.status == 0
    assert done.out.endswith("all in order (1 allowed)\n")


def test_json_tells_rule_and_place(lost: Path, stance: Callable[..., Any]) -> None:
    settle(stance)
    done = stance("check", "--json")
    assert done.status == 1
    assert done.out == stance("check", "--format", "json").out
    found = json.loads(done.out)
    assert found["schema"] == "stancebook/check/1"
    [one] = found["findings"]
    assert (one["kind"], one["rule"], one["where"]) == ("problem", "quote-lost", CODING)
    line = (lost / CODING).read_text(encoding="utf-8").splitlines()[one["line"] - 1]
    assert "These innocent people" in line
    allowed = json.loads(stance("check", "--json", "--allow-lost").out)["findings"]
    assert [each["kind"] for each in allowed] == ["allowed"]


def test_sarif_names_rule_level_and_place(lost: Path, stance: Callable[..., Any]) -> None:
    settle(stance)
    (lost / ".git").mkdir()
    done = stance("check", "--format", "sarif")
    assert done.status == 1
    log = json.loads(done.out)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    driver = run["tool"]["driver"]
    [result] = run["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "quote-lost"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == CODING
    assert place["region"]["startLine"] > 1
    assert len(result["partialFingerprints"]["stancebook/1"]) == 32


def test_paths_start_at_the_repository(lost: Path, stance: Callable[..., Any]) -> None:
    settle(stance)
    (lost.parent / ".git").mkdir()
    assert f"file=study/{CODING}," in stance("check", "--format", "github").out


def test_a_quote_cannot_give_github_a_command(study: Path, stance: Callable[..., Any]) -> None:
    path = study / CODING
    hostile = "%0A::warning::x,y:z\\n::error::\\u001b]0;x"
    text = path.read_text(encoding="utf-8").replace("These innocent people", hostile, 1)
    path.write_text(text, encoding="utf-8")
    done = stance("check", "--format", "github")
    assert done.status == 1
    lines = done.out.splitlines()
    assert all(line.startswith(("::error file=annotations/", "5 sources")) for line in lines)
    assert "%250A" in done.out
    assert "\x1b" not in done.out


def test_it_writes_to_a_file(study: Path, stance: Callable[..., Any]) -> None:
    assert stance("check", "--format", "sarif", "-o", "check.sarif").status == 0
    assert json.loads((study / "check.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []
    assert stance("check", "--json", "-o", "check.sarif").status == 0, "the same as --format json"
    assert json.loads((study / "check.sarif").read_text(encoding="utf-8"))["schema"] == "stancebook/check/1"


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["check", "--json", "--format", "sarif"], "say two things"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["check", "--allow-losst"], "--allow-lost"),
        (["check", "--rubric", "nope"], "there is no rubric 'nope'"),
    ],
)
def test_wrong_use_gets_one_line(stance: Callable[..., Any], command: list[str], said: str) -> None:
    done = stance(*command)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("lost")
def test_who_still_codes_a_source_does_not_read_others_words_in_it(stance: Callable[..., Any]) -> None:
    settle(stance)
    told = stance("check", "--reviewer", "r1")
    assert "These innocent people" in told.out  # r1 has completed it
    told = stance("check", "--reviewer", "ana")
    assert told.status == 1
    assert "These innocent people" not in told.out
    assert f"{CODING}:" in told.out
    assert "nothing like a quote is left in the source (which, is not shown: ana has not completed it)" in told.out
    assert "1 finding in others' codings of and decisions on sources that ana has not completed" in told.err


def _decided(stance: Callable[..., Any], by: str, *more: str) -> None:
    because = ("--because", "The text.", "--cause", "slip", "--reviewer", by, *more)
    assert stance("adjudicate", "gang-crackdown-2022", "--set", "due_process=-2", *because).status == 0


@pytest.mark.parametrize("recoded", [True, False])
def test_that_others_decided_or_coded_anew_is_withheld_whether_they_did_or_not(
    study: Path, stance: Callable[..., Any], recoded: bool
) -> None:
    if recoded:
        _decided(stance, "r1")
        assert stance("code", "gang-crackdown-2022", "--reviewer", "r2", "--set", "due_process=-1").status == 0
    told = stance("check", "--reviewer", "r4")
    assert (told.status, told.err) == (0, "nobody called 'r4' codes here yet; there are r1, r2, r3\n")
    withheld = "whether decisions on 5 sources still hold is withheld until r4 has completed them"
    assert told.out == f"5 sources, 15 annotations, 151 quotes: all in order; {withheld}\n"
    data = json.loads(stance("check", "--reviewer", "r4", "--json").out)
    assert (data["findings"], len(data["withheld"])) == ([], 5)
    assert data["withheld"][0] == "gang-crackdown-2022", "sources, as in the JSON of compare and of matrix --diff"
    (run,) = json.loads(stance("check", "--reviewer", "r4", "--format", "sarif").out)["runs"]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (run["results"], notice["message"]["text"]) == ([], withheld)
    assert "withheld" not in stance("check", "--reviewer", "r1").out
    assert "withheld" not in stance("check").out
    assert ("r2 coded it anew since it was decided" in stance("check").err) == recoded
    assert study.exists()


def test_what_is_withheld_is_said_of_rubrics_that_others_code_whether_they_are_through_or_not(
    study: Path, stance: Callable[..., Any]
) -> None:
    other = (study / "rubrics" / "bukele-security-us-policy.yaml").read_text(encoding="utf-8")
    second = study / "rubrics" / "second.yaml"
    second.write_text(other.replace("rubric: bukele-security-us-policy", "rubric: second", 1), encoding="utf-8")
    assert "withheld" not in stance("check", "--reviewer", "r1").out
    second.unlink()
    for path in (study / "annotations").rglob("r[123]/*.json"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"state": "complete"', '"state": "draft"'), encoding="utf-8")
    assert "whether decisions on 5 sources still hold is withheld" in stance("check", "--reviewer", "r4").out


def test_a_decision_that_does_not_fit_is_told_without_its_source_but_to_whoever_made_it(
    study: Path, stance: Callable[..., Any]
) -> None:
    _decided(stance, "anna", "--unblind")
    (file,) = (study / "annotations").rglob("_consensus/*.json")
    file.write_text(file.read_text(encoding="utf-8").replace('"value": -2', '"value": -7'), encoding="utf-8")
    told = stance("check", "--reviewer", "r4")
    assert told.status == 1
    where = "annotations/bukele-security-us-policy/_consensus"
    said = "a decision does not fit the study (which, is not shown: r4 has not completed it)"
    assert told.out.startswith(f"{where}: {said}\n")
    assert "gang-crackdown" not in told.out
    assert (
        f"{where}/gang-crackdown-2022.json:17:9: due_process: settled as what is no"
        in stance("check", "--reviewer", "anna").out
    )


def test_a_decision_on_a_criterion_that_is_gone_is_told_to_whoever_made_it(
    study: Path, stance: Callable[..., Any]
) -> None:
    _decided(stance, "anna", "--unblind")
    (file,) = (study / "annotations").rglob("_consensus/*.json")
    file.write_text(file.read_text(encoding="utf-8").replace('"due_process"', '"due_proces"'), encoding="utf-8")
    said = "gang-crackdown-2022.json:3:5: due_proces: the rubric has no such criterion; did you mean due_process?"
    assert said in stance("check", "--reviewer", "anna").out
    assert "due_proces" not in stance("check", "--reviewer", "r4").out


def test_the_line_of_what_is_not_shown_is_not_told_either(study: Path, stance: Callable[..., Any]) -> None:
    text = (study / CODING).read_text(encoding="utf-8")
    (study / CODING).write_text(text.replace('"confidence": ', '"confidence": 9', 1), encoding="utf-8")
    (one, *_) = json.loads(stance("check", "--reviewer", "ana", "--json").out)["findings"]
    assert (one["where"], one["line"], one["column"]) == (CODING, None, None)
    (one, *_) = json.loads(stance("check", "--json").out)["findings"]
    assert one["line"] > 1


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("command", [["check"], ["status"], ["status", "--stale"], ["status", "--format", "json"]])
def test_a_name_that_nobody_has_here_is_said_to_be_unknown(stance: Callable[..., Any], command: list[str]) -> None:
    done = stance(*command, "--reviewer", "r11")
    assert (done.status, done.err) == (0, "nobody called 'r11' codes here yet; did you mean r1?\n")
    assert stance(*command, "--reviewer", "r1").err == ""
    assert stance(*command).err == ""


def test_where_the_register_cannot_be_read_nobody_is_said_to_be_unknown(
    study: Path, stance: Callable[..., Any]
) -> None:
    (study / "annotations" / "reviewers.yaml").write_text("reviewers: [", encoding="utf-8")
    assert "codes here" not in stance("check", "--reviewer", "r11").err
