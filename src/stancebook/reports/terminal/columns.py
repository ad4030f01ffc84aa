"""The columns of the terminal matrix: a grid of marks, or words where marks would not fit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from rich.cells import cell_len

from stancebook.comparison.sides import label_groups, labels_of
from stancebook.model.answer import Answer, Value, value_key
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.cell_words import (
    adjudication_glyph,
    blank_mark,
    nothing_mark,
    nothing_stands,
    short_signs,
    state_glyph,
    unheard_words,
)
from stancebook.reports.terminal.style import chip
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, flow, line, right
from stancebook.reports.words import MOST_REVIEWERS, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

WIDEST_MARK: Final = 5
_MOST_ANSWERS: Final = 10
_NARROWEST: Final = 13
_QUIET: Final = frozenset({"agree", "near", "single", "not_compared", "not_applicable", "missing"})


class Column(Protocol):
    """One criterion in the terminal."""

    @property
    def criterion(self) -> AnyCriterion:
        """The criterion whose cells it shows."""

    @property
    def width(self) -> int:
        """How many cells wide it is."""

    def head(self) -> list[Line]:
        """Return the two lines above the cells."""

    def body(self, source: str) -> list[Line]:
        """Return the lines of one cell."""


class Names(NamedTuple):
    """Short names of the reviewers, for the heads of marks.

    Attributes:
        short: A name of few letters by reviewer id.
        several: Whether there are too many to show each one's mark.
    """

    short: dict[str, str]
    several: bool

    @classmethod
    def of(cls, reviewers: Sequence[str]) -> Names:
        """Return short names: the ids where they are short, else letters."""
        if all(len(reviewer) <= 3 for reviewer in reviewers):  # noqa: PLR2004 - as wide as a mark may well be
            short = {reviewer: reviewer for reviewer in reviewers}
        else:
            initials = [reviewer[0].upper() for reviewer in reviewers]
            if len(set(initials)) < len(initials) or not all(letter.isalpha() for letter in initials):
                initials = [chr(ord("A") + index % 26) for index in range(len(reviewers))]
            short = dict(zip(reviewers, initials, strict=True))
        return cls(short, len(reviewers) > MOST_REVIEWERS)


def mark_of(matrix: StanceMatrix, cell: Cell, reviewer: str) -> str:
    """Return a reviewer's mark: the answer, and a sign where the coding does not count in full."""
    view = cell.codings.get(reviewer)
    if view is None:
        return blank_mark(matrix, cell, reviewer)
    return one_line(matrix.rubric.mark(cell.criterion, view.answer)) + short_signs(matrix, cell, reviewer)


def glyph_of(matrix: StanceMatrix, cell: Cell) -> Piece:
    """Return the state of a cell as one sign."""
    return Piece(state_glyph(matrix, cell), "" if cell.state in _QUIET else BOLD)


def _adjudicated(cell: Cell) -> str:
    return adjudication_glyph(cell)


