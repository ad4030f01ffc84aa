"""What a change of the rubric means for each coding: it stays, follows, is stale, or is asked for no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from stancebook.model.doubled import doubled
from stancebook.model.migrating import migrated, migrated_position, new_places
from stancebook.model.staleness import what_became, why_lost, why_stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.annotation import Annotation, Attributed
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric
    from stancebook.model.staleness import Staleness

What = Literal["kept", "follows", "stale", "retired", "blocked"]
"""``kept``: as it is, and current. ``follows``: rewritten in today's terms, and current. ``stale``: to be looked at
again. ``retired``: its criterion is asked no more; kept as it is. ``blocked``: its criterion has another id under which
it is coded too; both are kept until who coded them keeps one."""


class Fate(NamedTuple):
    """What becomes of one coding, or of one attributed position, when an annotation is migrated.

    Attributes:
        reviewer: Whose annotation it stands in.
        source: Of which source.
        actor: Whose attributed position it is; None for the source's own.
        criterion: Its criterion as it was called.
        now: Its criterion as it is called now.
        before: The answer as it was called.
        after: The answer as it is called now.
        what: What becomes of it.
        why: Why it is stale, where it is; ``doubled`` where it is blocked.
        became: What the changelog says of its answer, in words; empty where it says nothing.
        state_unknown: Whether it is not known what its question meant when it was answered.
    """

    reviewer: str
    source: str
    actor: str | None
    criterion: str
    now: str
    before: Answer
    after: Answer
    what: What
    why: Staleness | None
    became: str
    state_unknown: bool = False

    @property
    def rewritten(self) -> bool:
        """Whether its answer or its criterion is called something else now."""
        return self.now != self.criterion or self.after != self.before


def fates(annotation: Annotation, rubric: Rubric) -> Iterator[Fate]:
    """Yield what becomes of each coding with an answer, then of each attributed position."""
    after, places, older = migrated(annotation, rubric), new_places(annotation, rubric), doubled(annotation, rubric)
    for criterion, coding in annotation.codings.items():
        if coding.given or criterion in older:
            yield _of_coding(annotation, after, rubric, criterion, places[criterion], blocked=criterion in older)
    for position in annotation.attributed:
        yield _of_position(annotation, rubric, position)


def _of_coding(
    annotation: Annotation, migrated_one: Annotation, rubric: Rubric, criterion: str, place: str, *, blocked: bool
) -> Fate:
    before, after = annotation.coding(criterion), migrated_one.coding(place)
    why: Staleness | None = "doubled" if blocked else why_stale(rubric, place, after)
    if rubric.terms.now(criterion).criterion_gone:
        what: What = "retired"
    elif blocked:
        what = "blocked"
    elif why:
        what = "stale"
    else:
        what = "follows" if (place, after.answer) != (criterion, before.answer) else "kept"
    return Fate(
        reviewer=annotation.reviewer,
        source=annotation.source,
        actor=None,
        criterion=criterion,
        now=place,
        before=before.answer,
        after=after.answer,
        what=what,
        why=why if what in {"stale", "blocked"} else None,
        became=what_became(rubric, criterion, before.answer),
        state_unknown=before.state_unknown and what in {"kept", "follows"},
    )


def _of_position(annotation: Annotation, rubric: Rubric, position: Attributed) -> Fate:
    after = migrated_position(position, rubric)
    lost = why_lost(rubric, after.criterion, after.answer)
    moved = (after.criterion, after.answer) != (position.criterion, position.answer)
    what: What = "follows" if moved else "kept"
    if lost:
        what = "retired" if lost == "retired" else "stale"
    return Fate(
        reviewer=annotation.reviewer,
        source=annotation.source,
        actor=position.actor,
        criterion=position.criterion,
        now=after.criterion,
        before=position.answer,
        after=after.answer,
        what=what,
        why=None if lost == "retired" else lost,
        became=what_became(rubric, position.criterion, position.answer),
    )
