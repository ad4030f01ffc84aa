"""Words and signs on a single cell: why nothing stands there, what does not count in full, what was decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal

from stancebook.comparison.cell import DISAGREEING, counted_in_no_figure
from stancebook.comparison.uncompared import left_out_answers
from stancebook.reports.caveats import no_two_coders, uncompared
from stancebook.reports.unknown_words import unknown_sentences
from stancebook.reports.words import (
    ADJUDICATION_GLYPH,
    ADJUDICATION_WORDS,
    STATE_GLYPH,
    STATE_MEANING,
    STATE_WORDS,
    count,
    left_out_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.astray import Whereabouts
    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.words import ShownState

Blank = Literal["missing", "unasked", "draft", "withheld"]
"""Why there is no answer of a reviewer; none of them is an answer, and none is another."""

BLANK_MARK: Final[Mapping[Blank, str]] = {"missing": ".", "unasked": "/", "draft": "…", "withheld": "#"}
BLANK_WORDS: Final[Mapping[Blank, str]] = {
    "missing": "not coded",
    "unasked": "not asked",
    "draft": "draft",
    "withheld": "withheld",
}
BLANK_MEANING: Final[Mapping[Blank, str]] = {
    "missing": "no answer yet",
    "unasked": "not asked, given the other answers",
    "draft": "begun, not declared complete, so not shown",
    "withheld": "kept from you until you have completed the source, whether there is anything or not",
}
BLANK_SHORT: Final[Mapping[Blank, str]] = {
    "missing": "not coded yet",
    "unasked": "not asked, given the other answers",
    "draft": "a draft, not shown",
    "withheld": "withheld until you have finished",
}
ASTRAY_WORDS: Final[Mapping[Whereabouts, str]] = {
    "there": "",
    "moved": "elsewhere in the source",
    "lost": "not in the source",
}
NO_CONSENSUS: Final = "no consensus"
NO_CONSENSUS_MEANING: Final = "no consensus (a tie has none)"
NONE_COUNTS: Final = "no coding counts"
NO_REVIEWERS: Final = "(no reviewer's answer)"
"""Beside what was decided and no reviewer had answered; in brackets, where else a reviewer's name stands."""
IN_VAIN_GLYPH: Final = "⊘"
IN_VAIN_WORDS: Final = "decided, but not asked: without effect"
"""On a decision on what is not asked, given what stands for the row."""
OUTDATED_GLYPH: Final = "↻"
OUTDATED_WORDS: Final = "decided, coded anew since"
ON_STALE_GLYPH: Final = "⊛"
ON_STALE_WORDS: Final = "decided, on codings that are stale by now"
"""On a decision that still stands, though the rubric has moved on from what it was decided on."""
ASTRAY_SIGN: Final = '"'
"""On a coding of which a quote does not stand where it stood."""
NOT_IN_RUBRIC: Final = "not in the rubric"
SIGN_MEANING: Final = {
    "stale": "made before the rubric changed; counted only where that is asked for",
    NOT_IN_RUBRIC: "the rubric has no such answer; not counted",
    "draft": "its annotation is not complete",
    "seen": "made after seeing another's; not in the agreement figures",
    "not counted": "a gold answer or a second pass",
    "version unknown": "what its question meant when it was answered is not known; counted",
}
_WHYS: Final = (
    "before the rubric changed",
    "with answers that the rubric does not have",
    "after seeing another's",
    "as gold answers or in second passes",
)
"""In what way that was coded of which nothing is compared."""
UNKNOWN_SIGN: Final = "°"
"""On a coding of which it is not known what its question meant."""


def blank(matrix: StanceMatrix, cell: Cell, reviewer: str) -> Blank:
    """Return why a reviewer gave no answer."""
    return "unasked" if reviewer in cell.unasked else matrix.gaps.get((cell.source, reviewer), "missing")


def blank_mark(matrix: StanceMatrix, cell: Cell, reviewer: str) -> str:
    """Return the sign of a reviewer who gave no answer."""
    return BLANK_MARK[blank(matrix, cell, reviewer)]


def blank_words(matrix: StanceMatrix, cell: Cell, reviewer: str) -> str:
    """Return why a reviewer gave no answer: ``not coded``, ``not asked``, ``draft``, ``withheld``."""
    return BLANK_WORDS[blank(matrix, cell, reviewer)]


