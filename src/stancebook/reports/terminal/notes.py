"""What stands below the terminal matrix: what every sign means, who the reviewers are, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.matrix import mixes_passes
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.caveats import no_figures
from stancebook.reports.cell_words import (
    ASTRAY_SIGN,
    BLANK_MARK,
    BLANK_SHORT,
    NO_CONSENSUS,
    OUTDATED_GLYPH,
    OUTDATED_WORDS,
    blanks,
    consensus_told,
    sentences_beside,
    states_seen,
)
from stancebook.reports.figures import ALPHA, MEASURE_SIGN, MEASURE_WORDS, Figures
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, flow, prose
from stancebook.reports.words import (
    ADJUDICATION_GLYPH,
    ADJUDICATION_WORDS,
    DIFFERENT_WAYS,
    STATE_GLYPH,
    STATE_WORDS,
    count,
    few_sources,
    listed,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.cell import State
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.terminal.columns import Names

_CLOSE = "close (1 step, overlap)"
MANY = 8
"""Beyond so many reviewers, they are not listed one by one."""


def legend(matrix: StanceMatrix, names: Names, width: int) -> list[Line]:
    """Return what every sign in the matrix means."""
    marks = [_entry(BLANK_MARK[kind], BLANK_SHORT[kind]) for kind in blanks(matrix)]
    offered = {key for criterion in matrix.criteria for key in criterion.off_scale}
    for key, off in matrix.rubric.off_scale.items():
        if key in offered and off.symbol:
            marks.append(_entry(one_line(off.symbol), one_line(off.label).lower()))
    states = [_entry(STATE_GLYPH[s], _CLOSE if s == "near" else STATE_WORDS[s]) for s in _states(matrix)]
    chips = [_entry("[-1]" if _signed(matrix) else "[…]", consensus_told(matrix))]
    cells = matrix.cells.values()
    if any(not cell.consensus.given and (cell.codings or cell.decision) for cell in cells):
        chips.append(_entry("[ ]", NO_CONSENSUS))
    adjudications = {cell.adjudication for cell in cells if cell.adjudication and not cell.since}
    chips += [_entry(ADJUDICATION_GLYPH[a], ADJUDICATION_WORDS[a]) for a in sorted(adjudications, reverse=True)]
    chips += [_entry(OUTDATED_GLYPH, OUTDATED_WORDS)] if any(cell.since for cell in cells) else []
    chips += _signs(matrix)
    if names.several:
        chips.append(_entry("n", "reviewers who coded it; under an answer, how many gave it"))
    lines: list[Line] = []
    for title, entries in (("state", states), ("marks", marks), ("cell", chips)):
        lines += flow(entries, width, first=(Piece(f"{title:<6}", DIM), Piece(" ")), indent=" " * 7)
    return lines


def people(matrix: StanceMatrix, names: Names, width: int) -> list[Line]:
    """Return who the reviewers are and how each one coded."""
    reviewers = list(matrix.reviewers.values())
    if len(reviewers) > MANY:
        return prose(f"{count(len(reviewers), 'reviewer')}; marks of single reviewers are in the CSV and JSON.", width)
    indent = max((len(short) for short in names.short.values()), default=0) + 2
    lines: list[Line] = []
    for reviewer in reviewers:
        short = names.short[reviewer.id]
        name = "" if reviewer.display == short else one_line(reviewer.display)
        kind = "" if reviewer.kind == "person" else f"({reviewer.kind})"
        told = " ".join(part for part in (name, kind) if part)
        how = one_line(reviewer.how)
        text = f"{told}: {how}" if told and how else told or how or "(how they coded is not registered)"
        first = (Piece(f"{short:<{indent}}", BOLD),)
        lines += flow((Piece(word) for word in text.split()), width, first=first, indent=" " * indent)
    return lines


def notes(matrix: StanceMatrix, undefined: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Return what has to be said beside the figures.

    Args:
        matrix: The matrix.
        undefined: Sign and reason of each figure that could not be computed.
        width: The most cells of a line.
    """
    lines: list[Line] = []
    if not any(row.comparable for row in matrix.agreement):
        lines += [] if mixes_passes(matrix.reviewers) else prose(no_figures(matrix), width)
        return [*lines, *(one for said in sentences_beside(matrix) for one in prose(said, width))]
    if few := few_sources(matrix):
        lines += flow((Piece(word, BOLD) for word in few.split()), width)
    if len({reviewer.how for reviewer in matrix.reviewers.values() if reviewer.how}) > 1:
        lines += prose(DIFFERENT_WAYS, width)
    lines += prose(_explained(matrix), width, style=DIM)
    for sign, reason in undefined:
        lines += prose(f"–{sign} {reason}", width, indent="   ", style=DIM)
    for sentence in sentences_beside(matrix):
        lines += prose(sentence, width)
    return lines


def _explained(matrix: StanceMatrix) -> str:
    """Say what the coefficient is, and in which metric distances count."""
    figures = Figures(matrix.agreement)
    measured = [figures.coefficient(criterion.id, "positions") for criterion in matrix.criteria]
    metrics: dict[str, list[str]] = {}
    for criterion, row in zip(matrix.criteria, measured, strict=True):
        if row and row.measure == ALPHA:
            metrics.setdefault(row.metric, []).append(one_line(criterion.heading))
    signs = {row.measure for row in measured if row}
    told = "; ".join(f"{MEASURE_SIGN.get(sign, sign)}: {MEASURE_WORDS.get(sign, sign)}" for sign in sorted(signs))
    if not told:
        return ""
    if len(metrics) == 1:
        told += f", distances {next(iter(metrics))}"
    elif metrics:
        usual = max(metrics, key=lambda metric: len(metrics[metric]))
        rest = [f"{metric} for {listed(who)}" for metric, who in metrics.items() if metric != usual]
        told += f", distances {usual} ({', '.join(rest)})"
    return f"{told}. k/n: all agree on k of the n sources that two or more coded."


def _states(matrix: StanceMatrix) -> list[State]:
    seen = states_seen(matrix)
    always: set[State] = {"agree", "near", "far", "position"}
    return [state for state in STATE_GLYPH if state in seen | always]


def _signs(matrix: StanceMatrix) -> list[Piece]:
    views = [view for cell in matrix.cells.values() for view in cell.codings.values()]
    found = []
    if any(view.stale for view in views):
        found.append(_entry("*", "stale, not counted"))
    if any(not view.coding.independent for view in views):
        found.append(_entry("'", "made after seeing others'"))
    if any(view.draft for view in views):
        found.append(_entry(",", "draft"))
    if matrix.astray:
        found.append(_entry(ASTRAY_SIGN, "a quote is not where it was"))
    return found


def _signed(matrix: StanceMatrix) -> bool:
    return any(isinstance(criterion, OrdinalCriterion) for criterion in matrix.criteria)


def _entry(sign: str, words: str) -> Piece:
    """Return one entry of a legend; it is never broken across lines."""
    return Piece(f"{sign} {words}  ".rstrip() + " ")
