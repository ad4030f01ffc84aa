"""What line mode remarks though nothing is wrong: quotes from parts not to be coded, what an answer leaves behind."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUSTAINABLE = "this model is not sustainable as it fails to address the root causes of violence and crime"
CODE = ("code", "wola-2025", "--reviewer", "ana")


@pytest.fixture
def bio(study: Path) -> str:
    """A sentence of the source, in a part that the rubric leaves out from now on."""
    path = study / "seeds/wola-2025.md"
    text = path.read_text(encoding="utf-8")
    start = text.split("\n---\n", 1)[1].index(SUSTAINABLE)
    region = f"regions:\n- kind: author_bio\n  start: {start}\n  end: {start + len(SUSTAINABLE)}\n"
    path.write_text(re.sub(r"^regions:\n", region, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    return SUSTAINABLE


def test_a_quote_from_a_part_not_to_be_coded_is_recorded_and_remarked_on(bio: str, stance: Callable[..., Any]) -> None:
    done = stance(*CODE, "--set", "effectiveness=-1", "--evidence", f"effectiveness={bio}")
    assert done.status == 0
    assert "effectiveness: this quote stands in a part that is not to be coded (author bio)" in done.err
    said_again = stance(*CODE, "--note", "effectiveness=Noted.")
    assert "not to be coded" not in said_again.err
    checked = stance("check", "--json")
    assert checked.status == 0
    found = [one for one in json.loads(checked.out)["findings"] if one["where"].endswith("ana/wola-2025.json")]
    assert [(one["kind"], one["rule"]) for one in found] == [("advice", "left-out")]
    assert "in a part that is not to be coded (author bio)" in found[0]["message"]
    assert "all in order" in stance("check").out


@pytest.mark.usefixtures("study")
def test_a_changed_answer_says_what_still_stands_under_it(stance: Callable[..., Any]) -> None:
    stance(
        *(*CODE, "--set", "effectiveness=not_addressed", "--evidence", f"effectiveness={SUSTAINABLE}"),
        *("--note", "effectiveness=Nothing said.", "--confidence", "effectiveness=3", "--rules", "effectiveness=E1"),
    )
    done = stance(*CODE, "--set", "effectiveness=-2")
    assert (
        "effectiveness: still there from before, under the new answer: note, rule E1, confidence 3, 1 quote "
        "(--note --rules --confidence --remove-evidence change them)"
    ) in done.err
    done = stance(*CODE, "--set", "effectiveness=-1", "--note", "effectiveness=New.", "--confidence", "effectiveness=4")
    assert "under the new answer: rule E1, 1 quote (--rules --remove-evidence change them)" in done.err
    assert "still there" not in stance(*CODE, "--set", "effectiveness=-1").err
    assert "still there" not in stance(*CODE, "--set", "due_process=-1").err


def test_of_a_question_that_hangs_on_one_that_is_perhaps_not_asked_that_is_the_reason(
    study: Path, stance: Callable[..., Any]
) -> None:
    path = study / "rubrics" / "bukele-security-us-policy.yaml"
    text = path.read_text(encoding="utf-8")
    for criterion, on in (("due_process", "effectiveness"), ("us_engagement", "due_process")):
        head = f"  - id: {criterion}\n"
        text = text.replace(head, f"{head}    applies_if: {{criterion: {on}, position: true}}\n")
    path.write_text(text, encoding="utf-8")
    said = stance(*CODE, "--set", "due_process=1", "--set", "us_engagement=0").err
    assert "us_engagement: recorded, and perhaps not asked: Rights is perhaps not asked either" in said
