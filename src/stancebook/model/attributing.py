"""Edits of attributed positions: what a source reports somebody else to hold. Each returns a new annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.editing import set_attributed
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation, Attributed
    from stancebook.model.rubric import Rubric


def attribute(
    annotation: Annotation, rubric: Rubric, position: Attributed, *, instead_of: Attributed | None = None
) -> Annotation:
    """Record a position that the source reports of an actor.

    There is one entry for an actor and a criterion: where there is one already, it takes the new answer, and the
    quotes of both.

    Args:
        annotation: The annotation to edit.
        rubric: Its rubric.
        position: The position, stamped with its time.
        instead_of: The entry it replaces, where one is edited.

    Raises:
        StancebookError: Where the rubric does not code them, or does not know what the position names.
    """
    if reason := why_not(rubric, position):
        raise StancebookError(reason)
    others = [one for one in annotation.attributed if one != instead_of]
    for same in [one for one in others if same_entry(one, position)]:
        others.remove(same)
        known = {one.key for one in position.evidence}
        position = position.model_copy(
            update={
                "actor": same.actor,
                "actor_type": position.actor_type or same.actor_type,
                "note": position.note or same.note,
                "evidence": (*position.evidence, *(one for one in same.evidence if one.key not in known)),
            }
        )
    return set_attributed(annotation, rubric, (*others, position))


def retract(annotation: Annotation, rubric: Rubric, position: Attributed) -> Annotation:
    """Take an attributed position away."""
    return set_attributed(annotation, rubric, [one for one in annotation.attributed if one != position])


def same_entry(one: Attributed, other: Attributed) -> bool:
    """Return whether two positions are of the same actor on the same criterion."""
    return (one.actor.casefold(), one.criterion) == (other.actor.casefold(), other.criterion)


def why_not(rubric: Rubric, position: Attributed) -> str:
    """Return why a position cannot be recorded; empty where it can."""
    layer = rubric.attributed
    if not layer.enabled:
        return "this rubric does not code attributed positions (attributed: {enabled: true} turns them on)"
    if not position.actor.strip():
        return "say who holds the position"
    if not position.actor.isprintable():
        return "the actor's name holds a character that cannot be shown"
    if position.actor_type is not None and layer.actor_type and position.actor_type not in layer.actor_type:
        return f"there is no actor type '{position.actor_type}'{did_you_mean(position.actor_type, layer.actor_type)}"
    criterion = rubric.criterion(position.criterion)
    if not position.answer.is_position:
        return f"{criterion.id}: an attributed position is a value of the scale; leave it out where nothing is reported"
    return rubric.why_not_an_answer(position.criterion, position.answer) or ""
