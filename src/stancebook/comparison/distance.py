"""How far apart two positions are, and between which positions of a matrix there is a distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model.criterion import NumericCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion


@dataclass(frozen=True)
class Distance:
    """How far apart two sources are.

    Attributes:
        one: A source.
        other: Another.
        value: 0 (same line) to 1, the mean over the criteria on which both take a position; None without any.
        shared: How many criteria that are.
    """

    one: str
    other: str
    value: float | None
    shared: int


def distance(criterion: AnyCriterion, one: Answer, other: Answer, span: float = 0.0) -> float:
    """Return how far apart two positions are, from 0 to 1.

    Steps of the scale, equal or not, Jaccard for sets; numbers as a share of the range that is allowed, or where
    none is, of the one that occurs (Gower 1971, similarity of quantitative characters).

    Args:
        criterion: The criterion; not one of text, between whose answers there is no distance.
        one: A position.
        other: Another.
        span: The range of numbers that occur.
    """
    if isinstance(criterion, NumericCriterion):
        if not isinstance(one.value, int | float) or not isinstance(other.value, int | float):
            return 1.0
        share = criterion.share_of_range(one.value, other.value)
        return share if share is not None else abs(one.value - other.value) / span if span else 0.0
    if isinstance(criterion, OrdinalCriterion):
        if isinstance(one.value, int) and isinstance(other.value, int):
            return criterion.share_of_scale(one.value, other.value)
        return 1.0
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        ours, theirs = set(one.value), set(other.value)
        return 1.0 - len(ours & theirs) / len(ours | theirs)
    return float(one.value != other.value)


def measured(matrix: StanceMatrix) -> list[tuple[AnyCriterion, dict[str, Answer], float]]:
    """Return the criteria between whose positions there is a distance, with those positions and their range."""
    found = []
    for criterion in matrix.criteria:
        if criterion.level != "text":
            held = _positions(matrix, criterion)
            numbers = [stands.value for stands in held.values() if isinstance(stands.value, int | float)]
            found.append((criterion, held, float(max(numbers) - min(numbers)) if numbers else 0.0))
    return found


def _positions(matrix: StanceMatrix, criterion: AnyCriterion) -> dict[str, Answer]:
    cells = ((source, matrix.cells[source, criterion.id].consensus) for source in matrix.sources)
    return {source: stands for source, stands in cells if stands.is_position}
