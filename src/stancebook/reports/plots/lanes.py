"""One source in a figure of positions: marks side by side where they share a place, and the box of the consensus."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from stancebook.reports.cell_words import adjudication_glyph, nothing_stands
from stancebook.reports.plots.answers import SHAPES, counted, id_of, parts
from stancebook.reports.plots.drawing import (
    BODY,
    CHIP,
    DARK,
    LINE,
    QUIET,
    SMALL,
    TINT,
    WHITE,
    Block,
    Box,
    Item,
    Mark,
    Stroke,
    Words,
)
from stancebook.reports.plots.key import MARK

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.plots.axis import Axis
    from stancebook.reports.plots.paper import Paper

PITCH: Final = 6.0
"""From the middle of one mark to that of the next."""
_LANE: Final = 11.5
_NAME_LINE: Final = 8.0
_DOT: Final = 3.6


@dataclass(frozen=True)
class Spot:
    """Where a reviewer's mark stands.

    Attributes:
        reviewer: Who.
        place: Where the answer is on the axis.
        x: Where the mark is.
        y: How far it is below the middle of the lane.
    """

    reviewer: str
    place: float
    x: float
    y: float


def note(matrix: StanceMatrix, cell: Cell) -> str:
    """Return what has to be said of a row in the margin."""
    if cell.not_asked:
        return adjudication_glyph(cell) or nothing_stands(matrix, cell)
    if cell.adjudication:
        return adjudication_glyph(cell) + (" open" if cell.adjudication == "open" else "")
    if not counted(cell):
        return "stale" if cell.codings else nothing_stands(matrix, cell)
    return "" if cell.consensus.given else "tie"


def spots(cell: Cell, axis: Axis, order: list[str]) -> list[Spot]:
    """Return where the marks of a cell stand: side by side at one place; numbers exactly at theirs, one above another.

    Args:
        cell: The cell.
        axis: Where answers have their places.
        order: The reviewers.
    """
    placed: dict[float, list[str]] = defaultdict(list)
    given = counted(cell)
    for reviewer in order:
        for part in parts(given[reviewer]) if reviewer in given else ():
            x = axis.x(part)
            if x is not None:
                placed[x].append(reviewer)
    off = {tick.x for tick in axis.off}
    exact = [(x, who) for x, many in sorted(placed.items()) for who in many if axis.line and x not in off]
    found = _swarm(exact)
    across = max(1, int((axis.step - 3) / PITCH))
    for x, who in placed.items():
        if not axis.line or x in off:
            found += _grid(x, who, across)
    return found


def _grid(x: float, who: list[str], across: int) -> list[Spot]:
    rows = [who[start : start + across] for start in range(0, len(who), across)]
    return [
        Spot(reviewer, x, x + (index - (len(row) - 1) / 2) * PITCH, (line - (len(rows) - 1) / 2) * PITCH)
        for line, row in enumerate(rows)
        for index, reviewer in enumerate(row)
    ]


def _swarm(exact: list[tuple[float, str]]) -> list[Spot]:
    """Move marks up or down, the least that keeps them from covering each other."""
    found: list[Spot] = []
    for x, who in exact:
        near = {spot.y for spot in found if x - spot.x < PITCH}
        y = next(y for level in range(len(near) + 1) for y in (level * PITCH, -level * PITCH) if y not in near)
        found.append(Spot(who, x, x, y))
    return [spot for group in _touching(found) for spot in _centred(group)]


def _touching(found: list[Spot]) -> list[list[Spot]]:
    groups: list[list[Spot]] = []
    for spot in found:
        if groups and spot.x - groups[-1][-1].x < PITCH:
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return groups


def _centred(group: list[Spot]) -> list[Spot]:
    middle = (min(spot.y for spot in group) + max(spot.y for spot in group)) / 2
    return [replace(spot, y=spot.y - middle) for spot in group]


@dataclass(frozen=True)
class Lane:
    """A row of a figure of positions.

    Attributes:
        cell: The cell it shows.
        axis: Where answers have their places.
        name: The lines of the source's name.
        note: What is said of it in the margin.
        order: The reviewers.
        numbers: Whether to tell how many gave an answer, instead of who.
        paper: What it is drawn for.
    """

    cell: Cell
    axis: Axis
    name: tuple[str, ...]
    note: str
    order: list[str]
    numbers: bool
    paper: Paper

    def block(self) -> Block:
        """Return the row."""
        found = spots(self.cell, self.axis, self.order)
        deep = 0.0 if self._in_numbers else max((abs(spot.y) for spot in found), default=0.0)
        height = max(_LANE, 2 * deep + PITCH + 5, len(self.name) * _NAME_LINE + 3.5)
        middle = height / 2
        items = [*self._ground(height), *self._name(middle), *self._spread(found, middle)]
        items += [*self._consensus(found, middle), *self._marks(found, middle)]
        if said := self.note:
            items.append(Words(self.paper.width, middle + 2.4, said, SMALL, align="right", grey=QUIET))
        return Block(height, tuple(items))

    @property
    def _in_numbers(self) -> bool:
        return self.numbers and self.axis.line is None

    def _id(self, kind: str) -> str:
        return f"{kind}:{self.axis.criterion.id}:{self.cell.source}"

    def _ground(self, height: float) -> list[Item]:
        """The line of the scale; off the scale there is none but a tint, since there are no distances."""
        found: list[Item] = [Box(left, 0, right - left, height, TINT) for left, right in self.axis.off_ends]
        if self.axis.line:
            found += [Stroke(tick.x, height / 2 - 2, tick.x, height / 2 + 2, 0.4, LINE) for tick in self.axis.scale]
        if self.axis.scale:
            (left, right), dots = self.axis.ends, () if self.axis.ordered else (0.6, 2.4)
            inset = self.axis.step / 2 - 3
            found.append(Stroke(left + inset, height / 2, right - inset, height / 2, 0.4, LINE, dots))
        return found

    def _name(self, middle: float) -> list[Item]:
        first = middle + 2.5 - (len(self.name) - 1) * _NAME_LINE / 2
        return [
            Words(0, first + index * _NAME_LINE, line, BODY, name="" if index else self._id("name"))
            for index, line in enumerate(self.name)
        ]

    def _spread(self, found: list[Spot], middle: float) -> list[Item]:
        off = {tick.x for tick in self.axis.off}
        on = sorted({spot.place for spot in found if spot.place not in off})
        if len(on) <= 1 or not self.axis.ordered:  # a line has two ends
            return []
        return [Stroke(on[0], middle, on[-1], middle, 1.1, DARK, name=self._id("spread"))]

    def _consensus(self, found: list[Spot], middle: float) -> list[Item]:
        boxes: list[Item] = []
        for part in parts(self.cell.consensus):
            x = self.axis.x(part)
            if x is None:
                continue
            here = [spot for spot in found if spot.place == x and not self._in_numbers]
            left, right = min((spot.x for spot in here), default=x), max((spot.x for spot in here), default=x)
            top, low = min((spot.y for spot in here), default=0.0), max((spot.y for spot in here), default=0.0)
            wide, high = right - left + PITCH + 4.5, low - top + PITCH + 3.6
            x0, y0 = (left + right - wide) / 2, middle + (top + low - high) / 2
            boxes.append(Box(x0, y0, wide, high, CHIP, QUIET, 2.2, name=f"{self._id('consensus')}:{id_of(part)}"))
        return boxes

    def _marks(self, found: list[Spot], middle: float) -> list[Item]:
        if self._in_numbers:
            counts: dict[float, int] = defaultdict(int)
            for spot in found:
                counts[spot.place] += 1
            return [item for x, number in counts.items() for item in self._number(x, number, middle)]
        items: list[Item] = []
        for spot in found:
            shape, filled = ("circle", True) if self.numbers else SHAPES[self.order.index(spot.reviewer)]
            size = _DOT if self.numbers else MARK
            items.append(
                Mark(spot.x, middle + spot.y, shape, size, filled, name=f"{self._id('mark')}:{spot.reviewer}")  # type: ignore[arg-type]
            )
        return items

    def _number(self, x: float, number: int, middle: float) -> list[Item]:
        """How many gave an answer, on ground that keeps the lines from it."""
        answer = next(tick.answer for tick in (*self.axis.scale, *self.axis.off) if tick.x == x)
        words = Words(
            x, middle + 2.5, str(number), BODY, align="center", name=f"{self._id('mark')}:{id_of(answer)}"
        )  # fmt: skip
        if answer in parts(self.cell.consensus) or not answer.is_position:
            return [words]
        wide = self.paper.face.width(str(number), BODY) + 3
        return [Box(x - wide / 2, middle - 4, wide, 8, WHITE), words]
