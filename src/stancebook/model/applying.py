"""Which criteria are asked of a source at all, given the answers to those before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.answer import Answer
from stancebook.model.condition import AllOf, AnyOf, Condition, conditions
from stancebook.model.criterion import NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stancebook.model.annotation import Annotation
    from stancebook.model.condition import AnyClause
    from stancebook.model.rubric import AnyCriterion, Rubric

Applies = bool | None
"""Whether a criterion is asked; None where that hangs on an answer that is not given yet, or is none today."""


def applying(rubric: Rubric, answer_of: Callable[[str], Answer]) -> dict[str, Applies]:
    """Return for each criterion whether it is asked.

    A condition on a criterion that is not asked itself does not hold. One on a criterion without an answer is
    undecided, and so is what hangs on it, unless the rest of the clause decides (Kleene 1952, three truth values).
    What is no answer today, in old terms or retired, decides nothing either.

    Args:
        rubric: The rubric.
        answer_of: The answer to a criterion, by its id; ``NOT_CODED`` where there is none.
    """
    found: dict[str, Applies] = {}
    for criterion in rubric.criteria:
        found[criterion.id] = applies(criterion, rubric, answer_of, found)
    return found


def applies(
    criterion: AnyCriterion, rubric: Rubric, answer_of: Callable[[str], Answer], before: Mapping[str, Applies]
) -> Applies:
    """Return whether one criterion is asked, given which of those before it are."""
    return criterion.applies_if is None or _holds(criterion.applies_if, rubric, answer_of, before)


def applying_in(rubric: Rubric, annotation: Annotation) -> Mapping[str, Applies]:
    """Return for each criterion whether it is asked, given the codings of an annotation."""
    if not rubric.has_conditions:
        return rubric.all_apply
    return applying(rubric, lambda criterion: annotation.coding(criterion).answer)


def condition_words(rubric: Rubric, criterion: AnyCriterion) -> str:
    """Return when a criterion is asked, in words: ``only if Works is 'Fails' or 'Mostly fails'``; empty: always."""
    return f"only if {_clause_words(criterion.applies_if, rubric)}" if criterion.applies_if else ""


def why_not_asked(rubric: Rubric, criterion: AnyCriterion, answer_of: Callable[[str], Answer]) -> str:
    """Return why a criterion is not asked: ``because Works is 'Fails'``; empty where it is asked.

    Args:
        rubric: The rubric.
        criterion: The criterion.
        answer_of: The answer to a criterion, by its id; ``NOT_CODED`` where there is none.
    """
    asked = applying(rubric, answer_of)
    if criterion.applies_if is None or asked[criterion.id]:
        return ""
    reasons: dict[str, None] = {}
    for _, condition in conditions(criterion.applies_if):
        name = condition.criterion
        if _holds(condition, rubric, answer_of, asked):
            continue
        heading, answer = rubric.criterion(name).heading, answer_of(name)
        if asked[name] is False:
            reasons[f"{heading} is not asked either"] = None
        elif asked[name] is None:
            reasons[f"{heading} is perhaps not asked either"] = None
        elif not answer.given:
            reasons[f"{heading} has no answer yet"] = None
        else:
            reasons[f"{heading} is '{rubric.label(name, answer)}'"] = None
    return f"because {' and '.join(reasons)}"


def _holds(
    clause: AnyClause, rubric: Rubric, answer_of: Callable[[str], Answer], asked: Mapping[str, Applies]
) -> Applies:
    if isinstance(clause, Condition):
        criterion = rubric.by_id.get(clause.criterion)
        if criterion is None or asked.get(clause.criterion) is False:
            return False
        answer = answer_of(clause.criterion)
        if not answer.given or asked[clause.criterion] is None or rubric.why_not_an_answer(criterion.id, answer):
            return None
        return _met(clause, criterion, answer)
    parts = [
        _holds(part, rubric, answer_of, asked) for part in (clause.all if isinstance(clause, AllOf) else clause.any)
    ]
    deciding = isinstance(clause, AnyOf)
    if deciding in parts:
        return deciding
    return None if None in parts else not deciding


def _met(condition: Condition, criterion: AnyCriterion, answer: Answer) -> bool:
    return (
        (not condition.answers or any(_is_named(answer, one, criterion) for one in condition.answers))
        and (condition.position is None or condition.position == answer.is_position)
        and _within(condition, answer)
    )


def _is_named(answer: Answer, named: str | bool | float, criterion: AnyCriterion) -> bool:
    if isinstance(named, str):
        if answer.off_scale is not None:
            return answer.off_scale == named
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        if isinstance(criterion, NominalCriterion):
            return any(isinstance(one, str) and named in criterion.path(one) for one in chosen)
        return named in chosen
    return answer == Answer(named)


def _within(condition: Condition, answer: Answer) -> bool:
    if condition.at_least is None and condition.at_most is None:
        return True
    value = answer.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return (condition.at_least is None or value >= condition.at_least) and (
        condition.at_most is None or value <= condition.at_most
    )


def _clause_words(clause: AnyClause | None, rubric: Rubric, *, inner: bool = False) -> str:
    if clause is None:
        return ""
    if isinstance(clause, Condition):
        return _condition_words(clause, rubric)
    parts = clause.all if isinstance(clause, AllOf) else clause.any
    joint = " and " if isinstance(clause, AllOf) else " or "
    words = joint.join(_clause_words(part, rubric, inner=True) for part in parts)
    return f"({words})" if inner and len(parts) > 1 else words


def _condition_words(condition: Condition, rubric: Rubric) -> str:
    heading = rubric.criterion(condition.criterion).heading
    told = []
    if condition.answers:
        told.append(
            "is " + " or ".join(f"'{_answer_label(condition.criterion, one, rubric)}'" for one in condition.answers)
        )
    if condition.position is not None:
        told.append("takes a position" if condition.position else "takes no position")
    mark = rubric.criterion(condition.criterion).mark
    if condition.at_least is not None:
        told.append(f"is at least {mark(condition.at_least)}")
    if condition.at_most is not None:
        told.append(f"is at most {mark(condition.at_most)}")
    return f"{heading} {' and '.join(told)}"


def _answer_label(criterion: str, named: str | bool | float, rubric: Rubric) -> str:
    if isinstance(named, str) and named in rubric.criterion(criterion).off_scale:
        return rubric.label(criterion, Answer(off_scale=named))
    return rubric.label(criterion, Answer(named))


def why_no_condition(condition: Condition, criterion: AnyCriterion) -> list[tuple[tuple[str | int, ...], str]]:
    """Return what keeps a condition from ever making sense, as (path below it, sentence).

    Args:
        condition: The condition.
        criterion: The criterion it names.
    """
    found: list[tuple[tuple[str | int, ...], str]] = []
    if not condition.answers and condition.at_least is condition.at_most is condition.position is None:
        found.append(((), "a condition needs 'answers', 'at_least', 'at_most' or 'position'"))
    for index, named in enumerate(condition.answers):
        if reason := _why_never(named, criterion):
            found.append((("answers", index), reason))
    if not isinstance(criterion, OrdinalCriterion | NumericCriterion):
        said = f"needs values with an order; {criterion.id} is {criterion.type}"
        found += [((key,), f"'{key}' {said}") for key in ("at_least", "at_most") if getattr(condition, key) is not None]
    return found


def _why_never(named: str | bool | float, criterion: AnyCriterion) -> str | None:
    if isinstance(named, str) and named in criterion.off_scale:
        return None
    if isinstance(criterion, NominalCriterion) and isinstance(named, str):
        known = (*criterion.values, *criterion.off_scale)
        return (
            None
            if named in criterion.by_value
            else f"'{named}' is no answer of {criterion.id}{did_you_mean(named, known, answers=True)}"
        )
    reason = criterion.why_not_a_value(named)
    return f"{reason} (off the scale: {', '.join(criterion.off_scale)})" if reason and criterion.off_scale else reason
