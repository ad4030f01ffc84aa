"""Which sources take the same line: the distance of every two, like beside like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.alignment import alignment as aligned
from stancebook.comparison.grouping import FEWEST_SHARED
from stancebook.model.problems import StancebookError
from stancebook.reports.alignment_words import numbers, share, signs
from stancebook.reports.plots.drawing import (
    BLACK,
    BODY,
    LINE,
    MM,
    QUIET,
    SMALL,
    WHITE,
    Block,
    Box,
    Drawing,
    Item,
    Section,
    Stroke,
    Words,
    paged,
)
from stancebook.reports.plots.key import Entry, key
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from stancebook.comparison.alignment import Alignment
    from stancebook.comparison.distance import Distance
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.plots.paper import Paper

_NAMES: Final = 0.32
_WIDEST: Final = 30.0
_TALLEST: Final = 13.0
_WITH_SHARED: Final = 24.0
"""From this width on, a cell says on how many criteria its distance rests."""
_WITH_NUMBER: Final = 13.5
_LEAST: Final = 2.2
_DARKEST, _LIGHTEST = 0.52, 0.97
_STEPS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def alignment(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
    """Return the figure: one page.

    Cells have numbers where there is room for them; else squares, the larger the nearer.

    Args:
        matrix: The matrix.
        paper: What it is drawn for.

    Raises:
        StancebookError: Where the sources are too many to compare or to draw, or take no position in common.
    """
    found = aligned(matrix)
    if found.too_many:
        raise StancebookError(
            f"{found.too_many} sources are too many to compare with one another; choose with --source"
        )
    if all(one.value is None for one in found.distances):
        raise StancebookError("no two sources take a position on the same criterion, so there are no distances to draw")
    plot = _Plot(matrix, paper, found)
    if plot.cell < _LEAST:
        raise StancebookError(f"{len(found.order)} sources are too many for this width; --columns 2, or --source")
    rows = [plot.row(index) for index in range(len(found.order))]
    whole = Block(sum(row.height for row in rows), tuple(i for n, row in enumerate(rows) for i in row.at(plot.top(n))))
    foot = key(plot.entries(), paper)
    need = whole.height + foot.height
    if need > paper.height:
        raise StancebookError(f"{len(rows)} sources take {need / MM:.0f} mm of height; --height, or fewer by --source")
    return paged([Section(Block(0), Block(0), [whole])], foot, width=paper.width, height=paper.height)


class _Plot:
    def __init__(self, matrix: StanceMatrix, paper: Paper, found: Alignment) -> None:
        self.matrix, self.paper, self.found = matrix, paper, found
        self.number = numbers(matrix)
        room = max(paper.width * _NAMES, paper.width - _WIDEST * (len(found.order) - 1) - 8)
        self.names = [
            paper.face.fitted(f"{self.number[source]} {one_line(matrix.sources[source].short)}", room, BODY)[0]
            for source in found.order
        ]
        widest = max(paper.face.width(name, BODY) for name in self.names)
        self.bracket = 7.0 if found.clusters else 0.0
        self.left = widest + 6 + self.bracket
        self.cell = min(_WIDEST, (paper.width - self.left) / max(len(self.names) - 1, 1))
        self.numbers = self.cell >= _WITH_NUMBER
        # Small cells are square, so that neighbours look alike down and across.
        self.high = min(self.cell, _TALLEST)
        self.group = {source: number for number, group in enumerate(found.clusters, 1) for source in group}

    def top(self, index: int) -> float:
        """Where a row begins."""
        return index * self.high

    def row(self, index: int) -> Block:
        """A source's name, its distances from those above it, and at the diagonal its number."""
        source = self.found.order[index]
        base = self.high / 2 + 2.5
        items: list[Item] = []
        if self.high >= SMALL or not index % self._every:
            items.append(Words(self.bracket, base, self.names[index], BODY, name=f"name:{source}"))
        for column, other in enumerate(self.found.order[:index]):
            if one := self.found.of(source, other):
                items += self._cell(one, self.left + column * self.cell)
        if index < len(self.names) - 1 and self.cell > SMALL:
            x = self.left + (index + 0.5) * self.cell
            items.append(Words(x, base, str(self.number[source]), SMALL, align="center", grey=QUIET))
        return Block(self.high, (*items, *self._bracket(index)))

    @property
    def _every(self) -> int:
        """Where rows are lower than type, every so many-th has its name."""
        return -(-int(BODY + 1.5) // max(int(self.high), 1))

    def _cell(self, one: Distance, x: float) -> list[Item]:
        name = f"distance:{one.one}:{one.other}"
        if one.value is None:
            return [
                Words(x + self.cell / 2, self.high / 2 + 2.3, share(one), SMALL, align="center", grey=QUIET, name=name)
            ]
        thin = one.shared < FEWEST_SHARED
        if not self.numbers:
            size = (self.cell - 0.8) * (1 - one.value) ** 0.5
            corner = x + (self.cell - size) / 2, (self.high - size) / 2
            edge = BLACK if thin else None
            return [Box(*corner, size, size, WHITE if thin else BLACK, edge, name=name)] if one.value < 1 else []
        grey = _shade(one.value)
        box = Box(x + 0.4, 0.4, self.cell - 0.8, self.high - 0.8, WHITE if thin else grey, grey, name=name)
        words = Words(x + self.cell / 2, self.high / 2 + 2.3, self._told(one, thin=thin), SMALL, align="center")
        return [box, words]

    def _told(self, one: Distance, *, thin: bool) -> str:
        """A distance as there is room for it; that it rests on one criterion only, the ground says too."""
        number = share(one).partition("/")[0]
        forms = [number, "1" if number == "1.00" else number]
        if thin and self._fits("(.00)"):
            forms = [f"({form})" for form in forms]
        forms = [share(one), *forms] if self.cell >= _WITH_SHARED else forms
        return next((form for form in forms if self._fits(form)), forms[-1])

    def _fits(self, told: str) -> bool:
        return self.paper.face.width(told, SMALL) <= self.cell - 2.5

    def _bracket(self, index: int) -> list[Item]:
        """A stroke beside the sources of a group."""
        group = self.group.get(self.found.order[index])
        if group is None:
            return []
        order = self.found.order
        first = index == 0 or self.group.get(order[index - 1]) != group
        last = index == len(order) - 1 or self.group.get(order[index + 1]) != group
        top, low = (1.5 if first else 0), self.high - (1.5 if last else 0)
        items: list[Item] = [Stroke(1, top, 1, low, 1.2, name=f"group:{group}:{order[index]}")]
        items += [Stroke(1, top, 4, top, 0.8)] if first else []
        return [*items, Stroke(1, low, 4, low, 0.8)] if last else items

    def entries(self) -> list[Entry]:
        """What a cell says."""
        if self.numbers:
            boxes = tuple(
                Box(index * 9, -4, 9, 8, _shade(value), LINE) for index, value in enumerate(_STEPS)
            )  # fmt: skip
            entries = [Entry("0 the same line, 1 opposite ends", boxes, 49)]
            if self.cell >= _WITH_SHARED:
                entries.append(Entry(".25/3 a distance of .25 on 3 criteria"))
        else:
            side = 7.0
            sizes = tuple(
                Box(index * 9 + (side - s) / 2, -s / 2, s, s, BLACK)
                for index, s in enumerate(side * (1 - value) ** 0.5 for value in _STEPS[:-1])
            )
            entries = [Entry("distance 0, .25, .5, .75; at 1 no square", sizes, 39)]
        if any(one.shared == 1 for one in self.found.distances):
            sign = "white: on one criterion only" if self.numbers else "open: on one criterion only"
            entries.append(Entry(sign))
        entries += map(Entry, signs(self.found))
        return [*entries, Entry("groups", (Stroke(1, -4, 1, 4, 1.2),), 6)] if self.found.clusters else entries


def _shade(distance: float) -> float:
    """The grey of a distance: the nearer, the darker, and black type can be read on all of them."""
    return round(_DARKEST + distance * (_LIGHTEST - _DARKEST), 3)
