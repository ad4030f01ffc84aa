"""How many sources stand where: a panel for each criterion, a bar for each answer, for hundreds of sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer
from stancebook.model.criterion import NumericCriterion, OrdinalCriterion
from stancebook.reports.plots.answers import (
    SHAPES,
    cells_of,
    counted,
    drawn,
    id_of,
    listed_values,
    n_words,
    off_scale_given,
    parts,
    several,
)
from stancebook.reports.plots.axis import number_range
from stancebook.reports.plots.drawing import (
    BODY,
    CHIP,
    DARK,
    LINE,
    QUIET,
    SMALL,
    TINT,
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
from stancebook.reports.plots.heads import title
from stancebook.reports.plots.key import Entry, key, reviewers
from stancebook.reports.plots.scale import Line, Span, number_words, round_ticks, spans
from stancebook.reports.summary import tally
from stancebook.reports.words import minus, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.plots.paper import Paper

_ROW: Final = 11.0
_BAR: Final = 7.5
_MARK: Final = 3.8
_PITCH: Final = 3.4
_LABELS: Final = 0.42
_SIGN: Final = 15.0
_NO_ANSWER: Final = {
    "no consensus": "none",
    "no coding counts": "uncounted",
    "not asked": "unasked",
    "withheld": "withheld",
    "not coded": "missing",
}
"""The names of rows of what is no answer."""


@dataclass(frozen=True)
class Row:
    """How often one answer was given.

    Attributes:
        name: Its id.
        sign: Its sign, where it has one that is shorter than its label.
        label: What it means.
        stands: For how many sources it is the consensus.
        given: How many sources each reviewer gave it for.
        kind: Where it belongs: on the scale, off it, or to what is no answer.
    """

    name: str
    sign: str
    label: str
    stands: int
    given: tuple[int, ...]
    kind: str


def rows_of(matrix: StanceMatrix, criterion: AnyCriterion) -> list[Row]:
    """Return how often each answer stands and was given: the scale whole, then what somebody gave off it."""
    cells = cells_of(matrix, criterion)
    stand = Counter(part for cell in cells for part in parts(cell.consensus))
    given = {
        reviewer: Counter(part for cell in cells for part in parts(counted(cell).get(reviewer, Answer())))
        for reviewer in matrix.reviewers
    }

    def row(answer: Answer, kind: str) -> Row:
        signed = isinstance(criterion, OrdinalCriterion) or kind == "off"
        return Row(
            name=id_of(answer),
            sign=minus(one_line(matrix.rubric.mark(criterion.id, answer))) if signed else "",
            label=one_line(matrix.rubric.label(criterion.id, answer)),
            stands=stand[answer],
            given=tuple(counts[answer] for counts in given.values()),
            kind=kind,
        )

    found = [row(Answer(value), "scale") for value in listed_values(criterion)]
    if isinstance(criterion, NumericCriterion):
        found = _spans(matrix, criterion, stand, given)
    found += [row(Answer(off_scale=key), "off") for key in off_scale_given(matrix, [criterion])]
    rest = tally(matrix, criterion).rest
    return found + [Row(_NO_ANSWER[words], "", words, many, (), "") for words, many in rest if many]


def _spans(
    matrix: StanceMatrix,
    criterion: NumericCriterion,
    stand: Counter[Answer],
    given: Mapping[str, Counter[Answer]],
) -> list[Row]:
    """Numbers by spans of one length."""

    def within(counts: Counter[Answer], span: Span) -> int:
        numbers = ((part.value, many) for part, many in counts.items() if isinstance(part.value, int | float))
        return sum(many for value, many in numbers if span.holds(value))

    return [
        Row(
            name=number_words(span.low),
            sign="",
            label=span.label,
            stands=within(stand, span),
            given=tuple(within(counts, span) for counts in given.values()),
            kind="scale",
        )
        for span in spans(*number_range(matrix, criterion))
    ]


def tallies(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
    """Return the figure, on as many pages as it takes.

    Args:
        matrix: The matrix.
        paper: What it is drawn for.
    """
    panels = _Panels(matrix, paper)
    sections = [panels.section(criterion, rows) for criterion, rows in panels.rows]
    box = Box(0, -_BAR / 2, 12, _BAR, CHIP)
    entries = [Entry("consensus", (box,), 15.5)]
    if panels.several:
        entries.append(Entry("each reviewer", (Mark(2, 0, "dot", _MARK, filled=True),), 7))
    else:
        entries += reviewers(matrix)
    return paged(sections, key(entries, paper), width=paper.width, height=paper.height)


class _Panels:
    def __init__(self, matrix: StanceMatrix, paper: Paper) -> None:
        self.matrix, self.paper = matrix, paper
        self.several = several(matrix)
        self.rows = [(criterion, rows_of(matrix, criterion)) for criterion in drawn(matrix)]
        every = [row for _, rows in self.rows for row in rows]
        most = max((number for row in every for number in (row.stands, *row.given)), default=1)
        widest = max((paper.face.width(row.label, SMALL) for row in every), default=0)
        self.labels = min(widest, paper.width * _LABELS - _SIGN)
        self.ticks = round_ticks(0, max(most, 1), 4)
        counts = paper.face.width(f"{most:,}", BODY) + 6
        self.line = Line(0, self.ticks[-1], self.labels + _SIGN + 8, paper.width - counts)

    def section(self, criterion: AnyCriterion, rows: list[Row]) -> Section:
        cells = cells_of(self.matrix, criterion)
        n = n_words(cells)
        heads = [Block(14, tuple(title(criterion, self.paper, n, continued=more))) for more in (False, True)]
        blocks = [self._row(criterion, row) for row in rows]
        return Section(heads[0], heads[1], [*blocks, self._axis()])

    def _row(self, criterion: AnyCriterion, row: Row) -> Block:
        deep = 1 if self.several else len(row.given)
        height = max(_ROW, deep * _PITCH + 4)
        middle, base = height / 2, self.line.x(0)
        items: list[Item] = [Box(0, 0, self.paper.width, height, TINT)] if row.kind == "off" else []
        label = " ".join(self.paper.face.fitted(row.label, self.labels + (0 if row.sign else _SIGN), SMALL))
        at = _SIGN if row.sign or row.kind != "scale" else 0
        words = Words(at, middle + 2.4, label, SMALL, italic=not row.kind, grey=DARK if row.kind else QUIET)
        items += [Words(11, middle + 2.5, row.sign, BODY, align="right"), words]
        bar = f"bar:{criterion.id}:{row.name}"
        width = self.line.x(row.stands) - base
        fill, edge = (CHIP, None) if row.kind else (None, QUIET)
        items.append(Box(base, middle - _BAR / 2, width, _BAR, fill, edge, name=bar))
        items.append(Stroke(base, 0, base, height, 0.5, QUIET))
        items.append(
            Words(self.paper.width, middle + 2.5, f"{row.stands:,}", BODY, align="right", name=f"count:{bar[4:]}")
        )
        return Block(height, (*items, *self._marks(criterion, row, middle)))

    def _marks(self, criterion: AnyCriterion, row: Row, middle: float) -> list[Item]:
        found: list[Item] = []
        if not any(row.given):
            return found
        if self.several:
            ends = self.line.x(min(row.given)), self.line.x(max(row.given))
            found.append(Stroke(ends[0], middle, ends[1], middle, 0.6, QUIET))
        for index, (reviewer, number) in enumerate(zip(self.matrix.reviewers, row.given, strict=False)):
            name = f"mark:{criterion.id}:{row.name}:{reviewer}"
            x = self.line.x(number)
            if self.several:
                found.append(Mark(x, middle, "dot", _MARK, filled=True, name=name))
            else:
                shape, filled = SHAPES[index]
                y = middle + (index - (len(row.given) - 1) / 2) * _PITCH
                found.append(Mark(x, y, shape, _MARK, filled, name=name))
        return found

    def _axis(self) -> Block:
        items: list[Item] = [Stroke(self.line.x(0), 0, self.line.right, 0, 0.5, LINE)]
        for tick in self.ticks:
            x = self.line.x(tick)
            items += [
                Stroke(x, 0, x, 2.5, 0.5, QUIET),
                Words(x, 9.5, f"{tick:,.0f}", SMALL, grey=QUIET, align="center"),
            ]
        items.append(Words(self.line.x(0) - 6, 9.5, "sources", SMALL, grey=QUIET, align="right"))
        return Block(12, tuple(items))
