"""Numbers on a line: round ticks, and where a number lies."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple

_LONG: Final = 10_000


class Line(NamedTuple):
    """A stretch of numbers on a stretch of the page.

    Attributes:
        low: The number at the left end.
        high: The number at the right end.
        left: Where the left end is.
        right: Where the right end is.
    """

    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """Return where a number lies."""
        if self.high == self.low:
            return (self.left + self.right) / 2
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def number_words(value: float) -> str:
    """Return a number as it is printed on an axis: ``10,000``, ``0.5``, ``−2``; ``2020``, since it may be a year."""
    text = (f"{value:,.10f}" if abs(value) >= _LONG else f"{value:.10f}").rstrip("0").rstrip(".")
    return f"−{text[1:]}" if text.startswith("-") else text


def round_step(span: float, most: int) -> float:
    """Return the least of 1, 2, 5, 10, 20, 50 … (or .1, .2, .5 …) that divides a span into at most so many parts."""
    if span <= 0:
        return 1.0
    unit = 10.0 ** floor(log10(span / most))
    return next((factor * unit for factor in (1, 2, 5, 10) if factor * unit * most >= span * (1 - 1e-9)), 10 * unit)


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round numbers from below the lowest to above the highest."""
    step = round_step(high - low, most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


class Span(NamedTuple):
    """A stretch of numbers, with its lower end and without its upper one, save the last.

    Attributes:
        low: The lower end.
        high: The upper end.
        last: Whether it is the last, which has its upper end, too.
    """

    low: float
    high: float
    last: bool

    @property
    def label(self) -> str:
        """The span in words: ``20 to under 40``."""
        return f"{number_words(self.low)} to {'' if self.last else 'under '}{number_words(self.high)}"

    def holds(self, number: float) -> bool:
        """Return whether a number lies in it."""
        return self.low <= number and (number < self.high or (self.last and number == self.high))


def spans(low: float, high: float, most: int = 8) -> list[Span]:
    """Return spans of one length with round ends, that hold all numbers from the lowest to the highest."""
    ends = round_ticks(low, high, most)
    return [Span(one, other, other == ends[-1]) for one, other in pairwise(ends)]
