"""What changed in a matrix, for a terminal and as JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from stancebook.reports.cell_words import adjudication_glyph, shown_state
from stancebook.reports.decision_words import basis_told
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, joined, line, prose
from stancebook.reports.words import STATE_WORDS, WITHHELD_UNTIL, count, listed, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.changes import CellChange, Changes
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

T = TypeVar("T")
U = TypeVar("U")

NARROWEST = 40


def render_changes(matrix: StanceMatrix, found: Changes, since: str, *, width: int = 80, colour: bool = False) -> str:
    """Return what changed as text for a terminal.

    Args:
        matrix: The matrix as it is now.
        found: What changed.
        since: The revision it is compared with.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, NARROWEST)
    lines: list[Line] = [line(Piece(fit(f"CHANGES SINCE {one_line(since)}", width), BOLD))]
    if found.version[0] != found.version[1]:
        lines += prose(f"Rubric {one_line(found.version[0])} → {one_line(found.version[1])}", width)
    for words, sources in (("new", found.added), ("gone", found.removed)):
        if sources:
            lines += prose(f"{count(len(sources), 'source')} {words}: {listed(sources)}", width, indent="  ")
    for sentence in _how_many(matrix, found):
        lines += prose(sentence, width)
    for one in found.cells:
        about = one_line(matrix.sources[one.source].short)
        heading = one_line(matrix.rubric.by_id[one.criterion].heading)
        lines += [(), *prose(f"{about} · {heading}", width, style=BOLD)]
        for told in _told(matrix, one):
            lines += prose(told, width, first="  ", indent="    ", style=DIM if told.startswith("state") else "")
    return joined(lines, colour=colour)


def _how_many(matrix: StanceMatrix, found: Changes) -> Iterator[str]:
    """Say how many cells changed, and of how many sources that is not told."""
    many, withheld = len(found.cells), len(found.withheld)
    changed = f"{count(many, 'cell')} changed" if many else "No cell changed"
    if not withheld:
        yield f"{changed}."
        return
    if many or withheld < len(matrix.sources):
        yield f"{changed} of what you may see."
    verb = "is" if withheld == 1 else "are"
    yield f"{withheld} of {count(len(matrix.sources), 'source')} {verb} withheld from the comparison: {WITHHELD_UNTIL}."


def _told(matrix: StanceMatrix, one: CellChange) -> list[str]:
    mark = partial(_mark, matrix, one.criterion)
    found = [f"{r}: {mark(before)} → {mark(after)}" for r, before, after in one.codings]
    if one.decided:
        found.append(_adjudication(matrix, *one.decided, closed=one.source in matrix.closed))
    if one.consensus and one.consensus[0] != one.consensus[1]:
        found.append(f"consensus: {mark(one.consensus[0], 'none')} → {mark(one.consensus[1], 'none')}")
    if one.state:
        before, after = (_state(matrix, cell) for cell in one.cells)
        found += [f"state: {before} → {after}"] if before != after else []
    return found


def _state(matrix: StanceMatrix, cell: Cell | None) -> str:
    return STATE_WORDS[shown_state(matrix, cell) if cell else "missing"]


def _adjudication(matrix: StanceMatrix, old: Cell | None, new: Cell, *, closed: bool) -> str:
    """Return what became of what is decided on a cell: ``adjudication: none → settled as -1 ✓``."""
    none = "none by you" if closed else "none"
    before, after = (_decided(matrix, cell) or none for cell in (old, new))
    return f"adjudication: decided anew, {after}" if before == after else f"adjudication: {before} → {after}"


def _decided(matrix: StanceMatrix, cell: Cell | None) -> str:
    if cell is None or cell.decision is None:
        return ""
    answer = cell.decision.answer
    outcome = f"settled as {_mark(matrix, cell.criterion, answer)}" if answer.given else "left open"
    basis = f", {one_line(told[1])}" if (told := basis_told(cell)) else ""
    vain = ", not asked: without effect" if cell.decided_in_vain else ""
    return f"{outcome}{basis}{vain} {adjudication_glyph(cell)}"


def _mark(matrix: StanceMatrix, criterion: str, answer: Answer, nothing: str = "not coded") -> str:
    return one_line(matrix.rubric.mark(criterion, answer)) if answer.given else nothing


def changes_json(found: Changes, since: str) -> dict[str, Any]:
    """Return what changed as the JSON object ``stancebook/changes/1``."""
    return {
        "schema": "stancebook/changes/1",
        "since": since,
        "rubric_version": {"before": found.version[0], "after": found.version[1]},
        "sources": {"added": list(found.added), "removed": list(found.removed)},
        **({"withheld": list(found.withheld)} if found.withheld else {}),
        "cells": [
            {
                "source": one.source,
                "criterion": one.criterion,
                "consensus": _both(one.consensus, _answer),
                "state": _both(one.state, str),
                **({"adjudication": _both(one.decided, _decided_json)} if one.decided else {}),
                "codings": {
                    r: {"before": _answer(before), "after": _answer(after)} for r, before, after in one.codings
                },
            }
            for one in found.cells
        ],
    }


def _both(of: tuple[T, U] | None, told: Callable[[T | U], object]) -> dict[str, object] | None:
    """Return what was and what is; None where that is withheld."""
    return None if of is None else {"before": told(of[0]), "after": told(of[1])}


def _decided_json(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None or cell.decision is None:
        return None
    return {
        "outcome": cell.decision.outcome,
        **(_answer(cell.decision.answer) or {"value": None, "off_scale": None}),
        "outdated": cell.outdated,
        "on_stale": cell.on_stale,
        "without_effect": cell.decided_in_vain,
        "by": cell.decision.by,
        "at": cell.decision.at,
    }


def _answer(answer: Answer) -> dict[str, Any] | None:
    if not answer.given:
        return None
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}
