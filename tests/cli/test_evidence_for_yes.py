"""What is not there cannot be quoted: `no` needs no quote unless the rubric asks for one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUBRIC = """\
rubric: levy
version: "1"
title: The levy
criteria:
  - id: figure
    label: Figure
    question: "Is there a figure?"
    type: boolean
"""


@pytest.fixture
def levy(empty: Path) -> Path:
    return builders.workspace(empty, {"one": "The levy brought in two billion.\n"}, RUBRIC, "levy").root


@pytest.mark.usefixtures("levy")
def test_no_is_complete_without_a_quote_and_yes_is_not(stance: Callable[..., Any]) -> None:
    assert stance("code", "one", "--reviewer", "a", "--set", "figure=no", "--complete").status == 0
    told = stance("code", "one", "--reviewer", "b", "--set", "figure=yes", "--complete")
    assert (told.status, told.err) == (2, "stance: not complete: Figure needs a quote\n")
    quote = "figure=two billion"
    assert (
        stance("code", "one", "--reviewer", "b", "--set", "figure=yes", "--evidence", quote, "--complete").status == 0
    )
    assert stance("check").status == 0


def test_the_codebook_and_the_schema_say_so(levy: Path, stance: Callable[..., Any]) -> None:
    assert "Yes or no. Yes needs a verbatim quote, no does not." in stance("rubric", "show").out
    key = json.loads(stance("rubric", "schema").out)["$defs"]["BooleanCriterion"]["properties"]["requires_evidence"]
    assert key["default"] == "for_yes"
    for wanted, said in (("true", "A position needs a verbatim quote."), ("false", "No quote is required.")):
        path = levy / "rubrics" / "levy.yaml"
        path.write_text(f"{RUBRIC}    requires_evidence: {wanted}\n", encoding="utf-8")
        assert said in stance("rubric", "show").out
        assert ("[quote-for-no]" in stance("rubric", "check").out) == (wanted == "true")
    told = stance("code", "one", "--reviewer", "a", "--set", "figure=no", "--complete")
    assert told.status == 0


def test_for_yes_means_nothing_elsewhere(levy: Path, stance: Callable[..., Any]) -> None:
    text = RUBRIC.replace("boolean", "numeric") + "    requires_evidence: for_yes\n"
    (levy / "rubrics" / "levy.yaml").write_text(text, encoding="utf-8")
    told = stance("rubric", "check")
    assert told.status == 1
    assert "levy.yaml:9:24: 'for_yes' only means something with 'type: boolean'; write true" in told.out
