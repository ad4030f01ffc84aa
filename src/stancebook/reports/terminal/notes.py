"""What stands below the terminal matrix: what every sign means, who the reviewers are, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from stancebook.comparison.uncompared import mixes_passes
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.caveats import no_figures
from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.figures import explained
from stancebook.reports.legends import (
    blanks_told,
    consensus_told,
    decisions_told,
    lack_told,
    marks_told,
    signs_told,
    states_seen,
)
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, flow, line, prose
from stancebook.reports.words import DIFFERENT_WAYS, STATE_GLYPH, STATE_WORDS, count, few_sources, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.terminal.columns import Names

_CLOSE = "close (1 step, overlap)"
MANY = 8
"""Beyond so many reviewers, they are not listed one by one."""


def title(matrix: StanceMatrix, width: int, filled: int = 0) -> list[Line]:
    """Return the title: the rubric, how many sources and reviewers.

    Args:
        matrix: The matrix.
        width: The most cells of a line.
        filled: The cells over which both are parted, where there is room; else they stand beside each other.
    """
    rubric = matrix.rubric
    status = "" if rubric.status == "frozen" else f" ({rubric.status})"
    size = f"{count(len(matrix.sources), 'source')}, {count(len(matrix.reviewers), 'reviewer')}"
    name = fit(f"STANCE MATRIX  {one_line(rubric.id)} {one_line(rubric.version)}{status}", width)
    spaces = max(2, filled - cell_len(name) - len(size))
    if cell_len(name) + spaces + len(size) <= width:
        return [line(Piece(name, BOLD), " " * spaces, Piece(size, DIM))]
    return [line(Piece(name, BOLD)), line(Piece(size, DIM))]


def legend(matrix: StanceMatrix, names: Names, width: int, *, each: bool = True) -> list[Line]:
    """Return what every sign in the matrix means.

    Args:
        matrix: The matrix.
        names: Short names of the reviewers.
        width: The most cells of a line.
        each: Whether each reviewer's answer is shown, not only what stands.
    """
    marks = [*blanks_told(matrix, each=each), *marks_told(matrix, each=each)]
    seen = states_seen(matrix)
    states = [
        (glyph, _CLOSE if state == "near" else STATE_WORDS[state])
        for state, glyph in STATE_GLYPH.items()
        if state in seen
    ]
    chips = [("[-1]" if _signed(matrix) else "[…]", consensus_told(matrix))]
    chips += [("[ ]", lack)] if (lack := lack_told(matrix)) else []
    chips += [*decisions_told(matrix), *(signs_told(matrix) if each else [])]
    if each and names.several:
        chips.append(("n", "reviewers who coded it; under an answer, how many gave it"))
    lines: list[Line] = []
    for head, entries in (("state", states), ("marks", marks), ("cell", chips)):
        pieces = [Piece(f"{sign} {words} ") for sign, words in entries]  # an entry is never broken across lines
        lines += flow(pieces, width, first=(Piece(f"{head:<6}", DIM), Piece(" ")), indent=" " * 7) if pieces else []
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
    lines += prose(explained(matrix), width, style=DIM)
    for sign, reason in undefined:
        lines += prose(f"–{sign} {reason}", width, indent="   ", style=DIM)
    for sentence in sentences_beside(matrix):
        lines += prose(sentence, width)
    return lines


def _signed(matrix: StanceMatrix) -> bool:
    return any(isinstance(criterion, OrdinalCriterion) for criterion in matrix.criteria)
