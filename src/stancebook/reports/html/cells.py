"""The cells of the report's matrix and the evidence behind them, as plain data for the template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.comparison.sides import label_groups, labels_of, sides
from stancebook.model.answer import Answer
from stancebook.reports.disagreements import distance_words
from stancebook.reports.places import place
from stancebook.reports.shades import shade_of
from stancebook.reports.words import (
    ADJUDICATION_GLYPH,
    ADJUDICATION_WORDS,
    STATE_GLYPH,
    STATE_WORDS,
    blank_words,
    minus,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Evidence
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion

MOST_REVIEWERS = 6
_SHADES = {-2: "n2", -1: "n1", 0: "z0", 1: "p1", 2: "p2"}


def shade_class(shade: int | None) -> str:
    """Return the style of an answer by its place between the ends of a scale; that of a value without one."""
    return "set" if shade is None else _SHADES[shade]


@dataclass(frozen=True, eq=False)
class Chip:
    """An answer as it is shown: a mark on a ground, and the same in words.

    Attributes:
        mark: The shortest form: ``−1``, a symbol.
        words: The answer's label.
        shade: A class of the style sheet.
    """

    mark: str
    words: str
    shade: str


@dataclass(frozen=True, eq=False)
class Mark:
    """What one reviewer, or a number of them, answered.

    Attributes:
        who: A reviewer's id, or how many.
        chip: The answer; none where it is not coded.
        signs: Words on a coding that does not count in full.
    """

    who: str
    chip: Chip | None
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelChip:
    """A label of a set, and who chose it."""

    words: str
    who: str
    consensus: bool
    off_scale: bool


@dataclass(frozen=True)
class Quote:
    """A quote with its name."""

    id: str
    evidence: Evidence
    about: str


@dataclass(frozen=True)
class Reading:
    """One reviewer's coding in the evidence appendix."""

    mark: Mark
    view: CodingView
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class CellView:
    """A cell as the template shows it.

    Attributes:
        id: The name of its evidence, ``E3b``.
        cell: The cell.
        criterion: Its criterion.
        chip: The consensus; none where there is none.
        glyph: The state as a sign.
        state_words: The state in words.
        adjudication: Sign and words of an adjudication.
        marks: What each reviewer answered (or how many gave each answer).
        labels: For sets: each label with who chose it.
        readings: The codings with their quotes.
        quotes: How many quotes there are.
    """

    id: str
    cell: Cell
    criterion: AnyCriterion
    chip: Chip | None
    glyph: str
    state_words: str
    adjudication: tuple[str, str] | None
    marks: tuple[Mark, ...]
    labels: tuple[LabelChip, ...]
    readings: tuple[Reading, ...]
    quotes: int


class Chips:
    """How each answer is shown, worked out once.

    Args:
        matrix: The matrix whose answers they are.
    """

    def __init__(self, matrix: StanceMatrix) -> None:
        self._rubric = matrix.rubric
        self._known: dict[tuple[str, Answer], Chip] = {}
        self._marks: dict[tuple[str, str, Answer, bool, bool, bool], Mark] = {}
        self._missing: dict[tuple[str, str], Mark] = {}

    def of(self, criterion: AnyCriterion, answer: Answer) -> Chip:
        """Return an answer to a criterion as it is shown."""
        found = self._known.get((criterion.id, answer))
        if found is None:
            found = self._known[criterion.id, answer] = self._made(criterion, answer)
        return found

    def mark(self, criterion: AnyCriterion, reviewer: str, cell: Cell) -> Mark:
        """Return a reviewer's answer as it is shown; equal ones are one object, so that they are written once."""
        view = cell.codings.get(reviewer)
        if view is None:
            blank = blank_words(cell, reviewer)
            return self._missing.setdefault((reviewer, blank), Mark(reviewer, None, (blank,)))
        key = (criterion.id, reviewer, view.answer, view.stale, view.draft, view.coding.independent)
        found = self._marks.get(key)
        if found is None:
            signs = (("stale", view.stale), ("draft", view.draft), ("seen", not view.coding.independent))
            said = tuple(word for word, holds in signs if holds)
            found = self._marks[key] = Mark(reviewer, self.of(criterion, view.answer), said)
        return found

    def _made(self, criterion: AnyCriterion, answer: Answer) -> Chip:
        shade = shade_of(criterion, answer)
        words = self._rubric.label(criterion.id, answer)
        mark = minus(self._rubric.mark(criterion.id, answer))
        kind = "off" if answer.off_scale else shade_class(shade)
        return Chip(words if kind == "set" else mark, words, kind)


