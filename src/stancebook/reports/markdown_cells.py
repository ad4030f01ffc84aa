"""A cell of the matrix in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.sides import label_groups, labels_of
from stancebook.model.answer import Answer
from stancebook.reports.cell_words import (
    adjudication_words,
    blank_mark,
    coding_signs,
    nothing_stands,
    state_glyph,
    unheard_words,
)
from stancebook.reports.markdown_text import text
from stancebook.reports.words import MOST_REVIEWERS, minus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.sides import LabelGroup
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion


def cell_markdown(matrix: StanceMatrix, cell: Cell, criterion: AnyCriterion) -> str:
    """Return what stands for the cell in bold, who answered what, and how they agree."""
    adjudicated = f" ({adjudication_words(cell)})" if cell.adjudication else ""
    if not cell.codings and not cell.adjudication:
        return f"{nothing_stands(matrix, cell)} {state_glyph(matrix, cell)}"
    given = cell.consensus.given
    stands = f"**{answer_mark(matrix, criterion, cell.consensus)}**" if given else nothing_stands(matrix, cell)
    glyph = state_glyph(matrix, cell)
    unanimous = len(cell.codings) == len(matrix.reviewers) and all(
        view.answer == cell.consensus for view in cell.codings.values()
    )  # the state rests on independent codings only, and a decision may stand against all of them
    if cell.state == "agree" and unanimous:
        return f"{stands} all{adjudicated} {glyph}"
    if len(matrix.reviewers) > MOST_REVIEWERS or criterion.multiple:
        groups = label_groups(cell, criterion)
        heard = all(any(label in group.labels for group in groups) for label in labels_of(cell.consensus))
        told = "; ".join(_group(matrix, criterion, cell, group) for group in groups)
        if not groups:
            told = f"{stands} {unheard_words(matrix, cell)}" if given else stands
        elif not (heard and given):
            told = f"{stands}: {told}"
    else:
        told = f"{stands} ({', '.join(_mark(matrix, criterion, cell, reviewer) for reviewer in matrix.reviewers)})"
    return f"{told}{adjudicated} {glyph}"


def _group(matrix: StanceMatrix, criterion: AnyCriterion, cell: Cell, group: LabelGroup) -> str:
    labels = _labels(matrix, criterion, group.labels, off_scale=group.off_scale)
    many = len(matrix.reviewers) > MOST_REVIEWERS
    who = f"×{len(group.reviewers)}" if many else names(cell, group.reviewers)
    return f"**{labels}** {who}" if group.consensus else f"{labels} {who}"


def _mark(matrix: StanceMatrix, criterion: AnyCriterion, cell: Cell, reviewer: str) -> str:
    view = cell.codings.get(reviewer)
    told = answer_mark(matrix, criterion, view.answer) if view else blank_mark(matrix, cell, reviewer)
    return f"{reviewer} {told}{signs(cell, reviewer)}"


def _labels(matrix: StanceMatrix, criterion: AnyCriterion, labels: Sequence[Value], *, off_scale: bool) -> str:
    answers = [Answer(off_scale=str(label)) if off_scale else Answer(label) for label in labels]
    return ", ".join(minus(text(matrix.rubric.mark(criterion.id, answer))) for answer in answers)


def names(cell: Cell, reviewers: Sequence[str]) -> str:
    """Return reviewers by their ids, each with what keeps the coding from counting in full."""
    return " ".join(f"{reviewer}{signs(cell, reviewer)}" for reviewer in reviewers)


def signs(cell: Cell, reviewer: str) -> str:
    """Return in words what keeps a reviewer's coding from counting in full; empty where nothing does."""
    view = cell.codings.get(reviewer)
    if view is None:
        return ""
    words = coding_signs(view)
    return f" ({', '.join(words)})" if words else ""


def answer_mark(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer) -> str:
    """Return the mark of an answer."""
    return minus(text(matrix.rubric.mark(criterion.id, answer)))
