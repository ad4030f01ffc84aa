"""Journals: what migrations changed in one file, so that nothing is lost and each can be taken back.

The field names are the file format ``stancebook/migration/1``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeVar

from pydantic import Field

from stancebook.model.annotation import Annotation, Attributed, Coding
from stancebook.model.base import Model
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.ids import CONSENSUS, Id
from stancebook.model.migrating import Revs, is_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.model.rubric import Rubric

SCHEMA: Final = "stancebook/migration/1"
T = TypeVar("T")
Kept = Annotation | Adjudication
"""What a journal is kept of."""


class Side(Model):
    """What stood there before a migration, or after it: of everything it touched, null where there was nothing.

    Attributes:
        codings: The codings, by criterion.
        attributed: All attributed positions, where one was touched.
        decisions: The decisions, by criterion.
    """

    codings: dict[Id, Coding | None]
    attributed: tuple[Attributed, ...] | None
    decisions: dict[Id, tuple[Decision, ...] | None]


class Step(Model):
    """What one migration changed.

    Attributes:
        number: Which migration of the study it was, counted from 1.
        version: The rubric's version to which it led.
        before: What stood there before.
        after: What stood there after.
        text: The whole file before, where it was not written as Stancebook writes it; else null.
        taken_back: Whether it was taken back, but for what is still here: that was edited since.
    """

    number: int
    version: str
    before: Side
    after: Side
    text: str | None
    taken_back: bool


class Journal(Model):
    """The migrations of one annotation, or of the decisions on one source; oldest first."""

    schema_: Literal["stancebook/migration/1"] = Field(default=SCHEMA, alias="schema")
    rubric: Id
    reviewer: Id | Literal["_consensus"]
    source: Id
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, kept: Kept) -> Self:
        """Return a journal in which nothing has happened yet."""
        reviewer = kept.reviewer if isinstance(kept, Annotation) else CONSENSUS
        return cls(rubric=kept.rubric, reviewer=reviewer, source=kept.source, steps=())

    @property
    def last(self) -> int:
        """The number of the last migration that was not taken back; 0 where there is none."""
        return max((step.number for step in self.steps if not step.taken_back), default=0)

    def to_json(self) -> str:
        """Return the file's text: sorted keys, two spaces, every key present, a final newline."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def noted(
    journal: Journal, before: Kept, after: Kept, *, number: int, version: str, text: str | None = None
) -> Journal:
    """Return a journal with a migration noted; the same where an interrupted one had noted it already."""
    step = Step(
        number=number,
        version=version,
        before=_side(before, after),
        after=_side(after, before),
        text=text,
        taken_back=False,
    )
    if journal.steps and journal.steps[-1] == step:
        return journal
    return journal.model_copy(update={"steps": (*journal.steps, step)})


def taken_back(journal: Journal, kept: Annotation | Adjudication, number: int) -> tuple[Journal, Any, str | None]:
    """Take one migration back.

    Args:
        journal: The journal.
        kept: What the file holds now.
        number: Which migration.

    Returns:
        The journal without it, or with what could not be taken back because it was edited since; what the file is to
        hold; and the file's whole text before that migration, where that is known: it may lack what was said since.
    """
    left: list[Step] = []
    text: str | None = None
    for step in reversed(journal.steps):
        if step.number != number or step.taken_back:
            left.append(step)
            continue
        kept, remains = _without(kept, step)
        text = step.text if remains is None else None
        left += [remains] if remains else []
    return journal.model_copy(update={"steps": tuple(reversed(left))}), kept, text


def edited_since(journal: Journal, number: int) -> tuple[str, ...]:
    """Return what could not be taken back of a migration: criteria, and ``attributed``."""
    return tuple(
        name
        for step in journal.steps
        if step.number == number and step.taken_back
        for name in (
            *step.after.codings,
            *step.after.decisions,
            *(() if step.after.attributed is None else ("attributed",)),
        )
    )


