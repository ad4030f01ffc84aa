"""Which answers two reviewers give to the same sources: a panel for each criterion and pair."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from stancebook.comparison.cell import compared_answers
from stancebook.comparison.confusion import LabelConfusion
from stancebook.comparison.confusion import confusion as confusion_of
from stancebook.model.answer import Answer
from stancebook.model.criterion import NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.model.problems import StancebookError
from stancebook.reports.caveats import nothing_to_draw
from stancebook.reports.plots.answers import cells_of, drawn
from stancebook.reports.plots.axis import number_range
from stancebook.reports.plots.crosstab import (
    APART,
    CELL,
    DOT,
    Panel,
    Row,
    label_panel,
    number_panel,
    rows_of,
    table_panel,
)
from stancebook.reports.plots.drawing import (
    BODY,
    DARK,
    QUIET,
    SMALL,
    Block,
    Drawing,
    Item,
    Mark,
    Section,
    Words,
    moved,
    paged,
)
from stancebook.reports.plots.key import Entry, key, signs
from stancebook.reports.terminal.columns import Names
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.confusion import Pair
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.plots.paper import Paper

_TITLE: Final = 8.0
_HEAD: Final = 33.0
_GAP: Final = 18.0
_LINE: Final = 6.7
_LABELS: Final = 104.0
_LEAST_CELL: Final = 10.5
"""A cell of so many points has room for two digits."""
_SIGNS: Final = 14.0


def pairs_of(matrix: StanceMatrix) -> list[Pair]:
    """Return every two reviewers."""
    return list(combinations(matrix.reviewers, 2))


def confusion(matrix: StanceMatrix, paper: Paper, *, summed: bool = False) -> list[Drawing]:
    """Return the figure, on as many pages as it takes.

    Args:
        matrix: The matrix of the reviewers to be compared.
        paper: What it is drawn for.
        summed: Whether every two of several reviewers are counted in one panel.

    Raises:
        StancebookError: Where there is nothing to compare.
    """
    figure = _Confusions(matrix, paper, summed=summed)
    strips = [strip for criterion in drawn(matrix) for strip in figure.strips(criterion)]
    if not strips:
        raise StancebookError(nothing_to_draw(matrix))
    lines = _lines(strips, paper.width)
    return paged([Section(Block(0), Block(0), lines)], figure.key(), width=paper.width, height=paper.height)


@dataclass(frozen=True)
class _Strip:
    """Panels of one criterion beside each other, with the words of their rows."""

    width: float
    block: Block


def _lines(strips: Sequence[_Strip], width: float) -> list[Block]:
    """Set strips beside each other where they fit, else under one another."""
    found: list[Block] = []
    x, height = 0.0, 0.0
    items: tuple[Item, ...] = ()
    for strip in strips:
        if x and x + strip.width > width:
            found.append(Block(height + _GAP * 0.7, items))
            x, items, height = 0.0, (), 0.0
        items = (*items, *moved(strip.block.items, 0, x))
        x += strip.width + _GAP
        height = max(height, strip.block.height)
    return [*found, Block(height, items)]


def listed(criterion: AnyCriterion) -> list[Any]:
    """Return the values of a criterion from low to high, or as the rubric lists them."""
    return sorted(criterion.values) if isinstance(criterion, OrdinalCriterion) else list(criterion.values)


def label_parts(answer: Answer) -> list[Answer]:
    """Return the labels of a set as sets of one, as confusion tables have them; else the answer."""
    return [Answer((label,)) for label in answer.value] if isinstance(answer.value, tuple) else [answer]


def _told(same: int, total: int) -> str:
    return f"n = {total}, {same} same"


class _Confusions:
    def __init__(self, matrix: StanceMatrix, paper: Paper, *, summed: bool) -> None:
        self.matrix, self.paper = matrix, paper
        self.short = Names.of(list(matrix.reviewers)).short
        self.pairs: list[Pair | None] = list(pairs_of(matrix))
        if summed and len(self.pairs) > 1:
            self.pairs = [None]

    def strips(self, criterion: AnyCriterion) -> list[_Strip]:
        """The panels of a criterion: as many beside each other as there is room for."""
        panels = [(pair, *made) for pair in self.pairs if (made := self._panel(criterion, pair))]
        found: list[_Strip] = []
        while panels:
            labels = self._labels(panels[0][1], criterion)
            take, wide = 1, labels + self._room(*panels[0][1:])
            while take < len(panels) and wide + _GAP + self._room(*panels[take][1:]) <= self.paper.width:
                wide += _GAP + self._room(*panels[take][1:])
                take += 1
            found.append(self._strip(criterion, panels[:take], labels, wide))
            panels = panels[take:]
        return found

    def _room(self, panel: Panel, same: int, total: int) -> float:
        return max(panel.width, self.paper.face.width(_told(same, total), SMALL))

    def _labels(self, panel: Panel, criterion: AnyCriterion) -> float:
        face = self.paper.face
        widest = max((face.width(row.label, SMALL) for _, row in panel.rows), default=0)
        signs_ = max((face.width(row.sign, BODY) for _, row in panel.rows), default=0)
        title = face.width(one_line(criterion.heading), _TITLE, bold=True) - panel.width
        most = min(_LABELS, max(0.0, self.paper.width - panel.width - signs_ - 9))
        return max(min(widest, most) + (signs_ + 9 if signs_ else 6), min(title, most), 20)

    def _strip(
        self, criterion: AnyCriterion, panels: Sequence[tuple[Pair | None, Panel, int, int]], labels: float, wide: float
    ) -> _Strip:
        face = self.paper.face
        names = [name for name in (criterion.label, criterion.heading) if face.width(name, _TITLE, bold=True) <= wide]
        title = one_line(names[0]) if names else face.fitted(one_line(criterion.heading), wide * 0.87, _TITLE)[0]
        items: list[Item] = [Words(0, 8, title, _TITLE, bold=True, name=f"panel:{criterion.id}")]
        items += self._row_words(panels[0][1], labels)
        x = labels
        for pair, panel, same, total in panels:
            told = _told(same, total)
            items += [
                Words(x, 18, self._who(pair, criterion), SMALL, bold=True, grey=DARK),
                Words(x, _HEAD + panel.height + 6, told, SMALL, grey=DARK),
            ]
            items += moved(panel.items, _HEAD - 4, x)
            x += self._room(panel, same, total) + _GAP
        height = _HEAD + max(panel.height for _, panel, _, _ in panels) + 8
        return _Strip(wide, Block(height, tuple(items)))

    def _row_words(self, panel: Panel, labels: float) -> list[Item]:
        found: list[Item] = []
        for y, row in panel.rows:
            base = y + _HEAD - 4 + 2.4
            if row.sign:
                found.append(Words(labels - 4, base, row.sign, SMALL, align="right", grey=DARK))
            room = labels - 6 - (self.paper.face.width(row.sign, SMALL) + 3 if row.sign else 0)
            words = self.paper.face.fitted(row.label, room, SMALL, lines=2 if panel.roomy else 1)
            first = base - (len(words) - 1) * _LINE / 2
            found += [Words(0, first + at * _LINE, word, SMALL, grey=QUIET) for at, word in enumerate(words)]
        return found

    def _who(self, pair: Pair | None, criterion: AnyCriterion) -> str:
        if pair is None:
            return "every two"
        one, other = (self.short[reviewer] for reviewer in pair)
        if criterion.multiple:
            return f"{one}, {other}"
        return f"{one} ↓  {other} →" if not isinstance(criterion, NumericCriterion) else f"{one} ↑  {other} →"

    def _panel(self, criterion: AnyCriterion, pair: Pair | None) -> tuple[Panel, int, int] | None:
        """The panel, in how many sources both answered the same, and how many both coded; None where there are none."""
        given = [compared_answers(cell, self.matrix.rubric) for cell in cells_of(self.matrix, criterion)]
        name = f"cell:{criterion.id}:{'-'.join(pair) if pair else 'all'}"
        if isinstance(criterion, NumericCriterion):
            pairs = [pair] if pair else pairs_of(self.matrix)
            met = [(one[a], one[b]) for one in given for a, b in pairs if a in one and b in one]
            if not met:
                return None
            panel = number_panel(self.matrix, criterion, met, number_range(self.matrix, criterion), name)
            return panel, sum(one == other for one, other in met), len(met)
        table = confusion_of(criterion, given, list(self.matrix.reviewers), pair)
        if table is None or not table.total:
            return None
        rows = self._rows(criterion)
        if isinstance(table, LabelConfusion):
            names = tuple(self.short[reviewer] for reviewer in pair) if pair else ()
            return label_panel(rows, table, names, name), table.same, table.total
        return table_panel(rows, table, name, self._side(criterion, len(rows))), table.same, table.total

    def _side(self, criterion: AnyCriterion, rows: int) -> float:
        """The side of a cell: smaller where many answers have to stand beside their labels."""
        room = (self.paper.width - _LABELS - _SIGNS - APART) / rows
        least = (self.paper.width - _SIGNS - APART) / rows
        if least < _LEAST_CELL:
            what = f"{one_line(criterion.heading)}: {rows} answers"
            raise StancebookError(f"{what} do not fit across; --columns 2, --width MM or --criterion")
        return min(CELL, max(_LEAST_CELL, room))

    def _rows(self, criterion: AnyCriterion) -> list[tuple[Answer, Row]]:
        """What all pairs of a criterion have as rows: the scale, of names those given, and what was given off it."""
        compared = [compared_answers(cell, self.matrix.rubric) for cell in cells_of(self.matrix, criterion)]
        given = {part for answers in compared for answer in answers.values() for part in label_parts(answer)}
        whole = not isinstance(criterion, NominalCriterion)
        values = [Answer((value,)) if criterion.multiple else Answer(value) for value in listed(criterion)]
        answers = [answer for answer in values if whole or answer in given]
        answers += [answer for key in criterion.off_scale if (answer := Answer(off_scale=key)) in given]
        return list(zip(answers, rows_of(self.matrix, criterion, answers), strict=True))

    def key(self) -> Block:
        """Who the short names are, and what points say."""
        told = [
            f"{short}: {name}"
            for reviewer, short in self.short.items()
            if (name := one_line(self.matrix.reviewers[reviewer].display)) != short
        ]
        if any(isinstance(criterion, NumericCriterion) for criterion in drawn(self.matrix)):
            once, several = (Mark(DOT / 2, 0, "circle", DOT, filled=filled) for filled in (True, False))
            points = [Entry("once", (once,), 7), Entry("as often as the number beside it says", (several,), 7)]
            return key([*signs(told), *points], self.paper)
        return key(signs(told), self.paper)
