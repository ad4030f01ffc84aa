"""The stance matrix in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.scopes import SCOPES
from stancebook.reports.terminal.columns import Names, text_cell
from stancebook.reports.terminal.edge import Edge
from stancebook.reports.terminal.layout import GAP, Panel, panels
from stancebook.reports.terminal.notes import legend, notes, people, title
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, beside, fit, flow, joined, line, prose
from stancebook.reports.words import SCOPE_SHORT, SCOPE_WORDS, one_line

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix

NARROWEST: Final = 40
_EDGE: Final = 5
_MOST_LISTED: Final = 40


def render_matrix(matrix: StanceMatrix, *, width: int = 80, colour: bool = False) -> str:
    """Return the stance matrix as text for a terminal.

    Every cell has the consensus, every reviewer's mark (with more than six reviewers, how many gave each
    answer) and the state of agreement; figures stand under each column, and below what every sign means.

    Args:
        matrix: The matrix.
        width: Cells of the terminal; no line is wider (nor than 40 where it is narrower than that).
        colour: Whether to use colours. They repeat what signs say.
    """
    return joined(_Rendering(matrix, max(width, NARROWEST)).lines(), colour=colour)


class _Rendering:
    def __init__(self, matrix: StanceMatrix, width: int) -> None:
        self.matrix = matrix
        self.width = width
        self.names = Names.of(list(matrix.reviewers))
        self.edge = Edge(matrix)
        self._compared = any(row.comparable for row in matrix.agreement)

    def lines(self) -> list[Line]:
        shown = panels(self.matrix, self.names, self.width)
        found = title(self.matrix, self.width, min(self.width, max(_width(panel) for panel in shown)))
        for panel in shown:
            found += [(), *self._panel(panel, last=panel is shown[-1])]
        found += [(), *legend(self.matrix, self.names, self.width), (), *people(self.matrix, self.names, self.width)]
        below = notes(self.matrix, self.edge.undefined(), self.width)
        return [*found, (), *below] if below else found

    def _panel(self, panel: Panel, *, last: bool) -> list[Line]:
        edge = last and len(self.matrix.criteria) > 1 and self._compared and _width(panel) + GAP + _EDGE <= self.width
        rule = line(Piece("─" * min(self.width, _width(panel) + edge * (GAP + _EDGE)), DIM))
        heads = [(column.head(), column.width) for column in panel.columns]
        heads += [([(), line(Piece(" same", DIM))], _EDGE)] if edge and heads else []
        found = [*beside([([], panel.name_width), *heads], GAP), rule] if heads else [rule]
        group = None
        for number, source in enumerate(self.matrix.sources, 1):
            if (named := self.matrix.groups.get(source)) != group:
                group = named
                found.append(line(Piece(fit(one_line(group or ""), self.width), BOLD)))
            cells = [(column.body(source), column.width) for column in panel.columns]
            if edge:
                cells.append(([line(f"{'{}/{}'.format(*self.matrix.same[source]):>{_EDGE}}")], _EDGE))
            found += beside([([self._name(number, source, panel.name_width)], panel.name_width), *cells], GAP)
            found += self._below(panel, source)
        under = self._under(panel)
        under += [] if edge or not last else self._by_source()
        return [*found, rule, *under] if under else found

    def _by_source(self) -> list[Line]:
        """Each source's agreement, where there was no room for it beside the rows."""
        if not self._compared or len(self.matrix.criteria) == 1 or not 1 < len(self.matrix.sources) <= _MOST_LISTED:
            return []
        told = ["{}: {}/{}".format(n, *self.matrix.same[s]) for n, s in enumerate(self.matrix.sources, 1)]
        return prose(" · ".join(told), self.width, first="same answer by source: ", indent="  ")

    def _name(self, number: int, source: str, width: int) -> Line:
        digits = len(str(len(self.matrix.sources)))
        room = width - digits - 1
        return line(Piece(f"{number:>{digits}} ", DIM), fit(one_line(self.matrix.sources[source].short), room))

    def _below(self, panel: Panel, source: str) -> list[Line]:
        found: list[Line] = []
        indent = " " * (len(str(len(self.matrix.sources))) + 3)
        for criterion in panel.below:
            first = line(indent, Piece(fit(one_line(criterion.heading), 20) + "  ", DIM))
            words = text_cell(self.matrix, criterion, source, self.names)
            found += flow(words, self.width, first=first, indent=indent + "  ")
        return found

    def _under(self, panel: Panel) -> list[Line]:
        """The figures under each column, then those of the criteria below the rows."""
        found: list[Line] = []
        if not self._compared:
            return found
        for scope in SCOPES:
            label = SCOPE_WORDS[scope]
            name = [line(Piece(label if len(label) <= panel.name_width else SCOPE_SHORT[scope], DIM))]
            cells = [([line(self.edge.told(column.criterion.id, scope))], column.width) for column in panel.columns]
            found += beside([(name, panel.name_width), *cells], GAP) if cells else []
        for criterion in panel.below:
            told = [f"{SCOPE_SHORT[scope]} {self.edge.told(criterion.id, scope)}" for scope in SCOPES]
            heading = fit(one_line(criterion.heading), 20)
            found += prose(" · ".join(told), self.width, first=f"{heading}: ", indent="  ")
        return found


def _width(panel: Panel) -> int:
    return max(panel.name_width + sum(GAP + column.width for column in panel.columns), NARROWEST)
