"""The stance matrix as Markdown that reads well raw, in a pull request, and renders without HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.comparison.astray import whereabouts
from stancebook.comparison.disagreement import disagreements_in
from stancebook.comparison.selection import same_of
from stancebook.comparison.sides import label_groups, labels_of
from stancebook.model.answer import Answer
from stancebook.reports.caveats import nothing_to_discuss
from stancebook.reports.cell_words import (
    ASTRAY_WORDS,
    adjudication_words,
    blank_mark,
    blanks_told,
    coding_signs,
    consensus_told,
    marks_told,
    nothing_stands,
    sentences_beside,
    state_glyph,
    states_told,
)
from stancebook.reports.decision_words import since_words
from stancebook.reports.disagreements import capped, kind_words, quotes_told
from stancebook.reports.figures import MEASURE_WORDS, Figures
from stancebook.reports.places import place
from stancebook.reports.words import (
    ADJUDICATION_WORDS,
    count,
    few_sources,
    figure,
    minus,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope
    from stancebook.comparison.sides import LabelGroup
    from stancebook.model.annotation import Evidence
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion

_WIDEST_PADDED: Final = 48
_MOST_REVIEWERS: Final = 6
_SPECIAL = re.compile(r"[\\`*\[\]<>|&~$#!]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|:(?=//)|@")


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
        *_to_discuss(matrix, quotes=quotes),
    ]
    if quotes and (notes := _footnotes(matrix)):
        parts += ["## Quotes", "\n\n".join(notes)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _size(matrix: StanceMatrix) -> str:
    rubric = matrix.rubric
    size = f"{count(len(matrix.sources), 'source')}, {count(len(matrix.reviewers), 'reviewer')}"
    return f"Stance matrix: {size}, rubric {text(rubric.id)} {text(rubric.version)} ({rubric.status})."


@lru_cache(maxsize=8192)
def text(source: str) -> str:
    """Return text from a file as one line in which nothing is markup."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], one_line(source))


def _people(matrix: StanceMatrix) -> list[str]:
    if len(matrix.reviewers) > _MOST_REVIEWERS:
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
        turned = [list(row) for row in zip(heads, *(row for row in rows if len(row) > 1), strict=True)]
        return table(turned[0], turned[1:])
    return table(heads, [row if len(row) > 1 else row + [""] * (len(heads) - 1) for row in rows])


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
            mark = _cell(matrix, cell, criterion)
            cited = quotes and any(view.coding.evidence for view in cell.codings.values())
            row.append(f"{mark} [^{place(number, index)}]" if cited else mark)
        yield [*row, "{}/{}".format(*same_of(matrix, source))]


def _cell(matrix: StanceMatrix, cell: Cell, criterion: AnyCriterion) -> str:
    """What stands for the cell in bold, who answered what, and how they agree."""
    adjudicated = f" ({adjudication_words(cell)})" if cell.adjudication else ""
    if not cell.codings and not cell.adjudication:
        return f"{nothing_stands(matrix, cell)} {state_glyph(matrix, cell)}"
    groups = label_groups(cell, criterion)
    heard = all(any(label in group.labels for group in groups) for label in labels_of(cell.consensus))
    stands = f"**{_answer(matrix, criterion, cell.consensus)}**" if cell.consensus.given else "no consensus"
    glyph = state_glyph(matrix, cell)
    unanimous = len(cell.codings) == len(matrix.reviewers) and all(
        view.answer == cell.consensus for view in cell.codings.values()
    )  # the state rests on independent codings only, and a decision may stand against all of them
    if cell.state == "agree" and unanimous:
        return f"{stands} all{adjudicated} {glyph}"
    if len(matrix.reviewers) > _MOST_REVIEWERS or criterion.multiple:
        told = "; ".join(_group(matrix, criterion, cell, group) for group in groups)
        told = told if heard and cell.consensus.given else f"{stands}: {told}"
    else:
        told = f"{stands} ({', '.join(_mark(matrix, criterion, cell, reviewer) for reviewer in matrix.reviewers)})"
    return f"{told}{adjudicated} {glyph}"


def _group(matrix: StanceMatrix, criterion: AnyCriterion, cell: Cell, group: LabelGroup) -> str:
    labels = _labels(matrix, criterion, group.labels, off_scale=group.off_scale)
    many = len(matrix.reviewers) > _MOST_REVIEWERS
    who = f"×{len(group.reviewers)}" if many else _names(cell, group.reviewers)
    return f"**{labels}** {who}" if group.consensus else f"{labels} {who}"


def _mark(matrix: StanceMatrix, criterion: AnyCriterion, cell: Cell, reviewer: str) -> str:
    view = cell.codings.get(reviewer)
    told = _answer(matrix, criterion, view.answer) if view else blank_mark(matrix, cell, reviewer)
    return f"{reviewer} {told}{_signs(cell, reviewer)}"


