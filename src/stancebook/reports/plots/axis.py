"""Where each answer to a criterion has its place across a figure: on the scale, or apart from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer
from stancebook.model.criterion import NumericCriterion, OrdinalCriterion
from stancebook.reports.plots.answers import given_parts, listed_values, off_scale_given
from stancebook.reports.plots.scale import Line, number_words, round_ticks
from stancebook.reports.words import minus, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

_GAP: Final = 0.55
"""Between the scale and what lies off it, in columns."""
_WIDEST: Final = 62.0
_NUMERIC: Final = 5
"""So many columns a line of numbers takes where no ordinal scale says more."""
_WHOLE: Final = 1 / 3
"""The range that a rubric allows is shown whole where the answers take up so much of it."""


@dataclass(frozen=True)
class Tick:
    """A place that is labelled.

    Attributes:
        x: Where it is.
        mark: Its sign: ``−1``, ``–``; empty for a nominal value, which has no sign shorter than its label.
        label: What it means; empty for a number.
        answer: The answer that stands there.
    """

    x: float
    mark: str
    label: str
    answer: Answer


@dataclass(frozen=True)
class Axis:
    """The places of a criterion's answers.

    Attributes:
        criterion: The criterion.
        scale: The places on the scale, from low to high or in the rubric's order; of numbers, some that are labelled.
        off: The places off it.
        step: How wide a place is.
        line: Of numbers, where each of them lies.
    """

    criterion: AnyCriterion
    scale: tuple[Tick, ...]
    off: tuple[Tick, ...]
    step: float
    line: Line | None = None

    @property
    def ordered(self) -> bool:
        """Whether distances on it mean anything."""
        return isinstance(self.criterion, OrdinalCriterion | NumericCriterion)

    @property
    def ends(self) -> tuple[float, float]:
        """Left and right end of the scale."""
        return self.scale[0].x - self.step / 2, self.scale[-1].x + self.step / 2

    @property
    def off_ends(self) -> list[tuple[float, float]]:
        """Left and right end of what lies off the scale: of each run of places side by side."""
        found: list[tuple[float, float]] = []
        for tick in self.off:
            left, right = tick.x - self.step / 2, tick.x + self.step / 2
            beside = found and left - found[-1][1] < self.step / 2
            found[-1:] = [(found[-1][0], right)] if beside else [*found[-1:], (left, right)]
        return found

    @property
    def part(self) -> str:
        """Between which numbers it is drawn: ``4 to 4.5``; empty where it begins at zero or shows all that is allowed.

        Else a small difference looks as large as one from end to end of a scale.
        """
        if not self.line or not isinstance(self.criterion, NumericCriterion) or _from_zero(self.criterion):
            return ""
        low, high = self.criterion.min, self.criterion.max
        whole = low is not None and high is not None and self.line.low <= low and high <= self.line.high
        return "" if whole else f"{number_words(self.line.low)} to {number_words(self.line.high)}"

    def x(self, answer: Answer) -> float | None:
        """Return where an answer (or one label of a set) stands; None where it has no place."""
        if self.line and isinstance(answer.value, int | float):
            return round(self.line.x(answer.value), 2)
        return next((tick.x for tick in (*self.scale, *self.off) if tick.answer == answer), None)


def axes(matrix: StanceMatrix, criteria: Sequence[AnyCriterion], left: float, right: float) -> list[Axis]:
    """Return the axes of criteria, between two places of the page; those with an order share their columns.

    What lies off the scale has the same place on all of these, and none on those that do not offer it.
    Ordinal scales and yes-or-no questions are shown whole. Of nominal ones those values have a place that somebody
    gave.

    Args:
        matrix: The matrix.
        criteria: The criteria.
        left: Where the leftmost column may begin.
        right: Where the rightmost one must end.
    """
    lined = [one for one in criteria if isinstance(one, OrdinalCriterion | NumericCriterion)]
    off = off_scale_given(matrix, lined)
    longest = max((len(one.offered) for one in lined), default=0) or _NUMERIC
    found = []
    for criterion in criteria:
        if isinstance(criterion, NumericCriterion):
            step = _step(longest, len(off), right - left)
            found.append(_numbers(matrix, criterion, Line(0, 1, left + step / 2, left + (longest - 0.5) * step), off))
        elif isinstance(criterion, OrdinalCriterion):
            values = [Answer(step.value) for step in sorted(criterion.offered, key=lambda one: one.value)]
            found.append(_axis(matrix, criterion, (values, off), left, _step(longest, len(off), right - left)))
        else:
            given, own = given_parts(matrix, criterion), off_scale_given(matrix, [criterion])
            whole = criterion.type == "boolean"
            values = [answer for answer in map(Answer, listed_values(criterion)) if whole or answer in given]
            found.append(_axis(matrix, criterion, (values, own), left, _step(len(values), len(own), right - left)))
    return found


def _step(on: int, off: int, room: float) -> float:
    return min(_WIDEST, room / max(on + off + (_GAP if on and off else 0), 1))


def _axis(
    matrix: StanceMatrix,
    criterion: AnyCriterion,
    places: tuple[Sequence[Answer], Sequence[str]],
    left: float,
    step: float,
) -> Axis:
    values, off = places
    scale = tuple(_tick(matrix, criterion, answer, left + (i + 0.5) * step) for i, answer in enumerate(values))
    begin = left + (len(values) + (_GAP if values else 0)) * step
    return Axis(criterion, scale, _off(matrix, criterion, off, begin, step), step)


def _numbers(matrix: StanceMatrix, criterion: NumericCriterion, place: Line, off: Sequence[str]) -> Axis:
    """The axis of numbers: from the least given or zero to the greatest, or all that is allowed where they fill it."""
    low, high = number_range(matrix, criterion)
    ticks = round_ticks(low, high)
    line = Line(ticks[0], ticks[-1], place.left, place.right)
    scale = tuple(Tick(round(line.x(one), 2), number_words(one), "", Answer(one)) for one in ticks)
    step = _step_of(place)
    return Axis(criterion, scale, _off(matrix, criterion, off, place.right + (0.5 + _GAP) * step, step), step, line)


def _step_of(place: Line) -> float:
    return min(_WIDEST, (place.right - place.left) / (_NUMERIC - 1))


def _off(
    matrix: StanceMatrix, criterion: AnyCriterion, off: Sequence[str], begin: float, step: float
) -> tuple[Tick, ...]:
    return tuple(
        _tick(matrix, criterion, Answer(off_scale=key), begin + (index + 0.5) * step)
        for index, key in enumerate(off)
        if key in criterion.off_scale
    )


def _tick(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer, x: float) -> Tick:
    signed = isinstance(criterion, OrdinalCriterion) or not answer.is_position
    mark = minus(one_line(matrix.rubric.mark(criterion.id, answer))) if signed else ""
    return Tick(round(x, 2), mark, one_line(matrix.rubric.label(criterion.id, answer)), answer)


def number_range(matrix: StanceMatrix, criterion: NumericCriterion) -> tuple[float, float]:
    """Return the least and the greatest number that a figure shows of a criterion."""
    given = [part.value for part in given_parts(matrix, criterion) if isinstance(part.value, int | float)]
    if not given:
        return (criterion.min or 0.0), (criterion.max or (criterion.min or 0.0) + 1)
    low, high = float(min(given)), float(max(given))
    if criterion.min is not None and criterion.max is not None:
        whole = float(criterion.max) - float(criterion.min)
        if high - low >= whole * _WHOLE:
            return float(criterion.min), float(criterion.max)
    if _from_zero(criterion):
        low = 0.0
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _from_zero(criterion: NumericCriterion) -> bool:
    """Whether numbers are lengths from zero: it means none, or nothing is less."""
    return criterion.level == "ratio" or criterion.min == 0
