"""Which signs a matrix shows, each with what it means: a legend lists what occurs, and all that occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.criterion import NumericCriterion, OrdinalCriterion
from stancebook.reports.cell_words import (
    ASTRAY_SIGN,
    BLANK_MARK,
    BLANK_SHORT,
    BLANK_WORDS,
    IN_VAIN_GLYPH,
    IN_VAIN_WORDS,
    NO_CONSENSUS,
    NO_CONSENSUS_MEANING,
    NONE_COUNTS,
    NOT_IN_RUBRIC,
    ON_STALE_GLYPH,
    ON_STALE_WORDS,
    OUTDATED_GLYPH,
    OUTDATED_WORDS,
    UNKNOWN_SIGN,
    adjudication_glyph,
    blank,
    coded_only,
    nothing_stands,
    shown_state,
    unseen,
    why_none_stands,
)
from stancebook.reports.words import (
    ADJUDICATION_GLYPH,
    ADJUDICATION_WORDS,
    STATE_GLYPH,
    STATE_MEANING,
    STATE_WORDS,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.reports.cell_words import Blank
    from stancebook.reports.words import ShownState

Entry = tuple[str, str]
"""A sign and what it means."""


def states_seen(matrix: StanceMatrix) -> set[ShownState]:
    """Return the states that a matrix shows; what is not there for another reason than not being coded has none."""
    return {shown_state(matrix, cell) for cell in matrix.cells.values() if not unseen(matrix, cell)}


def states_told(matrix: StanceMatrix) -> str:
    """Return the signs of the states that a matrix has, with their words."""
    seen = states_seen(matrix)
    return ", ".join(f"{glyph} {STATE_WORDS[state]}" for state, glyph in STATE_GLYPH.items() if state in seen) or "none"


def blanks_seen(matrix: StanceMatrix, *, each: bool = True) -> list[Blank]:
    """Return the reasons for which there is no answer in a matrix.

    Args:
        matrix: The matrix.
        each: Whether each reviewer's answer is shown, not only what stands.
    """
    found: set[Blank] = set()
    for cell in matrix.cells.values():
        if why := why_none_stands(matrix, cell):
            found.add(why)
        if each and len(cell.codings) < len(matrix.reviewers):
            found |= {blank(matrix, cell, reviewer) for reviewer in matrix.reviewers if reviewer not in cell.codings}
    return [kind for kind in BLANK_WORDS if kind in found]


def blanks_told(matrix: StanceMatrix, *, each: bool = True) -> list[Entry]:
    """Return the marks of what is not there in a matrix; the argument is that of ``blanks_seen``."""
    return [(BLANK_MARK[kind], BLANK_SHORT[kind]) for kind in blanks_seen(matrix, each=each)]


def marks_told(matrix: StanceMatrix, *, each: bool = True, sets_in_words: bool = False) -> list[Entry]:
    """Return the marks of the off-scale answers in a matrix.

    Args:
        matrix: The matrix.
        each: Whether each reviewer's answer is shown, not only what stands.
        sets_in_words: Whether answers to criteria with several values stand in words, where others are marks.
    """
    in_words = {criterion.id for criterion in matrix.criteria if sets_in_words and criterion.multiple}
    given = {answer.off_scale for answer in _answers(matrix, in_words, each=each)}
    return [
        (one_line(off.symbol or key), one_line(off.label).lower())
        for key, off in matrix.rubric.off_scale.items()
        if key in given
    ]


def _answers(matrix: StanceMatrix, without: set[str], *, each: bool) -> Iterator[Answer]:
    for cell in matrix.cells.values():
        if cell.criterion not in without:
            yield cell.consensus
            if each:
                yield from (view.answer for view in cell.codings.values())


def decisions_told(matrix: StanceMatrix) -> list[Entry]:
    """Return the signs of what was decided."""
    cells = [cell for cell in matrix.cells.values() if cell.decision]
    seen = {adjudication_glyph(cell) for cell in cells}
    every = [(ADJUDICATION_GLYPH[kind], words) for kind, words in ADJUDICATION_WORDS.items()]
    every += [(OUTDATED_GLYPH, OUTDATED_WORDS), (ON_STALE_GLYPH, ON_STALE_WORDS), (IN_VAIN_GLYPH, IN_VAIN_WORDS)]
    return [(glyph, words) for glyph, words in every if glyph in seen]


def signs_told(matrix: StanceMatrix) -> list[Entry]:
    """Return the signs on codings that do not count in full, or not surely, of one letter each."""
    views = [view for cell in matrix.cells.values() for view in cell.codings.values()]
    found = []
    if any(view.stale_counts for view in views):
        found.append(("*", "stale, counted as asked for"))
    if stale := {view.unoffered for view in views if view.stale and not view.stale_counts}:
        words = {False: "stale", True: NOT_IN_RUBRIC}
        found.append(("*", f"{' or '.join(words[one] for one in sorted(stale))}, not counted"))
    if any(not view.stale and not view.coding.independent for view in views):
        found.append(("'", "made after seeing others'"))
    if any(view.draft for view in views):
        found.append((",", "draft"))
    if matrix.unknown.state:
        found.append((UNKNOWN_SIGN, "what was asked is not known"))
    if matrix.astray:
        found.append((ASTRAY_SIGN, "a quote is not at its place"))
    return found


def consensus_told(matrix: StanceMatrix) -> str:
    """Return what stands for a cell where several answered, and how it comes about."""
    voices = [one for one in matrix.reviewers.values() if one.counts]
    if len(voices) == 1:
        return f"the answer of {one_line(voices[0].id)}"
    scaled = any(isinstance(criterion, OrdinalCriterion | NumericCriterion) for criterion in matrix.criteria)
    return f"consensus (the majority's answer{'; on a scale the median' if scaled else ''})"


def lacks_consensus(matrix: StanceMatrix) -> bool:
    """Return whether codings that count, or a decision, give no consensus in a cell that is asked."""
    return NO_CONSENSUS in _lacking(matrix)


def lack_told(matrix: StanceMatrix) -> str:
    """Return why no answer stands in cells that are asked and that somebody coded or decided on; empty where all do."""
    lacking = _lacking(matrix)
    words = {NO_CONSENSUS: NO_CONSENSUS_MEANING, NONE_COUNTS: NONE_COUNTS}
    return ", or ".join(told for why, told in words.items() if why in lacking)


def _lacking(matrix: StanceMatrix) -> set[str]:
    cells = (cell for cell in matrix.cells.values() if not cell.consensus.given)
    return {nothing_stands(matrix, cell) for cell in cells if not why_none_stands(matrix, cell)}


def uncompared_told(matrix: StanceMatrix) -> str:
    """Return how that was coded of which nothing is compared, for every reason that occurs."""
    return coded_only(cell for cell in matrix.cells.values() if shown_state(matrix, cell) == "coded_only")


def states_meant(matrix: StanceMatrix) -> list[Entry]:
    """Return the signs of the states that a matrix has, with what they mean."""
    seen = states_seen(matrix)
    meaning = {**STATE_MEANING, "coded_only": f"{uncompared_told(matrix)}: not compared"}
    return [(glyph, meaning[state]) for state, glyph in STATE_GLYPH.items() if state in seen]


def entries(told: Iterable[Entry]) -> list[str]:
    """Return entries of a legend as words: the sign, then what it means."""
    return [f"{sign} {words}" for sign, words in told]
