r"""The stance matrix as LaTeX: sources down, or criteria down."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from stancebook.comparison.sides import label_groups, labels_of
from stancebook.reports.cell_words import (
    adjudication_glyph,
    blank_mark,
    nothing_mark,
    sentences_beside,
    short_signs,
    state_glyph,
)
from stancebook.reports.figures import edges, explained
from stancebook.reports.latex.table import Table, tables_latex
from stancebook.reports.latex.text import tex
from stancebook.reports.legends import (
    blanks_told,
    consensus_told,
    decisions_told,
    entries,
    lack_told,
    marks_told,
    signs_told,
    states_told,
)
from stancebook.reports.words import MOST_REVIEWERS, few_sources, minus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.sides import LabelGroup
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

_MOST_NAMED: Final = 6
_ACROSS: Final = 8
_HOW: Final = ("all", "stands", "short")
"""What cells tell: who answered what; only what stands; of several values only how many."""
_NONE: Final = "n.c."


def matrix_latex(matrix: StanceMatrix, *, transpose: bool = False) -> str:
    r"""Return the matrix as LaTeX; no ``table`` is around it, so that caption and place are yours.

    Turned round, more sources than fit across go into tables below one another, by number, and a table of the
    agreement figures follows.

    Args:
        matrix: The matrix.
        transpose: Whether criteria are rows and sources columns.
    """
    told = _Told(matrix)
    if transpose:
        return _turned(told)
    parts, how = _parts(told)
    return tables_latex(parts, told.notes(how))


def _parts(told: _Told) -> tuple[list[Table], str]:
    """Tables that share the criteria among them, the fewer the better, and what their cells tell."""
    number = len(told.matrix.criteria)
    for parts in range(1, number + 1):
        shares = [(number * part // parts, number * (part + 1) // parts) for part in range(parts)]
        for cell, how in zip((told.cell, told.stands, told.short), _HOW, strict=True):
            found = list(takewhile(_fits, (told.table(cell, first, last) for first, last in shares)))
            if len(found) == parts:
                return found, how
    # Words longer than a line: no share of the criteria helps.
    return [told.table(told.short, 0, number)], _HOW[-1]


def _fits(table: Table) -> bool:
    return table.fits


def _turned(told: _Told) -> str:
    """Criteria down and sources across, some at a time."""
    matrix = told.matrix
    sources, criteria = list(matrix.sources), [tex(criterion.heading) for criterion in matrix.criteria]
    named = len(sources) <= _MOST_NAMED
    across = _MOST_NAMED if named else _ACROSS
    panels = [
        _panel(told, start, sources[start : start + across], named=named) for start in range(0, len(sources), across)
    ]
    figures = [list(row) for row in zip(*told.figures, strict=True)]
    rows = [[name, *row] for name, row in zip(criteria, figures[1:], strict=False)]
    tables = [*panels, *([Table(["Criterion", *figures[0]], rows)] if figures else [])]
    return tables_latex(tables, told.notes("all") if named else [told.numbers(), *told.notes("short")])


def _panel(told: _Told, start: int, sources: Sequence[str], *, named: bool) -> Table:
    """The criteria, and these sources; columns are left empty where there are fewer than elsewhere."""
    matrix = told.matrix
    empty = [""] * (0 if named else _ACROSS - len(sources))
    numbers = [str(number) for number in range(start + 1, start + 1 + len(sources))]
    heads = [f"{n} {told.name(s)}" for n, s in zip(numbers, sources, strict=True)] if named else numbers
    cell = told.cell if named else told.short
    rows = [[tex(c.heading), *(cell(c, source) for source in sources), *empty] for c in matrix.criteria]
    same = ["Same", *("{}/{}".format(*matrix.same[source]) for source in sources), *empty]
    return Table(["Criterion", *heads, *empty], rows, [same], even=True)


class _Told:
    """A matrix in LaTeX, part by part."""

    def __init__(self, matrix: StanceMatrix) -> None:
        self.matrix = matrix
        self._several = len(matrix.reviewers) <= MOST_REVIEWERS

    def table(self, cell: Callable[[AnyCriterion, str], str], first: int, last: int) -> Table:
        """Some of the criteria across; at the right edge of the last of them in how many all gave one answer."""
        ends = last == len(self.matrix.criteria)
        heads = ["Source", *(tex(criterion.heading) for criterion in self.matrix.criteria[first:last])]
        foot = [[row[0], *row[1:-1][first:last], *([""] if ends else [])] for row in self.figures]
        right = frozenset({len(heads)}) if ends else frozenset()
        rows = self.sources(cell, first, last, same=ends)
        return Table([*heads, *(["Same"] if ends else [])], rows, foot, right)

    def sources(
        self, cell: Callable[[AnyCriterion, str], str], first: int, last: int, *, same: bool
    ) -> list[list[str]]:
        """A row for each source, and one of a single cell above each group."""
        found: list[list[str]] = []
        group = None
        for number, (source, about) in enumerate(self.matrix.sources.items(), 1):
            if (named := self.matrix.groups.get(source)) != group:
                group = named
                found.append([tex(named or "")])
            cells = [cell(criterion, source) for criterion in self.matrix.criteria[first:last]]
            edge = ["{}/{}".format(*self.matrix.same[source])] if same else []
            found.append([f"{number} {tex(about.short)}", *cells, *edge])
        return found

    def name(self, source: str) -> str:
        """A source, and the group it is of."""
        named = tex(self.matrix.sources[source].short)
        return f"{named} ({tex(self.matrix.groups[source])})" if source in self.matrix.groups else named

    def cell(self, criterion: AnyCriterion, source: str) -> str:
        """What stands, what was decided, who answered what, and how they agree."""
        cell = self.matrix.cells[source, criterion.id]
        decided, glyph = tex(adjudication_glyph(cell)), tex(state_glyph(self.matrix, cell))
        if criterion.multiple and cell.codings:
            groups = label_groups(cell, criterion)
            heard = all(any(label in group.labels for group in groups) for label in labels_of(cell.consensus))
            told = "; ".join(self._group(criterion, cell, group) for group in groups)
            stands = "" if heard and cell.consensus.given else f"{self._stands(criterion, cell)}: "
            return f"{stands}{told}{decided}~{glyph}"
        marks = ""
        if self._several and cell.codings:
            marks = f" ({'~'.join(self._mark(criterion, cell, who) for who in self.matrix.reviewers)})"
        return f"{self._stands(criterion, cell)}{decided}{marks}~{glyph}"

    def stands(self, criterion: AnyCriterion, source: str) -> str:
        """What stands, what was decided, and how they agree."""
        cell = self.matrix.cells[source, criterion.id]
        return f"{self._stands(criterion, cell)}{tex(adjudication_glyph(cell))}~{tex(state_glyph(self.matrix, cell))}"

    def short(self, criterion: AnyCriterion, source: str) -> str:
        """What stands and how they agree; of several values how many."""
        cell = self.matrix.cells[source, criterion.id]
        value = cell.consensus.value
        if not criterion.multiple or not cell.consensus.given:
            return self.stands(criterion, source)
        told = rf"\{{{len(value)}\}}" if isinstance(value, tuple) else self._short(criterion, cell.consensus)
        return rf"{told}{tex(adjudication_glyph(cell))}~{tex(state_glyph(self.matrix, cell))}"

    @cached_property
    def figures(self) -> list[list[str]]:
        """The rows of agreement figures."""
        return [[tex(name), *map(tex, told), ""] for name, told in edges(self.matrix)]

    def numbers(self) -> str:
        """Which source each number is; as text, not as LaTeX."""
        matrix = self.matrix
        told = (
            f"{number} {about.short}" + (f" ({matrix.groups[source]})" if source in matrix.groups else "")
            for number, (source, about) in enumerate(matrix.sources.items(), 1)
        )
        return f"Sources: {'; '.join(told)}."

    def notes(self, how: str) -> list[str]:
        """What the marks mean, and what the figures do not rest on; as text, not as LaTeX.

        Args:
            how: What cells tell: ``all``, ``stands`` or ``short``.
        """
        matrix, each = self.matrix, how == "all"
        bold = f"Bold: {consensus_told(matrix)}"
        if each and self._several:
            bold += f"; in brackets {', '.join(matrix.reviewers)}"
        elif not each:
            bold += "; who answered what is in the other forms of the matrix"
        kinds = [*blanks_told(matrix, each=each), *marks_told(matrix, each=each, sets_in_words=how != "short")]
        kinds += [(_NONE, lack)] if (lack := lack_told(matrix)) else []
        kinds += [*(signs_told(matrix) if each else []), *decisions_told(matrix)]
        sets = any(criterion.multiple for criterion in matrix.criteria)
        kinds += [("{n}", "n values together")] if sets and how == "short" else []
        kinds += [("×n", "chosen by n")] if sets and each and not self._several else []
        return [
            f"{bold}. State: {states_told(matrix)}",
            f"Marks: {', '.join(entries(kinds))}." if kinds else "",
            explained(matrix) if self.figures else "",
            *(self._sets() if how == "short" else []),
            few_sources(matrix),
            *sentences_beside(matrix),
        ]

    def _sets(self) -> list[str]:
        """Which values stand together, and in which sources by number, where cells only count them; as text."""
        found: list[str] = []
        for criterion in self.matrix.criteria:
            where: dict[Answer, list[str]] = {}
            for number, source in enumerate(self.matrix.sources, 1):
                stands = self.matrix.cells[source, criterion.id].consensus
                if isinstance(stands.value, tuple):
                    where.setdefault(stands, []).append(str(number))
            label = self.matrix.rubric.label
            told = [f"{label(criterion.id, answer)} in {', '.join(numbers)}" for answer, numbers in where.items()]
            found += [f"{criterion.heading}: {'; '.join(told)}."] if told else []
        return found

    def _group(self, criterion: AnyCriterion, cell: Cell, group: LabelGroup) -> str:
        rubric = self.matrix.rubric
        labels = ", ".join(tex(rubric.label(criterion.id, answer)) for answer in group.answers)
        everyone = len(group.reviewers) == len(self.matrix.reviewers)
        signs = {who: short_signs(self.matrix, cell, who) for who in group.reviewers}
        who = " ".join(map("".join, signs.items())) if self._several else f"×{len(signs)}"
        who = "all" if everyone and not any(signs.values()) else who
        stands = rf"\textbf{{{labels}}}" if group.consensus else labels
        return f"{stands} ({tex(who).replace(' ', '~')})"

    def _stands(self, criterion: AnyCriterion, cell: Cell) -> str:
        """A set in words, everything else as its mark."""
        if not cell.consensus.given:
            return tex(nothing_mark(self.matrix, cell)) or _NONE
        rubric, stands = self.matrix.rubric, cell.consensus
        told = tex(rubric.label(criterion.id, stands)) if criterion.multiple else self._short(criterion, stands)
        return rf"\textbf{{{told}}}"

    def _mark(self, criterion: AnyCriterion, cell: Cell, reviewer: str) -> str:
        view = cell.codings.get(reviewer)
        if view is None:
            return tex(blank_mark(self.matrix, cell, reviewer))
        return self._short(criterion, view.answer) + tex(short_signs(self.matrix, cell, reviewer))

    def _short(self, criterion: AnyCriterion, answer: Answer) -> str:
        return tex(minus(self.matrix.rubric.mark(criterion.id, answer)))
