"""What an annotation still needs before it can be complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from stancebook.model.applying import applying_in

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation, Coding
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion, Choice, Rubric

Need = Literal["answer", "legal_answer", "evidence", "note"]


class Missing(NamedTuple):
    """One thing that is still needed.

    Attributes:
        criterion: The criterion it is needed for.
        need: What is needed.
        sentence: The same in words, naming the criterion.
        for_value: The value that wants a quote of its own, if it is that.
    """

    criterion: str
    need: Need
    sentence: str
    for_value: str | None = None


def missing(annotation: Annotation, rubric: Rubric) -> list[Missing]:
    """Return what keeps an annotation from being complete, in the rubric's order.

    What is not asked lacks nothing; of what hangs on an answer that is not given yet, that answer is what lacks.
    """
    asked = applying_in(rubric, annotation)
    return [
        one
        for criterion in rubric.criteria
        if asked[criterion.id]
        for one in missing_in(annotation.coding(criterion.id), rubric, criterion)
    ]


def missing_for(annotation: Annotation, rubric: Rubric, criterion: str) -> list[Missing]:
    """Return what one criterion of an annotation still needs; nothing where it is not asked, or not asked yet."""
    if not applying_in(rubric, annotation)[criterion]:
        return []
    return missing_in(annotation.coding(criterion), rubric, rubric.by_id[criterion])


def missing_in(coding: Coding, rubric: Rubric, criterion: AnyCriterion) -> list[Missing]:
    """Return what the coding of one criterion still needs."""
    if not coding.given:
        return [Missing(criterion.id, "answer", f"{criterion.heading} has no answer")]
    answer = coding.answer
    if reason := rubric.why_not_an_answer(criterion.id, answer):
        return [Missing(criterion.id, "legal_answer", reason)]
    found = _missing_evidence(coding, criterion) if answer.is_position else []
    if coding.note.strip():
        return found
    for choice in rubric.choices(criterion.id):
        if choice.requires_note and _is_chosen(choice, answer):
            return [*found, Missing(criterion.id, "note", f"{criterion.heading}: '{choice.label}' needs a note")]
    return found


def _is_chosen(choice: Choice, answer: Answer) -> bool:
    if choice.is_position and isinstance(answer.value, tuple):
        return choice.answer.value in answer.value
    return choice.answer == answer


def _missing_evidence(coding: Coding, criterion: AnyCriterion) -> list[Missing]:
    if criterion.requires_evidence == "each" and isinstance(coding.value, tuple):
        quoted = {evidence.for_value for evidence in coding.evidence}
        return [
            Missing(criterion.id, "evidence", f"{criterion.heading}: '{value}' needs a quote of its own", value)
            for value in coding.value
            if value not in quoted
        ]
    if criterion.wants_quote(coding.value) and not coding.evidence:
        return [Missing(criterion.id, "evidence", f"{criterion.heading} needs a quote")]
    return []
