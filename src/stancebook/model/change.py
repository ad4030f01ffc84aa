"""The difference between two states of one annotation, and how to carry it over to a third.

It serves undo (carry it back) and saving (carry it over to what the file holds by now).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stancebook.model.annotation import Annotation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from stancebook.model.annotation import Coding

_FIELDS: Final = ("attributed", "flag", "note", "revealed_at", "source_sha256", "state")


class Change(NamedTuple):
    """What an edit did.

    Attributes:
        codings: For each criterion touched, its coding before and after.
        fields: For each other field touched, its content before and after.
    """

    codings: Mapping[str, tuple[Coding | None, Coding | None]]
    fields: Mapping[str, tuple[Any, Any]]

    def __bool__(self) -> bool:
        return bool(self.codings or self.fields)

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(
            {key: (after, before) for key, (before, after) in self.codings.items()},
            {key: (after, before) for key, (before, after) in self.fields.items()},
        )

    def only(self, names: Collection[str]) -> Change:
        """Return of this change what it did to these criteria and fields."""
        return Change(
            {key: pair for key, pair in self.codings.items() if key in names},
            {name: pair for name, pair in self.fields.items() if name in names},
        )

    def without(self, names: Collection[str]) -> Change:
        """Return of this change what it did to all but these criteria and fields."""
        return self.only({*self.codings, *self.fields} - set(names))

    def to_json(self) -> list[Any]:
        """Return it as two partial annotations: what it touched before, and after."""
        halves: list[Any] = []
        for side in (0, 1):
            codings = {key: _coding_json(pair[side]) for key, pair in self.codings.items()}
            fields = {name: _field_json(name, pair[side]) for name, pair in self.fields.items()}
            halves.append({"codings": codings, "fields": fields})
        return halves


def between(before: Annotation, after: Annotation) -> Change:
    """Return what leads from one state of an annotation to another."""
    criteria = dict.fromkeys([*before.codings, *after.codings])
    codings = {
        key: (before.codings.get(key), after.codings.get(key))
        for key in criteria
        if before.codings.get(key) != after.codings.get(key)
    }
    fields = {
        name: (getattr(before, name), getattr(after, name))
        for name in _FIELDS
        if getattr(before, name) != getattr(after, name)
    }
    return Change(codings, fields)


def clashes(change: Change, onto: Annotation) -> list[str]:
    """Return the criteria and fields in which ``onto`` is neither as before the change nor as after it."""
    criteria = [key for key, pair in change.codings.items() if onto.codings.get(key) not in pair]
    return criteria + [name for name, pair in change.fields.items() if getattr(onto, name) not in pair]


def apply(change: Change, onto: Annotation) -> Annotation:
    """Return ``onto`` with the change made. Look for ``clashes`` first: this one overwrites."""
    codings = {**onto.codings, **{key: after for key, (_, after) in change.codings.items()}}
    kept = {key: coding for key, coding in codings.items() if coding is not None}
    return onto.model_copy(update={"codings": kept, **{name: after for name, (_, after) in change.fields.items()}})


def from_json(sample: Annotation, halves: Sequence[Any]) -> Change:
    """Read back what ``Change.to_json`` gave; ``sample`` lends what an annotation needs besides.

    Raises:
        ValueError: Where it is something else; or LookupError, TypeError or AttributeError.
    """
    sides = []
    for half in halves:
        known = {key: coding for key, coding in half["codings"].items() if coding is not None}
        whole = {**sample.model_dump(mode="json", by_alias=True), **half["fields"], "codings": known}
        sides.append(Annotation.model_validate_json(json.dumps(whole)))
    before, after = sides
    return Change(
        {key: (before.codings.get(key), after.codings.get(key)) for key in halves[0]["codings"]},
        {name: (getattr(before, name), getattr(after, name)) for name in halves[0]["fields"]},
    )


def _coding_json(coding: Coding | None) -> object:
    return coding.model_dump(mode="json", by_alias=True) if coding else None


def _field_json(name: str, value: Any) -> object:
    return [one.model_dump(mode="json", by_alias=True) for one in value] if name == "attributed" else value
