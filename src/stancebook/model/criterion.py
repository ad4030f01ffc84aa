"""Criteria: the questions of a rubric, each with its scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, PositiveInt, StringConstraints

from stancebook.model.base import Model
from stancebook.model.digest import digest
from stancebook.model.ids import Id
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from stancebook.model.answer import Value

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]{0,15}$")]


class Rule(Model):
    """A decision rule: what to answer where two answers seem possible."""

    id: RuleId
    rule: Text


class OrdinalValue(Model):
    """One step of an ordinal scale."""

    value: int
    label: Text
    definition: str = ""


class NominalValue(Model):
    """One category of a nominal scale."""

    value: Id
    label: Text
    definition: str = ""
    group: Id | None = None
    requires_note: bool = False


class OrdinalExample(Model):
    """A made-up passage and the value it would get."""

    value: int
    text: Text


class NominalExample(Model):
    """A made-up passage and the value or values it would get."""

    value: Id | tuple[Id, ...]
    text: Text


class BoundaryExample(Model):
    """A passage that tempts to a value it should not get, and why not."""

    text: Text
    not_: int | str = Field(alias="not")
    because: Text


class CriterionBase(Model):
    """What every criterion has, whatever its scale."""

    id: Id
    label: Text
    question: Text
    short: str = ""
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    off_scale: tuple[Id, ...] = ()
    decision_rules: tuple[Rule, ...] = ()
    boundary_examples: tuple[BoundaryExample, ...] = ()
    requires_evidence: bool | Literal["each"] = True
    same_meaning_as: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")], ...] = ()
    weight: int | float = 1

    @property
    def heading(self) -> str:
        """The short label where there is one, for narrow places."""
        return self.short or self.label

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        return {
            "question": self.question,
            "definition": self.definition,
            "include": sorted(self.include),
            "exclude": sorted(self.exclude),
            "rules": {rule.id: rule.rule for rule in self.decision_rules},
        }


class OrdinalCriterion(CriterionBase):
    """A criterion whose values have an order; distances between them count in steps."""

    type: Literal["ordinal"]
    scale: Annotated[tuple[OrdinalValue, ...], Field(min_length=2)]
    examples: tuple[OrdinalExample, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether several values may be chosen: never on an ordinal scale."""
        return False

    @property
    def values(self) -> tuple[int, ...]:
        """The values in the rubric's order."""
        return tuple(step.value for step in self.scale)

    @property
    def choices(self) -> tuple[OrdinalValue, ...]:
        """The values with their labels and definitions, in the rubric's order."""
        return self.scale

    def steps_apart(self, one: int, other: int) -> int:
        """Return how many steps of the scale lie between two of its values."""
        order = sorted(self.values)
        return abs(order.index(one) - order.index(other))

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer on this scale, or None."""
        if isinstance(value, int) and not isinstance(value, bool) and value in self.values:
            return None
        shown = ", ".join(map(str, sorted(self.values)))
        return f"'{value}' is no value of {self.id}; its scale is {shown}"

    def parse(self, text: str) -> Value:
        """Return the value written as ``text``; ``-1``, ``−1`` and ``+1`` are all understood.

        Raises:
            ValueError: Where the scale has no such value; the message names the scale.
        """
        plain = text.strip().replace("−", "-")
        value: Value = int(plain) if re.fullmatch(r"[+-]?[0-9]{1,9}", plain) else text.strip()
        if reason := self.why_not_a_value(value):
            raise ValueError(reason)
        return value

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        answers = {str(step.value): step.definition for step in self.scale}
        return {**super().meaning(), "type": self.type, "answers": answers}


class NominalCriterion(CriterionBase):
    """A criterion whose values have no order; with ``multiple``, several may be chosen."""

    type: Literal["nominal"]
    values_: Annotated[tuple[NominalValue, ...], Field(min_length=2, alias="values")]
    examples: tuple[NominalExample, ...] = ()
    multiple: bool = False
    min_values: PositiveInt = 1
    max_values: PositiveInt | None = None
    exclusive: tuple[Id, ...] = ()
    ordered_by_prominence: Literal[False] = False
    distance: Literal["jaccard", "masi"] = "jaccard"

    @property
    def values(self) -> tuple[str, ...]:
        """The ids of the values in the rubric's order."""
        return tuple(value.value for value in self.values_)

    @property
    def choices(self) -> tuple[NominalValue, ...]:
        """The values with their labels and definitions, in the rubric's order."""
        return self.values_

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer on this scale, or None."""
        if self.multiple != isinstance(value, tuple):
            wanted = "a list of values" if self.multiple else "a single value"
            return f"{self.id} takes {wanted}"
        chosen = value if isinstance(value, tuple) else (value,)
        for one in chosen:
            if one not in self.values:
                return f"'{one}' is no value of {self.id}{did_you_mean(str(one), self.values)}"
        if len(set(chosen)) != len(chosen):
            return f"{self.id} names a value twice"
        if self.multiple:
            return self._why_not_together(chosen)
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
        """Return the value written as ``text``; several are separated by commas or semicolons.

        Raises:
            ValueError: Where the scale has no such value; the message names the nearest.
        """
        if self.multiple:
            parts = (part.strip() for part in re.split("[,;]", text))
            value: Value = tuple(sorted(part for part in parts if part))
        else:
            value = text.strip()
        if reason := self.why_not_a_value(value):
            raise ValueError(reason)
        return value

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        answers = {value.value: value.definition for value in self.values_}
        kind = f"{self.type} (several)" if self.multiple else self.type
        return {**super().meaning(), "type": kind, "answers": answers}


Criterion = Annotated[OrdinalCriterion | NominalCriterion, Field(discriminator="type")]


def asked(
    criterion: OrdinalCriterion | NominalCriterion,
    off_scale: dict[str, str],
    holder: str,
    general: dict[str, str],
) -> str:
    """Return the digest of what a reviewer is asked: eight hex digits that change with the meaning only.

    Args:
        criterion: The criterion.
        off_scale: Id and definition of each off-scale answer it offers.
        holder: Whose stance is coded.
        general: Id and text of the rubric's general rules.
    """
    return digest({**criterion.meaning(), "off_scale": off_scale, "holder": holder, "general": general}, 8)
