"""How the matrix is laid out in columns of cells, and what stands in each. No Textual."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from stancebook.comparison.cell import DISAGREEING
from stancebook.model.visible import visible_line
from stancebook.reports.cell_words import adjudication_glyph, blank_mark, nothing_mark, short_signs, state_glyph
from stancebook.reports.figures import Figures
from stancebook.reports.shades import shade_of
from stancebook.reports.words import minus
from stancebook.tui.widgets.rows import Part, cut
from stancebook.tui.wording import mark

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.tui.overview import Overview, Place

_LEAST_NAME, _MOST_NAME = 18, 36
_SHORT: Final = 5
"""Marks that are longer are words: they have no place for each reviewer."""
_WORDS, _MOST_WORDS = 13, 40
_LEAST_HEAD: Final = 8
_MOST_HEAD: Final = 16
MOST_REVIEWERS: Final = 6
_SHADES: Final = {-2: "low2", -1: "low1", 0: "middle", 1: "high1", 2: "high2"}
_SIGNS: Final = 4  # two brackets, the sign of a decision, the state


@dataclass(frozen=True)
class Column:
    """A column of the grid.

    Attributes:
        key: The criterion's id, or in a transposed matrix the source's.
        chip: The cells between the brackets.
        mark: The cells of each reviewer's mark; 0 where marks are not shown.
        width: All cells, the gap behind it included.
    """

    key: str
    chip: int
    mark: int
    width: int


class GridLayout:
    """The grid for a width.

    Args:
        overview: The matrix as it is looked at.
        width: The cells there are.
        marks: Whether every reviewer's mark is shown where there is room for it.
    """

    def __init__(self, overview: Overview, width: int, *, marks: bool = True) -> None:
        self.overview, self.width = overview, width
        self.matrix: StanceMatrix = overview.shown
        self.reviewers = list(self.matrix.reviewers)
        self.digits = 0 if overview.arrangement.transposed else len(str(len(overview.numbers)))
        longest = max((cell_len(self.name_of(key)) for key in overview.down), default=0)
        self.name = max(_LEAST_NAME, min(longest + 1, _MOST_NAME))
        self.marks = marks and 1 < len(self.reviewers) <= MOST_REVIEWERS
        self.columns = self._columns(marks=self.marks)
        if self.marks and self.name + sum(one.width for one in self.columns) > width:
            self.marks = False
            self.columns = self._columns(marks=False)
        # Turned round, a row goes through all columns: its marks stand at the same end of each.
        self._in_words = overview.arrangement.transposed and any(one.chip >= _WORDS for one in self.columns)
        self._spread()

    # Sizes

    def _columns(self, *, marks: bool) -> list[Column]:
        return [self._column(key, marks=marks) for key in self.overview.across]

    def _column(self, key: str, *, marks: bool) -> Column:
        cells = [cell for row in self.overview.down if (cell := self._cell(row, key))]
        chips = [self._chip(cell, _SHORT) for cell in cells]
        short = [cell_len(text) for text in chips if cell_len(text) <= _SHORT]
        wordy = len(short) < len(chips)
        chip = max([_WORDS if wordy else 0, 2, *short])
        signs = [self._mark(cell, who) for cell in cells for who in self.reviewers] if marks and not wordy else []
        each = max((cell_len(text) for text, _ in signs), default=0)
        content = chip + _SIGNS + (len(self.reviewers) * (each + 1) if each else 0)
        counts = len(self.counts_of(key, source=self.overview.arrangement.transposed))
        content = max(content, counts + (len(self.reviewers) * (each + 1) if each else 0))
        head = min(max(cell_len(self.head_of(key)), _LEAST_HEAD), _MOST_HEAD)
        return Column(key, chip, each, max(content, head) + 1)

    def _spread(self) -> None:
        """Give cells that are left to columns of words, as far as they need them, and then to the names."""
        room = self.width - self.name - sum(one.width for one in self.columns)
        need = {index: self._longest(one.key) for index, one in enumerate(self.columns) if one.chip >= _WORDS}
        while room > 0 and need:
            for index in list(need):
                one = self.columns[index]
                if one.chip >= min(need[index], _MOST_WORDS) or room <= 0:
                    del need[index]
                    continue
                self.columns[index] = Column(one.key, one.chip + 1, one.mark, one.width + 1)
                room -= 1
        longest = max((cell_len(self.name_of(key)) for key in self.overview.down), default=0)
        if room > 0:
            self.name = min(self.name + room, max(self.name, longest + 2))

    def _longest(self, key: str) -> int:
        cells = (cell for row in self.overview.down if (cell := self._cell(row, key)))
        return max((cell_len(self._chip(cell, _MOST_WORDS)) for cell in cells), default=0)

    def fitting(self, first: int) -> list[Column]:
        """Return the columns from one on that there is room for; one at least."""
        room = self.width - self.name
        found: list[Column] = []
        for one in self.columns[first:]:
            if found and one.width - 1 > room:
                break
            found.append(one)
            room -= one.width
        return found

    def first_with(self, key: str | None, first: int) -> int:
        """Return the first column to show so that one is in sight, moving as little as that takes."""
        keys = [one.key for one in self.columns]
        if key is None or key not in keys:
            return first
        at = keys.index(key)
        first = min(first, at)
        while at >= first + len(self.fitting(first)):
            first += 1
        return first

    # What stands where

    def name_of(self, key: str) -> str:
        """Return the name of a row, a source's after its number."""
        if self.overview.arrangement.transposed:
            return visible_line(self.matrix.rubric.by_id[key].heading)
        return f"{self.overview.numbers[key]:>{self.digits}} {visible_line(self.matrix.sources[key].short)}"

    def head_of(self, key: str) -> str:
        """Return the name of a column, a source's after its number."""
        if self.overview.arrangement.transposed:
            return f"{self.overview.numbers[key]} {visible_line(self.matrix.sources[key].short)}"
        return visible_line(self.matrix.rubric.by_id[key].heading)

    def counts_of(self, key: str, *, source: bool) -> str:
        """Return on how many all gave the same answer, of how many were compared: for a source or a criterion."""
        if source:
            same, compared = self.matrix.same[key]
        else:
            same, compared = self._figures.counts(key, "answers")
        return f"{same}/{compared}"

    @cached_property
    def _figures(self) -> Figures:
        return Figures(self.overview.matrix.agreement)

    def heads(self, first: int) -> tuple[list[tuple[str, Part]], list[tuple[str, Part]]]:
        """Return the two lines of heads: for each column its key with its name, and with its counts."""
        by_source = self.overview.arrangement.transposed
        names, counts = [], []
        for one in self.fitting(first):
            names.append((one.key, (in_cells(self.head_of(one.key), one.width), "")))
            told = self.counts_of(one.key, source=by_source)
            who = "".join(f" {reviewer[: one.mark]:>{one.mark}}" for reviewer in self.reviewers) if one.mark else ""
            counts.append((one.key, (told + who.rjust(one.width - 1 - len(told)) + " ", "dim")))
        return names, counts

    def cell(self, place: Place, column: Column) -> list[Part]:
        """Return what a cell holds: consensus, decision, state and marks."""
        cell = self.overview.cell(place)
        if cell is None:
            return [(" " * column.width, "")]
        chip = "".join(part for part, _ in cut([(self._chip(cell, column.chip), "")], column.chip))
        chip = chip or " "  # no consensus: brackets with nothing in them would be hard to see
        pad = " " * (column.chip - cell_len(chip))
        wordy = column.chip >= _WORDS or self._in_words
        shade = shade_of(self.matrix.rubric.by_id[cell.criterion], cell.consensus)
        style = _SHADES[shade] if shade is not None else "strong" if cell.consensus.given else "dim"
        decision = adjudication_glyph(cell) or " "
        parts: list[Part] = [
            (f"[{chip}]" if wordy else f"[{pad}{chip}]", style),
            (pad if wordy else "", ""),
            (decision, "good" if cell.adjudication == "settled" and not cell.not_asked else "warn"),
            (state_glyph(self.matrix, cell), "warn" if cell.state in DISAGREEING else "dim"),
        ]
        if column.mark:
            for reviewer in self.reviewers:
                words, tone = self._mark(cell, reviewer)
                parts.append((" " + " " * (column.mark - cell_len(words)) + words, tone))
        used = sum(cell_len(words) for words, _ in parts)
        return [*parts, (" " * (column.width - used), "")]

    def _cell(self, row: str, column: str) -> Cell | None:
        return self.overview.cell(self.overview.place(row, column))

    def _chip(self, cell: Cell, room: int) -> str:
        """The consensus in the shortest form; of several values how many, where their names have no room."""
        answer = cell.consensus
        if not answer.given:
            return nothing_mark(self.matrix, cell)
        text = visible_line(" ".join(self.matrix.rubric.mark(cell.criterion, answer).split()))
        if isinstance(answer.value, tuple):
            return (
                text
                if cell_len(text) <= room or len(answer.value) == 1
                else mark(self.matrix.rubric, cell.criterion, answer)
            )
        return minus(text)

    def _mark(self, cell: Cell, reviewer: str) -> Part:
        """A reviewer's mark, in bold where it is not the consensus; as in the terminal's matrix."""
        view = cell.codings.get(reviewer)
        if view is None:
            return (blank_mark(self.matrix, cell, reviewer), "dim")
        text = visible_line(minus(self.matrix.rubric.mark(cell.criterion, view.answer)))
        text = "".join(part for part, _ in cut([(text, "")], _SHORT))
        differs = cell.consensus.given and view.answer != cell.consensus
        return (text + short_signs(self.matrix, cell, reviewer), "strong" if differs else "")


def in_cells(text: str, width: int) -> str:
    """Return text in a column: cut with an ellipsis, one blank at its end."""
    return set_cell_size("".join(part for part, _ in cut([(text, "")], width - 1)), width)