def revs_noted(journal: Journal, rubric: Rubric) -> dict[int, Revs]:
    """Return what became of an annotation's codings in each migration that was not taken back, by its number."""
    found: dict[int, Revs] = {}
    for step in journal.steps:
        if not step.taken_back:
            found.setdefault(step.number, {}).update(_revs(journal.reviewer, step, rubric))
    return found


def made_under(journal: Journal, rubric: Rubric) -> dict[tuple[str, str], str | None]:
    """Return under which version the codings that migrations wrote were made, by criterion and ``rev``."""
    found: dict[tuple[str, str], str | None] = {}
    for step in journal.steps:
        for (_, criterion, rev), after in _revs(journal.reviewer, step, rubric).items():
            before = step.before.codings[criterion]
            found[after] = found.get((criterion, rev), before.version if before else None)
    return found


def _revs(reviewer: str, step: Step, rubric: Rubric) -> Revs:
    found: Revs = {}
    for key, before in step.before.codings.items():
        if before is None or is_empty(before):
            continue
        same = step.after.codings.get(key)
        place = key if same else rubric.terms.now(key).criterion
        if after := step.after.codings.get(place):
            found.update({(reviewer, key, rev): (place, after.rev) for rev in before.revs})
    return found


def _side(one: Kept, other: Kept) -> Side:
    """Return what of ``one`` differs from ``other``."""
    if isinstance(one, Annotation) and isinstance(other, Annotation):
        attributed = one.attributed if one.attributed != other.attributed else None
        return Side(codings=_differing(one.codings, other.codings), attributed=attributed, decisions={})
    if isinstance(one, Adjudication) and isinstance(other, Adjudication):
        return Side(codings={}, attributed=None, decisions=_differing(one.decisions, other.decisions))
    raise TypeError("an annotation and decisions have nothing to compare")


def _differing(one: Mapping[str, T], other: Mapping[str, T]) -> dict[str, T | None]:
    keys = dict.fromkeys([*one, *other])
    return {key: one.get(key) for key in keys if one.get(key) != other.get(key)}


def _without(kept: Kept, step: Step) -> tuple[Kept, Step | None]:
    """Return a file's content without a step, and what of the step could not be taken back."""
    if isinstance(kept, Adjudication):
        decisions, stuck = _back(kept.decisions, step.before.decisions, step.after.decisions)
        kept = kept.model_copy(update={"decisions": decisions})
        return kept, _only(step, stuck, attributed=False)
    codings, stuck = _back(kept.codings, step.before.codings, step.after.codings)
    changes: dict[str, Any] = {"codings": codings}
    was, became = step.before.attributed, step.after.attributed
    others = became is not None and kept.attributed not in {was, became}
    if was is not None and not others:
        changes["attributed"] = was
    return kept.model_copy(update=changes), _only(step, stuck, attributed=others)


def _back(
    now: Mapping[str, T], before: Mapping[str, T | None], after: Mapping[str, T | None]
) -> tuple[dict[str, T], frozenset[str]]:
    """Return entries as they were before, and the keys of those that are neither as before nor as after."""
    stuck = frozenset(key for key in before if now.get(key) not in (before[key], after[key]))
    back = {**now, **{key: entry for key, entry in before.items() if key not in stuck}}
    return {key: entry for key, entry in back.items() if entry is not None}, stuck


def _only(step: Step, keys: frozenset[str], *, attributed: bool) -> Step | None:
    """Return a step with only these of its changes, as taken back; None where nothing is left of it."""
    if not keys and not attributed:
        return None
    sides = {
        name: Side(
            codings={key: coding for key, coding in side.codings.items() if key in keys},
            attributed=side.attributed if attributed else None,
            decisions={key: made for key, made in side.decisions.items() if key in keys},
        )
        for name, side in (("before", step.before), ("after", step.after))
    }
    return step.model_copy(update={**sides, "text": None, "taken_back": True})
