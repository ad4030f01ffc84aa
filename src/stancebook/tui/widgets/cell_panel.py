"""What is behind a place of the matrix: everybody's answer and quotes, a criterion's agreement, or a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.cell import how_far
from stancebook.comparison.disagreement import Disagreement
from stancebook.tui.matrix_facts import cell_facts, criterion_facts, source_facts
from stancebook.tui.overview import Place
from stancebook.tui.widgets.answers_panel import AnswersPanel, Sides
from stancebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.tui.overview import Overview


def sides_of(matrix: StanceMatrix, cell: Cell) -> Sides:
    """Return a cell as the sides of it are shown, whether they disagree or not."""
    criterion = matrix.rubric.by_id[cell.criterion]
    counting = {who: view.answer for who, view in cell.codings.items() if view.counts_as_independent}
    steps, distance = how_far(criterion, counting.values())
    number = list(matrix.sources).index(cell.source) + 1
    one = Disagreement(number, cell, criterion, cell.state, steps, distance, None, tuple(counting))
    return Sides(matrix.rubric, matrix.sources[cell.source], one, {who: who for who in cell.codings})


class CellPanel(AnswersPanel):
    """Posts ``Picked`` as the panel of answers does, and with ("cell", source, criterion)."""

    overview: Overview | None = None
    place = Place(None, None)

    def tell(self, overview: Overview, place: Place) -> None:
        """Show what is behind a place, from the top."""
        if place != self.place:
            self.at = None
            self.scroll_to(y=0, animate=False)
        self.overview, self.place = overview, place
        cell = overview.cell(place)
        self.shown = sides_of(overview.matrix, cell) if cell else None
        self.rebuild()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:
        """Return what there is to tell."""
        overview, place = self.overview, self.place
        if overview is None:
            return ()
        matrix = overview.matrix
        if cell := overview.cell(place):
            rows = cell_facts(matrix, cell, width)
            answers = super().make_rows(width, height)
            return [*rows, Row(), *answers] if answers else rows
        if place.criterion is not None:
            return criterion_facts(matrix, matrix.rubric.by_id[place.criterion], width)
        if place.source is not None:
            return source_facts(matrix, matrix.sources[place.source], width)
        return ()
