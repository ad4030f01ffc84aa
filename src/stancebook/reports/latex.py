r"""The stance matrix as a LaTeX table for booktabs, over several pages where it has many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.selection import same_of
from stancebook.reports.cell_words import adjudication_glyph, blank_mark, sentences_beside
from stancebook.reports.figures import MEASURE_SIGN, Figures
from stancebook.reports.tex import tex
from stancebook.reports.words import (
    SCOPE_WORDS,
    STATE_GLYPH,
    STATE_WORDS,
    few_sources,
    figure,
    minus,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

_ON_ONE_PAGE: Final = 40
_MOST_REVIEWERS: Final = 6
_ROWS: Final[tuple[Scope, ...]] = ("answers", "position", "positions")


def matrix_latex(matrix: StanceMatrix, *, transpose: bool = False) -> str:
    r"""Return the matrix as LaTeX; no ``table`` is around it, so that caption and place are yours.

    Args:
        matrix: The matrix.
        transpose: Whether criteria are rows and sources columns.
    """
    heads = ["Source", *(tex(criterion.heading) for criterion in matrix.criteria), "Same"]
    rows = _sources(matrix)
    foot = _figures(matrix)
    if transpose:
        plain = [row for row in rows if len(row) > 1]
        turned = [list(row) for row in zip(heads, *plain, strict=True)]
        heads, rows, foot = turned[0], turned[1:], []
    return "\n".join([*_table(matrix, heads, rows, foot), "", *_notes(matrix)]) + "\n"


def _table(
    matrix: StanceMatrix, heads: list[str], rows: Sequence[Sequence[str]], foot: Sequence[Sequence[str]]
) -> list[str]:
    several = len(rows) > _ON_ONE_PAGE
    environment = "longtable" if several else "tabular"
    widths = "l" * (len(heads) - 1) + "r"
    if any(criterion.multiple for criterion in matrix.criteria):
        widths = "".join(
            "l" if index == 0 else "r" if index == len(heads) - 1 else r"p{0.22\linewidth}" if wide else "l"
            for index, wide in enumerate([False, *(c.multiple for c in matrix.criteria), False])
        )
        widths = widths if len(heads) == len(matrix.criteria) + 2 else "l" + r"p{0.14\linewidth}" * (len(heads) - 1)
    head = [" & ".join(heads) + r" \\", r"\midrule"]
    lines = [r"% \usepackage{booktabs}" + (r" \usepackage{longtable}" if several else "")]
    lines += [rf"\begin{{{environment}}}{{{widths}}}", r"\toprule", *head]
    lines += [r"\endhead"] if several else []
    for row in rows:
        if len(row) == 1:
            lines += [rf"\multicolumn{{{len(heads)}}}{{l}}{{\textit{{{row[0]}}}}} \\"]
        else:
            lines.append(" & ".join(row) + r" \\")
    if foot:
        lines += [r"\midrule", *(" & ".join(row) + r" \\" for row in foot)]
    return [*lines, r"\bottomrule", rf"\end{{{environment}}}"]


def _sources(matrix: StanceMatrix) -> list[list[str]]:
    """A row for each source, and one of a single cell above each group."""
    found: list[list[str]] = []
    group = None
    for number, (source, about) in enumerate(matrix.sources.items(), 1):
        if (named := matrix.groups.get(source)) != group:
            group = named
            found.append([tex(named or "")])
        cells = [_cell(matrix, criterion, source) for criterion in matrix.criteria]
        found.append([f"{number} {tex(about.short)}", *cells, "{}/{}".format(*same_of(matrix, source))])
    return found


def _cell(matrix: StanceMatrix, criterion: AnyCriterion, source: str) -> str:
    cell = matrix.cells[source, criterion.id]
    stands = rf"\textbf{{{_stands(matrix, criterion, cell.consensus)}}}" if cell.consensus.given else "--"
    decided = tex(adjudication_glyph(cell))
    marks = ""
    if not criterion.multiple and len(matrix.reviewers) <= _MOST_REVIEWERS and cell.codings:
        views = [(reviewer, cell.codings.get(reviewer)) for reviewer in matrix.reviewers]
        told = " ".join(
            f"{_mark(matrix, criterion, view.answer)}{'*' if view.stale else ''}"
            if view
            else blank_mark(matrix, cell, who)
            for who, view in views
        )
        marks = rf" {{\small({told})}}"
    return f"{stands}{decided}{marks} {tex(STATE_GLYPH[cell.state])}"


def _stands(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer) -> str:
    """A set in words, everything else as its mark."""
    in_words = isinstance(answer.value, tuple)
    return tex(matrix.rubric.label(criterion.id, answer)) if in_words else _mark(matrix, criterion, answer)


def _mark(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer) -> str:
    return tex(minus(matrix.rubric.mark(criterion.id, answer)))


def _figures(matrix: StanceMatrix) -> list[list[str]]:
    """The rows of figures below the matrix."""
    figures = Figures(matrix.agreement)
    found = []
    for scope in _ROWS:
        row = [tex(SCOPE_WORDS[scope])]
        for criterion in matrix.criteria:
            told = "{}/{}".format(*figures.counts(criterion.id, scope))
            one = None if scope == "answers" else figures.coefficient(criterion.id, scope)
            if one:
                told += f", {tex(MEASURE_SIGN.get(one.measure, one.measure))} {tex(minus(figure(one.estimate)))}"
            row.append(told)
        found.append([*row, ""])
    return found


def _notes(matrix: StanceMatrix) -> list[str]:
    seen = {cell.state for cell in matrix.cells.values()}
    states = ", ".join(f"{glyph} {STATE_WORDS[state]}" for state, glyph in STATE_GLYPH.items() if state in seen)
    offered = {key for criterion in matrix.criteria for key in criterion.off_scale}
    marks = ", ".join(
        f"{off.symbol} {off.label.lower()}"
        for key, off in matrix.rubric.off_scale.items()
        if key in offered and off.symbol
    )
    stale = " * stale." if any(view.stale for cell in matrix.cells.values() for view in cell.codings.values()) else ""
    said = [f"Bold: consensus; in brackets {', '.join(matrix.reviewers)}. {states}. {marks}.{stale}"]
    said += [few_sources(matrix), *sentences_beside(matrix)]
    lines = [r"\smallskip", r"{\footnotesize\raggedright"]
    return [*lines, *(rf"{tex(one)}\par" for one in said if one), "}"]
