"""Text criteria: an answer in the reviewer's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from stancebook.model.answer import of_wrong_type, value_key
from stancebook.model.base import Model
from stancebook.model.criterion_base import CriterionBase, Level, Text

if TYPE_CHECKING:
    from stancebook.model.answer import Value

_SHORT: Final = 24
_BROKEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class TextExample(Model):
    """A made-up passage and what might be written of it."""

    value: Text
    text: Text


class TextCriterion(CriterionBase):
    """A criterion answered in words. Nothing is calculated with them: whether two texts say the same, people judge.

    Attributes:
        max_length: How many characters an answer may have.
    """

    type: Literal["text"]
    max_length: Annotated[int, Field(gt=0)] = 1000
    examples: tuple[TextExample, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether several values may be chosen: never here."""
        return False

    @property
    def level(self) -> Level:
        """What may be calculated with its answers: nothing."""
        return "text"

    @property
    def values(self) -> tuple[str, ...]:
        """No listed values: any words."""
        return ()

    @property
    def offered(self) -> tuple[()]:
        """Nothing to choose from: a text is written."""
        return ()

    @property
    def takes(self) -> str:
        """What it takes, in words."""
        return f"at most {self.max_length:,} characters"

    def mark(self, value: Value) -> str:
        """Return the beginning of a text in quotation marks, for narrow places."""
        line = " ".join(str(value).split())
        return f"“{line if len(line) <= _SHORT else f'{line[: _SHORT - 1].rstrip()}…'}”"

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer, or None."""
        if not isinstance(value, str):
            meant = None if isinstance(value, tuple) else value_key(value)
            return of_wrong_type(f"{self.id} takes a text", value, meant)
        if not value.strip():
            return f"{self.id} takes a text; it is empty"
        if len(value) > self.max_length:
            return f"{self.id} takes a text of at most {self.max_length:,} characters; it has {len(value):,}"
        if _BROKEN.search(value):
            return f"{self.id}: the text holds a character that cannot be shown"
        return None

    def parse(self, text: str) -> Value:
        """Return ``text`` without white space around it.

        Raises:
            ValueError: Where it is empty, too long or broken.
        """
        value = text.strip()
        if reason := self.why_not_a_value(value):
            raise ValueError(reason)
        return value

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on; labels, examples and the order of help are no part of it."""
        return {**super().meaning(), "type": self.type}
