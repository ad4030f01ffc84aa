"""A criterion that was coded is taken out of the rubric, though the changelog names it: told, and nothing is closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUBRIC = "rubrics/bukele-security-us-policy.yaml"


@pytest.fixture
def without(study: Path) -> Path:
    """The shipped study, with the block of a criterion deleted from its rubric, and its name from the groups."""
    path = study / RUBRIC
    text = re.sub(r"(?ms)^  - id: us_engagement\n.*?(?=^  - id: )", "", path.read_text("utf-8"))
    path.write_text(text.replace("criteria: [us_engagement, ", "criteria: ["), encoding="utf-8")
    return study


_SAID = f"{RUBRIC}:38:64: there is no criterion 'us_engagement'"
_RETIRED = "{operation: retire, criterion: us_engagement}"


@pytest.mark.usefixtures("without")
def test_the_study_stays_open_and_says_what_is_left_out(stance: Callable[..., Any]) -> None:
    result = stance("matrix")
    assert result.status == 0
    assert "15 codings of criteria that the rubric does not have left out" in result.out
    assert "us_engagement (not in the rubric)" in stance("status").out
    for command in (["agreement"], ["compare", "r1", "r2"], ["show", "wola"], ["rubric", "migrate"]):
        assert stance(*command).status == 0


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("command", [["check"], ["rubric", "check"]])
def test_both_checks_say_what_happened_and_what_would_be_right(stance: Callable[..., Any], command: list[str]) -> None:
    result = stance(*command)
    assert result.status == 1
    assert _SAID in result.out
    assert f"(if it was taken out, say so in a new version: {_RETIRED})" in result.out


def test_what_they_say_is_right(without: Path, stance: Callable[..., Any]) -> None:
    path = without / RUBRIC
    text = path.read_text("utf-8").replace("version: 0.2.0\n", "version: 0.3.0\n", 1)
    entry = f"changelog:\n  - {{version: 0.3.0, date: 2026-11-23, operations: [{_RETIRED}]}}\n"
    path.write_text(text.replace("changelog:\n", entry, 1), encoding="utf-8")
    assert stance("rubric", "check").status == 0
    result = stance("check")
    assert (result.status, result.out) == (0, "5 sources, 15 annotations, 151 quotes: all in order\n"), result.out


def test_a_slip_in_an_operation_is_told_and_no_coding_follows_it(study: Path, stance: Callable[..., Any]) -> None:
    path = study / RUBRIC
    text = path.read_text("utf-8").replace("version: 0.2.0\n", "version: 0.3.0\n", 1)
    rename = "{operation: rename, criterion: effectiveness, to: effectivness}"
    text = text.replace("changelog:\n", f"changelog:\n  - {{version: 0.3.0, date: d, operations: [{rename}]}}\n", 1)
    path.write_text(
        text.replace("  - id: effectiveness\n", "  - id: effective\n").replace(
            "criteria: [effectiveness", "criteria: [effective"
        ),
        encoding="utf-8",
    )
    said = "there is no criterion 'effectivness'; did you mean effective?"
    assert stance("matrix").status == 0
    assert said in stance("rubric", "check").out
    before = {one: one.read_bytes() for one in (study / "annotations").rglob("*.json")}
    refused = stance("rubric", "migrate", "--apply")
    assert refused.status == 2
    assert said in refused.err
    assert before == {one: one.read_bytes() for one in (study / "annotations").rglob("*.json")}


def test_a_group_must_name_what_is_there(study: Path, stance: Callable[..., Any]) -> None:
    path = study / RUBRIC
    path.write_text(path.read_text("utf-8").replace("criteria: [us_engagement", "criteria: [us"), encoding="utf-8")
    assert stance("matrix").status == 2