@dataclass(frozen=True)
class GridColumn:
    """Marks under one another: the consensus in brackets, a mark per reviewer (or a count per answer), the state.

    Attributes:
        matrix: The matrix.
        criterion: The criterion.
        slots: What each place is for: a reviewer, or an answer that is counted.
        heads: What stands above each place.
        slot_widths: How many cells wide each place is.
        chip_width: The same of the consensus.
        width: The same of the column.
        marks: Every reviewer's mark by source, in the order of the slots; empty where answers are counted.
        words: Whether the consensus stands below in words.
    """

    matrix: StanceMatrix
    criterion: AnyCriterion
    slots: tuple[str, ...]
    heads: tuple[str, ...]
    slot_widths: tuple[int, ...]
    chip_width: int
    width: int
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: bool = False

    @classmethod
    def of_reviewers(cls, matrix: StanceMatrix, criterion: AnyCriterion, names: Names) -> GridColumn:
        """Return a column with every reviewer's mark."""
        heads = tuple(names.short[reviewer] for reviewer in matrix.reviewers)
        cells = _cells(matrix, criterion)
        marks = {cell.source: tuple(mark_of(matrix, cell, reviewer) for reviewer in matrix.reviewers) for cell in cells}
        widths = tuple(max(map(cell_len, {head, *below})) for head, *below in zip(heads, *marks.values(), strict=True))
        return cls._made(matrix, criterion, tuple(matrix.reviewers), heads, widths, marks=marks)

    @classmethod
    def of_counts(cls, matrix: StanceMatrix, criterion: AnyCriterion) -> GridColumn:
        """Return a column with how many reviewers gave each answer."""
        given = given_answers(matrix, criterion)
        heads = tuple(one_line(matrix.rubric.mark(criterion.id, answer)) for answer in given)
        most = len(str(max((len(cell.codings) for cell in _cells(matrix, criterion)), default=0)))
        keys = (*(_key(answer) for answer in given), "")
        widths = (*(max(cell_len(head), most) for head in heads), max(most, 1))
        return cls._made(matrix, criterion, keys, (*heads, "n"), widths, marks={})

    @classmethod
    def _made(
        cls,
        matrix: StanceMatrix,
        criterion: AnyCriterion,
        slots: tuple[str, ...],
        heads: tuple[str, ...],
        widths: tuple[int, ...],
        *,
        marks: Mapping[str, tuple[str, ...]],
    ) -> GridColumn:
        standing = {cell.consensus for cell in _cells(matrix, criterion)}
        inner = max([1, *(cell_len(one_line(matrix.rubric.mark(criterion.id, answer))) for answer in standing)])
        content = inner + 2 + 2 + sum(widths) + len(widths) - 1 + 2
        return cls(matrix, criterion, slots, heads, widths, inner, max(content, _NARROWEST), marks)

    def widened(self, width: int) -> GridColumn:
        """Return the column with room for the consensus in words below the marks."""
        return replace(self, width=max(width, self.width), words=True)

    def head(self) -> list[Line]:
        """Return the criterion's name, and what each mark stands under."""
        heads = " ".join(right(head, width) for head, width in zip(self.heads, self.slot_widths, strict=True))
        name = Piece(fit(one_line(self.criterion.heading), self.width), BOLD)
        return [line(name), line(" " * (self.chip_width + 4), Piece(heads, DIM))]

    def body(self, source: str) -> list[Line]:
        """Return the cell: consensus, marks, state; in wide terminals the consensus in words below."""
        cell = self.matrix.cells[source, self.criterion.id]
        pieces: list[Piece] = [self._chip(cell), Piece((_adjudicated(cell) or " ") + " ")]
        for index, (slot, width) in enumerate(zip(self._slots(cell), self.slot_widths, strict=True)):
            pieces.append(Piece(" " if index else ""))
            pieces.append(Piece(right(slot.text, width), slot.style))
        lines = [(*pieces, Piece(" "), glyph_of(self.matrix, cell))]
        if self.words:
            lines.append(line(Piece(fit(self._in_words(cell), self.width), DIM)))
        return lines

    def _chip(self, cell: Cell) -> Piece:
        given = cell.consensus.given
        mark = one_line(self.matrix.rubric.mark(self.criterion.id, cell.consensus)) if given else ""
        mark = mark if given else nothing_mark(self.matrix, cell)
        style = chip(self.criterion, cell.consensus) if cell.consensus.given else ""
        return Piece(f"[{right(mark, self.chip_width)}]", style)

    def _slots(self, cell: Cell) -> Iterator[Piece]:
        if not self.marks:
            given = [_key(view.answer) for view in cell.codings.values()]
            for slot in self.slots:
                number = given.count(slot) if slot else len(given)
                yield Piece(str(number or ""), "" if slot else DIM)
            return
        for reviewer, mark in zip(self.slots, self.marks[cell.source], strict=True):
            view = cell.codings.get(reviewer)
            differs = view is not None and cell.consensus.given and view.answer != cell.consensus
            yield Piece(mark, BOLD if differs else "" if view else DIM)

    def _in_words(self, cell: Cell) -> str:
        if cell.consensus.given:
            return one_line(self.matrix.rubric.label(self.criterion.id, cell.consensus))
        return nothing_stands(self.matrix, cell)


class TextColumn(NamedTuple):
    """Answers in words, each with who chose it (or how many); lines as many as it takes."""

    matrix: StanceMatrix
    criterion: AnyCriterion
    names: Names
    width: int

    def head(self) -> list[Line]:
        """Return the criterion's name."""
        return [line(Piece(fit(one_line(self.criterion.heading), self.width), BOLD)), ()]

    def body(self, source: str) -> list[Line]:
        """Return the cell, wrapped to the column."""
        return flow(text_cell(self.matrix, self.criterion, source, self.names), self.width, indent=" ")


