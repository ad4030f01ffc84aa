"""Annotations and decisions in the terms of today's rubric. Each function returns a new one; none touches a file.

What renames and merges did to ids is done to codings; everything else stays as it is. A coding gets today's ``asked``
and ``version`` only where it was asked what is asked today, in other ids. Doing it again changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from stancebook.model.annotation import Coding, Judgement
from stancebook.model.editing import attributed_order
from stancebook.model.staleness import why_stale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.annotation import Annotation, Attributed, Evidence
    from stancebook.model.answer import Value
    from stancebook.model.decision import Adjudication, Decision
    from stancebook.model.rubric import Rubric

J = TypeVar("J", bound=Judgement)
Revs = dict[tuple[str, str, str], tuple[str, str]]
"""What became of codings: criterion and ``rev`` by reviewer, and criterion and ``rev`` as they were."""


def migrated(annotation: Annotation, rubric: Rubric) -> Annotation:
    """Return an annotation in today's terms; the same object where nothing changes.

    A coding whose criterion was renamed moves there, unless that one is coded already: then both stay, and
    ``doubled`` tells of them.
    """
    if not rubric.terms:
        return annotation
    places = new_places(annotation, rubric)
    moving = {place for key, place in places.items() if place != key and not is_empty(annotation.codings[key])}
    codings: dict[str, Coding] = {}
    for key, coding in annotation.codings.items():
        place = places[key]
        # What is empty at a new place makes room, and that an old place was empty says nothing.
        gives_way = is_empty(coding) and place in (moving if place == key else annotation.codings)
        if not gives_way:
            codings[place] = migrated_coding(coding, key, place, rubric)
    attributed = tuple(migrated_position(one, rubric) for one in annotation.attributed)
    changes: dict[str, Any] = {} if codings == annotation.codings else {"codings": codings}
    if attributed != annotation.attributed:
        changes["attributed"] = attributed_order(attributed)
    return annotation.model_copy(update=changes) if changes else annotation


def new_places(annotation: Annotation, rubric: Rubric) -> dict[str, str]:
    """Return under which criterion each coding stands after migrating: where it is, if its new place is taken.

    Where several hold something for one place, that under the newest id has it.
    """
    now = {key: rubric.terms.now(key) for key in annotation.codings}
    led = {key: key if one.gone else one.criterion for key, one in now.items()}
    has: dict[str, str] = {}
    for key in sorted(annotation.codings, key=lambda key: len(now[key].by)):
        if not is_empty(annotation.codings[key]):
            has.setdefault(led[key], key)
    return {key: place if is_empty(annotation.codings[key]) or has[place] == key else key for key, place in led.items()}


def is_empty(coding: Coding) -> bool:
    """Return whether nothing was ever said in a coding, or all of it was taken back."""
    said = coding.given or coding.evidence or coding.note or coding.rules
    return not said and coding.confidence is None


def new_revs(before: Annotation, after: Annotation, rubric: Rubric) -> Revs:
    """Return what became of the codings that migrating moved or changed."""
    places = {key: to for key, to in new_places(before, rubric).items() if not is_empty(before.codings[key])}
    return {
        (before.reviewer, key, rev): (place, after.coding(place).rev)
        for key, place in places.items()
        if (place, after.coding(place).rev) != (key, before.codings[key].rev)
        for rev in before.codings[key].revs
    }


def migrated_decisions(decided: Adjudication, rubric: Rubric, revs: Sequence[Revs]) -> Adjudication:
    """Return the decisions on a source in today's terms, resting on its codings as they are now.

    Args:
        decided: The decisions.
        rubric: The rubric.
        revs: What became of that source's codings, migration by migration.
    """
    if not rubric.terms:
        return decided
    decisions: dict[str, tuple[Decision, ...]] = {}
    for key, made in decided.decisions.items():
        now = rubric.terms.now(key)
        place = key if now.gone else now.criterion
        here = tuple(_decision(one, key, rubric, revs) for one in made)
        # Where it was decided under both ids, time says which decision is the last.
        both = (*decisions.get(place, ()), *here)
        decisions[place] = tuple(sorted(both, key=lambda one: one.at)) if place in decisions else here
    return decided if decisions == decided.decisions else decided.model_copy(update={"decisions": decisions})


def migrated_position(position: Attributed, rubric: Rubric) -> Attributed:
    """Return an attributed position in today's terms."""
    now = rubric.terms.now(position.criterion)
    changes = {} if now.gone else _answer(position, position.criterion, rubric)
    if not now.gone and now.criterion != position.criterion:
        changes["criterion"] = now.criterion
    return _changed(position, changes)


