"""How far apart two positions are, the range that distances between numbers rest on, and where a matrix has any."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.criterion import NumericCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion, Rubric


class Distance(NamedTuple):
    """How far apart two sources are.

    Attributes:
        one: A source.
        other: Another.
        value: 0 (same line) to 1, the mean over the criteria on which both take a position; None without any.
        shared: How many criteria that are.
        withheld: Whether there is no value and the codings of one of them are withheld from the one who asks.
    """

    one: str
    other: str
    value: float | None
    shared: int
    withheld: bool = False


def distance(criterion: AnyCriterion, one: Answer, other: Answer, span: float = 0.0) -> float:
    """Return how far apart two positions are, from 0 to 1.

    Steps of the scale, equal or not, Jaccard for sets. Numbers as a share of the range that is allowed. Where the
    rubric names no such range: on a ratio scale as a share of their sum, |a - b| / (|a| + |b|) (Lance & Williams
    1967, Mixed-Data Classificatory Programs I; the root of Krippendorff's ratio metric, 2011, section 6), on an
    interval scale, which has no zero to measure from, as a share of the range that occurs (Gower 1971, A General
    Coefficient of Similarity, quantitative characters); 0 without one.

    Args:
        criterion: The criterion; not one of text, between whose answers there is no distance.
        one: A position.
        other: Another.
        span: The range of numbers that occur (``range_of``).
    """
    if isinstance(criterion, NumericCriterion):
        if not isinstance(one.value, int | float) or not isinstance(other.value, int | float):
            return 1.0
        share = criterion.share_of_range(one.value, other.value)
        if share is not None:
            return share
        unit = abs(one.value) + abs(other.value) if criterion.level == "ratio" else span
        return abs(one.value - other.value) / unit if unit else 0.0
    if isinstance(criterion, OrdinalCriterion):
        if isinstance(one.value, int) and isinstance(other.value, int):
            return criterion.share_of_scale(one.value, other.value)
        return 1.0
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        ours, theirs = set(one.value), set(other.value)
        return 1.0 - len(ours & theirs) / len(ours | theirs)
    return float(one.value != other.value)


def range_of(criterion: NumericCriterion, numbers: Iterable[float]) -> float:
    """Return the range of numbers that occur, from a limit where the rubric names one; 0 without numbers."""
    given = list(numbers)
    if not given:
        return 0.0
    low = min(given) if criterion.min is None else criterion.min
    high = max(given) if criterion.max is None else criterion.max
    return float(high - low)


def ranges(rubric: Rubric, cells: Mapping[tuple[str, str], Cell]) -> dict[str, float]:
    """Return the range of the numbers that reviewers gave, for the criteria whose distances rest on it.

    Args:
        rubric: The rubric.
        cells: The cells, by source and criterion.
    """
    found = {}
    for criterion in rubric.criteria:
        if isinstance(criterion, NumericCriterion) and criterion.level == "interval":
            here = [cell for (_, name), cell in cells.items() if name == criterion.id]
            found[criterion.id] = range_of(criterion, [number for cell in here for number in _numbers(cell)])
    return found


def self_measured(criterion: AnyCriterion) -> bool:
    """Whether differences are measured by nothing but each other: numbers without a zero and without any limit."""
    if not isinstance(criterion, NumericCriterion) or criterion.level == "ratio":
        return False
    return criterion.min is None and criterion.max is None


def _numbers(cell: Cell) -> list[float]:
    given = (view.answer.value for view in cell.codings.values() if view.counts)
    return [float(value) for value in given if isinstance(value, int | float)]


def measured(matrix: StanceMatrix) -> list[tuple[AnyCriterion, dict[str, Answer], float]]:
    """Return the criteria between whose positions there is a distance, with those positions and their range."""
    found = []
    for criterion in matrix.criteria:
        if criterion.level != "text":
            held = _positions(matrix, criterion)
            numbers = [stands.value for stands in held.values() if isinstance(stands.value, int | float)]
            span = range_of(criterion, numbers) if isinstance(criterion, NumericCriterion) else 0.0
            found.append((criterion, held, span))
    return found


def _positions(matrix: StanceMatrix, criterion: AnyCriterion) -> dict[str, Answer]:
    cells = ((source, matrix.cells[source, criterion.id].consensus) for source in matrix.sources)
    return {source: stands for source, stands in cells if stands.is_position}
