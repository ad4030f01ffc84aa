"""Coordinates of the report's two figures: where sources stand, and the coefficients."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer, show_value
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.cell_words import nothing_stands
from stancebook.reports.figures import MEASURE_WORDS, Figures
from stancebook.reports.plots.answers import counted, off_scale_given
from stancebook.reports.words import SCOPE_WORDS, figure, minus, one_line, shortened, threshold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope

MOST_LANES: Final = 30
"""With more sources, the table of counts stands alone."""
_LEFT, _RIGHT, _LANE = 210, 1000, 26
_GAP: Final = 62
_HEAD, _LINE = 40, 12
"""Above the lanes: marks, below them as many lines as their meanings take."""
_LETTERS: Final = 22
"""So many letters of a label stand side by side above an answer."""
_LONGEST: Final = 29
"""So many letters of a source's name stand beside its lane."""
_Places = dict[Answer, float]
_FOREST: Final = (330, 800, 24)
_NAME: Final = (21, 3, 14)
"""Names in the forest plot: the letters of a line, the lines, how far apart they are."""


@dataclass(frozen=True)
class Tick:
    """A place on the axis of a panel.

    Attributes:
        x: Where it is.
        words: The mark.
        label: What it means, as lines; none where the mark or its neighbours say it.
    """

    x: float
    words: str
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dot:
    """How many reviewers gave one answer that counts."""

    x: float
    number: int
    consensus: bool


@dataclass(frozen=True)
class Lane:
    """One source in a panel."""

    y: float
    number: int
    name: str
    dots: tuple[Dot, ...]
    solid: tuple[float, float] | None
    dotted: tuple[float, float] | None
    words: str


@dataclass(frozen=True)
class PositionsPanel:
    """Where the sources stand on one criterion.

    Attributes:
        name: The criterion's label.
        height: The height of the drawing.
        top: Where the lanes begin.
        ticks: The values of the scale; its ends in words, too.
        off: The off-scale answers somebody gave.
        scale: Left and right end of the scale.
        off_scale: Left and right end of what lies off it, if anything does.
        lanes: The sources.
    """

    name: str
    height: int
    top: int
    ticks: tuple[Tick, ...]
    off: tuple[Tick, ...]
    scale: tuple[float, float]
    off_scale: tuple[float, float] | None
    lanes: tuple[Lane, ...]


def positions(matrix: StanceMatrix) -> list[PositionsPanel]:
    """Return a panel for every ordinal criterion; none where there are too many sources for lanes."""
    if len(matrix.sources) > MOST_LANES:
        return []
    return [_panel(matrix, criterion) for criterion in matrix.criteria if isinstance(criterion, OrdinalCriterion)]


def _panel(matrix: StanceMatrix, criterion: OrdinalCriterion) -> PositionsPanel:
    cells = [matrix.cells[source, criterion.id] for source in matrix.sources]
    off = off_scale_given(matrix, [criterion])
    values = sorted(criterion.values)
    end = _RIGHT - (_GAP + 124 * len(off) if off else 40)
    step = (end - _LEFT - 50) / max(1, len(values) - 1)
    at: dict[Answer, float] = {Answer(value): round(_LEFT + 50 + index * step, 1) for index, value in enumerate(values)}
    beside: dict[Answer, float] = {
        Answer(off_scale=key): round(end + _GAP + 62 + 124 * index, 1) for index, key in enumerate(off)
    }
    ticks = tuple(
        Tick(x, minus(show_value(value)), _label(matrix, criterion, answer) if value in (values[0], values[-1]) else ())
        for value, (answer, x) in zip(values, at.items(), strict=True)
    )
    away = tuple(
        Tick(x, matrix.rubric.mark(criterion.id, answer), _label(matrix, criterion, answer))
        for answer, x in beside.items()
    )
    top = _HEAD + _LINE * max(len(tick.label) for tick in (*ticks, *away))
    middle = top + 6 + _LANE / 2
    lanes = tuple(_lane(matrix, cell, middle + _LANE * row, row + 1, (at, beside)) for row, cell in enumerate(cells))
    return PositionsPanel(
        name=one_line(criterion.label),
        height=top + 6 + _LANE * len(lanes),
        top=top,
        ticks=ticks,
        off=away,
        scale=(_LEFT + 20, end + 30),
        off_scale=(end + _GAP, _RIGHT) if off else None,
        lanes=lanes,
    )


