"""Disagreements as a table to decide in: what was said by whom, and columns that are filled in and read back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from stancebook.comparison.decidable import basis_of
from stancebook.comparison.quoted import apart
from stancebook.model.answer import value_key
from stancebook.model.ids import CONSENSUS
from stancebook.reports.decision_words import basis_told, not_asked_words
from stancebook.reports.disagreements import cited_by, kind_words
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.reports.tables import Field

TO_READ: Final = ("No.", "Source", "Criterion", "How they differ", "Who said what", "Quotes", "Notes")
TO_FILL_IN: Final = ("Outcome", "Decision", "Cause", "Rationale", "Rule")
TO_FIND_AGAIN: Final = ("source_id", "criterion_id", "basis", "decided")
HEADS: Final = (*TO_READ, *TO_FILL_IN, *TO_FIND_AGAIN)
_SEVERAL: Final = "; "


def decision_rows(
    matrix: StanceMatrix,
    listed: Iterable[Disagreement],
    basis: Mapping[tuple[str, str], Mapping[str, str]] | None = None,
    numbers: Mapping[tuple[str, str], int] | None = None,
) -> Iterator[tuple[Field, ...]]:
    """Yield a row for each disagreement, its columns ``HEADS``; what is decided already stands in it.

    Args:
        matrix: The study compared.
        listed: The disagreements.
        basis: The ``rev`` of each coding that a decision rests on, by source and criterion, where that is more than
            the codings compared.
        numbers: The number of each disagreement, by source and criterion, where more are known than are listed.
    """
    order = {reviewer: index for index, reviewer in enumerate(matrix.reviewers)}
    words = cache(lambda criterion, answer: one_line(matrix.rubric.words(criterion, answer)))  # there are few
    for number, one in enumerate(listed, 1):
        place = one.source, one.criterion.id
        stands = sorted(one.stands, key=lambda stand: order[stand.side.reviewers[0]])
        known = basis[place] if basis is not None else basis_of(one.cell)
        yield (
            numbers[place] if numbers else number,
            one_line(matrix.sources[one.source].short),
            one_line(one.criterion.heading),
            _kind(one),
            "\n".join(f"{_names(stand.side.reviewers)}: {words(place[1], stand.side.answer)}" for stand in stands),
            "\n".join(_quotes(one, stands)),
            "\n".join(_notes(one)),
            *_decided(one),
            *place,
            _SEVERAL.join(f"{reviewer}={rev}" for reviewer, rev in known.items()),
            one.decision.fingerprint if one.decision else "",
        )


def _kind(one: Disagreement) -> str:
    doubted = f"decided, {told[1]}" if (told := basis_told(one.cell)) else ""
    more = "; ".join(filter(None, [doubted, not_asked_words(one.cell)]))
    return f"{kind_words(one)} ({more})" if more else kind_words(one)


def _names(reviewers: Iterable[str]) -> str:
    return ", ".join(map(_named, reviewers))


def _named(reviewer: str) -> str:
    return "consensus" if reviewer == CONSENSUS else reviewer


def _quotes(one: Disagreement, stands: Iterable[Stand]) -> Iterator[str]:
    """The quotes that only one side cites, each with who does; where a side has none of its own, those it shares."""
    for stand in stands:
        every = stand.side.reviewers
        whose = cited_by(one, stand) if len(every) > 1 else {}
        for quote in apart(stand.own or stand.shared):
            shared = "" if stand.own else " (cited by another side too)"
            yield f"{_names(whose.get((quote.start, quote.end), every))}: “{one_line(quote.quote)}”{shared}"


def _notes(one: Disagreement) -> Iterator[str]:
    for reviewer, view in one.codings.items():
        rules = f"[{', '.join(view.coding.rules)}] " if view.coding.rules else ""
        if told := f"{rules}{one_line(view.coding.note)}".strip():
            yield f"{_named(reviewer)}: {told}"


def _decided(one: Disagreement) -> tuple[Field, ...]:
    decision = one.decision
    if decision is None:
        return ("",) * len(TO_FILL_IN)
    return decision.outcome, _key(decision.answer), decision.cause or "", decision.rationale, decision.rule or ""


def _key(answer: Answer) -> Field:
    """An answer as it is typed: a number, an id, several ids."""
    value = answer.value
    if value is None:
        return answer.off_scale or ""
    if isinstance(value, tuple):
        return _SEVERAL.join(value)
    return value_key(value) if isinstance(value, bool | str) else value
