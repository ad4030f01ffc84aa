"""Edits of an annotation. Each returns a new one; none touches a file.

Every function stamps the coding it changes and keeps the rest byte for byte. An annotation that was
complete stays so while the requirements still hold, and returns to draft when they do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import StancebookError
from stancebook.model.requirements import missing
from stancebook.model.staleness import what_became, why_stale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.model.annotation import Annotation, Attributed, Coding, Evidence
    from stancebook.model.rubric import Rubric


def set_answer(annotation: Annotation, rubric: Rubric, criterion: str, answer: Answer, at: str) -> Annotation:
    """Answer a criterion; ``NOT_CODED`` clears it.

    Args:
        annotation: The annotation to edit.
        rubric: Its rubric.
        criterion: The criterion's id.
        answer: The answer; several values in any order.
        at: The time, ``2026-11-22T09:14:05Z``.

    Raises:
        StancebookError: Where the criterion offers no such answer.
    """
    if reason := rubric.why_not_an_answer(criterion, answer):
        raise StancebookError(reason)
    known = {"asked": rubric.asked[criterion], "version": rubric.version} if answer.given else {}
    unknown = {} if answer.given else {"asked": None, "version": None, "confidence": None}
    changes = {"value": answer.value, "off_scale": answer.off_scale, **known, **unknown}
    return _update(annotation, rubric, criterion, at, changes)


def keep(annotation: Annotation, rubric: Rubric, criterion: str, at: str) -> Annotation:
    """Keep a stale coding's answer, or one to nobody knows which question, as that to the question as it is now.

    It is a judgement of today, and counts as one: it gets today's time, digest and version.

    Raises:
        StancebookError: Where there is no answer, it is current, or the rubric no longer offers it.
    """
    heading = rubric.criterion(criterion).heading
    coding = annotation.coding(criterion)
    if not coding.given:
        raise StancebookError(f"{heading} has no answer that could be kept")
    require_offered(rubric, criterion, coding.answer)
    if why_stale(rubric, criterion, coding) is None and not coding.state_unknown:
        raise StancebookError(f"{heading} is not stale: its answer is kept as it is")
    return _update(annotation, rubric, criterion, at, {"asked": rubric.asked[criterion], "version": rubric.version})


def require_offered(rubric: Rubric, criterion: str, answer: Answer) -> None:
    """Refuse to keep an answer that the rubric does not offer any more.

    Raises:
        StancebookError: With what became of it, where that is so.
    """
    if reason := rubric.why_not_an_answer(criterion, answer):
        became = what_became(rubric, criterion, answer)
        raise StancebookError(f"{rubric.criterion(criterion).heading}: {became or reason}; give another answer")


def toggle_value(annotation: Annotation, rubric: Rubric, criterion: str, value: str, at: str) -> Annotation:
    """Add a value to a criterion that takes several, or take it out; the last one out clears the answer.

    An exclusive value replaces the others, and another replaces it.

    Raises:
        StancebookError: Where the criterion has no such value, or takes no more.
    """
    known = rubric.criterion(criterion).values
    before = annotation.coding(criterion).answer.value
    if value not in known and value not in (before if isinstance(before, tuple) else ()):
        raise StancebookError(
            f"'{value}' is no value of {criterion}{did_you_mean(value, map(str, known), answers=True)}"
        )
    chosen = set(before if isinstance(before, tuple) else ()) ^ {value}
    exclusive = set(getattr(rubric.criterion(criterion), "exclusive", ()))
    if value in chosen and (exclusive & chosen):
        chosen = {value} if value in exclusive else chosen - exclusive
    if not chosen:
        return set_answer(annotation, rubric, criterion, NOT_CODED, at)
    # A minimum is a requirement of a complete annotation, not of every step towards it.
    reason = rubric.why_not_an_answer(criterion, Answer(tuple(sorted(chosen))))
    minimum = getattr(rubric.criterion(criterion), "min_values", 1)
    offered = [about.value for about in rubric.criterion(criterion).offered]
    if reason and (len(chosen) >= minimum or (value in chosen and value not in offered)):
        raise StancebookError(reason)
    changes = {
        "value": tuple(sorted(chosen)),
        "off_scale": None,
        "asked": rubric.asked[criterion],
        "version": rubric.version,
    }
    return _update(annotation, rubric, criterion, at, changes)


def add_evidence(annotation: Annotation, rubric: Rubric, criterion: str, quote: Evidence, at: str) -> Annotation:
    """Put a quote under a criterion; one that stands there already changes nothing.

    Raises:
        StancebookError: Where it is said to support a value that the criterion does not have.
    """
    values = [str(value) for value in rubric.criterion(criterion).values]
    if quote.for_value is not None and quote.for_value not in values:
        raise StancebookError(
            f"'{quote.for_value}' is no value of {criterion}{did_you_mean(quote.for_value, values, answers=True)}"
        )
    coding = annotation.coding(criterion)
    if any(quote.key == other.key for other in coding.evidence):
        return annotation
    return _update(annotation, rubric, criterion, at, {"evidence": (*coding.evidence, quote)})


def remove_evidence(annotation: Annotation, rubric: Rubric, criterion: str, quote: Evidence, at: str) -> Annotation:
    """Take a quote away from a criterion."""
    kept = tuple(other for other in annotation.coding(criterion).evidence if other.key != quote.key)
    return _update(annotation, rubric, criterion, at, {"evidence": kept})


def set_note(annotation: Annotation, rubric: Rubric, criterion: str, note: str, at: str) -> Annotation:
    """Write the note of a criterion."""
    rubric.criterion(criterion)
    return _update(annotation, rubric, criterion, at, {"note": storable(note)})


def set_confidence(
    annotation: Annotation, rubric: Rubric, criterion: str, confidence: int | None, at: str
) -> Annotation:
    """Say how sure the coding of a criterion is; None takes it back.

    Raises:
        StancebookError: Where the confidence scale has no such step.
    """
    rubric.criterion(criterion)
    scale = rubric.confidence.scale
    if confidence is not None and confidence not in scale:
        raise StancebookError(f"confidence goes from {min(scale)} to {max(scale)}; {confidence} is not on it")
    return _update(annotation, rubric, criterion, at, {"confidence": confidence})


def set_rules(annotation: Annotation, rubric: Rubric, criterion: str, rules: Iterable[str], at: str) -> Annotation:
    """Say which decision rules the coding of a criterion rests on.

    Raises:
        StancebookError: Where the rubric has no such rule for it.
    """
    rubric.criterion(criterion)
    wanted = tuple(sorted(set(rules)))
    known = rubric.rule_ids[criterion]
    for rule in wanted:
        if rule not in known:
            raise StancebookError(f"{criterion} has no rule '{rule}'{did_you_mean(rule, known)}")
    return _update(annotation, rubric, criterion, at, {"rules": wanted})


def set_attributed(annotation: Annotation, rubric: Rubric, attributed: Iterable[Attributed]) -> Annotation:
    """Set the stances that the source reports of others, in the order files keep."""
    sealed = attributed_order(one.sealed() for one in attributed)
    return settle(annotation.model_copy(update={"attributed": sealed}), rubric)


def attributed_order(attributed: Iterable[Attributed]) -> tuple[Attributed, ...]:
    """Return attributed positions in the one order in which files keep them."""
    return tuple(sorted(attributed, key=lambda one: (one.criterion, one.actor.casefold(), one.rev)))


def set_flag(annotation: Annotation, flag: str) -> Annotation:
    """Flag the source for a second look, with a word why; empty takes the flag away."""
    return annotation.model_copy(update={"flag": storable(flag)})


def set_source_note(annotation: Annotation, note: str) -> Annotation:
    """Write the note on the source as a whole."""
    return annotation.model_copy(update={"note": storable(note)})


def complete(annotation: Annotation, rubric: Rubric) -> Annotation:
    """Declare the annotation complete.

    Raises:
        StancebookError: With everything that is still missing.
    """
    if lacking := missing(annotation, rubric):
        raise StancebookError("not complete: " + "; ".join(one.sentence for one in lacking))
    return annotation.model_copy(update={"state": "complete"})


def reopen(annotation: Annotation) -> Annotation:
    """Take the declaration back: the annotation is a draft again."""
    return annotation.model_copy(update={"state": "draft"})


def reveal(annotation: Annotation, at: str) -> Annotation:
    """Record that the reviewer has been shown another's coding of the source; the first time counts."""
    return annotation if annotation.revealed_at else annotation.model_copy(update={"revealed_at": at})


