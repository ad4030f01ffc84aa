"""Where the sources stand: a panel for each criterion, a row for each source, a mark for each reviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.plots.answers import cells_of, decided_words, drawn, n_words, off_scale_words, several
from stancebook.reports.plots.axis import axes
from stancebook.reports.plots.drawing import BODY, DARK, SMALL, Block, Drawing, Section, Words, paged
from stancebook.reports.plots.heads import head
from stancebook.reports.plots.key import Entry, chip, key, reviewers, signs
from stancebook.reports.plots.lanes import Lane, note
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.plots.axis import Axis
    from stancebook.reports.plots.paper import Paper

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


class _Panels:
    def __init__(self, matrix: StanceMatrix, paper: Paper) -> None:
        self.matrix, self.paper = matrix, paper
        self.order = list(matrix.reviewers)
        most = paper.width * _NAMES
        self.names = {
            source.id: paper.face.fitted(one_line(source.short), most, BODY, lines=2)
            for source in matrix.sources.values()
        }
        widest = max((paper.face.width(line, BODY) for name in self.names.values() for line in name), default=0)
        notes = [note(matrix, cell) for criterion in drawn(matrix) for cell in cells_of(matrix, criterion)]
        margin = max((paper.face.width(said, SMALL) + 5 for said in notes if said), default=0)
        self.axes = axes(matrix, drawn(matrix), widest + 9, paper.width - margin)

    def section(self, axis: Axis) -> Section:
        cells = cells_of(self.matrix, axis.criterion)
        drawn_from = f"drawn from {axis.part}; " if axis.part else ""
        n = f"{drawn_from}{n_words(cells)}"
        rows: list[Block] = []
        group = None
        for cell in cells:
            if (named := self.matrix.groups.get(cell.source)) != group:
                group = named
                rows.append(Block(11, (Words(0, 9, one_line(named or ""), SMALL, italic=True, grey=DARK),)))
            said, numbers = note(self.matrix, cell), several(self.matrix)
            rows.append(Lane(cell, axis, self.names[cell.source], said, self.order, numbers, self.paper).block())
        return Section(head(axis, self.paper, n), head(axis, self.paper, n, continued=True), rows)

    def key(self) -> Block:
        keys = [tick.answer.off_scale for axis in self.axes for tick in axis.off]
        used = [key for key in self.matrix.rubric.off_scale if key in keys]
        entries = [*reviewers(self.matrix), chip()]
        entries += [Entry(words) for words in decided_words(self.matrix)]
        return key([*entries, *signs(off_scale_words(self.matrix, used))], self.paper)
