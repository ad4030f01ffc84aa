"""The stance matrix turned round in a terminal: criteria as rows, sources as numbered columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.comparison.scopes import SCOPES
from stancebook.reports.terminal.columns import GridColumn, Names, fits_in_marks, text_cell
from stancebook.reports.terminal.edge import Edge
from stancebook.reports.terminal.layout import GAP
from stancebook.reports.terminal.notes import legend, notes, people, title
from stancebook.reports.terminal.text import DIM, Line, Piece, beside, fit, flow, joined, line, prose
from stancebook.reports.words import SCOPE_SHORT, SCOPE_WORDS, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

NARROWEST: Final = 40
_NAME: Final = 26
_NAMED: Final = 14
"""A column narrower than that has no room for a name that could be told from another."""


def render_transposed(matrix: StanceMatrix, *, width: int = 80, colour: bool = False) -> str:
    """Return the matrix with a row for each criterion and a column for each source.

    Cells are those of ``render_matrix``; of more than six reviewers they have the consensus and the state. Figures
    stand in a table below, since criteria are its rows.

    Args:
        matrix: The matrix.
        width: Cells of the terminal.
        colour: Whether to use colours.
    """
    return joined(_Turned(matrix, max(width, NARROWEST)).lines(), colour=colour)


class _Turned:
    def __init__(self, matrix: StanceMatrix, width: int) -> None:
        self.matrix = matrix
        self.width = width
        self.names = Names.of(list(matrix.reviewers))
        self.number = {source: at for at, source in enumerate(matrix.sources, 1)}
        self.grids = _alike([self._grid(c) for c in matrix.criteria if fits_in_marks(matrix, c)])
        self.column = max([grid.width for grid in self.grids.values()] or [len(str(len(matrix.sources))) + 4])
        self.name = min(_NAME, width // 3)
        groups = matrix.rubric.groups
        self.group = {criterion: one_line(group.label) for group in groups for criterion in group.criteria}
        self.edge = Edge(matrix)
        self.compared = any(row.comparable for row in matrix.agreement)

    def lines(self) -> list[Line]:
        matrix, sources = self.matrix, list(self.matrix.sources)
        at_once = max(1, (self.width - self.name) // (self.column + GAP))
        found = [*title(matrix, self.width), (), *self._sources()]
        for start in range(0, len(sources), at_once) if self.grids else ():
            found += [(), *self._panel(sources[start : start + at_once])]
        for criterion in matrix.criteria:
            if criterion.id not in self.grids:
                found += [(), *self._in_words(criterion)]
        found += [(), *self._figures()] if self.compared else []
        found += [
            (),
            *legend(matrix, self.names, self.width, each=self._each),
            (),
            *people(matrix, self.names, self.width),
        ]
        below = notes(matrix, self.edge.undefined(), self.width)
        return [*found, (), *below] if below else found

    @property
    def _each(self) -> bool:
        return not self.names.several

    def _grid(self, criterion: AnyCriterion) -> GridColumn:
        grid = GridColumn.of_reviewers(self.matrix, criterion, self.names)
        return (
            grid
            if self._each
            else replace(grid, slots=(), heads=(), slot_widths=(), marks=dict.fromkeys(grid.marks, ()))
        )

    def _sources(self) -> list[Line]:
        """Which source each number is."""
        digits = len(str(len(self.number)))
        found: list[Line] = []
        for source, about in self.matrix.sources.items():
            group = f" ({one_line(self.matrix.groups[source])})" if source in self.matrix.groups else ""
            first = f"{self.number[source]:>{digits}} "
            found += prose(f"{one_line(about.short)}{group}", self.width, first=first, indent=" " * (digits + 1))
        return found

    def _panel(self, sources: list[str]) -> list[Line]:
        """These sources side by side: their numbers, a row for each criterion, on how many all agree."""
        reviewers = next(iter(self.grids.values())).head()[1:] if self._each else []
        heads = [([self._head(source), *reviewers], self.column) for source in sources]
        found = beside([([], self.name), *heads], GAP)
        group = None
        for criterion, grid in ((one, self.grids[one.id]) for one in self.matrix.criteria if one.id in self.grids):
            if (named := self.group.get(criterion.id)) != group:
                group = named
                found.append(line(Piece(fit(group or "", self.width), DIM)))
            cells = [(grid.body(source), self.column) for source in sources]
            found += beside([([line(fit(one_line(criterion.heading), self.name))], self.name), *cells], GAP)
        if self.compared and len(self.matrix.criteria) > 1:
            same = [([line(Piece("{}/{}".format(*self.matrix.same[source]), DIM))], self.column) for source in sources]
            found += beside([([line(Piece("same answer", DIM))], self.name), *same], GAP)
        return found

    def _head(self, source: str) -> Line:
        """The number of a source; where there is room its name, too."""
        name = f" {one_line(self.matrix.sources[source].short)}" if self.column >= _NAMED else ""
        return line(fit(f"{self.number[source]}{name}", self.column))

    def _in_words(self, criterion: AnyCriterion) -> list[Line]:
        """A criterion whose answers are words: a line for each source."""
        digits = len(str(len(self.number)))
        found = [line(Piece(fit(one_line(criterion.heading), self.width)))]
        for source, number in self.number.items():
            words = text_cell(self.matrix, criterion, source, self.names)
            first = line(Piece(f"  {number:>{digits}} ", DIM))
            found += flow(words, self.width, first=first, indent=" " * (digits + 5))
        return found

    def _figures(self) -> list[Line]:
        """How far reviewers agree, a row for each criterion."""
        rows = [[self.edge.told(criterion.id, scope) for scope in SCOPES] for criterion in self.matrix.criteria]
        found: list[Line] = []
        for heads in ([SCOPE_WORDS[scope] for scope in SCOPES], [SCOPE_SHORT[scope] for scope in SCOPES]):
            wide = [max(map(cell_len, column)) for column in zip(heads, *rows, strict=True)]
            if self.name + sum(wide) + GAP * len(wide) <= self.width:
                every = zip(["", *(one.heading for one in self.matrix.criteria)], [heads, *rows], strict=True)
                return [one for name, cells in every for one in self._row(one_line(name), cells, wide, dim=not name)]
        for criterion, cells in zip(self.matrix.criteria, rows, strict=True):
            parts = [f"{SCOPE_SHORT[scope]} {one_line(one)}" for scope, one in zip(SCOPES, cells, strict=True)]
            told = " · ".join(parts)
            found += prose(told, self.width, first=f"{fit(one_line(criterion.heading), 20)}: ", indent="  ")
        return found

    def _row(self, name: str, cells: Sequence[str], widths: Sequence[int], *, dim: bool) -> list[Line]:
        blocks = [([line(Piece(one, DIM if dim else ""))], width) for one, width in zip(cells, widths, strict=True)]
        return beside([([line(fit(name, self.name))], self.name), *blocks], GAP)


def _alike(grids: list[GridColumn]) -> dict[str, GridColumn]:
    """Return grids by their criteria, all with equally wide places, so that they line up under one another."""
    if not grids:
        return {}
    chip = max(grid.chip_width for grid in grids)
    slots = tuple(max(widths) for widths in zip(*(grid.slot_widths for grid in grids), strict=True))
    width = chip + 4 + sum(slots) + max(0, len(slots) - 1) + 2
    return {grid.criterion.id: replace(grid, chip_width=chip, slot_widths=slots, width=width) for grid in grids}
