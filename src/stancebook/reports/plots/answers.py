"""What counts in a figure: answers by place, and how reviewers are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer, value_key
from stancebook.reports.legends import decisions_told
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.plots.drawing import Shape

SHAPES: Final[tuple[tuple[Shape, bool], ...]] = (
    ("circle", True),
    ("square", False),
    ("up", True),
    ("diamond", False),
    ("down", True),
    ("cross", False),
)
"""How each reviewer's mark looks: told apart by outline, and neighbours by filling too."""
MOST_SHAPES: Final = len(SHAPES)
"""Of more reviewers, figures show how many gave each answer."""


def parts(answer: Answer) -> tuple[Answer, ...]:
    """Return what takes a place of its own: each label of a set, else the answer itself."""
    if isinstance(answer.value, tuple):
        return tuple(Answer(label) for label in answer.value)
    return (answer,) if answer.given else ()


def counted(cell: Cell) -> dict[str, Answer]:
    """Return the answers of a cell that count, by reviewer."""
    return {reviewer: view.answer for reviewer, view in cell.codings.items() if view.counts}


def drawn(matrix: StanceMatrix) -> list[AnyCriterion]:
    """Return the criteria whose answers have places: all but those answered in words."""
    return [criterion for criterion in matrix.criteria if criterion.level != "text"]


def listed_values(criterion: AnyCriterion) -> list[str | int | bool]:
    """Return the values that can be chosen, in the rubric's order; none where they are not listed."""
    return [value.value for value in criterion.offered]


def given_parts(matrix: StanceMatrix, criterion: AnyCriterion) -> set[Answer]:
    """Return the answers to a criterion that somebody gave or that stand; of sets, their labels."""
    return {
        part
        for cell in cells_of(matrix, criterion)
        for answer in (*counted(cell).values(), cell.consensus)
        for part in parts(answer)
    }


def cells_of(matrix: StanceMatrix, criterion: AnyCriterion) -> list[Cell]:
    """Return the cells of a criterion, source by source."""
    return [matrix.cells[source, criterion.id] for source in matrix.sources]


def n_words(cells: Sequence[Cell]) -> str:
    """Return how many sources have an answer that counts or is decided, and how many of them take a position."""
    given = sum(bool(counted(cell)) or cell.consensus.given for cell in cells)
    return f"n = {given}, {sum(cell.takes_a_position for cell in cells)} with a position"


def off_scale_given(matrix: StanceMatrix, criteria: Iterable[AnyCriterion]) -> list[str]:
    """Return the off-scale answers that somebody gave or that stand, in the rubric's order."""
    offered, given = set(), set()
    for criterion in criteria:
        offered |= set(criterion.off_scale)
        for cell in cells_of(matrix, criterion):
            given |= {answer.off_scale for answer in counted(cell).values()} | {cell.consensus.off_scale}
    return [key for key in matrix.rubric.off_scale if key in given & offered]


def off_scale_words(matrix: StanceMatrix, keys: Sequence[str]) -> list[str]:
    """Return what each off-scale sign means: ``– not addressed``."""
    told = []
    for key in keys:
        label = one_line(matrix.rubric.off_scale[key].label)
        sign = one_line(matrix.rubric.off_scale[key].symbol or key)
        told.append(f"{sign} {label[:1].lower()}{label[1:]}")
    return told


def id_of(answer: Answer) -> str:
    """Return an answer as part of an id in an SVG."""
    return (answer.off_scale or "") if answer.value is None else value_key(answer.value)


def decided_words(matrix: StanceMatrix) -> list[str]:
    """Return what the signs of decisions mean, those only that a matrix has."""
    return [f"{glyph} {words}" for glyph, words in decisions_told(matrix)]


def several(matrix: StanceMatrix) -> bool:
    """Whether there are too many reviewers to show each one's mark."""
    return len(matrix.reviewers) > MOST_SHAPES
