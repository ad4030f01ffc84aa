"""Whether the rubric has moved on since a coding was made, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stancebook.model.operation import new_names

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation, Coding
    from stancebook.model.answer import Answer
    from stancebook.model.operation import Kind
    from stancebook.model.rubric import Rubric
    from stancebook.model.terms import Now

Staleness = Literal["meaning", "recode", "gone", "old_terms", "unknown", "doubled"]
"""Why a coding is stale: its criterion means something else now (``meaning``); the changelog asks for it to be coded
anew (``recode``); its answer was split or retired (``gone``); it is in the terms of an older version, and migrating
lets it follow (``old_terms``); the rubric does not know its answer, and says nowhere why (``unknown``); it cannot
follow, because its question is coded under another id too (``doubled``: see there, it takes a whole annotation)."""
Lost = Literal["retired", "gone", "old_terms", "unknown"]
"""What became of an answer that is none today: its criterion is asked no more (``retired``), else as in Staleness."""


def why_stale(rubric: Rubric, criterion_id: str, coding: Coding) -> Staleness | None:
    """Return why a coding is stale; None where it is not.

    A coding whose rubric state is unknown counts as current while the rubric still knows its answer, unless it names
    an older version and the changelog asks for this criterion to be coded anew since. A coding of a criterion that
    was retired is not stale: it is asked no more, and there is nothing to look at again.
    """
    if not coding.given:
        return None
    if lost := why_lost(rubric, criterion_id, coding.answer):
        return None if lost == "retired" else lost
    if coding.asked is not None and coding.asked not in rubric.same_meaning[criterion_id]:
        return "meaning"
    asked_anew = coding.version is not None and rubric.asks_anew(criterion_id, coding.version)
    return "recode" if asked_anew else None


def is_unoffered(rubric: Rubric, criterion_id: str, coding: Coding, why: Staleness | None) -> bool:
    """Return whether the rubric never had the answer of a coding, so that it is stale though nothing changed.

    Args:
        rubric: The rubric.
        criterion_id: The criterion.
        coding: The coding.
        why: Why it is stale.
    """
    # What was asked lists the answers: where it is the same, this one was none then either.
    return why == "unknown" and (coding.asked is None or coding.asked in rubric.same_meaning[criterion_id])


def why_lost(rubric: Rubric, criterion: str, answer: Answer) -> Lost | None:
    """Return what keeps an answer, whoever gave it, from being one today; None where it is one."""
    if criterion not in rubric.by_id:
        now = rubric.terms.now(criterion)
        if now.criterion_gone:
            return "retired"
        return "old_terms" if now.criterion in rubric.by_id else "unknown"
    if not rubric.why_not_an_answer(criterion, answer):
        return None
    found = _names(rubric, criterion, answer)
    there = rubric.criterion(criterion)
    if any(now.by and not now.gone and now.name in (*there.values, *there.off_scale) for now in found):
        return "old_terms"
    known = there.values
    return "gone" if found and all(now.gone or now.name in known for now in found) else "unknown"


def what_became(rubric: Rubric, criterion: str, answer: Answer) -> str:
    """Return what the changelog says became of an answer, or of its criterion: ``'a' is called b since 0.3.0``."""
    found = [rubric.terms.now(criterion)]
    if criterion in rubric.by_id:
        found = _names(rubric, criterion, answer)
    told = dict.fromkeys(done.words for now in found for done in now.by)
    return " and ".join(told)


def earlier_codings(rubric: Rubric, annotation: Annotation, criterion: str) -> list[tuple[str, Coding]]:
    """Return the answers that an annotation holds to criteria which were split or merged into this one."""
    found = []
    for key, coding in annotation.codings.items():
        gone = rubric.terms.now(key).gone if key not in rubric.by_id and coding.given else None
        if gone is not None and criterion in (
            rubric.terms.now(str(name), after=gone.version).criterion for name in new_names(gone.operation)
        ):
            found.append((key, coding))
    return found


def _names(rubric: Rubric, criterion: str, answer: Answer) -> list[Now]:
    parts = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    kind: Kind = "value" if answer.is_position else "off_scale"
    named = parts if answer.is_position else (answer.off_scale,)
    plain = [one for one in named if isinstance(one, int | str) and not isinstance(one, bool)]
    return [rubric.terms.now(criterion, kind, one) for one in plain]
