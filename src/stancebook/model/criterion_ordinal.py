"""Ordinal criteria: values with an order, whose distances count in steps."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from stancebook.model.answer import LONGEST, of_wrong_type, show_value, value_key
from stancebook.model.base import Model
from stancebook.model.criterion_base import CriterionBase, Level, Text, ValueBase, by_label, retired

if TYPE_CHECKING:
    from stancebook.model.answer import Value


class OrdinalValue(ValueBase):
    """One step of an ordinal scale."""

    value: int


class OrdinalExample(Model):
    """A made-up passage and the value it would get."""

    value: int
    text: Text


class OrdinalCriterion(CriterionBase):
    """A criterion whose values have an order; distances between them count in steps."""

    type: Literal["ordinal"]
    scale: Annotated[tuple[OrdinalValue, ...], Field(min_length=2)]
    examples: tuple[OrdinalExample, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether several values may be chosen: never here."""
        return False

    @property
    def level(self) -> Level:
        """What may be calculated with its answers."""
        return "ordinal"

    @cached_property
    def values(self) -> tuple[int, ...]:
        """The values in the rubric's order, retired ones too."""
        return tuple(step.value for step in self.scale)

    @cached_property
    def offered(self) -> tuple[OrdinalValue, ...]:
        """The values that can be chosen, with their labels and definitions, in the rubric's order."""
        return tuple(step for step in self.scale if not step.deprecated)

    def steps_apart(self, one: int, other: int) -> int:
        """Return how many steps of the scale lie between two of its values; a retired one between them is none."""
        return _steps_apart(self._offered_values, one, other)

    @cached_property
    def _offered_values(self) -> tuple[int, ...]:
        return tuple(step.value for step in self.offered)

    def share_of_scale(self, one: int, other: int) -> float:
        """Return how far apart two values are as a share of the steps offered; at most 1, retired ends included."""
        return min(1.0, self.steps_apart(one, other) / max(1, len(self.offered) - 1))

    def mark(self, value: Value) -> str:
        """Return a value in the shortest form people read: ``+1``."""
        return show_value(value)

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer on this scale, or None."""
        if isinstance(value, int) and not isinstance(value, bool) and value in self.values:
            step = self.scale[self.values.index(value)]
            return retired(value, step, self.id) if step.deprecated else None
        shown = ", ".join(str(one) for one in sorted(step.value for step in self.offered))
        right = self._meant(value)
        if right is None and isinstance(value, int | str) and not isinstance(value, bool):
            said = value_key(value)[:LONGEST]
            return self.why_off_scale(value) or f"'{said}' is no value of {self.id}; its scale is {shown}"
        return of_wrong_type(f"{self.id} takes a number of its scale ({shown})", value, right)

    def _meant(self, value: Value) -> int | None:
        """Return the step that a value of another type means, if it does."""
        if isinstance(value, tuple):
            return self._meant(value[0]) if len(value) == 1 else None
        if isinstance(value, float):
            return next((one for one in self.values if one == value), None)
        read = self._read(value) if isinstance(value, str) else None
        return read if isinstance(read, int) and read in self.values else None

    def _read(self, text: str) -> int | str:
        plain = text.strip().replace("−", "-")
        if re.fullmatch(r"[+-]?[0-9]{1,9}", plain):
            return int(plain)
        named = by_label(text, ((step.value, step) for step in self.offered))
        return named if isinstance(named, int) else text.strip()

    def parse(self, text: str) -> Value:
        """Return the value written as ``text``; ``-1``, ``−1``, ``+1`` and a label are all understood.

        Raises:
            ValueError: Where the scale has no such value; the message names the scale.
        """
        value = self._read(text)
        if reason := self.why_not_a_value(value):
            raise ValueError(reason)
        return value

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        answers = {str(step.value): step.definition for step in self.scale}
        return {**super().meaning(), "type": self.type, "answers": answers}


@lru_cache(maxsize=4096)  # of a large study it is asked thousands of times, of a few pairs
def _steps_apart(offered: tuple[int, ...], one: int, other: int) -> int:
    order = sorted({one, other, *offered})
    return abs(order.index(one) - order.index(other))