def _names(cell: Cell, reviewers: Sequence[str]) -> str:
    return " ".join(f"{reviewer}{_signs(cell, reviewer)}" for reviewer in reviewers)


def _signs(cell: Cell, reviewer: str) -> str:
    view = cell.codings.get(reviewer)
    if view is None:
        return ""
    words = coding_signs(view)
    return f" ({', '.join(words)})" if words else ""


def _answer(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer) -> str:
    return minus(text(matrix.rubric.mark(criterion.id, answer)))


def _labels(matrix: StanceMatrix, criterion: AnyCriterion, labels: Sequence[Value], *, off_scale: bool) -> str:
    answers = [Answer(off_scale=str(label)) if off_scale else Answer(label) for label in labels]
    return ", ".join(minus(text(matrix.rubric.mark(criterion.id, answer))) for answer in answers)


def _legend(matrix: StanceMatrix) -> str:
    marks = ", ".join([*blanks_told(matrix), *map(text, marks_told(matrix))])
    return f"Bold: {consensus_told(matrix)}. State: {states_told(matrix)}  \nMarks: {marks}"


def _agreement(matrix: StanceMatrix) -> str:
    figures = Figures(matrix.agreement)
    heads = ["Criterion", "Same answer", "Agree: position or not", "Agree: which position"]
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


def _to_discuss(matrix: StanceMatrix, *, quotes: bool) -> list[str]:
    found = disagreements_in(matrix)
    if not found:
        return ["## To discuss", nothing_to_discuss(matrix)]
    column = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}
    notes = {(one.source, one.criterion.id): place(one.number, column[one.criterion.id]) for one in found}
    return [
        f"## To discuss ({len(found)})",
        *(_disagreement(matrix, one, notes[one.source, one.criterion.id] if quotes else "") for one in found),
    ]


def _disagreement(matrix: StanceMatrix, one: Disagreement, footnote: str) -> str:
    about = matrix.sources[one.cell.source]
    words = kind_words(one)
    lines = [f"### {one.number}. {text(about.short)} · {text(one.criterion.heading)} ({words})", ""]
    for stand in one.stands:
        label = text(matrix.rubric.label(one.criterion.id, stand.side.answer))
        mark = _answer(matrix, one.criterion, stand.side.answer)
        who = f"{count(len(stand.side.reviewers), 'reviewer')}"
        who = who if len(stand.side.reviewers) > _MOST_REVIEWERS else _names(one.cell, stand.side.reviewers)
        told = f" {label}" if label != mark else ""
        lines.append(f"- **{who}: {mark}**{told}")
        for quote, whose in quotes_told(one, stand):
            by = f"{text(whose)}: " if whose else ""
            lines.append(f"  - {by}{_quoted(quote, about.body)}")
        if some := capped(stand):
            lines.append(f"  - {some}; all in [^{footnote}]" if footnote else f"  - {some}")
        if stand.note and not stand.quotes:
            lines.append(f"  - note: {text(stand.note)}")
    if one.decision:
        since = f" ({since_words(one.since)})" if one.since else ""
        done = " " if one.waits else "x"
        told = f"{ADJUDICATION_WORDS[one.decision.outcome]}{since}: {text(one.decision.rationale)}"
        lines.append(f"- [{done}] {told}")
    else:
        lines.append("- [ ] decided: ")
    return "\n".join(lines).rstrip()


def _footnotes(matrix: StanceMatrix) -> list[str]:
    found = []
    for number, about in enumerate(matrix.sources.values(), 1):
        for index, criterion in enumerate(matrix.criteria):
            cell = matrix.cells[about.id, criterion.id]
            told = [
                f"    - {reviewer}: {' '.join(_quoted(one, about.body) for one in view.coding.evidence)}"
                for reviewer, view in cell.codings.items()
                if view.coding.evidence
            ]
            if told:
                head = f"[^{place(number, index)}]: {text(about.short)} · {text(criterion.heading)}"
                found.append("\n".join([head, *told]))
    return found


def _quoted(one: Evidence, body: str) -> str:
    said = [text(one.for_value)] if one.for_value else []
    if lost := ASTRAY_WORDS[whereabouts(body, one)]:
        said.append(lost)
    return f"“{text(one.quote)}”" + (f" ({'; '.join(said)})" if said else "")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a pipe table whose columns line up raw, except very wide ones."""
    every = [list(heads), *(list(row) for row in rows)]
    widths = [max(3, *(cell_len(row[column]) for row in every)) for column in range(len(heads))]
    widths = [width if width <= _WIDEST_PADDED else 0 for width in widths]
    rule = ["-" * max(3, width) for width in widths]
    return "\n".join(
        "| "
        + " | ".join(f"{one}{' ' * (width - cell_len(one))}" for one, width in zip(row, widths, strict=True))
        + " |"
        for row in (every[0], rule, *every[1:])
    )