def migrated_coding(coding: Coding, key: str, place: str, rubric: Rubric) -> Coding:
    """Return a coding of the criterion ``key`` as it stands under ``place`` in today's terms."""
    now = rubric.terms.now(key)
    if now.gone or now.criterion != place or place not in rubric.by_id:
        return coding
    changes = _answer(coding, key, rubric)
    renamed: Coding = coding.model_copy(update=changes)
    as_it_is = {rubric.asked[place], *rubric.criterion(place).same_meaning_as}
    in_older_ids = renamed.asked in rubric.same_meaning[place] - as_it_is
    if in_older_ids and why_stale(rubric, place, renamed) is None:
        changes |= {"asked": rubric.asked[place], "version": rubric.version}
    return _changed(coding, changes)


def _decision(decision: Decision, key: str, rubric: Rubric, revs: Sequence[Revs]) -> Decision:
    changes = {} if rubric.terms.now(key).gone else _named(decision.value, decision.off_scale, key, rubric)
    basis = {reviewer: _rev(reviewer, key, rev, revs) for reviewer, rev in decision.basis.items()}
    if basis != decision.basis:
        changes["basis"] = basis
    return decision.model_copy(update=changes) if changes else decision


def _rev(reviewer: str, criterion: str, rev: str, revs: Sequence[Revs]) -> str:
    for migration in revs:
        criterion, rev = migration.get((reviewer, criterion, rev), (criterion, rev))
    return rev


def _answer(judgement: Judgement, criterion: str, rubric: Rubric) -> dict[str, Any]:
    changes = _named(judgement.value, judgement.off_scale, criterion, rubric)
    evidence = _evidence(judgement.evidence, criterion, rubric)
    return changes if evidence == judgement.evidence else {**changes, "evidence": evidence}


def _named(value: Value | None, off_scale: str | None, criterion: str, rubric: Rubric) -> dict[str, Any]:
    """Return what changes of an answer; nothing where it is called what it was called."""
    changes: dict[str, Any] = {}
    if value is not None and (now := _value(value, criterion, rubric)) != value:
        changes["value"] = now
    if off_scale is not None and (name := rubric.terms.now(criterion, "off_scale", off_scale).name) != off_scale:
        changes["off_scale"] = name
    return changes


def _value(value: Value, criterion: str, rubric: Rubric) -> Value:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(str(_value(one, criterion, rubric)) for one in value))
    if isinstance(value, bool | float):
        return value
    now = rubric.terms.now(criterion, "value", value).name
    return value if now is None else now


def _evidence(evidence: tuple[Evidence, ...], criterion: str, rubric: Rubric) -> tuple[Evidence, ...]:
    """Return quotes for the values as they are called now; one that stood for two merged values stands once."""
    now: dict[Any, Evidence] = {}
    for quote in evidence:
        name = quote.for_value
        called = None if name is None else str(_value(name, criterion, rubric))
        moved = quote if called == name else replace(quote, for_value=called)
        now.setdefault(moved.key, moved)
    return tuple(now.values())


def _changed(judgement: J, changes: dict[str, Any]) -> J:
    if not changes:
        return judgement
    changed = judgement.model_copy(update=changes)
    # One that was changed outside Stancebook keeps the rev that says so.
    return changed.sealed() if judgement.rev == judgement.expected_rev else changed
