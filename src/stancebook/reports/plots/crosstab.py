"""One panel of a confusion figure: a table of counts, labels with who chose them, or numbers against numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

from stancebook.comparison.confusion import Confusion, LabelConfusion, LabelCount
from stancebook.model.criterion import NominalCriterion
from stancebook.reports.places import letters
from stancebook.reports.plots.answers import id_of
from stancebook.reports.plots.drawing import BLACK, BODY, DARK, LINE, QUIET, SMALL, TINT, Box, Item, Mark, Stroke, Words
from stancebook.reports.plots.scale import Line, number_words, round_ticks
from stancebook.reports.words import minus, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

    _Spot = tuple[float, float]

CELL: Final = 15.0
APART: Final = 4.0
"""Between the scale and what lies off it."""
_WIDE: Final = 27.0
PLOT: Final = 84.0
DOT: Final = 3.4
_DIGIT: Final = 4.1
"""How wide a digit runs, in points."""
_CLEAR: Final = 6.5
"""So far from a number nothing else looks as if it had it."""
_LIGHT, _DARK, _EMPTY = 0.9, 0.6, 0.965


@dataclass(frozen=True)
class Row:
    """A row or column of a panel.

    Attributes:
        sign: Its sign; for a value without one a letter.
        label: What it means.
        off: Whether it lies off the scale.
    """

    sign: str
    label: str
    off: bool


@dataclass(frozen=True)
class Panel:
    """A panel of the figure, without the words of its rows.

    Attributes:
        width: In points.
        height: In points; below a head of two lines that is not counted.
        items: What is in it, from its upper left corner.
        rows: The rows, from top to bottom, with where their middles are.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    rows: tuple[tuple[float, Row], ...]

    @property
    def roomy(self) -> bool:
        """Whether rows are so far apart that labels may have two lines."""
        middles = [y for y, _ in self.rows]
        return all(later - earlier >= 2 * SMALL for earlier, later in pairwise(middles))


def rows_of(matrix: StanceMatrix, criterion: AnyCriterion, answers: Sequence[Answer]) -> list[Row]:
    """Return answers as rows: names of values by letters, all others by their signs."""
    found: list[Row] = []
    for answer in answers:
        signed = not isinstance(criterion, NominalCriterion) or not answer.is_position
        sign = minus(one_line(matrix.rubric.mark(criterion.id, answer))) if signed else letters(len(found))
        sign = "" if criterion.multiple else sign  # labels need none: they stand in rows only
        found.append(Row(sign, one_line(matrix.rubric.label(criterion.id, answer)), not answer.is_position))
    return found


def table_panel(rows: Sequence[tuple[Answer, Row]], table: Confusion, name: str, side: float = CELL) -> Panel:
    """Return a table of counts: darker where more; the diagonal framed; off-scale answers apart.

    Args:
        rows: The answers of rows and columns.
        table: The counts.
        name: What its cells are called in an SVG.
        side: Of a cell, in points.
    """
    places = _places([row.off for _, row in rows], side)
    most = max((number for line in table.counts for number in line), default=0)
    counts = {
        (one, other): number
        for one, line in zip(table.answers, table.counts, strict=True)
        for other, number in zip(table.answers, line, strict=True)
    }
    items: list[Item] = [
        Words(x + side / 2, -3.5, row.sign, SMALL, align="center", grey=DARK)
        for x, (_, row) in zip(places, rows, strict=True)
    ]
    for line, (y, (one, _)) in enumerate(zip(places, rows, strict=True)):
        for column, (x, (other, _)) in enumerate(zip(places, rows, strict=True)):
            if table.pair is None and column < line:
                continue  # every two count once, in the row of the answer that comes first
            number = counts.get((one, other), 0)
            edge = BLACK if line == column else None
            where = f"{name}:{id_of(one)}:{id_of(other)}"
            items.append(Box(x + 0.5, y + 0.5, side - 1, side - 1, _shade(number, most), edge, name=where))
            items += _count(x + side / 2, y + side / 2, number)
    size = places[-1] + side
    middles = tuple((y + side / 2, row) for y, (_, row) in zip(places, rows, strict=True))
    return Panel(size, size, tuple(items), middles)


def label_panel(rows: Sequence[tuple[Answer, Row]], table: LabelConfusion, names: tuple[str, ...], name: str) -> Panel:
    """Return labels with how often both chose one, one of them alone, and neither.

    Args:
        rows: The labels.
        table: The counts.
        names: The short names of the two; none where pairs are summed.
        name: What its cells are called in an SVG.
    """
    heads = ["both", *(f"only {short}" for short in names or ("one",)), "neither"]
    keys = ["both", *(("first", "second") if names else ("first",)), "neither"]
    high = CELL - 1
    places = _places([row.off for _, row in rows], high)
    known = {one.answer: one for one in table.labels}
    items: list[Item] = [
        Words((index + 0.5) * _WIDE, -3.5, head, SMALL, align="center", grey=DARK) for index, head in enumerate(heads)
    ]
    for y, (answer, _) in zip(places, rows, strict=True):
        one = known.get(answer, LabelCount(answer, 0, 0, 0, table.total))
        for index, key in enumerate(keys):
            number, x, differ = getattr(one, key), index * _WIDE, key in {"first", "second"}
            shade, edge = (_shade(number, table.total), None) if differ else (None, QUIET)
            where = f"{name}:{id_of(answer)}:{key}"
            items.append(Box(x + 0.5, y + 0.5, _WIDE - 1, high - 1, shade, edge, name=where))
            items += _count(x + _WIDE / 2, y + high / 2, number)
    middles = tuple((y + high / 2, row) for y, (_, row) in zip(places, rows, strict=True))
    return Panel(len(heads) * _WIDE, places[-1] + high, tuple(items), middles)


