"""Numeric criteria: a number, with a unit and limits."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from stancebook.model.answer import Number, of_wrong_type, value_key
from stancebook.model.base import Model
from stancebook.model.criterion_base import CriterionBase, Level, Text

if TYPE_CHECKING:
    from stancebook.model.answer import Value

LARGEST: Final = 2**53
"""Beyond it a computer no longer tells whole numbers apart when it calculates."""
_NUMBER: Final = re.compile(r"[+-]?([0-9]{1,17}(\.[0-9]{1,17})?|\.[0-9]{1,17})([eE][+-]?[0-9]{1,2})?")


class NumericExample(Model):
    """A made-up passage and the number it would get."""

    value: int | Number
    text: Text


class NumericCriterion(CriterionBase):
    """A criterion answered with a number.

    Attributes:
        min: The least number allowed.
        max: The greatest.
        unit: What is counted or measured, in a word: percent, people, US dollars.
        integer: Whether only whole numbers are answers.
        scale_level: ``interval``: differences mean something. ``ratio``: zero means none, and so do proportions.
        near: Answers at most so far apart are close; 1 for whole numbers, else 0.
    """

    type: Literal["numeric"]
    min: int | Number | None = None
    max: int | Number | None = None
    unit: str = ""
    integer: bool = False
    scale_level: Literal["interval", "ratio"] = Field(default="interval", alias="level")
    near_: int | Number | None = Field(default=None, alias="near")
    examples: tuple[NumericExample, ...] = ()

    @property
    def multiple(self) -> bool:
        """Whether several values may be chosen: never here."""
        return False

    @property
    def level(self) -> Level:
        """What may be calculated with its answers."""
        return self.scale_level

    @property
    def values(self) -> tuple[float, ...]:
        """No listed values: any number within the limits."""
        return ()

    @property
    def offered(self) -> tuple[()]:
        """Nothing to choose from: a number is written."""
        return ()

    @property
    def near(self) -> float:
        """How far apart two answers may lie and still be close."""
        return self.near_ if self.near_ is not None else float(self.integer)

    @property
    def takes(self) -> str:
        """What it takes, in words: ``a whole number from 0 to 100 (percent)``."""
        low = "" if self.min is None else value_key(self.min)
        high = "" if self.max is None else value_key(self.max)
        limits = f" from {low} to {high}" if low and high else f" from {low} up" if low else ""
        limits = limits or (f" up to {high}" if high else "")
        return f"a {'whole ' if self.integer else ''}number{limits}{f' ({self.unit})' if self.unit else ''}"

    def share_of_range(self, one: float, other: float) -> float | None:
        """Return how far apart two numbers are as a share of the range allowed; None without limits."""
        return abs(one - other) / (self.max - self.min) if self.min is not None and self.max is not None else None

    def mark(self, value: Value) -> str:
        """Return a number in the shortest form people read: ``12``, ``-3.5``."""
        return value_key(value)

    def why_not_a_value(self, value: Value) -> str | None:
        """Return what keeps ``value`` from being an answer, or None."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self.why_off_scale(value) or of_wrong_type(
                f"{self.id} takes {self.takes}", value, self._meant(value)
            )
        shown = value_key(value) if abs(value) <= LARGEST else "a number so large"
        if abs(value) > LARGEST or (self.integer and not float(value).is_integer()):
            return f"{self.id} takes {self.takes}, not {shown}"
        if self.min is not None and value < self.min:
            return f"{self.id} takes {self.takes}; {shown} is less"
        if self.max is not None and value > self.max:
            return f"{self.id} takes {self.takes}; {shown} is more"
        return None

    def _meant(self, value: Value) -> Value | None:
        """Return the number that a text means, if it does."""
        with suppress(ValueError):
            return self.parse(value) if isinstance(value, str) else None
        return None

    def parse(self, text: str) -> Value:
        """Return the number written as ``text``, with or without its unit; ``−3`` and ``-3`` are the same.

        Raises:
            ValueError: Where it is no number, or not one that is taken here.
        """
        plain = text.strip().replace("−", "-")
        if self.unit:
            plain = plain.removesuffix(self.unit).rstrip()
        if not _NUMBER.fullmatch(plain):
            hint = "; write a decimal point, not a comma" if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", plain) else ""
            raise ValueError(f"{self.id} takes {self.takes}, not '{text.strip()}'{hint}")
        number = float(plain)
        # 3.0 and 3 are one number, and files hold it in one way.
        value = int(plain) if re.fullmatch("[+-]?[0-9]+", plain) else int(number) if number.is_integer() else number
        if reason := self.why_not_a_value(value):
            raise ValueError(reason)
        return value

    def meaning(self) -> dict[str, object]:
        """Return what its digest rests on: limits and unit too, for 7 of 10 is not 7 of 100."""
        answers = {name: value_key(one) for name, one in (("min", self.min), ("max", self.max)) if one is not None}
        return {**super().meaning(), "type": self.type, "answers": {**answers, "unit": self.unit}}