def no_longer_independent(before: Annotation, after: Annotation) -> list[str]:
    """Return the criteria of which an edit made the coding one that was made after seeing another's."""
    return [key for key, coding in after.codings.items() if before.coding(key).independent and not coding.independent]


def stamp_seen(before: Annotation, after: Annotation) -> Annotation:
    """Return ``after`` with every judgement that was swapped for another since the reveal marked as not independent.

    Undo changes judgements too: taking back, after seeing others, what was decided before is a new decision.
    Going back from one made after seeing them to one made before is not.
    """
    if after.revealed_at is None:
        return after
    swapped = {
        key: coding.model_copy(update={"independent": False}).sealed()
        for key, coding in after.codings.items()
        if coding.given and coding.independent and _was_independent_and_other(before, key, coding)
    }
    return after.model_copy(update={"codings": {**after.codings, **swapped}}) if swapped else after


def _was_independent_and_other(before: Annotation, criterion: str, coding: Coding) -> bool:
    old = before.coding(criterion)
    return old.independent and old.answer != coding.answer


def _update(annotation: Annotation, rubric: Rubric, criterion: str, at: str, changes: dict[str, Any]) -> Annotation:
    before = annotation.coding(criterion)
    after: Coding = before.model_copy(update=changes).sealed()
    if after == before:
        return annotation
    stamp = {"at": at, "independent": annotation.revealed_at is None}
    after = after.model_copy(update=stamp).sealed()
    return settle(annotation.model_copy(update={"codings": {**annotation.codings, criterion: after}}), rubric)


def storable(text: str) -> str:
    """Return ``text``; half a character, as a terminal in another encoding sends it, cannot stand in a file.

    Raises:
        StancebookError: Where it holds one.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise StancebookError("the text holds a broken character (not UTF-8); nothing was changed")
    return text


def settle(annotation: Annotation, rubric: Rubric) -> Annotation:
    """Return an annotation as it is after an edit: a draft again, where it lacks what a complete one needs."""
    if annotation.complete and missing(annotation, rubric):
        return reopen(annotation)
    return annotation
