"""The stance matrix as Markdown that reads well raw, in a pull request, and renders without HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.scopes import SCOPES
from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.figures import MEASURE_WORDS, Figures
from stancebook.reports.legends import blanks_told, consensus_told, entries, lacks_consensus, marks_told, states_told
from stancebook.reports.markdown_cells import cell_markdown
from stancebook.reports.markdown_discuss import footnotes, to_discuss
from stancebook.reports.markdown_text import table, text
from stancebook.reports.places import place
from stancebook.reports.words import MOST_REVIEWERS, SCOPE_WORDS, count, few_sources, figure, minus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope


def matrix_markdown(matrix: StanceMatrix, *, quotes: bool = True, transpose: bool = False) -> str:
    """Return the matrix, the agreement figures and the disagreements as Markdown.

    Args:
        matrix: The matrix.
        quotes: Whether each cell refers to a footnote with its quotes.
        transpose: Whether criteria are rows and sources columns.
    """
    rubric = matrix.rubric
    parts = [
        f"# {text(rubric.title)}",
        _size(matrix),
        "\n".join(_people(matrix)),
        "## Matrix",
        _matrix(matrix, quotes=quotes, transpose=transpose),
        _legend(matrix),
        "## Agreement",
        _agreement(matrix),
        *to_discuss(matrix, quotes=quotes),
    ]
    if quotes and (notes := footnotes(matrix)):
        parts += ["## Quotes", "\n\n".join(notes)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _size(matrix: StanceMatrix) -> str:
    rubric = matrix.rubric
    size = f"{count(len(matrix.sources), 'source')}, {count(len(matrix.reviewers), 'reviewer')}"
    return f"Stance matrix: {size}, rubric {text(rubric.id)} {text(rubric.version)} ({rubric.status})."


def _people(matrix: StanceMatrix) -> list[str]:
    if len(matrix.reviewers) > MOST_REVIEWERS:
        return []
    return [
        f"- **{text(r.id)}** {text(r.display) if r.display != r.id else ''}".rstrip()
        + (f" ({r.kind})" if r.kind != "person" else "")
        + (f": {text(r.how)}" if r.how else "")
        for r in matrix.reviewers.values()
    ]


def _matrix(matrix: StanceMatrix, *, quotes: bool, transpose: bool) -> str:
    heads = ["Source", *(text(c.heading) for c in matrix.criteria), "Same answer"]
    rows = list(_rows(matrix, quotes=quotes))
    if transpose:
        cells = zip(matrix.sources, (row for row in rows if len(row) > 1), strict=True)
        sources = [[_of_group(matrix, source, row[0]), *row[1:]] for source, row in cells]
        turned = [list(row) for row in zip(heads, *sources, strict=True)]
        return table(turned[0], turned[1:])
    return table(heads, [row if len(row) > 1 else row + [""] * (len(heads) - 1) for row in rows])


def _of_group(matrix: StanceMatrix, source: str, told: str) -> str:
    """The name of a source, and of the group it is of: no row stands above columns."""
    return f"{told} ({text(matrix.groups[source])})" if matrix.groups.get(source) else told


def _rows(matrix: StanceMatrix, *, quotes: bool) -> Iterable[list[str]]:
    """Yield a row for each source, and one of a single cell above each group."""
    group = None
    for number, (source, about) in enumerate(matrix.sources.items(), 1):
        if (named := matrix.groups.get(source)) != group:
            group = named
            yield [f"**{text(named or '')}**"]
        row = [f"{number}. {text(about.short)}"]
        for index, criterion in enumerate(matrix.criteria):
            cell = matrix.cells[source, criterion.id]
            mark = cell_markdown(matrix, cell, criterion)
            cited = quotes and any(view.coding.supporting for view in cell.codings.values())
            row.append(f"{mark} [^{place(number, index)}]" if cited else mark)
        yield [*row, "{}/{}".format(*matrix.same[source])]


def _legend(matrix: StanceMatrix) -> str:
    marks = ", ".join(map(text, entries([*blanks_told(matrix), *marks_told(matrix)])))
    tied = "; a tie has none" if lacks_consensus(matrix) else ""
    told = f"Bold: {consensus_told(matrix)}{tied}. State: {states_told(matrix)}"
    return f"{told}  \nMarks: {marks}" if marks else told


def _agreement(matrix: StanceMatrix) -> str:
    figures = Figures(matrix.agreement)
    heads = ["Criterion", *(SCOPE_WORDS[scope].capitalize() for scope in SCOPES)]
    rows = [
        [
            text(criterion.label),
            "{}/{}".format(*figures.counts(criterion.id, "answers")),
            _figure(figures, criterion.id, "position"),
            _figure(figures, criterion.id, "positions"),
        ]
        for criterion in matrix.criteria
    ]
    return "\n\n".join(part for part in (table(heads, rows), *_said(matrix, figures)) if part)


def _figure(figures: Figures, criterion: str, scope: Scope) -> str:
    told = "{}/{}".format(*figures.counts(criterion, scope))
    row = figures.coefficient(criterion, scope)
    return f"{told}, {_coefficient(row)}" if row else told


def _coefficient(row: AgreementRow) -> str:
    name = "α" if row.measure == "krippendorff_alpha" else MEASURE_WORDS.get(row.measure, row.measure)
    told = f"{name} {minus(figure(row.estimate))}"
    if row.low is not None and row.high is not None:
        told += f" \\[{minus(figure(row.low))}, {minus(figure(row.high))}\\]"
    return f"{told} ({row.metric})"


def _said(matrix: StanceMatrix, figures: Figures) -> list[str]:
    said = []
    if few := few_sources(matrix):
        said.append(f"**{few}**")
    said.append(
        "k/n: all agree on k of the n sources that two or more coded. α: Krippendorff's alpha on the independent "
        "codings, in the metric named behind it."
    )
    points = [
        f"- {text(criterion.heading)}: {text(sentence)}"
        for criterion in matrix.criteria
        for sentence in [*figures.cautions(criterion.id), *_undefined(figures, criterion.id)]
    ]
    points += [f"- {sentence}" for sentence in sentences_beside(matrix)]
    return [*said, "\n".join(points)]


def _undefined(figures: Figures, criterion: str) -> list[str]:
    rows = [figures.coefficient(criterion, scope) for scope in ("position", "positions")]
    return list(dict.fromkeys(f"no coefficient: {row.undefined}" for row in rows if row and row.undefined))
