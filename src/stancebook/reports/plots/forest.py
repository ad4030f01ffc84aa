"""How far the reviewers agree: counts first, then each coefficient on one axis, with an interval where one holds."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Final

from stancebook.model.problems import StancebookError
from stancebook.reports.agreement_words import why_not
from stancebook.reports.caveats import nothing_to_draw
from stancebook.reports.figures import ALPHA, MEASURE_WORDS, Figures
from stancebook.reports.places import letters
from stancebook.reports.plots.drawing import (
    BLACK,
    BODY,
    DARK,
    LINE,
    QUIET,
    SMALL,
    Block,
    Drawing,
    Item,
    Mark,
    Section,
    Stroke,
    Words,
    paged,
)
from stancebook.reports.plots.key import MARK, Entry, key
from stancebook.reports.plots.scale import Line
from stancebook.reports.words import SCOPE_SHORT, SCOPE_WORDS, figure, minus, one_line, percent, threshold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.plots.paper import Paper

_PARTS: Final[tuple[Scope, ...]] = ("position", "positions")
_ROW: Final = 10.5
_GROUP: Final = 11.5
_LINE: Final = 9.0
_MOST_LINES: Final = 6
_STEP: Final = 0.25
_HEAD: Final = 13.0


@dataclass(frozen=True)
class Part:
    """One coefficient of the figure.

    Attributes:
        criterion: The criterion.
        scope: Which part of its answers it is about.
        row: The figure.
        pairs: The share of pairs that agree.
        note: A letter, where a reason is told in the caption.
    """

    criterion: AnyCriterion
    scope: Scope
    row: AgreementRow
    pairs: float | None
    note: str


def parts_of(matrix: StanceMatrix) -> tuple[list[Part], dict[str, str]]:
    """Return the coefficients, criterion by criterion, and the letter of each reason that the caption tells."""
    figures = Figures(matrix.agreement)
    reasons: dict[str, str] = {}
    found = []
    for criterion in matrix.criteria:
        for scope in _PARTS:
            row, pairs = figures.coefficient(criterion.id, scope), figures.pairs(criterion.id, scope)
            if row is None:
                continue
            reason = why_not(row)
            note = reasons.setdefault(reason, letters(len(reasons))) if reason else ""
            found.append(Part(criterion, scope, row, pairs.estimate if pairs else None, note))
    return found, reasons


def forest(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
    """Return the figure, on as many pages as it takes.

    Args:
        matrix: The matrix, with the intervals that pages print.
        paper: What it is drawn for.

    Raises:
        StancebookError: Where there is nothing to compare, or no coefficient is asked for.
    """
    found, _ = parts_of(matrix)
    if not found:
        raise StancebookError(
            "the rubric asks for no coefficient that is corrected for chance, so there is none to draw"
        )
    if not any(part.row.comparable for part in found):
        raise StancebookError(nothing_to_draw(matrix))
    plot = _Plot(matrix, paper, found)
    rows = [
        plot.group(criterion, [part for part in found if part.criterion is criterion]) for criterion in matrix.criteria
    ]
    head = plot.head()
    section = Section(head, head, [row for row in rows if row.items])
    foot = key(plot.entries(), paper)
    axis = plot.axis()
    below = Block(axis.height + foot.height, (*axis.items, *foot.at(axis.height)))
    return paged([section], below, width=paper.width, height=paper.height)


class _Plot:
    def __init__(self, matrix: StanceMatrix, paper: Paper, found: Sequence[Part]) -> None:
        self.paper, self.found = paper, found
        self.floor = matrix.rubric.reliability.floor
        self.level = matrix.rubric.reliability.interval.level
        words = SCOPE_SHORT if paper.narrow else SCOPE_WORDS
        self.words = words
        face = paper.face
        label = 5 + max(face.width(words[scope], BODY) for scope in _PARTS)
        heads = [face.width(one_line(part.criterion.heading), BODY, bold=True) for part in found]
        # The name of a criterion stands on a line of its own, so it may run over the counts.
        counts = max((face.width(_counts(part.row), BODY) for part in found), default=0)
        self.same = max(label, min(max(heads, default=0), paper.width * 0.24)) + 8 + max(counts, 18)
        self.pairs = self.same + 8 + face.width("100%", BODY)
        estimates = max((face.width(self._estimate(part.row), BODY) for part in found), default=0)
        limits = max((face.width(self._limits(part.row), BODY) for part in found), default=0)
        self.limits = paper.width - limits - 5
        self.estimates = self.limits - (3 if limits else 0)
        self.line = Line(self._lowest(), 1.0, self.pairs + 12, self.estimates - estimates - 8)

    def _lowest(self) -> float:
        values = [0.0]
        for part in self.found:
            values += [value for value in (part.row.low, part.row.estimate, _ac1(part.row)) if value is not None]
        return max(-1.0, floor(min(values) / _STEP) * _STEP)

    def _estimate(self, row: AgreementRow) -> str:
        if row.estimate is None:
            return "–" if self.paper.narrow else "not defined"
        return _number(row.estimate)

    def _limits(self, row: AgreementRow) -> str:
        return "" if row.low is None or self.paper.narrow else f"[{_number(row.low)}, {_number(row.high)}]"

    def head(self) -> Block:
        """The heads of the columns, and above the axis what the study holds coefficients against."""
        items: list[Item] = [
            Words(self.same, _HEAD - 5, "same", SMALL, align="right", grey=QUIET),
            Words(self.pairs, _HEAD - 5, "pairs", SMALL, align="right", grey=QUIET),
        ]
        tentative, reliable = self.line.x(self.floor.tentative), self.line.x(self.floor.reliable)
        chance = self.paper.face.width("chance", SMALL) + 3
        at = max(self.line.x(0) - chance / 2, self.line.left - 3)
        if at + chance < tentative - 18:
            items.append(Words(at, _HEAD - 5, "chance", SMALL, grey=QUIET))
        items += [
            Words(tentative + 1, _HEAD - 5, threshold(self.floor.tentative), SMALL, align="right", grey=QUIET),
            Words(max(reliable - 1, tentative + 4), _HEAD - 5, threshold(self.floor.reliable), SMALL, grey=QUIET),
        ]
        return Block(_HEAD, tuple(items))

    def group(self, criterion: AnyCriterion, parts: Sequence[Part]) -> Block:
        """The coefficients of one criterion, under its name."""
        if not parts:
            return Block(0)
        room = self.line.left - 4
        names = self.paper.face.fitted(one_line(criterion.heading), room, BODY, lines=_MOST_LINES, bold=True) or ("",)
        top = _GROUP + _LINE * (len(names) - 1)
        height = top + _ROW * len(parts) + 4
        items: list[Item] = [*self._references(height)]
        items += [Words(0, 8.5 + _LINE * index, name, BODY, bold=True) for index, name in enumerate(names)]
        for index, part in enumerate(parts):
            items += self._row(part, top + _ROW * (index + 0.5))
        return Block(height, tuple(items))

    def _references(self, height: float) -> list[Item]:
        lines: list[Item] = [
            Stroke(self.line.x(value), 0, self.line.x(value), height, 0.5, LINE, dashes)
            for value, dashes in ((0.0, ()), (self.floor.tentative, (2, 2)), (self.floor.reliable, (2, 2)))
        ]
        return lines

    def _row(self, part: Part, y: float) -> list[Item]:
        base, row, name = y + 2.5, part.row, f"{part.criterion.id}:{part.scope}"
        limits, grey = self._limits(row), QUIET if row.estimate is None else BLACK
        items: list[Item] = [
            Words(5, base, self.words[part.scope], BODY, grey=DARK),
            Words(self.same, base, _counts(row), BODY, align="right", name=f"same:{name}"),
            Words(self.pairs, base, percent(part.pairs), BODY, align="right", name=f"pairs:{name}"),
            Words(self.estimates, base, self._estimate(row), BODY, align="right", grey=grey, name=f"estimate:{name}"),
        ]
        items += [Words(self.limits, base, limits, BODY, name=f"limits:{name}")] if limits else []
        items += [Words(self.estimates + 0.8, base - 2.2, part.note, SMALL, italic=True)] if part.note else []
        return [*items, *self._point(row, y, name)]

    def _point(self, row: AgreementRow, y: float, name: str) -> list[Item]:
        items: list[Item] = []
        if row.estimate is None:
            return items
        if row.low is not None and row.high is not None:
            left, right = self.line.x(row.low), self.line.x(row.high)
            items.append(Stroke(left, y, right, y, 0.9, name=f"interval:{name}"))
            items += [Stroke(x, y - 2, x, y + 2, 0.9) for x in (left, right)]
        beside = _ac1(row)
        if beside is not None:
            items.append(Mark(self.line.x(beside), y, "diamond", MARK, filled=False, name=f"ac1:{name}"))
        filled = row.low is not None
        items.append(Mark(self.line.x(row.estimate), y, "circle", MARK, filled, name=f"point:{name}"))
        return items

    def axis(self) -> Block:
        """The axis below the last row."""
        line = self.line
        count = round((1 - line.low) / _STEP)
        shown = [line.low + _STEP * index for index in range(count + 1)]
        marked = [value for value in shown if (value / 0.5).is_integer()]
        items: list[Item] = [Stroke(line.left, 0, line.right, 0, 0.5, QUIET)]
        items += [Stroke(line.x(value), 0, line.x(value), 2.5, 0.5, QUIET) for value in marked]
        items += [Words(line.x(v), 10, _tick(v), SMALL, align="center", grey=QUIET) for v in marked]
        return Block(11, tuple(items))

    def entries(self) -> list[Entry]:
        """What the signs are, those only that are in the figure."""
        measure = next((part.row.measure for part in self.found), ALPHA)
        what = MEASURE_WORDS.get(measure, measure)
        rows = [part.row for part in self.found]
        entries = []
        if any(row.low is not None for row in rows):
            sign = (Stroke(0, 0, 12, 0, 0.9), Mark(6, 0, "circle", MARK, filled=True))
            entries.append(Entry(f"{what}, {100 * self.level:g}% interval", sign, 15))
        if any(row.estimate is not None and row.low is None for row in rows):
            entries.append(Entry(f"{what}, no interval", (Mark(MARK / 2, 0, "circle", MARK, filled=False),), 8))
        if any(_ac1(row) is not None for row in rows):
            entries.append(Entry("Gwet's AC1", (Mark(MARK / 2, 0, "diamond", MARK, filled=False),), 8))
        return entries


def _ac1(row: AgreementRow) -> float | None:
    """AC1, where one answer makes up more than four in five codings and chance agreement is high by that."""
    return row.skew.ac1 if row.skew and row.estimate is not None else None


def _counts(row: AgreementRow) -> str:
    return f"{row.same}/{row.comparable}"


def _number(value: float | None) -> str:
    return minus(figure(value))


def _tick(value: float) -> str:
    return minus(f"{value:g}".replace("0.", "."))