def cell_views(matrix: StanceMatrix, chips: Chips) -> Iterator[list[CellView]]:
    """Yield the cells, a list for each source."""
    for number, source in enumerate(matrix.sources, 1):
        yield [
            _view(matrix, chips, matrix.cells[source, criterion.id], criterion, place(number, index))
            for index, criterion in enumerate(matrix.criteria)
        ]


def _view(matrix: StanceMatrix, chips: Chips, cell: Cell, criterion: AnyCriterion, name: str) -> CellView:
    readings = tuple(_readings(chips, cell, criterion, name))
    as_labels = criterion.multiple
    return CellView(
        id=name,
        cell=cell,
        criterion=criterion,
        chip=chips.of(criterion, cell.consensus) if cell.consensus.given else None,
        glyph=STATE_GLYPH[cell.state],
        state_words=distance_words(cell, criterion) if cell.state in {"near", "far"} else STATE_WORDS[cell.state],
        adjudication=_adjudication(cell),
        marks=() if as_labels else tuple(_marks(matrix, chips, cell, criterion)),
        labels=tuple(_label_chips(matrix, chips, cell, criterion)) if as_labels else (),
        readings=readings,
        quotes=sum(len(reading.quotes) for reading in readings),
    )


def _adjudication(cell: Cell) -> tuple[str, str] | None:
    kind = cell.adjudication
    return (ADJUDICATION_GLYPH[kind], ADJUDICATION_WORDS[kind]) if kind else None


def _marks(matrix: StanceMatrix, chips: Chips, cell: Cell, criterion: AnyCriterion) -> Iterator[Mark]:
    if len(matrix.reviewers) > MOST_REVIEWERS:
        for side in sides(cell, criterion):
            yield Mark(f"{len(side.reviewers)} ×", chips.of(criterion, side.answer))
        return
    for reviewer in matrix.reviewers:
        yield chips.mark(criterion, reviewer, cell)


def _label_chips(matrix: StanceMatrix, chips: Chips, cell: Cell, criterion: AnyCriterion) -> Iterator[LabelChip]:
    groups = label_groups(cell, criterion)
    heard = {label for group in groups for label in group.labels}
    off = cell.consensus.off_scale is not None
    for label in labels_of(cell.consensus):
        if label not in heard:
            yield LabelChip(_words(chips, criterion, label, off_scale=off), "nobody", True, off)
    for group in groups:
        for label in group.labels:
            words = _words(chips, criterion, label, off_scale=group.off_scale)
            yield LabelChip(words, _who(matrix, cell, group.reviewers), group.consensus, group.off_scale)


def _words(chips: Chips, criterion: AnyCriterion, label: Value, *, off_scale: bool) -> str:
    answer = Answer(off_scale=str(label)) if off_scale else Answer((str(label),))
    return chips.of(criterion, answer).words


def _who(matrix: StanceMatrix, cell: Cell, reviewers: Sequence[str]) -> str:
    if len(matrix.reviewers) > MOST_REVIEWERS:
        return f"{len(reviewers)} ×"
    return "all" if len(reviewers) == len(cell.codings) == len(matrix.reviewers) > 1 else " ".join(reviewers)


def _readings(chips: Chips, cell: Cell, criterion: AnyCriterion, name: str) -> Iterator[Reading]:
    number = 0
    for reviewer, view in cell.codings.items():
        quotes = []
        for evidence in view.coding.evidence:
            number += 1
            about = ""
            if evidence.for_value is not None:
                about = chips.of(criterion, Answer((evidence.for_value,))).words
            quotes.append(Quote(f"{name}{number}", evidence, about))
        yield Reading(chips.mark(criterion, reviewer, cell), view, tuple(quotes))
