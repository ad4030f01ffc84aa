"""Where the sources stand: a panel for each criterion, a row for each source, a mark for each reviewer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.reports.plots.answers import SHAPES, cells_of, counted, off_scale_words, parts, several
from stancebook.reports.plots.axis import axes
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
    Drawing,
    Item,
    Mark,
    Section,
    Stroke,
    Words,
    paged,
)
from stancebook.reports.plots.heads import head
from stancebook.reports.plots.key import MARK, Entry, chip, key, reviewers, signs
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.reports.plots.axis import Axis
    from stancebook.reports.plots.paper import Paper

_PITCH: Final = 6.0
_LANE: Final = 11.5
_NAME_LINE: Final = 8.0
_NAMES: Final = 0.3
"""The share of the width that names of sources may take."""


def positions(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
    """Return the figure, on as many pages as it takes.

    Args:
        matrix: The matrix; its order of sources and criteria is kept.
        paper: What it is drawn for.
    """
    panels = _Panels(matrix, paper)
    sections = [panels.section(axis) for axis in panels.axes]
    return paged(sections, panels.key(), width=paper.width, height=paper.height)


@dataclass(frozen=True)
class _Lane:
    cell: Cell
    axis: Axis
    name: tuple[str, ...]


class _Panels:
    def __init__(self, matrix: StanceMatrix, paper: Paper) -> None:
        self.matrix, self.paper = matrix, paper
        self.several = several(matrix)
        self.order = list(matrix.reviewers)
        most = paper.width * _NAMES
        self.names = {
            source.id: paper.face.fitted(one_line(source.short), most, BODY, lines=2)
            for source in matrix.sources.values()
        }
        widest = max((paper.face.width(line, BODY) for name in self.names.values() for line in name), default=0)
        notes = [note for criterion in matrix.criteria for cell in cells_of(matrix, criterion) if (note := _note(cell))]
        self.margin = max((paper.face.width(note, SMALL) + 5 for note in notes), default=0)
        self.axes = axes(matrix, matrix.criteria, widest + 9, paper.width - self.margin)

    def section(self, axis: Axis) -> Section:
        cells = cells_of(self.matrix, axis.criterion)
        held = sum(cell.consensus.is_position for cell in cells)
        n = f"n = {sum(bool(counted(cell)) for cell in cells)}, {held} with a position"
        top = head(axis, self.paper, n)
        again = head(axis, self.paper, n, continued=True)
        rows: list[Block] = []
        group = None
        for cell in cells:
            if (named := self.matrix.groups.get(cell.source)) != group:
                group = named
                rows.append(Block(11, (Words(0, 9, one_line(named or ""), SMALL, italic=True, grey=DARK),)))
            rows.append(self._row(_Lane(cell, axis, self.names[cell.source])))
        return Section(top, again, rows)

    def _row(self, lane: _Lane) -> Block:
        placed = self._placed(lane)
        across = max(1, int((lane.axis.step - 3) / _PITCH))
        deep = 1 if self.several else max((-(-len(who) // across) for who in placed.values()), default=1)
        height = max(_LANE, deep * _PITCH + 5, len(lane.name) * _NAME_LINE + 3.5)
        middle = height / 2
        items = [*self._ground(lane.axis, height), *self._name(lane, middle)]
        items += self._spread(lane, placed, middle)
        items += self._consensus(lane, placed, middle, across)
        for x, who in placed.items():
            items += self._marks(lane, x, who, middle, across)
        if note := _note(lane.cell):
            items.append(Words(self.paper.width, middle + 2.4, note, SMALL, align="right", grey=QUIET))
        return Block(height, tuple(items))

    def _placed(self, lane: _Lane) -> dict[float, list[str]]:
        """Who gave the answers at each place, in the order of the reviewers."""
        found: dict[float, list[str]] = defaultdict(list)
        given = counted(lane.cell)
        for reviewer in self.order:
            for part in parts(given[reviewer]) if reviewer in given else ():
                x = lane.axis.x(part)
                if x is not None:
                    found[x].append(reviewer)
        return found

    @staticmethod
    def _ground(axis: Axis, height: float) -> list[Item]:
        """The line of the scale; off the scale there is none but a tint, since there are no distances."""
        found: list[Item] = []
        if axis.off:
            left, right = axis.off_ends
            found.append(Box(left, 0, right - left, height, TINT))
        if axis.scale:
            (left, right), dots = axis.ends, () if axis.ordered else (0.6, 2.4)
            inset = axis.step / 2 - 3
            found.append(Stroke(left + inset, height / 2, right - inset, height / 2, 0.4, LINE, dots))
        return found

    def _name(self, lane: _Lane, middle: float) -> list[Item]:
        first = middle + 2.5 - (len(lane.name) - 1) * _NAME_LINE / 2
        ids = f"name:{lane.axis.criterion.id}:{lane.cell.source}"
        return [
            Words(0, first + index * _NAME_LINE, line, BODY, name="" if index else ids)
            for index, line in enumerate(lane.name)
        ]

    @staticmethod
    def _spread(lane: _Lane, placed: dict[float, list[str]], middle: float) -> list[Item]:
        on = sorted(x for x in placed if lane.axis.ordered and x in {tick.x for tick in lane.axis.scale})
        if len(on) < 2:  # noqa: PLR2004 - a line has two ends
            return []
        name = f"spread:{lane.axis.criterion.id}:{lane.cell.source}"
        return [Stroke(on[0], middle, on[-1], middle, 1.1, DARK, name=name)]

    def _consensus(self, lane: _Lane, placed: dict[float, list[str]], middle: float, across: int) -> list[Item]:
        found: list[Item] = []
        for part in parts(lane.cell.consensus):
            x = lane.axis.x(part)
            if x is None:
                continue
            here = 1 if self.several else max(1, len(placed.get(x, ())))
            width, height = min(across, here) * _PITCH + 4.5, -(-here // across) * _PITCH + 3.6
            name = f"consensus:{lane.axis.criterion.id}:{lane.cell.source}:{_id(part)}"
            found.append(Box(x - width / 2, middle - height / 2, width, height, CHIP, QUIET, 2.2, name=name))
        return found

    def _marks(self, lane: _Lane, x: float, who: list[str], middle: float, across: int) -> list[Item]:
        key_of = f"mark:{lane.axis.criterion.id}:{lane.cell.source}"
        if self.several:
            return self._number(lane, x, len(who), middle)
        rows = [who[start : start + across] for start in range(0, len(who), across)]
        found: list[Item] = []
        for line, reviewers_here in enumerate(rows):
            y = middle + (line - (len(rows) - 1) / 2) * _PITCH
            for index, reviewer in enumerate(reviewers_here):
                shape, filled = SHAPES[self.order.index(reviewer)]
                at = x + (index - (len(reviewers_here) - 1) / 2) * _PITCH
                found.append(Mark(at, y, shape, MARK, filled, name=f"{key_of}:{reviewer}"))
        return found

    def _number(self, lane: _Lane, x: float, number: int, middle: float) -> list[Item]:
        """How many gave an answer, on ground that keeps the lines from it."""
        answer = next(tick.answer for tick in (*lane.axis.scale, *lane.axis.off) if tick.x == x)
        name = f"mark:{lane.axis.criterion.id}:{lane.cell.source}:{_id(answer)}"
        words = Words(x, middle + 2.5, str(number), BODY, align="center", name=name)
        if answer in parts(lane.cell.consensus) or not answer.is_position:
            return [words]
        wide = self.paper.face.width(str(number), BODY) + 3
        return [Box(x - wide / 2, middle - 4, wide, 8, WHITE), words]

    def key(self) -> Block:
        keys = [tick.answer.off_scale for axis in self.axes for tick in axis.off]
        used = [key for key in self.matrix.rubric.off_scale if key in keys]
        entries = [*reviewers(self.matrix), chip()]
        outcomes = {cell.adjudication for cell in self.matrix.cells.values()}
        entries += [Entry("✓ settled by adjudication")] if "settled" in outcomes else []
        entries += [Entry("✗ left open by adjudication")] if "open" in outcomes else []
        return key([*entries, *signs(off_scale_words(self.matrix, used))], self.paper)


def _note(cell: Cell) -> str:
    """What has to be said of a row in the margin."""
    if cell.adjudication:
        return "✓" if cell.adjudication == "settled" else "✗ open"
    if not counted(cell):
        return "not coded"
    return "" if cell.consensus.given else "tie"


def _id(answer: Answer) -> str:
    return str(answer.off_scale if answer.value is None else answer.value)
