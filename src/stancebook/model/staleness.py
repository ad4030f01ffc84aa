"""Whether the rubric has moved on since a coding was made, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Answer
    from stancebook.model.operation import Kind
    from stancebook.model.rubric import Rubric

Staleness = Literal["meaning", "recode", "gone", "old_terms", "unknown"]
"""Why a coding is stale: its criterion means something else now (``meaning``); the changelog asks for it to be coded
anew (``recode``); its answer was split or retired (``gone``); it is in the terms of an older version, and migrating
lets it follow (``old_terms``); the rubric does not know its answer, and says nowhere why (``unknown``)."""


def why_stale(rubric: Rubric, criterion_id: str, coding: Coding) -> Staleness | None:
    """Return why a coding is stale; None where it is not.

    A coding whose rubric state is unknown counts as current while the rubric still knows its answer, unless it names
    an older version and the changelog asks for this criterion to be coded anew since. A coding of a criterion that
    was retired is not stale: it is asked no more, and there is nothing to look at again.
    """
    if not coding.answer.given:
        return None
    if criterion_id not in rubric.by_id:
        now = rubric.terms.now(criterion_id)
        if now.criterion_gone:
            return None
        return "old_terms" if now.criterion in rubric.by_id else "unknown"
    if rubric.why_not_an_answer(criterion_id, coding.answer):
        return _why_gone(rubric, criterion_id, coding.answer)
    if coding.version is not None and rubric.asks_anew(criterion_id, coding.version, sure=coding.asked is not None):
        return "recode"
    if coding.asked is None or coding.asked in rubric.same_meaning[criterion_id]:
        return None
    return "meaning"


def _why_gone(rubric: Rubric, criterion: str, answer: Answer) -> Staleness:
    parts = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    kind: Kind = "value" if answer.is_position else "off_scale"
    named = parts if answer.is_position else (answer.off_scale,)
    found = [rubric.terms.now(criterion, kind, one) for one in named if isinstance(one, int | str)]
    if any(now.by and not now.gone for now in found):
        return "old_terms"
    known = rubric.criterion(criterion).values
    return "gone" if any(now.gone or now.name in known for now in found) else "unknown"
