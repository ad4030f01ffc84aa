"""An answer: a value on the scale, an off-scale answer, or none yet."""

from __future__ import annotations

from dataclasses import dataclass

Value = int | str | tuple[str, ...]
"""A value on a scale: ordinal (int), nominal (a value's id), nominal with several values (sorted ids)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one criterion. Both None: not coded.

    Attributes:
        value: A position, or None.
        off_scale: The id of an off-scale answer, or None. Never set together with ``value``.
    """

    value: Value | None = None
    off_scale: str | None = None

    @property
    def given(self) -> bool:
        """Whether there is an answer at all."""
        return self.value is not None or self.off_scale is not None

    @property
    def is_position(self) -> bool:
        """Whether it is an on-scale answer."""
        return self.value is not None


NOT_CODED = Answer()


def show_value(value: Value) -> str:
    """Return a value as people read it in a terminal: ``+1``, ``-1``, ``0``, ``a, b``."""
    if isinstance(value, int):
        return f"{value:+d}" if value else "0"
    return value if isinstance(value, str) else ", ".join(value)
