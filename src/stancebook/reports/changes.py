"""What changed in a matrix, for a terminal and as JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, joined, line, prose
from stancebook.reports.words import STATE_WORDS, count, listed, one_line

if TYPE_CHECKING:
    from stancebook.comparison.changes import CellChange, Changes
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

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
    lines += prose(f"{count(len(found.cells), 'cell')} changed." if found.cells else "No cell changed.", width)
    for one in found.cells:
        about = one_line(matrix.sources[one.source].short)
        heading = one_line(matrix.rubric.by_id[one.criterion].heading)
        lines += [(), *prose(f"{about} · {heading}", width, style=BOLD)]
        for told in _told(matrix, one):
            lines += prose(told, width, first="  ", indent="    ", style=DIM if told.startswith("state") else "")
    return joined(lines, colour=colour)


def _told(matrix: StanceMatrix, one: CellChange) -> list[str]:
    mark = partial(_mark, matrix, one.criterion)
    found = [f"{r}: {mark(before)} → {mark(after)}" for r, before, after in one.codings]
    before, after = one.consensus
    if before != after:
        found.append(f"consensus: {mark(before, 'none')} → {mark(after, 'none')}")
    if one.state[0] != one.state[1]:
        found.append(f"state: {STATE_WORDS[one.state[0]]} → {STATE_WORDS[one.state[1]]}")
    return found


def _mark(matrix: StanceMatrix, criterion: str, answer: Answer, nothing: str = "not coded") -> str:
    return one_line(matrix.rubric.mark(criterion, answer)) if answer.given else nothing


def changes_json(found: Changes, since: str) -> dict[str, Any]:
    """Return what changed as the JSON object ``stancebook/changes/1``."""
    return {
        "schema": "stancebook/changes/1",
        "since": since,
        "rubric_version": {"before": found.version[0], "after": found.version[1]},
        "sources": {"added": list(found.added), "removed": list(found.removed)},
        "cells": [
            {
                "source": one.source,
                "criterion": one.criterion,
                "consensus": {"before": _answer(one.consensus[0]), "after": _answer(one.consensus[1])},
                "state": {"before": one.state[0], "after": one.state[1]},
                "codings": {
                    r: {"before": _answer(before), "after": _answer(after)} for r, before, after in one.codings
                },
            }
            for one in found.cells
        ],
    }


def _answer(answer: Answer) -> dict[str, Any] | None:
    if not answer.given:
        return None
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}
