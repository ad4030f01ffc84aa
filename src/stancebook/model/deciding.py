"""Edits of the decisions on one source. Pure: each returns new ones, or says what is wrong.

Decisions add up: a new one goes to the end of its criterion's list, and the last counts. Undo takes that one away
again; what stood before it was never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.digest import digest
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.model.decision import Adjudication, Decision
    from stancebook.model.rubric import Rubric

NEEDS_REASON: Final = "a decision needs a reason"


def decide(adjudication: Adjudication, rubric: Rubric, criterion: str, decision: Decision) -> Adjudication:
    """Add a decision on a criterion.

    Raises:
        StancebookError: Where the criterion offers no such answer or has no such rule, or where the reason is missing.
    """
    if reason := why_not(rubric, criterion, decision):
        raise StancebookError(f"{criterion}: {reason}")
    return with_decisions(adjudication, {criterion: (*adjudication.decisions.get(criterion, ()), decision)})


def why_not(rubric: Rubric, criterion: str, decision: Decision) -> str | None:
    """Return what keeps a decision from being one on this criterion, or None.

    Raises:
        NotFoundError: Where the rubric has no such criterion.
    """
    rubric.criterion(criterion)
    if decision.outcome == "settled" and (reason := rubric.why_not_an_answer(criterion, decision.answer)):
        return reason
    if not decision.rationale.strip():
        return NEEDS_REASON
    if decision.rule is None:
        return None
    return why_not_a_rule(rubric, criterion, decision.rule, proposed=decision.cited_rule is None)


def wants_rule(rubric: Rubric, decision: Decision) -> bool:
    """Return whether a decision names no rule though the rubric asks that it should. It holds all the same."""
    return rubric.adjudication.cite_rule and decision.outcome == "settled" and decision.rule is None


def why_not_a_rule(rubric: Rubric, criterion: str, rule: str, *, proposed: bool) -> str | None:
    """Return what keeps text from being a rule that a decision rests on, or one that it proposes, or None."""
    known = rubric.rule_ids[criterion]
    if proposed:
        return None if len(rule.split()) > 1 else "a proposed rule is a sentence; a single word would be a rule's id"
    if rule not in known:
        return f"there is no rule '{rule[:80]}' for it{did_you_mean(rule, known)}; propose a new one in words"
    return None


def with_decisions(adjudication: Adjudication, changed: Mapping[str, tuple[Decision, ...]]) -> Adjudication:
    """Return the decisions with other lists for some criteria; a criterion whose list is empty has none."""
    decisions = {key: held for key, held in {**adjudication.decisions, **changed}.items() if held}
    return adjudication.model_copy(update={"decisions": decisions})


def differing(one: Adjudication, other: Adjudication) -> tuple[str, ...]:
    """Return the criteria on which two versions of a file hold other decisions."""
    criteria = dict.fromkeys([*one.decisions, *other.decisions])
    return tuple(each for each in criteria if one.decisions.get(each, ()) != other.decisions.get(each, ()))


def carried(before: Adjudication, after: Adjudication, onto: Adjudication) -> Adjudication:
    """Return ``onto`` with what leads from ``before`` to ``after``: decisions taken away, others added at the end.

    Nothing can clash: what somebody else decided meanwhile stays, before what is added.
    """
    changed = {}
    for criterion in dict.fromkeys([*before.decisions, *after.decisions]):
        old, new = before.decisions.get(criterion, ()), after.decisions.get(criterion, ())
        same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        if old[same:] or new[same:]:
            kept = tuple(one for one in onto.decisions.get(criterion, ()) if one not in old[same:])
            changed[criterion] = (*kept, *(one for one in new[same:] if one not in kept))
    return with_decisions(onto, changed)


def joined(ours: Adjudication, theirs: Adjudication) -> Adjudication:
    """Return the decisions of two versions of one file: all of them, and nothing twice.

    What stood in an order in one of them stays in it, since the last counts; for the rest each list goes by time, of
    one second by who decided, then by an order that tells nothing. Whose version is called ours makes no difference.
    """
    criteria = dict.fromkeys([*ours.decisions, *theirs.decisions])
    return with_decisions(ours, {each: _joined_list(ours, theirs, each) for each in criteria})


def _joined_list(ours: Adjudication, theirs: Adjudication, criterion: str) -> tuple[Decision, ...]:
    versions = [ours.decisions.get(criterion, ()), theirs.decisions.get(criterion, ())]
    made: list[Decision] = []
    while left := [held for held in versions if held]:
        free = [held[0] for held in left if all(held[0] not in other[1:] for other in left)]
        if not free:  # both know the same ones in another order
            free = [one for held in left for one in held]
        made.append(min(free, key=_by_time))
        versions = [tuple(one for one in held if one != made[-1]) for held in left]
    return tuple(made)


def _by_time(one: Decision) -> tuple[str, str, str]:
    return one.at, one.by, digest(one.model_dump(mode="json"), 16)


def preferring(adjudication: Adjudication, criterion: str, decision: Decision) -> Adjudication:
    """Return the decisions with one of a criterion's as the last, which counts."""
    others = (one for one in adjudication.decisions.get(criterion, ()) if one != decision)
    return with_decisions(adjudication, {criterion: (*others, decision)})
