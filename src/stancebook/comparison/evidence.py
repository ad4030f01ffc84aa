"""Do reviewers who agree also point to the same passages?"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.agreement import Estimate, MarkedText, Overlap
    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

_Marked: TypeAlias = "dict[tuple[str, str], dict[str, list[tuple[int, int]]]]"
"""Passages by source and criterion, and by reviewer."""

EVERYTHING: Final = ""
"""Stands for all criteria together where a criterion is named."""
_SAME_PASSAGE: Final = 0.5


class EvidenceRow(NamedTuple):
    """How far the evidence for one criterion covers the same characters.

    Attributes:
        criterion: The criterion's id; empty for all of them together (any passage marked for anything).
        alpha: Unitizing alpha over the sources that two or more coded.
        pairs: For every two reviewers the overlap in characters, summed over the sources both coded.
        sources: Sources that two or more coded.
    """

    criterion: str
    alpha: Estimate
    pairs: tuple[Overlap, ...]
    sources: int


class Parting(NamedTuple):
    """Two codings of one cell whose answers and evidence do not go together.

    Attributes:
        source: The source's id.
        criterion: The criterion's id.
        reviewers: The two reviewers.
        answers: What they answered.
        quotes: What each of them quotes.
        passage: What both quote; empty where they share nothing.
    """

    source: str
    criterion: str
    reviewers: tuple[str, str]
    answers: tuple[Answer, Answer]
    quotes: tuple[tuple[str, ...], tuple[str, ...]]
    passage: str = ""


class EvidenceAgreement(NamedTuple):
    """Agreement in evidence, beside agreement in answers.

    Attributes:
        rows: All criteria together first, then each of them.
        other_evidence: Same answer, and not one character of evidence in common.
        other_answer: Other answer, though half of the shorter evidence is in both.
        lost: Quotes that no longer stand at their place in the source; they are left out.
    """

    rows: tuple[EvidenceRow, ...]
    other_evidence: tuple[Parting, ...]
    other_answer: tuple[Parting, ...]
    lost: int


class EvidenceOverlap(NamedTuple):
    """How far two reviewers, or every two of several, quote the same characters.

    Attributes:
        criterion: The criterion's id; empty for any passage quoted for anything.
        pair: The two; None where every two of several are summed.
        shared: Characters that both quote.
        apart: Characters that only one of them quotes.
        f1: 2 x shared / (2 x shared + apart), not corrected for chance; None where nobody quotes anything.
    """

    criterion: str
    pair: tuple[str, str] | None
    shared: int
    apart: int
    f1: float | None


def evidence_overlaps(matrix: StanceMatrix, pairs: Sequence[tuple[str, str]] | None) -> list[EvidenceOverlap]:
    """Return how far independent codings quote the same characters: everything first, then each criterion.

    Args:
        matrix: The study compared.
        pairs: Which two, each by themselves; None sums every two.
    """
    from stancebook.agreement import overlaps, summed_overlap

    every, marked = [criterion.id for criterion in matrix.criteria], _marked(matrix)
    found: list[EvidenceOverlap] = []
    for criterion in (EVERYTHING, *every):
        texts = _texts(matrix, [criterion] if criterion else every, marked)
        if pairs is None:
            found.append(_overlap(criterion, None, *summed_overlap(texts)))
            continue
        met = {frozenset((one.first, one.second)): one for one in overlaps(texts)}
        for pair in pairs:
            one = met.get(frozenset(pair))
            shared, apart = (one.shared, one.only_first + one.only_second) if one else (0, 0)
            found.append(_overlap(criterion, pair, shared, apart))
    return found


def _overlap(criterion: str, pair: tuple[str, str] | None, shared: int, apart: int) -> EvidenceOverlap:
    f1 = 2 * shared / (2 * shared + apart) if shared or apart else None
    return EvidenceOverlap(criterion, pair, shared, apart, f1)


def evidence_agreement(matrix: StanceMatrix, *, intervals: bool = True) -> EvidenceAgreement:
    """Return how far independent codings rest on the same passages.

    Args:
        matrix: The study compared.
        intervals: Whether to compute intervals.
    """
    every, marked = [criterion.id for criterion in matrix.criteria], _marked(matrix)
    texts = {criterion: _texts(matrix, [criterion], marked) for criterion in every}
    together = _texts(matrix, every, marked)
    rows = [_row(EVERYTHING, together, matrix, intervals=intervals)]
    rows += [_row(criterion, these, matrix, intervals=intervals) for criterion, these in texts.items()]
    other_evidence, other_answer = [], []
    for cell in matrix.cells.values():
        for one, shared in _pairs(matrix, cell):
            if one.answers[0] == one.answers[1] and not shared:
                other_evidence.append(one)
            elif one.answers[0] != one.answers[1] and shared >= _SAME_PASSAGE:
                other_answer.append(one)
    quoted = sum(len(view.coding.supporting) for cell in matrix.cells.values() for view in _independent(cell).values())
    lost = quoted - sum(len(spans) for here in marked.values() for spans in here.values())
    return EvidenceAgreement(tuple(rows), tuple(other_evidence), tuple(other_answer), lost)


def _row(criterion: str, texts: list[MarkedText], matrix: StanceMatrix, *, intervals: bool) -> EvidenceRow:
    from stancebook.agreement import overlaps, unitizing_alpha

    alpha = unitizing_alpha(texts, interval=intervals, level=matrix.rubric.reliability.interval.level)
    return EvidenceRow(criterion, alpha, tuple(overlaps(texts)), sum(len(text.spans) > 1 for text in texts))


def _marked(matrix: StanceMatrix) -> _Marked:
    """Return the passages that each reviewer marked in a source for a criterion."""
    bodies = {source.id: source.body for source in matrix.sources.values()}
    return {
        place: {
            reviewer: _spans(bodies[cell.source], view)
            for reviewer, view in cell.codings.items()
            if view.counts_as_independent
        }
        for place, cell in matrix.cells.items()
    }


def _texts(matrix: StanceMatrix, criteria: list[str], marked: _Marked) -> list[MarkedText]:
    """Return every source with the passages that each reviewer marked for some criteria."""
    from stancebook.agreement import MarkedText

    found = []
    for source in matrix.sources.values():
        spans: dict[str, list[tuple[int, int]]] = {}
        for criterion in criteria:
            for reviewer, passages in marked[source.id, criterion].items():
                spans.setdefault(reviewer, []).extend(passages)
        if spans:
            found.append(MarkedText(len(source.body), {r: spans[r] for r in matrix.reviewers if r in spans}, source.id))
    return found


def _independent(cell: Cell) -> dict[str, CodingView]:
    return {reviewer: view for reviewer, view in cell.codings.items() if view.counts_as_independent}


def _spans(body: str, view: CodingView) -> list[tuple[int, int]]:
    """Return the places of the quotes that stand where they are said to."""
    return [(e.start, e.end) for e in view.coding.supporting if body[e.start : e.end] == e.quote]


def _pairs(matrix: StanceMatrix, cell: Cell) -> Iterator[tuple[Parting, float]]:
    """Yield every two codings that have evidence, with the share of the shorter evidence that both quote."""
    from stancebook.agreement import shared_characters

    body = matrix.sources[cell.source].body
    marked = {r: (view, spans) for r, view in _independent(cell).items() if (spans := _spans(body, view))}
    for (first, (one, ours)), (second, (other, theirs)) in combinations(marked.items(), 2):
        both, only_first, only_second = shared_characters(ours, theirs)
        parting = Parting(
            source=cell.source,
            criterion=cell.criterion,
            reviewers=(first, second),
            answers=(one.answer, other.answer),
            quotes=(_quotes(one), _quotes(other)),
            passage=_longest(body, ours, theirs),
        )
        yield parting, both / (both + min(only_first, only_second)) if both else 0.0


def _quotes(view: CodingView) -> tuple[str, ...]:
    return tuple(evidence.quote for evidence in view.coding.supporting)


def _longest(body: str, ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> str:
    """Return the longest passage that lies in a quote of either."""
    places = [(max(a, c), min(b, d)) for a, b in ours for c, d in theirs]
    start, end = max(places, key=lambda place: place[1] - place[0])
    return body[start:end] if end > start else ""
