"""The stance matrix turned round in a terminal: criteria as rows, sources as numbered columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.comparison.selection import same_of
from stancebook.reports.cell_words import adjudication_glyph, nothing_mark, sentences_beside
from stancebook.reports.terminal.columns import Names, glyph_of
from stancebook.reports.terminal.notes import legend
from stancebook.reports.terminal.style import chip
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, beside, fit, joined, line, prose, right
from stancebook.reports.words import count, one_line

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

NARROWEST: Final = 40
_WIDEST: Final = 5
_GAP: Final = 2
_NAME: Final = 26


def render_transposed(matrix: StanceMatrix, *, width: int = 80, colour: bool = False) -> str:
    """Return the matrix with a row for each criterion and a column for each source: consensus and state.

    Args:
        matrix: The matrix.
        width: Cells of the terminal.
        colour: Whether to use colours.
    """
    width = max(width, NARROWEST)
    rubric = matrix.rubric
    size = f"{count(len(matrix.criteria), 'criterion', 'criteria')} by {count(len(matrix.sources), 'source')}"
    found: list[Line] = [line(Piece(fit(f"STANCE MATRIX  {one_line(rubric.id)} {rubric.version}", width), BOLD))]
    found.append(line(Piece(f"{size}; consensus and state, criteria down, sources across", DIM)))
    mark = max([1, *(cell_len(_mark(matrix, c, s)) for c in matrix.criteria for s in matrix.sources)])
    column = max(mark + 4, len(str(len(matrix.sources))) + 2)
    name = min(_NAME, width // 3)
    at_once = max(1, (width - name) // (column + _GAP))
    sources = list(matrix.sources)
    for start in range(0, len(sources), at_once):
        found += [(), *_panel(matrix, start, sources[start : start + at_once], (name, mark, column))]
    found.append(())
    for number, (source, about) in enumerate(matrix.sources.items(), 1):
        same = "{}/{}".format(*same_of(matrix, source))
        group = f" ({one_line(matrix.groups[source])})" if source in matrix.groups else ""
        found += prose(
            f"{one_line(about.short)}{group}, same answer {same}", width, first=f"{number:>4} ", indent="     "
        )
    found += [(), *legend(matrix, Names.of(list(matrix.reviewers)), width)]
    if any(criterion.multiple for criterion in matrix.criteria):
        found += prose("{n}: n values together.", width, style=DIM)
    for sentence in sentences_beside(matrix):
        found += prose(sentence, width)
    return joined(found, colour=colour)


def _panel(matrix: StanceMatrix, start: int, sources: list[str], widths: tuple[int, int, int]) -> list[Line]:
    name, mark, column = widths
    heads = [([line(Piece(right(str(start + index), mark + 2), DIM))], column) for index in range(1, len(sources) + 1)]
    found = beside([([], name), *heads], _GAP)
    group = None
    labels = {criterion: g.label for g in matrix.rubric.groups for criterion in g.criteria}
    for criterion in matrix.criteria:
        if labels.get(criterion.id) != group:
            group = labels.get(criterion.id)
            found.append(line(Piece(one_line(group or ""), DIM)))
        cells = [([_cell(matrix, criterion, source, mark)], column) for source in sources]
        found += beside([([line(fit(one_line(criterion.heading), name))], name), *cells], _GAP)
    return found


def _cell(matrix: StanceMatrix, criterion: AnyCriterion, source: str, mark: int) -> Line:
    cell = matrix.cells[source, criterion.id]
    decided = adjudication_glyph(cell)
    style = chip(criterion, cell.consensus) if cell.consensus.given else ""
    return line(
        Piece(f"[{right(_mark(matrix, criterion, source), mark)}]", style), decided, " ", glyph_of(matrix, cell)
    )


def _mark(matrix: StanceMatrix, criterion: AnyCriterion, source: str) -> str:
    stands = matrix.cells[source, criterion.id].consensus
    if not stands.given:
        return nothing_mark(matrix, matrix.cells[source, criterion.id])
    mark = one_line(matrix.rubric.mark(criterion.id, stands))
    if cell_len(mark) <= _WIDEST:
        return mark
    return f"{{{len(stands.value)}}}" if isinstance(stands.value, tuple) else fit(mark, _WIDEST)
