"""How far apart reviewers are, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.cell import how_far
from stancebook.reports.words import STATE_WORDS, count

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell, State
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.model.rubric import AnyCriterion


def distance_words(cell: Cell, criterion: AnyCriterion) -> str:
    """Return the state of a cell in words, with the steps between the answers where there are steps."""
    if cell.state not in {"near", "far"}:
        return STATE_WORDS[cell.state]
    answers = [view.answer for view in cell.codings.values() if view.counts_as_independent]
    return _words(cell.state, how_far(criterion, answers)[0])


def kind_words(one: Disagreement) -> str:
    """Return what a disagreement is about in words, with the steps between the answers where there are steps."""
    return _words(one.kind, one.steps)


def _words(kind: State, steps: int | None) -> str:
    if kind in {"near", "far"} and steps:
        return f"{count(steps, 'step')} apart"
    if kind == "near":
        return "sets that overlap"
    return "different values" if kind == "far" else STATE_WORDS[kind]
