"""Decisions in words: what was decided, by whom, why they differed, what happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.decision import CAUSE_WORDS
from stancebook.reports.cell_words import BLANK_MARK, IN_VAIN_GLYPH, ON_STALE_GLYPH, OUTDATED_GLYPH
from stancebook.reports.words import ADJUDICATION_GLYPH, listed, minus, one_line

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.disagreement import Disagreement
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
        parts.append(f"proposes the rule “{decision.proposed_rule}”")
    return "; ".join(parts)


def decided_words(rubric: Rubric, one: Disagreement, *, typed: bool = False) -> list[tuple[str, str]]:
    """Return what was decided and why, what happened since, that it is not asked, each with a sign; else nothing.

    The reason is quoted: it ends where the words of its author end.

    Args:
        rubric: The rubric.
        one: What was decided on.
        typed: Whether numbers have their signs as one types them, as in a terminal.
    """
    decision, unasked = one.decision, not_asked_words(one.cell)
    if decision is None:
        return [(BLANK_MARK["unasked"], unasked)] if unasked else []
    answer = decision_answer(rubric, one.criterion.id, decision)
    verb = answer if decision.outcome == "open" else f"settled: {answer if typed else minus(answer)}"
    because = f", because “{decision.rationale.strip()}”" if decision.rationale.strip() else ""
    sign = IN_VAIN_GLYPH if unasked else ADJUDICATION_GLYPH[decision.outcome]
    told = [(sign, one_line(f"{verb}{because} ({decision_about(decision)})"))]
    told += [(BLANK_MARK["unasked"], unasked)] if unasked else []
    return [*told, basis] if (basis := basis_told(one.cell)) else told


def not_asked_words(cell: Cell) -> str:
    """Return that nothing can be decided on a cell, or was in vain, and why; empty where it is asked."""
    if not cell.not_asked:
        return ""
    vain = "the decision has no effect" if cell.decision else "there is nothing to decide"
    return f"not asked, {one_line(cell.not_asked)}: {vain}"


def doubts(outdated: int, on_stale: int) -> list[str]:
    """Return how many decisions rest on codings that are not as they were, or that the rubric has left behind."""
    told = ((outdated, "outdated"), (on_stale, "on stale codings"))
    return [f"{number} {what}" for number, what in told if number]


def basis_told(cell: Cell) -> tuple[str, str] | None:
    """Return the sign and words of a decision that is outdated, or rests on stale codings, with whose; else None."""
    if cell.since:
        return OUTDATED_GLYPH, f"outdated: {since_words(cell.since)}"
    if cell.on_stale:
        those = "that" if len(cell.stale_basis) == 1 else "those"
        return ON_STALE_GLYPH, f"resting on stale codings: {those} of {listed(map(one_line, cell.stale_basis))}"
    return None


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
