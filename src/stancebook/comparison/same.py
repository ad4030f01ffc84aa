"""Where all who coded a source gave the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.cell import compared_answers

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix


def same_of(matrix: StanceMatrix, source: str, *, seen: bool = False) -> tuple[int, int]:
    """Return on how many criteria all who coded a source gave the same answer, of how many two or more coded.

    Texts are not among them: the same words would count, and others that say the same would not. Nor are answers that
    the rubric leaves out of agreement.

    Args:
        matrix: The matrix.
        source: The source.
        seen: Whether codings made after seeing another's count too.
    """
    every = (
        [*compared_answers(matrix.cells[source, criterion.id], matrix.rubric, seen=seen).values()]
        for criterion in matrix.criteria
        if criterion.level != "text"
    )
    compared = [answers for answers in every if len(answers) > 1]
    return sum(answers.count(answers[0]) == len(answers) for answers in compared), len(compared)


def same_in_all(matrix: StanceMatrix, *, seen: bool = False) -> tuple[int, int]:
    """Return in how many cells all gave the same answer, of how many two or more coded; as `same_of` counts."""
    told = [same_of(matrix, source, seen=True) for source in matrix.sources] if seen else matrix.same.values()
    return sum(same for same, _ in told), sum(of for _, of in told)
