"""Decisions in words: what was decided, by whom, why they differed, what happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.decision import CAUSE_WORDS
from stancebook.reports.words import listed, one_line

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import Rubric


def decision_answer(rubric: Rubric, criterion: str, decision: Decision) -> str:
    """Return what was decided: the answer with its mark, or that it was left open."""
    if decision.outcome == "open":
        return "left open"
    return rubric.words(criterion, decision.answer)


def decision_about(decision: Decision) -> str:
    """Return who decided, when, why they differed and which rule it rests on or proposes."""
    parts = [f"{decision.by}, {decision.at[:10]}"]
    if decision.cause:
        parts.append(CAUSE_WORDS[decision.cause])
    if decision.cited_rule:
        parts.append(f"rule {decision.cited_rule}")
    if decision.proposed_rule:
        parts.append(f"proposes the rule: {decision.proposed_rule}")
    return "; ".join(parts)


def not_asked_words(cell: Cell) -> str:
    """Return that nothing can be decided on a cell, or was in vain, and why; empty where it is asked."""
    if not cell.not_asked:
        return ""
    vain = "the decision has no effect" if cell.decision else "there is nothing to decide"
    return f"not asked, {one_line(cell.not_asked)}: {vain}"


def since_words(since: SinceDecided) -> str:
    """Return what happened to the codings since it was decided."""
    parts = []
    if since.changed:
        parts.append(f"{listed(since.changed)} coded it anew")
    if since.gone:
        parts.append(f"the coding of {listed(since.gone)} is gone")
    if since.new:
        parts.append(f"{listed(since.new)} coded it since")
    return "; ".join(parts)
