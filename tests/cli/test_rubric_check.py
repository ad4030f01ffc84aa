"""`stance rubric check`: problems and advice told apart, each at its place, in every form."""

from __future__ import annotations

import io
import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHIPPED = "rubrics/bukele-security-us-policy.yaml"

UNUSED = "advice: no criterion offers the off-scale answer 'not_applicable'; offer it, or take it out [unused]"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.usefixtures("study")
def test_advice_alone_is_told_and_is_no_failure(stance: Callable[..., Any]) -> None:
    done = stance("rubric", "check")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Advice, for you to judge:",
        f"{SHIPPED}:78:5: {UNUSED}",
        "",
        "1 rubric: nothing wrong, 1 piece of advice",
    ]
    assert stance("rubric", "check", "--no-advice").out == "1 rubric: nothing wrong\n"


def test_problems_come_first_with_their_place_and_status_1(stance: Callable[..., Any], study: Path) -> None:
    spoil(study / SHIPPED, "    short: Rights", "    shrot: Rights")
    spoil(study / SHIPPED, "off_scale: [not_addressed, no_position, unclear]", "off_scale: [not_addressed, 7]")
    done = stance("rubric", "check", "bukele-security-us-policy")
    assert done.status == 1
    first, second, *_, last = done.out.splitlines()
    assert re.fullmatch(rf"{SHIPPED}:\d+:\d+: should be text, not '7'; put it in quotes", first)
    assert re.fullmatch(rf"{SHIPPED}:\d+:5: unknown key 'shrot'; did you mean short\?", second)
    assert last == "1 rubric: 2 problems"


def test_a_file_is_checked_outside_of_a_workspace(stance: Callable[..., Any], empty: Path) -> None:
    (empty / "tiny.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    done = stance("rubric", "check", "tiny.yaml")
    assert done.status == 0
    assert "tiny.yaml:47:9: advice: tone has no decision rules" in done.out
    (empty / "other.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    both = stance("rubric", "check", "tiny.yaml", "other.yaml")
    assert both.status == 1
    assert "other.yaml:1:9: the rubric is called 'tiny' but the file 'other.yaml'" in both.out
    assert "\n2 rubrics: 1 problem, " in both.out


def test_a_file_that_no_workspace_would_find_is_a_problem(stance: Callable[..., Any], empty: Path) -> None:
    (empty / "tiny.yml").write_text(builders.RUBRIC, encoding="utf-8")
    done = stance("rubric", "check", "tiny.yml", "--no-advice")
    assert done.status == 1
    assert done.out.startswith("tiny.yml:1:1: the rubrics of a workspace end in .yaml; rename it\n")


@pytest.mark.usefixtures("empty")
def test_standard_input_is_checked(stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"rubric: tiny\n")))
    done = stance("rubric", "check", "-")
    assert done.status == 1
    assert "standard input:1:1: 'criteria' is missing\n" in done.out


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "no workspace at"),
        (["nothing"], "or name a rubric's file"),
        (["nothing.yaml"], "nothing.yaml: cannot be read"),
        (["/dev/zero"], "/dev/zero: is not a file"),
        (["/"], "/: is a folder; name a rubric's file"),
        (["x.yaml", "--format", "md"], "'md' is not one of"),
    ],
)
def test_unusable_use_gets_one_line_and_status_2(stance: Callable[..., Any], arguments: list[str], said: str) -> None:
    done = stance("rubric", "check", *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("study")
def test_an_unknown_id_is_answered_with_the_nearest(stance: Callable[..., Any]) -> None:
    done = stance("rubric", "check", "bukele-security-us")
    assert (done.status, done.out) == (2, "")
    assert "did you mean bukele-security-us-policy?" in done.err


def test_other_forms_say_the_same(stance: Callable[..., Any], study: Path) -> None:
    spoil(study / SHIPPED, "label: Rebuild independent institutions", "label: Alternatives  to prison")
    found = json.loads(stance("rubric", "check", "--format", "json").out)
    assert (found["schema"], found["rubrics"]) == ("stancebook/rubric-check/1", 1)
    assert [one["rule"] for one in found["findings"]] == ["unused", "alike-labels"]
    assert {one["kind"] for one in found["findings"]} == {"advice"}
    (run,) = json.loads(stance("rubric", "check", "--format", "sarif").out)["runs"]
    assert run["tool"]["driver"]["name"] == "stance rubric check"
    assert [one["ruleId"] for one in run["results"]] == ["unused", "alike-labels"]


def test_code_hosts_are_given_the_file_from_the_root_of_the_repository(
    stance: Callable[..., Any], study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", str(study.parent)], check=True)
    monkeypatch.chdir(study / "rubrics")
    for named in ([], ["bukele-security-us-policy.yaml"], ["../rubrics/bukele-security-us-policy.yaml"]):
        done = stance("rubric", "check", *named, "--format", "github")
        assert f"::notice file=study/{SHIPPED},line=78,col=5,title=stance unused::" in done.out


def test_a_meaning_that_changed_without_a_new_version_fails(stance: Callable[..., Any], study: Path) -> None:
    spoil(study / SHIPPED, "at most passing doubts", "with passing doubts at most")
    told = stance("rubric", "check", "--no-advice")
    assert told.status == 1
    assert "effectiveness has changed in meaning since 15 codings were made at version 0.2.0; raise" in told.out
    spoil(study / SHIPPED, "version: 0.2.0", "version: 0.3.0")
    assert "has changed in meaning" not in stance("rubric", "check").out


def test_a_schema_that_is_not_there_or_old_is_advised_on(stance: Callable[..., Any], empty: Path) -> None:
    modeline = "# yaml-language-server: $schema=rubric.schema.json\n"
    (empty / "tiny.yaml").write_text(modeline + builders.RUBRIC, encoding="utf-8")
    assert "tiny.yaml:1:1: advice: there is no rubric.schema.json" in stance("rubric", "check", "tiny.yaml").out
    assert stance("rubric", "schema", "-o", "rubric.schema.json").status == 0
    assert "[schema]" not in stance("rubric", "check", "tiny.yaml").out
    (empty / "rubric.schema.json").write_text("{}\n", encoding="utf-8")
    assert "is of another version of Stancebook" in stance("rubric", "check", "tiny.yaml").out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: calm", "value: no", "'no' is a word here and true or false for other readers of YAML"),
        ("text: It helps.", "text: Does it help?", "a question mark between { } or [ ] ends the text"),
        ("text: It helps.", 'text: "Does it help?"', ""),
        ("label: Tone", "label: Tone? No", ""),
    ],
)
def test_what_other_readers_read_differently_is_advised_on(
    stance: Callable[..., Any], empty: Path, old: str, new: str, said: str
) -> None:
    (empty / "tiny.yaml").write_text(builders.RUBRIC.replace(old, new, 1), encoding="utf-8")
    done = stance("rubric", "check", "tiny.yaml")
    assert (said in done.out) if said else ("[reads-differently]" not in done.out)
    assert done.status == 0
