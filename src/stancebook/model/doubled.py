"""Questions coded under two ids: under one that a criterion had, and under one it got since.

It comes of two branches of git, one in older terms, or of a program of an older version. Migrating keeps both, for only
who coded it can say which is meant. Until then the one under the newer id counts, and the other is stale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model import editing
from stancebook.model.migrating import is_empty, migrated_coding, new_places
from stancebook.model.staleness import why_stale

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.model.rubric import Rubric
    from stancebook.model.staleness import Staleness


def doubled(annotation: Annotation, rubric: Rubric) -> dict[str, str]:
    """Return the old ids whose codings cannot follow, with the id that their criterion has today."""
    if not rubric.terms or annotation.codings.keys() <= rubric.by_id.keys():
        return {}
    now = {key: rubric.terms.now(key) for key in annotation.codings}
    return {
        key: now[key].criterion
        for key, place in new_places(annotation, rubric).items()
        if place == key and now[key].criterion != key and not now[key].gone and not is_empty(annotation.codings[key])
    }


def other_ids(annotation: Annotation, rubric: Rubric, criterion: str) -> list[str]:
    """Return the old ids of a criterion under which it is coded too."""
    return [old for old, today in doubled(annotation, rubric).items() if today == criterion]


def why_stale_in(annotation: Annotation, rubric: Rubric, criterion: str) -> Staleness | None:
    """Return why the coding under an id is stale, given the others of its annotation; None where it is not."""
    if criterion in doubled(annotation, rubric):
        return "doubled"
    return why_stale(rubric, criterion, annotation.coding(criterion))


def keep(annotation: Annotation, rubric: Rubric, criterion: str, at: str) -> Annotation:
    """Keep a stale coding, or one of those that stand under two ids, as the answer to the question as it is now.

    Args:
        annotation: The annotation to edit.
        rubric: Its rubric.
        criterion: Under which id the coding stands that is kept: an old one, or today's. It goes under today's; what
            stands under the other is taken away.
        at: The time, ``2026-11-22T09:14:05Z``.

    Raises:
        StancebookError: Where there is nothing to keep, or not as an answer of today.
    """
    older = doubled(annotation, rubric)
    away = [criterion] if criterion in older else [old for old, today in older.items() if today == criterion]
    if not away:
        return editing.keep(annotation, rubric, criterion, at)
    place = older.get(criterion, criterion)
    codings = {key: coding for key, coding in annotation.codings.items() if key not in away}
    codings[place] = migrated_coding(annotation.codings[criterion], criterion, place, rubric)
    editing.require_offered(rubric, place, codings[place].answer)
    one = editing.stamp_seen(annotation, annotation.model_copy(update={"codings": codings}))
    if why_stale(rubric, place, one.coding(place)) in ("meaning", "recode"):
        return editing.keep(one, rubric, place, at)
    return editing.settle(one, rubric)
