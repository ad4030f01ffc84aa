"""Boolean criteria: yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from stancebook.model.answer import of_wrong_type, value_key
from stancebook.model.base import Model
from stancebook.model.criterion_base import CriterionBase, Level, RequiresEvidence, Text, ValueBase, by_label

if TYPE_CHECKING:
    from stancebook.model.answer import Value

_WORDS: Final = {
    **dict.fromkeys(("true", "yes", "y", "t", "1"), True),
    **dict.fromkeys(("false", "no", "n", "f", "0"), False),
}


class BooleanValue(ValueBase):
    """Yes or no, with what it means here."""

    value: bool


class BooleanExample(Model):
    """A made-up passage and the answer it would get."""

    value: bool
    text: Text


YES_NO: Final = (BooleanValue(value=True, label="Yes"), BooleanValue(value=False, label="No"))


class BooleanCriterion(CriterionBase):
    """A criterion answered with yes or no."""

    type: Literal["boolean"]
    values_: Annotated[tuple[BooleanValue, ...], Field(min_length=2, max_length=2, alias="values")] = YES_NO
    examples: tuple[BooleanExample, ...] = ()
    requires_evidence: RequiresEvidence = "for_yes"

    @property
    def multiple(self) -> bool:
        """Whether several values may be chosen: never here."""
        return False

    @property
    def level(self) -> Level:
        """What may be calculated with its answers."""
        return "nominal"

    @property
    def values(self) -> tuple[bool, ...]:
        """True and false, in the rubric's order."""
        return tuple(value.value for value in self.values_)

    @property
    def offered(self) -> tuple[BooleanValue, ...]:
        """Yes and no with their labels and definitions, in the rubric's order."""
        return self.values_

    def mark(self, value: Value) -> str:
        """Return a value in the shortest form people read: ``yes`` or ``no``."""
        return "yes" if value is True else "no" if value is False else str(value)

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer, or None."""
        if isinstance(value, bool):
            return None
        meant = None if isinstance(value, tuple) else self._read(value_key(value))
        return self.why_off_scale(value) or of_wrong_type(f"{self.id} takes true or false", value, meant)

    def parse(self, text: str) -> Value:
        """Return the answer written as ``text``: yes, no, true, false, 1, 0, or one of the labels.

        Raises:
            ValueError: Where it is none of them.
        """
        found = self._read(text)
        if found is None:
            raise ValueError(f"{self.id} takes yes or no, not '{text.strip()}'")
        return found

    def _read(self, text: str) -> bool | None:
        named = by_label(text, ((value.value, value) for value in self.values_))
        return _WORDS.get(text.strip().casefold()) if named is None else bool(named)

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        answers = {str(one.value).lower(): one.definition for one in self.values_}
        return {**super().meaning(), "type": self.type, "answers": answers}
