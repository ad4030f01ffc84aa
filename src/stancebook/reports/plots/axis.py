"""Where each answer to a criterion has its place across a figure: on the scale, or apart from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.plots.answers import cells_of, counted, off_scale_given, parts
from stancebook.reports.words import minus, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

_GAP: Final = 0.55
"""Between the scale and what lies off it, in columns."""
_WIDEST: Final = 62.0


@dataclass(frozen=True)
class Tick:
    """A place that is labelled.

    Attributes:
        x: Where it is.
        mark: Its sign: ``−1``, ``–``; empty for a nominal value, which has no sign shorter than its label.
        label: What it means.
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
        scale: The places on the scale, from low to high or in the rubric's order.
        off: The places off it.
        step: How wide a place is.
        ordered: Whether distances on it mean anything.
    """

    criterion: AnyCriterion
    scale: tuple[Tick, ...]
    off: tuple[Tick, ...]
    step: float
    ordered: bool

    @property
    def ends(self) -> tuple[float, float]:
        """Left and right end of the scale."""
        return self.scale[0].x - self.step / 2, self.scale[-1].x + self.step / 2

    @property
    def off_ends(self) -> tuple[float, float]:
        """Left and right end of what lies off the scale."""
        return self.off[0].x - self.step / 2, self.off[-1].x + self.step / 2

    def x(self, answer: Answer) -> float | None:
        """Return where an answer (or one label of a set) stands; None where it has no place."""
        return next((tick.x for tick in (*self.scale, *self.off) if tick.answer == answer), None)


def axes(matrix: StanceMatrix, criteria: Sequence[AnyCriterion], left: float, right: float) -> list[Axis]:
    """Return the axes of criteria, between two places of the page; ordinal ones share their columns.

    Ordinal scales are shown whole. Of nominal ones those values have a place that somebody gave.

    Args:
        matrix: The matrix.
        criteria: The criteria.
        left: Where the leftmost column may begin.
        right: Where the rightmost one must end.
    """
    ordinal = [one for one in criteria if isinstance(one, OrdinalCriterion)]
    off = off_scale_given(matrix, ordinal)
    longest = max((len(one.values) for one in ordinal), default=0)
    found = []
    for criterion in criteria:
        if isinstance(criterion, OrdinalCriterion):
            values, own, columns = [Answer(value) for value in sorted(criterion.values)], off, longest
        else:
            values, own = _given(matrix, criterion), off_scale_given(matrix, [criterion])
            columns = len(values)
        found.append(_axis(matrix, criterion, (values, own), left, _step(columns, len(own), right - left)))
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
    begin = left + (len(values) + (_GAP if values else 0)) * step
    ordered = isinstance(criterion, OrdinalCriterion)

    def tick(index: int, answer: Answer, start: float) -> Tick:
        signed = ordered or not answer.is_position
        mark = minus(one_line(matrix.rubric.mark(answer))) if signed else ""
        label = one_line(matrix.rubric.label(criterion.id, answer))
        return Tick(round(start + (index + 0.5) * step, 2), mark, label, answer)

    scale = tuple(tick(index, answer, left) for index, answer in enumerate(values))
    away = tuple(tick(index, Answer(off_scale=key), begin) for index, key in enumerate(off))
    return Axis(criterion, scale, away, step, ordered)


def _given(matrix: StanceMatrix, criterion: AnyCriterion) -> list[Answer]:
    given = {
        part
        for cell in cells_of(matrix, criterion)
        for answer in (*counted(cell).values(), cell.consensus)
        for part in parts(answer)
    }
    return [Answer(value) for value in criterion.values if Answer(value) in given]