def why_none_stands(matrix: StanceMatrix, cell: Cell) -> Blank | None:
    """Return why no answer can stand for a cell; None where one can, though there may be no consensus."""
    if cell.not_asked:
        return "unasked"
    return None if cell.codings or cell.decision else blank_cell(matrix, cell)


def nothing_stands(matrix: StanceMatrix, cell: Cell) -> str:
    """Return why no answer stands for a cell: there is no consensus, no coding counts, or none can stand."""
    why = why_none_stands(matrix, cell)
    return BLANK_WORDS[why] if why else NONE_COUNTS if none_counts(cell) else NO_CONSENSUS


def none_counts(cell: Cell) -> bool:
    """Return whether a cell that is asked was coded and not decided on, and no coding of it counts."""
    if cell.not_asked or cell.adjudication or not cell.codings:
        return False
    return not any(view.counts for view in cell.codings.values())


def nothing_mark(matrix: StanceMatrix, cell: Cell) -> str:
    """Return the sign of a cell for which no answer stands; a blank where there is no consensus."""
    why = why_none_stands(matrix, cell)
    return BLANK_MARK[why] if why else ""


def blank_cell(matrix: StanceMatrix, cell: Cell) -> Blank:
    """Return why nobody's coding stands in a cell, where none does."""
    if cell.unasked:
        return "unasked"
    reasons = {blank(matrix, cell, reviewer) for reviewer in matrix.reviewers}
    return "draft" if "draft" in reasons else "withheld" if "withheld" in reasons else "missing"


def is_withheld(matrix: StanceMatrix, source: str) -> bool:
    """Return whether others' codings of a source are withheld, whether there are any or not."""
    return any(matrix.gaps.get((source, one)) == "withheld" for one in matrix.reviewers)


def unheard_words(matrix: StanceMatrix, cell: Cell) -> str:
    """Return who gave an answer that was decided on and that none of those shown gave: nobody, or it is withheld."""
    return f"({BLANK_WORDS['withheld']})" if is_withheld(matrix, cell.source) else NO_REVIEWERS


def unseen(matrix: StanceMatrix, cell: Cell) -> Blank | None:
    """Return why a cell does not tell how reviewers agree, where that is not for want of codings.

    A draft, or others' codings are withheld: also where one's own stands in it, whether it counts or not.
    """
    if cell.codings and cell.state in {"single", "missing"} and is_withheld(matrix, cell.source):
        return "withheld"
    if cell.state != "missing" or cell.codings:
        return None
    why = blank_cell(matrix, cell)
    return None if why == "missing" else why


def shown_state(matrix: StanceMatrix, cell: Cell) -> ShownState:
    """Return how the codings of a cell agree as it is shown.

    Texts, which no figure compares, are not called the same, nor is what was coded, and not compared, not coded.
    """
    if cell.state == "missing" and cell.codings:
        return "coded_only"
    if cell.state == "agree" and matrix.rubric.by_id[cell.criterion].level == "text":
        independent = (view for view in cell.codings.values() if view.counts_as_independent)
        return "not_compared" if any(view.answer.is_position for view in independent) else "agree"
    return cell.state


def state_glyph(matrix: StanceMatrix, cell: Cell) -> str:
    """Return the sign of how the codings of a cell agree, or of why none is shown."""
    why = unseen(matrix, cell)
    return BLANK_MARK[why] if why else STATE_GLYPH[shown_state(matrix, cell)]


def state_words(matrix: StanceMatrix, cell: Cell) -> str:
    """Return how the codings of a cell agree in words, or why none is shown."""
    why = unseen(matrix, cell)
    return BLANK_WORDS[why] if why else STATE_WORDS[shown_state(matrix, cell)]


def state_meaning(matrix: StanceMatrix, cell: Cell) -> str:
    """Return what the state of a cell means, or why none is shown."""
    why = unseen(matrix, cell)
    shown = shown_state(matrix, cell)
    meaning = f"{coded_only([cell])}: not compared" if shown == "coded_only" else STATE_MEANING[shown]
    return BLANK_MEANING[why] if why else meaning


def coded_only(cells: Iterable[Cell]) -> str:
    """Return how cells were coded of which nothing is compared: ``coded only before the rubric changed``."""
    seen = {_why_uncompared(view) for cell in cells for view in cell.codings.values()}
    return f"coded only {', or '.join(why for why in _WHYS if why in seen)}"


