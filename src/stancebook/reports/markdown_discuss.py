"""Disagreements as a list to tick off in Markdown, and the quotes as footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.astray import whereabouts
from stancebook.comparison.disagreement import disagreements_in
from stancebook.reports.caveats import nothing_to_discuss
from stancebook.reports.cell_words import ASTRAY_WORDS
from stancebook.reports.disagreements import among_them, capped, ids, kind_words, quotes_told
from stancebook.reports.markdown_cells import answer_mark, names
from stancebook.reports.markdown_decided import decided_lines
from stancebook.reports.markdown_text import text
from stancebook.reports.places import place
from stancebook.reports.words import MOST_REVIEWERS, count

if TYPE_CHECKING:
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Evidence


def to_discuss(matrix: StanceMatrix, *, quotes: bool) -> list[str]:
    """Return the disagreements, the gravest first, each with both sides and a box to tick off."""
    found = disagreements_in(matrix)
    if not found:
        return ["## To discuss", nothing_to_discuss(matrix)]
    column = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}
    notes = {(one.source, one.criterion.id): place(one.number, column[one.criterion.id]) for one in found}
    return [
        f"## To discuss ({', '.join(filter(None, [str(len(found)), among_them(found)]))})",
        *(
            _disagreement(matrix, number, one, notes[one.source, one.criterion.id] if quotes else "")
            for number, one in enumerate(found, 1)
        ),
    ]


def _disagreement(matrix: StanceMatrix, number: int, one: Disagreement, footnote: str) -> str:
    about = matrix.sources[one.cell.source]
    words = kind_words(one)
    lines = [f"### {number}. {text(about.short)} · {text(one.criterion.heading)} ({words})", ""]
    lines += [f"`{ids(one)}`", ""]
    for stand in one.stands:
        label = text(matrix.rubric.label(one.criterion.id, stand.side.answer))
        mark = answer_mark(matrix, one.criterion, stand.side.answer)
        many = len(stand.side.reviewers)
        who = count(many, "reviewer") if many > MOST_REVIEWERS else names(one.cell, stand.side.reviewers)
        told = f" {label}" if label != mark else ""
        lines.append(f"- **{who}: {mark}**{told}")
        quotes = quotes_told(one, stand)
        for quote, whose in quotes:
            by = f"{text(whose)}: " if whose else ""
            lines.append(f"  - {by}{_quoted(quote, about.body)}")
        if some := capped(stand):
            lines.append(f"  - {some}; all in [^{footnote}]" if footnote else f"  - {some}")
        if stand.note and not quotes:
            lines.append(f"  - note: {text(stand.note)}")
    return "\n".join([*lines, *decided_lines(matrix.rubric, one)]).rstrip()


def footnotes(matrix: StanceMatrix) -> list[str]:
    """Return the quotes behind every cell, as footnotes."""
    found = []
    for number, about in enumerate(matrix.sources.values(), 1):
        for index, criterion in enumerate(matrix.criteria):
            cell = matrix.cells[about.id, criterion.id]
            told = [
                f"    - {reviewer}: {' '.join([_quoted(one, about.body) for one in quotes])}"
                for reviewer, view in cell.codings.items()
                if (quotes := view.coding.supporting)
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
