"""What line mode and the matrix say is said once, in words that cannot be misread."""

from __future__ import annotations

from html import unescape
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
  - id: share
    label: Share
    question: "How much?"
    type: numeric
    min: 0
    max: 100
    unit: percent
    requires_evidence: false
  - id: figure
    label: Figure
    question: "Is there a figure?"
    type: boolean
    requires_evidence: false
  - id: advice
    label: Advice
    question: "What does it advise?"
    type: nominal
    multiple: true
    requires_evidence: false
    values:
      - {value: keep, label: Keep it}
      - {value: share_out, label: Share it out}
      - {value: scrap, label: Scrap it}
"""


@pytest.fixture
def levy(empty: Path, stance: Callable[..., Any]) -> Path:
    builders.workspace(empty, {"one": "In a decade\n\nBrussels was right to tax it.\n"}, RUBRIC, "levy")
    for who, share in (("ana", "50"), ("ben", "52")):
        sets = ("--set", f"share={share}", "--set", "figure=no", "--set", "advice=keep,share_out")
        assert stance("code", "one", "--reviewer", who, *sets, "--complete").status == 0
    return empty


@pytest.mark.usefixtures("levy")
def test_an_answer_is_told_once(stance: Callable[..., Any]) -> None:
    coded = stance("code", "one", "--reviewer", "ana").out
    assert (
        "  Share: 50 percent (0 quotes)\n  Figure: No (0 quotes)\n  Advice: Keep it, Share it out (0 quotes)" in coded
    )
    assert "  ana: Keep it, Share it out\n" in stance("show", "one").out


@pytest.mark.usefixtures("levy")
def test_a_tie_and_a_decision_that_nobody_had_answered(stance: Callable[..., Any]) -> None:
    assert "[ ] no consensus (a tie has none)" in stance("matrix").out
    for who, advice in (("ana", "keep"), ("ben", "scrap")):
        assert stance("code", "one", "--reviewer", who, "--set", f"advice={advice}").status == 0
    decided = ("--set", "advice=share_out", "--because", "Reread.", "--reviewer", "ana")
    assert stance("adjudicate", "one", *decided).status == 0
    terminal, page = stance("matrix").out, stance("report", "-o", "-").out
    assert "[share_out]✓ (no reviewer's answer) ·" in " ".join(terminal.split())
    assert "Share it out <b>(no reviewer's answer)</b>" in unescape(page)
    assert "nobody" not in terminal


@pytest.mark.usefixtures("levy")
def test_what_a_question_offers_is_said_where_something_else_was_given(stance: Callable[..., Any], levy: Path) -> None:
    text = RUBRIC.replace("criteria:", "off_scale: {unclear: {label: Unclear}}\ncriteria:")
    (levy / "rubrics" / "levy.yaml").write_text(text, encoding="utf-8")
    for criterion, offered in (
        ("figure", "it offers yes, no"),
        ("advice", "it offers keep, share_out, scrap"),
        ("share", "it takes a number from 0 to 100 (percent)"),
    ):
        told = stance("code", "one", "--reviewer", "ana", "--set", f"{criterion}=unclear")
        assert (told.status, told.err) == (2, f"stance: --set: {criterion} does not offer 'unclear'; {offered}\n")


@pytest.mark.usefixtures("levy")
def test_the_nearest_passage_is_whole_words(stance: Callable[..., Any]) -> None:
    for typed in ("brussels was right to tax it", "ussels was Right to tax"):
        told = stance("code", "one", "--reviewer", "ana", "--evidence", f"figure={typed}").err
        assert "the nearest passage is 'Brussels was right to tax" in told


@pytest.mark.usefixtures("levy")
def test_a_summary_takes_no_number_for_a_stance(stance: Callable[..., Any]) -> None:
    report = stance("report", "--format", "md", "-o", "-").out
    assert "Figure: 1 of 1 source has an answer (1 “No”" in report
    assert "Share: 1 of 1 source has an answer. With an answer, but no common one: 1" in report
    assert "Advice: 1 of 1 source takes a position" in report