def _why_uncompared(view: CodingView) -> str:
    rubric, unoffered, after, apart = _WHYS
    if view.apart:
        return apart
    if view.counts:
        return after
    return unoffered if view.unoffered else rubric


def short_signs(matrix: StanceMatrix, cell: Cell, reviewer: str) -> str:
    """Return the signs on a reviewer's coding where there is room for letters only."""
    view = cell.codings[reviewer]
    signs = "," if view.draft else ""
    signs += "*" if view.stale else "" if view.coding.independent else "'"
    signs += UNKNOWN_SIGN if view.state_unknown else ""
    return signs + (ASTRAY_SIGN if (cell.source, cell.criterion, reviewer) in matrix.astray else "")


def coding_signs(view: CodingView) -> tuple[str, ...]:
    """Return words on a coding that does not count in full, or not surely; none on one that does."""
    if view.plain:
        return ()
    stale = view.stale and not view.unoffered
    holds = (stale, view.unoffered, view.draft, not view.coding.independent, view.apart, view.state_unknown)
    return tuple(sign for sign, one in zip(SIGN_MEANING, holds, strict=True) if one)


def adjudication_glyph(cell: Cell) -> str:
    """Return the sign of what was decided on a cell, others where that is in doubt or in vain; empty where nothing."""
    if cell.adjudication is None:
        return ""
    if cell.decided_in_vain:
        return IN_VAIN_GLYPH
    doubted = OUTDATED_GLYPH if cell.since else ON_STALE_GLYPH if cell.on_stale else ""
    return doubted or ADJUDICATION_GLYPH[cell.adjudication]


def adjudication_words(cell: Cell) -> str:
    """Return what was decided on a cell, and whether that is in doubt or in vain; empty where nothing was."""
    if cell.adjudication is None:
        return ""
    if cell.decided_in_vain:
        return IN_VAIN_WORDS
    doubted = ", coded anew since" if cell.since else ", on codings that are stale by now" if cell.on_stale else ""
    return ADJUDICATION_WORDS[cell.adjudication] + doubted


def sentences_beside(matrix: StanceMatrix) -> list[str]:
    """Return, in words, what figures do not rest on, what is not known of codings, and which quotes are astray."""
    said = [*no_two_coders(matrix), *left_out_sentences(matrix.left_out), *uncompared_sentences(matrix)]
    return [*said, *unknown_sentences(matrix), *_astray(matrix), *_unchosen(matrix)]


def uncompared_sentences(matrix: StanceMatrix) -> list[str]:
    """Return which answers no figure compares, and in how many cells they alone differ; nothing without any."""
    rubric = matrix.rubric
    disputed = (cell for cell in matrix.cells.values() if cell.state in DISAGREEING)
    cells = sum(counted_in_no_figure(cell, rubric) for cell in disputed)
    return uncompared(rubric, left_out_answers(rubric, matrix.cells.values()), cells)


def _unchosen(matrix: StanceMatrix) -> list[str]:
    found = sum(map(len, matrix.unchosen.values()))
    if not found:
        return []
    quotes = "1 quote is" if found == 1 else f"{found:,} quotes are"
    return [f"{quotes} for values that were not chosen: kept apart, and no evidence of any answer."]


def _astray(matrix: StanceMatrix) -> list[str]:
    """Return how many quotes are not at their place, and that the text has changed where it is not the one coded."""
    where: Counter[tuple[str, bool]] = Counter()
    for (source, _, reviewer), many in matrix.astray.items():
        where.update((one, matrix.changed(source, reviewer)) for one in many)
    said = []
    if lost := where["lost", True]:
        said.append(f"{count(lost, 'quote')} no longer in the source, whose text has changed: marked, still counted.")
    if lost := where["lost", False]:
        said.append(f"{count(lost, 'quote')} not in the source (stance check): marked, still counted.")
    if moved := where["moved", True]:
        verb = "stands" if moved == 1 else "stand"
        said.append(f"{count(moved, 'quote')} {verb} elsewhere in the source now: stance reanchor.")
    if moved := where["moved", False]:
        said.append(f"{count(moved, 'quote')} elsewhere in the source than at the place noted: stance reanchor.")
    return said
