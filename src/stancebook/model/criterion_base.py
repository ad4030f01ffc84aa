"""What every criterion has, whatever its scale, and the parts that several kinds of scale share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import Field, StringConstraints

from stancebook.model.answer import Number, value_key
from stancebook.model.base import Model
from stancebook.model.condition import Clause
from stancebook.model.ids import Id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.model.answer import Value

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9._-]{0,15}$")]
Level = Literal["nominal", "ordinal", "interval", "ratio", "set", "text"]
"""What may be calculated with the answers of a criterion."""
RequiresEvidence = bool | Literal["each", "for_yes"]
"""Whether an answer on the scale needs a verbatim quote: any, none, each value of several, or yes and not no."""


class Rule(Model):
    """A decision rule: what to answer where two answers seem possible."""

    id: RuleId
    rule: Text


class ValueBase(Model):
    """What every listed value has.

    Attributes:
        label: Its name as people read it.
        definition: What it means; part of what reviewers are asked.
        requires_note: Whether choosing it asks for a note.
        deprecated: Whether it is retired: known, but no longer an answer. Codings that hold it are stale.
        replaced_by: What stands in its place, by the values' keys.
    """

    label: Text
    definition: str = ""
    requires_note: bool = False
    deprecated: bool = False
    replaced_by: tuple[int | str, ...] = ()


class BoundaryExample(Model):
    """A passage that tempts to a value it should not get, and why not."""

    text: Text
    not_: bool | int | Number | str = Field(alias="not")
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
    requires_evidence: RequiresEvidence = True
    applies_if: Clause | None = None
    same_meaning_as: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")], ...] = ()
    weight: int | float = 1

    @property
    def heading(self) -> str:
        """The short label where there is one, for narrow places."""
        return self.short or self.label

    def wants_quote(self, value: Value | None) -> bool:
        """Return whether an answer on the scale needs a verbatim quote; what is not there cannot be quoted."""
        return value is True if self.requires_evidence == "for_yes" else bool(self.requires_evidence)

    def why_off_scale(self, value: Value) -> str | None:
        """Return what to do with an off-scale answer that stands where a value belongs; None where none does."""
        named = value if isinstance(value, tuple) else (value,)
        for one in named:
            if one in self.off_scale:
                said = f"'{one}' is an off-scale answer of {self.id}"
                if len(named) > 1:
                    return f"{said}, and excludes every value: keep the values, or {one} alone"
                return f"{said}, and no value: it belongs in off_scale"
        return None

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        return {
            "question": self.question,
            "definition": self.definition,
            "include": sorted(self.include),
            "exclude": sorted(self.exclude),
            "rules": {rule.id: rule.rule for rule in self.decision_rules},
        }


class Labelled(Protocol):
    """Something with a label."""

    @property
    def label(self) -> str:
        """The label."""


def by_label(text: str, values: Iterable[tuple[Value, Labelled]]) -> Value | None:
    """Return the value whose label is ``text``, whatever its case; None where none or several have it."""
    wanted = " ".join(text.split()).casefold()
    found = [value for value, about in values if " ".join(about.label.split()).casefold() == wanted]
    return found[0] if len(found) == 1 else None


def retired(value: Value, about: ValueBase, criterion: str) -> str:
    """Return why a deprecated value is no answer any more, and what is."""
    instead = " or ".join(str(one) for one in about.replaced_by)
    return f"'{value_key(value)}' of {criterion} is retired{f'; use {instead}' if instead else ''}"