def number_panel(
    matrix: StanceMatrix,
    criterion: AnyCriterion,
    met: Sequence[tuple[Answer, Answer]],
    span: tuple[float, float],
    name: str,
) -> Panel:
    """Return numbers against numbers, the diagonal where both are the same; off-scale answers beside the axes.

    Args:
        matrix: The matrix.
        criterion: The criterion.
        met: What the two answered, source by source.
        span: The least and the greatest number to show.
        name: What its points are called in an SVG.
    """
    given = {answer.off_scale for two in met for answer in two if answer.off_scale}
    off = [key for key in criterion.off_scale if key in given]
    ticks = round_ticks(*span, 4)
    across, down = Line(ticks[0], ticks[-1], 0, PLOT), Line(ticks[0], ticks[-1], PLOT, 0)
    beside = {key: PLOT + APART + CELL * (index + 0.5) for index, key in enumerate(off)}
    size = PLOT + (APART + CELL * len(off) if off else 0)
    items: list[Item] = []
    if off:
        items += [
            Box(PLOT + APART, 0, size - PLOT - APART, size, TINT),
            Box(0, PLOT + APART, size, size - PLOT - APART, TINT),
        ]
    items += [Box(0, 0, PLOT, PLOT, None, LINE), Stroke(0, PLOT, PLOT, 0, 0.5, LINE, (2, 2))]
    items += [
        Words(across.x(ticks[0]), -3.5, number_words(ticks[0]), SMALL, grey=DARK),
        Words(across.x(ticks[-1]), -3.5, number_words(ticks[-1]), SMALL, align="right", grey=DARK),
    ]
    marks = {key: one_line(matrix.rubric.off_scale[key].symbol or key) for key in off}
    items += [Words(beside[key], -3.5, marks[key], SMALL, align="center", grey=DARK) for key in off]

    def at(answer: Answer, line: Line) -> float:
        return line.x(answer.value) if isinstance(answer.value, int | float) else beside[str(answer.off_scale)]

    points = Counter((round(at(other, across), 2), round(at(one, down), 2)) for one, other in met)
    for number, ((x, y), many) in enumerate(sorted(points.items()), 1):
        items.append(Mark(x, y, "circle", DOT, filled=many == 1, name=f"{name}:{number}"))
    items += _numbered(points)
    rows = [(down.x(t), Row(number_words(t), "", off=False)) for t in ticks]
    rows += [(beside[key], Row(marks[key], one_line(matrix.rubric.off_scale[key].label), off=True)) for key in off]
    return Panel(size, size, tuple(items), tuple(rows))


def _numbered(points: Mapping[_Spot, int]) -> list[Item]:
    """Return how many each point of several stands for, on the side where nothing else is near."""
    found: list[Item] = []
    taken = list(points)
    for (x, y), many in sorted(points.items()):
        if many > 1:
            half = _DIGIT * len(str(many)) / 2
            beside, above = half + DOT / 2 + 1, _DIGIT + 1.5
            sides = [(beside, -3), (-beside, -3), (beside, 3), (-beside, 3), (0, -above), (0, above)]
            others = [spot for spot in taken if spot != (x, y)]
            where = max(((x + dx, y + dy) for dx, dy in sides), key=lambda spot: _clearance(spot, half, others))
            taken.append(where)
            found.append(Words(where[0], where[1] + 2.3, str(many), SMALL, align="center"))
    return found


def _clearance(spot: _Spot, half: float, others: Iterable[_Spot]) -> float:
    """How far a number is from all else, at most as far as it matters."""
    return min([_CLEAR, *(hypot(max(0.0, abs(spot[0] - x) - half), spot[1] - y) for x, y in others)])


def _places(off: Sequence[bool], high: float) -> list[float]:
    """Where rows begin: those off the scale a little apart."""
    gap = APART if any(off) and not all(off) else 0.0
    return [index * high + (gap if is_off else 0.0) for index, is_off in enumerate(off)]


def _shade(number: int, most: int) -> float:
    """The grey of a count: the more, the darker; of none, barely any."""
    return round(_LIGHT - (_LIGHT - _DARK) * number / max(most, 1), 3) if number else _EMPTY


def _count(x: float, y: float, number: int) -> list[Item]:
    return [Words(x, y + 2.5, str(number), BODY, align="center")] if number else []