def text_cell(matrix: StanceMatrix, criterion: AnyCriterion, source: str, names: Names) -> list[Piece]:
    """Return a cell as words: labels of the consensus in brackets, who chose which, the state."""
    cell = matrix.cells[source, criterion.id]
    words: list[Piece] = []
    groups = label_groups(cell, criterion)
    unheard = [label for label in labels_of(cell.consensus) if not any(label in g.labels for g in groups)]
    if not cell.consensus.given:
        words.append(Piece(f"[{nothing_mark(matrix, cell) or ' '}]" + _adjudicated(cell)))
    elif unheard:
        words += _labels(matrix, criterion, unheard, cell.consensus.off_scale is not None, cell)
        words.append(Piece(unheard_words(matrix, cell), DIM))
    for index, group in enumerate(groups):
        if index or words:
            words.append(Piece("·", DIM))
        words += _labels(matrix, criterion, group.labels, group.off_scale, cell if group.consensus else None)
        words.append(Piece(_who(matrix, cell, group.reviewers, names), DIM if group.consensus else BOLD))
    if not cell.codings and not cell.consensus.given:
        words.append(Piece(nothing_stands(matrix, cell), DIM))
    words.append(glyph_of(matrix, cell))
    return words


def _labels(
    matrix: StanceMatrix, criterion: AnyCriterion, labels: Sequence[Value], off_scale: bool, cell: Cell | None
) -> list[Piece]:
    """Return labels as words, in brackets where they are the consensus of ``cell``."""
    shown = [
        one_line(matrix.rubric.mark(criterion.id, Answer(off_scale=str(label)) if off_scale else Answer(label)))
        for label in labels
    ]
    if cell is None:
        return [Piece(one + ("," if index < len(shown) - 1 else "")) for index, one in enumerate(shown)]
    style = chip(criterion, cell.consensus)
    opened = [("[" if index == 0 else "") + one for index, one in enumerate(shown)]
    closed = [one + ("," if index < len(opened) - 1 else "]") for index, one in enumerate(opened)]
    return [*(Piece(one, style) for one in closed[:-1]), Piece(closed[-1] + _adjudicated(cell), style)]


def _who(matrix: StanceMatrix, cell: Cell, reviewers: tuple[str, ...], names: Names) -> str:
    if names.several:
        return f"×{len(reviewers)}"
    signs = [short_signs(matrix, cell, reviewer) for reviewer in reviewers]
    if len(reviewers) == len(cell.codings) == len(names.short) > 1 and not any(signs):
        return "all"
    return " ".join(names.short[reviewer] + sign for reviewer, sign in zip(reviewers, signs, strict=True))


def given_answers(matrix: StanceMatrix, criterion: AnyCriterion) -> list[Answer]:
    """Return the answers that a criterion offers and somebody gave, in the order of the scale."""
    given = {view.answer for cell in _cells(matrix, criterion) for view in cell.codings.values()}
    values: Sequence[Value] = criterion.values
    if isinstance(criterion, OrdinalCriterion):
        values = sorted(criterion.values)
    known = [*(Answer(value) for value in values), *(Answer(off_scale=key) for key in criterion.off_scale)]
    return [*(one for one in known if one in given), *sorted(given - set(known), key=_key)]


def fits_in_marks(matrix: StanceMatrix, criterion: AnyCriterion) -> bool:
    """Return whether the answers of a criterion can be shown as marks of few letters."""
    given = given_answers(matrix, criterion)
    widest = max((cell_len(matrix.rubric.mark(criterion.id, answer)) for answer in given), default=1)
    offered = 1
    if not isinstance(criterion, OrdinalCriterion):
        offered = max((len(criterion.mark(about.value)) for about in criterion.offered), default=1)
    return max(widest, offered) <= WIDEST_MARK and not criterion.multiple and len(given) <= _MOST_ANSWERS


def _cells(matrix: StanceMatrix, criterion: AnyCriterion) -> list[Cell]:
    return [matrix.cells[source, criterion.id] for source in matrix.sources]


def _key(answer: Answer) -> str:
    return f"off:{answer.off_scale}" if answer.value is None else f"on:{value_key(answer.value)}"
