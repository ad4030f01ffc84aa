"""The agreement of a study in a terminal: the figures, then who read how, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.reports.terminal import render_agreement
from stancebook.reports.terminal.columns import Names
from stancebook.reports.terminal.notes import people
from stancebook.reports.terminal.text import joined, prose
from stancebook.reports.words import left_out_sentences, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix


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
        labels={criterion.id: one_line(criterion.heading) for criterion in matrix.criteria},
        small_n=matrix.rubric.reliability.small_n_notice,
        width=width,
        colour=colour,
    )
    below = [*people(matrix, Names.of(list(matrix.reviewers)), width)] if matrix.reviewers else []
    for sentence in left_out_sentences(matrix.left_out):
        below += prose(sentence, width)
    return f"{figures}\n{joined(below, colour=colour)}" if below else figures