def _label(matrix: StanceMatrix, criterion: OrdinalCriterion, answer: Answer) -> tuple[str, ...]:
    return tuple(wrap(one_line(matrix.rubric.label(criterion.id, answer)), _LETTERS, max_lines=2, placeholder="…"))


def _lane(matrix: StanceMatrix, cell: Cell, y: float, number: int, places: tuple[_Places, _Places]) -> Lane:
    at, beside = places
    many_gave = Counter(counted(cell).values())
    place = at | beside
    dots = tuple(
        Dot(place[answer], many, answer == cell.consensus) for answer, many in many_gave.items() if answer in place
    )
    if cell.consensus in place and cell.consensus not in many_gave:
        dots = (*dots, Dot(place[cell.consensus], 0, True))
    on = sorted(at[answer] for answer in many_gave if answer in at)
    off = sorted(beside[answer] for answer in many_gave if answer in beside)
    told = ", ".join(
        f"{many} × {minus(matrix.rubric.mark(cell.criterion, answer))}" for answer, many in many_gave.items()
    )
    return Lane(
        y=y,
        number=number,
        name=shortened(matrix.sources[cell.source].short, _LONGEST),
        dots=tuple(sorted(dots, key=lambda dot: dot.x)),
        solid=(on[0], on[-1]) if len(on) > 1 else None,
        dotted=(on[-1], off[-1]) if on and off else None,
        words=told or nothing_stands(matrix, cell),
    )


@dataclass(frozen=True)
class ForestRow:
    """One coefficient of the forest plot; the name of its criterion, as lines, is at the first."""

    y: float
    name: tuple[str, ...]
    part: str
    x: float | None
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True)
class Forest:
    """The coefficients on one axis."""

    height: int
    rows: tuple[ForestRow, ...]
    references: tuple[Tick, ...]
    bottom: float


def forest(matrix: StanceMatrix) -> Forest | None:
    """Return the forest plot of the coefficients; nothing where none is defined."""
    found = list(_coefficients(matrix))
    if all(row.estimate is None for _, _, row in found):
        return None
    lowest = min([-0.5, *(row.low if row.low is not None else row.estimate or 0 for _, _, row in found)])
    (left, right, lane), (letters, most, line) = _FOREST, _NAME

    def x(value: float) -> float:
        return round(left + (value - lowest) / (1 - lowest) * (right - left), 1)

    rows, y, below = [], 30.0, 30.0
    for name, scope, row in found:
        lines = tuple(wrap(name, letters, max_lines=most, placeholder="…"))
        if lines:
            y = below = max(y, below)
            below += line * len(lines) + 8
        rows.append(
            ForestRow(
                y=y + lane / 2,
                name=lines,
                part=SCOPE_WORDS[scope],
                x=None if row.estimate is None else x(row.estimate),
                low=None if row.low is None else x(row.low),
                high=None if row.high is None else x(row.high),
                told=_told(row),
            )
        )
        y += lane
    bottom = max(y, below)
    floor = matrix.rubric.reliability.floor
    references = tuple(
        Tick(x(value), words)
        for value, words in (
            (0, "0"),
            (floor.tentative, threshold(floor.tentative)),
            (floor.reliable, threshold(floor.reliable)),
            (1, "1"),
        )
    )
    return Forest(round(bottom) + 10, tuple(rows), references, bottom)


def _coefficients(matrix: StanceMatrix) -> Iterator[tuple[str, Scope, AgreementRow]]:
    figures = Figures(matrix.agreement)
    parts: tuple[Scope, ...] = ("position", "positions")
    for criterion in matrix.criteria:
        for index, scope in enumerate(parts):
            row = figures.coefficient(criterion.id, scope)
            if row:
                yield "" if index else one_line(criterion.heading), scope, row


def _told(row: AgreementRow) -> str:
    name = "α" if row.measure == "krippendorff_alpha" else MEASURE_WORDS.get(row.measure, row.measure)
    return f"{name} {minus(figure(row.estimate))}, n = {row.comparable}"
