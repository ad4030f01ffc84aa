"""An answer: a value on the scale, an off-scale answer, or none yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field

BOTH: Final = "has both a value and an off-scale answer, which exclude one another: keep one, and let the other be null"
LONGEST: Final = 60
"""As much of a wrong value as a message repeats."""
Number = Annotated[float, Field(allow_inf_nan=False)]
Value = bool | int | Number | str | tuple[str, ...]
"""A value on a scale: ordinal (int), nominal (a value's id), nominal with several values (sorted ids), boolean
(bool), numeric (int or float), text (str)."""


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What was answered to one criterion. Both None: not coded.

    Two answers are equal where they say the same: 3 and 3.0 are one number, but ``True`` is never 1, whatever
    Python holds.

    Attributes:
        value: A position, or None.
        off_scale: The id of an off-scale answer, or None. Never set together with ``value``.
    """

    value: Value | None = None
    off_scale: str | None = None

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same."""
        if not isinstance(other, Answer):
            return NotImplemented
        return (
            self.value == other.value
            and self.off_scale == other.off_scale
            and (self.value is True or self.value is False) == (other.value is True or other.value is False)
        )

    def __hash__(self) -> int:
        """Return the same number for equal answers."""
        return hash((self.value, self.off_scale))

    @property
    def given(self) -> bool:
        """Whether there is an answer at all."""
        return self.value is not None or self.off_scale is not None

    @property
    def is_position(self) -> bool:
        """Whether it is an on-scale answer."""
        return self.value is not None


NOT_CODED = Answer()


def value_key(value: Value) -> str:
    """Return a value as it is written in files and commands: ``-1``, ``3.5``, ``true``, ``a,b``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, tuple):
        return ",".join(value)
    try:
        return str(value)
    except ValueError:  # Python writes out no integer of more than 4,300 digits
        from decimal import Decimal

        return str(Decimal(value))


def show_value(value: Value) -> str:
    """Return a value of a scale with steps, or names of values, as people read it: ``+1``, ``-1``, ``0``, ``a, b``.

    Where the criterion is known, its ``mark`` is the better way: a count of three is no ``+3``.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:+d}" if value else "0"
    return ", ".join(value) if isinstance(value, tuple) else value_key(value)


def of_wrong_type(takes: str, value: Value, right: Value | None = None) -> str:
    """Return what is wrong with a value of another type than a criterion takes, and what would be right.

    Args:
        takes: What is taken, as a sentence: ``due_process takes a number``.
        value: What stands there.
        right: What it means, if that is known.
    """
    if isinstance(value, tuple):
        what = "a list"
    elif isinstance(value, str):
        what = f"the text '{value[:LONGEST]}'"
    else:
        number = json.dumps(value) if isinstance(value, float) else value_key(value)
        what = number if isinstance(value, bool) else f"the number {number[:LONGEST]}"
    if right is None or (isinstance(right, str) and len(right) > LONGEST):  # nobody copies a number so long
        return f"{takes}, not {what}"
    return f"{takes}, not {what}; write {json.dumps(right, ensure_ascii=False)}"
