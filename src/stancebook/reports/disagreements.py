"""How far apart reviewers are, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.criterion import NumericCriterion
from stancebook.reports.words import STATE_WORDS, count, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.cell import State
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion


def kind_words(one: Disagreement) -> str:
    """Return what a disagreement is about in words, with the steps between the answers where there are steps."""
    answers = [one.codings[reviewer].answer for reviewer in one.counting if reviewer in one.codings]
    return _words(one.kind, one.steps, _numbers_apart(one.criterion, answers))


def _numbers_apart(criterion: AnyCriterion, answers: Iterable[Answer]) -> str:
    """Return how far apart numbers lie, with their unit: ``3.5 percent``; empty where they are none."""
    if not isinstance(criterion, NumericCriterion):
        return ""
    numbers = [answer.value for answer in answers if isinstance(answer.value, int | float)]
    apart = round(max(numbers) - min(numbers), 6) if numbers else 0
    return one_line(f"{criterion.mark(apart)} {criterion.unit}") if apart else ""


def _words(kind: State, steps: int | None, numbers: str) -> str:
    if kind in {"near", "far"} and (steps or numbers):
        return f"{numbers or count(steps or 0, 'step')} apart"
    if kind == "near":
        return "sets that overlap"
    return "different values" if kind == "far" else STATE_WORDS[kind]
