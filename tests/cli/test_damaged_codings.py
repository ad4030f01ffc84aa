"""What is said of codings that were damaged in their files: that they are, and not that rubric or text had changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

RUBRIC, SOURCE = "bukele-security-us-policy", "gang-crackdown-2022"
NO_ANSWER = "1 coding with an answer that the rubric does not have: shown, not counted: stance check."
NO_QUOTE = "1 quote not in the source (stance check): marked, still counted."


def _damage(study: Path, change: Callable[[dict[str, Any]], None]) -> None:
    file = study / "annotations" / RUBRIC / "r1" / f"{SOURCE}.json"
    annotation = json.loads(file.read_text(encoding="utf-8"))
    change(annotation)
    written = json.dumps(annotation, indent=2, sort_keys=True, ensure_ascii=False)
    file.write_text(written + "\n", encoding="utf-8")


def _no_answer(annotation: dict[str, Any]) -> None:
    annotation["codings"]["due_process"]["value"] = -7


def _no_quote(annotation: dict[str, Any]) -> None:
    annotation["codings"]["effectiveness"]["evidence"][0]["quote"] = "These words nobody wrote."


def _told(stance: Stance, *words: str) -> str:
    done = stance(*words)
    assert done.status == 0, done.err
    return " ".join(done.out.split())


@pytest.mark.parametrize("words", [("matrix",), ("agreement",), ("report", "--format", "md", "-o", "-"), ("compare",)])
def test_an_answer_that_the_rubric_never_had_is_not_from_before_it_changed(
    study: Path, stance: Stance, words: tuple[str, ...]
) -> None:
    _damage(study, _no_answer)
    told = _told(stance, *words)
    assert NO_ANSWER in told
    assert "rubric changed" not in told
    assert "'-7' is no value of due_process" in stance("check").out


def test_beside_the_answer_it_says_that_it_is_not_in_the_rubric(study: Path, stance: Stance) -> None:
    _damage(study, _no_answer)
    assert "r1 −7 (not in the rubric)" in _told(stance, "report", "--format", "md", "-o", "-")
    assert "* not in the rubric, not counted" in _told(stance, "matrix")


def test_an_answer_of_an_older_rubric_stays_stale(study: Path, stance: Stance) -> None:
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    text = rubric.read_text(encoding="utf-8")
    start = text.index("  - id: due_process")
    rubric.write_text(text[:start] + text[start:].replace("question: ", "question: Tell me, ", 1), encoding="utf-8")
    _damage(study, _no_answer)
    told = _told(stance, "matrix")
    assert "made before the rubric changed (stale)" in told
    assert "does not have" not in told


@pytest.mark.parametrize("words", [("matrix",), ("report", "--format", "md", "-o", "-")])
def test_a_quote_that_was_never_there_does_not_mean_that_the_text_has_changed(
    study: Path, stance: Stance, words: tuple[str, ...]
) -> None:
    _damage(study, _no_quote)
    told = _told(stance, *words)
    assert NO_QUOTE in told
    assert "text has changed" not in told


def test_where_the_text_has_changed_that_is_said(study: Path, stance: Stance) -> None:
    _damage(study, _no_quote)
    seed = study / "seeds" / f"{SOURCE}.md"
    seed.write_text(seed.read_text(encoding="utf-8") + "One more line.\n", encoding="utf-8")
    assert "1 quote no longer in the source, whose text has changed" in _told(stance, "matrix")
