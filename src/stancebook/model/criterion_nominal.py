"""Nominal criteria: values without an order, one or several of them, possibly in a tree."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, PositiveInt

from stancebook.model.answer import of_wrong_type
from stancebook.model.base import Model
from stancebook.model.criterion_base import CriterionBase, Level, Text, ValueBase, by_label, retired
from stancebook.model.ids import Id
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.model.answer import Value


class NominalValue(ValueBase):
    """One category of a nominal scale.

    Attributes:
        group: What it belongs with, in a word; values of one group are told together.
        parent: The value above it in a tree of values.
        opposite: The value that says the contrary.
        local: Whether it was added to a published codebook by this study, below one of its values.
        catch_all: Whether it takes what fits nowhere else.
    """

    value: Id
    group: Id | None = None
    parent: Id | None = None
    opposite: Id | None = None
    local: bool = False
    catch_all: bool = False


class NominalExample(Model):
    """A made-up passage and the value or values it would get."""

    value: Id | tuple[Id, ...]
    text: Text


class NominalCriterion(CriterionBase):
    """A criterion whose values have no order; with ``multiple``, several may be chosen.

    Values may form a tree (``parent``); ``codable`` says whether all of them can be chosen or only the leaves.
    """

    type: Literal["nominal"]
    values_: Annotated[tuple[NominalValue, ...], Field(min_length=2, alias="values")]
    examples: tuple[NominalExample, ...] = ()
    multiple: bool = False
    min_values: PositiveInt = 1
    max_values: PositiveInt | None = None
    exclusive: tuple[Id, ...] = ()
    ordered_by_prominence: Literal[False] = False
    distance: Literal["jaccard", "masi"] = "jaccard"
    codable: Literal["leaves", "all"] = "leaves"
    agreement_levels: tuple[PositiveInt, ...] = ()

    @property
    def level(self) -> Level:
        """What may be calculated with its answers."""
        return "set" if self.multiple else "nominal"

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The ids of all values in the rubric's order: headings and retired ones too."""
        return tuple(value.value for value in self.values_)

    @cached_property
    def by_value(self) -> Mapping[str, NominalValue]:
        """The values by id."""
        return {value.value: value for value in self.values_}

    def in_order(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return values in the rubric's order, which answers of several values are told in; unknown ones last."""
        return tuple(sorted(values, key=lambda value: (self._place.get(value, len(self._place)), value)))

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {value: place for place, value in enumerate(self.values)}

    @cached_property
    def headings(self) -> frozenset[str]:
        """Values that only stand above others and cannot be chosen."""
        if self.codable == "all":
            return frozenset()
        return frozenset(value.parent for value in self.values_ if value.parent and not value.deprecated)

    @cached_property
    def offered(self) -> tuple[NominalValue, ...]:
        """The values that can be chosen, with their labels and definitions, in the rubric's order."""
        return tuple(v for v in self.values_ if not v.deprecated and v.value not in self.headings)

    def path(self, value: str) -> tuple[str, ...]:
        """Return a value and all above it, the topmost first; the value alone where the rubric does not know it."""
        found = {value: None}
        above = value
        while (about := self.by_value.get(above)) and about.parent and about.parent not in found:
            above = about.parent
            found[above] = None
        return tuple(reversed(found))

    def ancestor(self, value: str, depth: int) -> str:
        """Return what stands for a value at a level of the tree, 1 being the top; itself where it lies above it."""
        path = self.path(value)
        return path[min(depth, len(path)) - 1]

    def rolled_up(self, depth: int) -> NominalCriterion:
        """Return the criterion as it is at a level of the tree, where a value's ancestor stands for it."""
        ancestors = dict.fromkeys(self.ancestor(value.value, depth) for value in self.values_ if not value.deprecated)
        standing = {"parent": None, "deprecated": False}  # a retired heading still stands for what lies below it
        upper = tuple(self.by_value[one].model_copy(update=standing) for one in ancestors)
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(**{**fields, "values_": upper, "codable": "all", "agreement_levels": ()})

    def rolled(self, value: Value, depth: int) -> Value:
        """Return what stands for a value, or a set of them, at a level of the tree."""
        if isinstance(value, tuple):
            return tuple(sorted({self.ancestor(one, depth) for one in value}))
        return self.ancestor(value, depth) if isinstance(value, str) else value

    def mark(self, value: Value) -> str:
        """Return a value in the shortest form people read: its id, or its ids."""
        return ", ".join(self.in_order(value)) if isinstance(value, tuple) else str(value)

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer on this scale, or None."""
        if self.multiple != isinstance(value, tuple):
            wanted = "a list of values" if self.multiple else "a single value"
            return self.why_off_scale(value) or of_wrong_type(f"{self.id} takes {wanted}", value, self._meant(value))
        chosen = value if isinstance(value, tuple) else (value,)
        for one in chosen:
            if reason := self._why_not_one(one):
                return self.why_off_scale(value) or reason
        if len(set(chosen)) != len(chosen):
            return f"{self.id} names a value twice"
        if self.multiple:
            return self._why_not_together(chosen)
        return None

    def _meant(self, value: Value) -> Value | None:
        """Return what one value means where several are taken, or a list of one where one is; None where nothing."""
        if isinstance(value, tuple):
            return value[0] if len(value) == 1 and value[0] in self.by_value else None
        parts = self._parts(value) if isinstance(value, str) else ()
        return parts if parts and all(part in self.by_value for part in parts) else None

    def _why_not_one(self, one: Value) -> str | None:
        about = self.by_value.get(one) if isinstance(one, str) else None
        if about is None:
            known = [value.value for value in self.offered]
            if not isinstance(one, str):
                return f"{of_wrong_type(f'{self.id} takes the id of a value', one)}{did_you_mean('', known)}"
            return f"'{one}' is no value of {self.id}{did_you_mean(one, known, answers=True)}"
        if about.deprecated:
            return retired(about.value, about, self.id)
        if about.value in self.headings:
            below = [value.value for value in self.offered if about.value in self.path(value.value)]
            return f"'{one}' of {self.id} is a heading; choose a value below it{did_you_mean('', below)}"
        return None

    def _why_not_together(self, chosen: tuple[Value, ...]) -> str | None:
        if len(chosen) < self.min_values:
            return f"{self.id} takes at least {self.min_values} of its values"
        if self.max_values is not None and len(chosen) > self.max_values:
            return f"{self.id} takes at most {self.max_values} values; {len(chosen)} are named"
        for value in self.exclusive:
            if value in chosen and len(chosen) > 1:
                return f"'{value}' of {self.id} excludes every other value"
        return None

    def parse(self, text: str) -> Value:
        """Return the value written as ``text``: an id or a label; several are separated by commas or semicolons.

        Raises:
            ValueError: Where the scale has no such value; the message names the nearest.
        """
        value: Value = self._parts(text) if self.multiple else self._named(text.strip())
        if reason := self.why_not_a_value(value):
            raise ValueError(reason)
        return value

    def _parts(self, text: str) -> tuple[str, ...]:
        parts = (part.strip() for part in re.split("[,;]", text))
        return tuple(sorted(self._named(part) for part in parts if part))

    def _named(self, text: str) -> str:
        if text in self.by_value:
            return text
        named = by_label(text, ((value.value, value) for value in self.offered))
        return named if isinstance(named, str) else text

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        answers = {value.value: value.definition for value in self.values_}
        kind = f"{self.type} (several)" if self.multiple else self.type
        parents = {value.value: value.parent for value in self.values_ if value.parent}
        tree = {"parents": parents, "codable": self.codable} if parents else {}
        return {**super().meaning(), "type": kind, "answers": answers, **tree}
