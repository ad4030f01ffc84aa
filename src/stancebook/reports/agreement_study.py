"""The agreement of a study in a terminal: the figures, then who read how, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.reports.agreement_words import THRESHOLDS, verdict
from stancebook.reports.cell_words import uncompared_sentences
from stancebook.reports.terminal.agreement import render_agreement
from stancebook.reports.terminal.columns import Names
from stancebook.reports.terminal.notes import people
from stancebook.reports.terminal.text import DIM, joined, prose
from stancebook.reports.unknown_words import unknown_sentences
from stancebook.reports.words import left_out_sentences, one_line, scope_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.terminal.text import Line


def render_study(matrix: StanceMatrix, rows: Sequence[AgreementRow], *, width: int = 80, colour: bool = False) -> str:
    """Return the agreement figures of a study as text for a terminal.

    Args:
        matrix: The study compared; it names the criteria and reviewers.
        rows: The figures.
        width: Cells of the terminal.
        colour: Whether to use colours.
    """
    figures = render_agreement(
        rows,
        labels=_labels(matrix),
        small_n=matrix.rubric.reliability.small_n_notice,
        left_out=_beside(matrix),
        width=width,
        colour=colour,
    )
    blocks = [_verdicts(matrix, rows, width)]
    if matrix.reviewers:
        blocks.append(people(matrix, Names.of(list(matrix.reviewers)), width))
    return "\n".join([figures, *(joined(block, colour=colour) for block in blocks if block)])


def _verdicts(matrix: StanceMatrix, rows: Sequence[AgreementRow], width: int) -> list[Line]:
    """Which thresholds alpha reaches, where there are limits to judge it on."""
    labels = _labels(matrix)
    found: list[Line] = []
    for row in rows:
        if row.low is not None and (told := verdict(row)):
            name = f"{labels.get(row.criterion, row.criterion)}, {scope_words(row).rstrip('?')}"
            found += prose(f"{name}: {told}.", width, first="  ", indent="    ")
    return [*found, *prose(THRESHOLDS, width, style=DIM)] if found else []


def study_table(matrix: StanceMatrix, rows: Sequence[AgreementRow], form: str) -> str:
    """Return the agreement figures of a study as a table.

    Args:
        matrix: The study compared.
        rows: The figures.
        form: csv, markdown or latex.
    """
    from stancebook.reports.agreement_tables import agreement_csv, agreement_latex, agreement_markdown, foot_notes

    if form == "csv":
        return agreement_csv(rows)
    notes = foot_notes(rows, [*_how(matrix), *_beside(matrix)])
    if form == "latex":
        return agreement_latex(rows, _labels(matrix), notes)
    return agreement_markdown(f"Agreement: {matrix.rubric.title}", rows, _labels(matrix), notes)


def _beside(matrix: StanceMatrix) -> list[str]:
    """What the figures do not rest on, and what is not known of the codings."""
    return [*left_out_sentences(matrix.left_out), *uncompared_sentences(matrix), *unknown_sentences(matrix)]


def _labels(matrix: StanceMatrix) -> dict[str, str]:
    return {criterion.id: one_line(criterion.heading) for criterion in matrix.criteria}


def _how(matrix: StanceMatrix) -> list[str]:
    """Who the reviewers are and how each coded."""
    return [
        f"{reviewer.id}: {one_line(' '.join(part for part in (reviewer.name, reviewer.how) if part))}"
        for reviewer in matrix.reviewers.values()
        if reviewer.how
    ]
