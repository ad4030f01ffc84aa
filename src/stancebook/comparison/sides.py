"""Who answered what: the codings of a cell, grouped by answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.answer import Answer
from stancebook.model.criterion import OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.comparison.cell import Cell
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion


class Side(NamedTuple):
    """Reviewers who gave one answer.

    Attributes:
        answer: What they answered.
        reviewers: Their ids, in the study's order.
    """

    answer: Answer
    reviewers: tuple[str, ...]


class LabelGroup(NamedTuple):
    """Labels (or one whole answer) that the same reviewers chose.

    Attributes:
        labels: Values or off-scale ids, in the rubric's order.
        off_scale: Whether it is an off-scale answer.
        reviewers: Who chose them.
        consensus: Whether the consensus holds them.
    """

    labels: tuple[Value, ...]
    off_scale: bool
    reviewers: tuple[str, ...]
    consensus: bool

    @property
    def answers(self) -> list[Answer]:
        """The labels, each as an answer of its own."""
        return [Answer(off_scale=str(label)) if self.off_scale else Answer(label) for label in self.labels]


def sides(cell: Cell, criterion: AnyCriterion) -> list[Side]:
    """Return the answers given in a cell, in the order of the scale, each with who gave it."""
    by_answer: dict[Answer, list[str]] = {}
    for reviewer, view in cell.codings.items():
        by_answer.setdefault(view.answer, []).append(reviewer)
    order = _order(criterion)
    return [
        Side(answer, tuple(reviewers))
        for answer, reviewers in sorted(by_answer.items(), key=lambda item: order(item[0]))
    ]


def label_groups(cell: Cell, criterion: AnyCriterion) -> list[LabelGroup]:
    """Return the labels chosen in a cell, those of the consensus first, grouped by who chose them."""
    chosen: dict[tuple[Value, bool], list[str]] = {}
    for reviewer, view in cell.codings.items():
        for label in labels_of(view.answer):
            chosen.setdefault((label, view.answer.off_scale is not None), []).append(reviewer)
    order = [*criterion.values, *criterion.off_scale]
    standing = set(labels_of(cell.consensus))
    groups: dict[tuple[bool, bool, tuple[str, ...]], list[Value]] = {}
    for (label, off), reviewers in sorted(chosen.items(), key=lambda item: _place(order, item[0][0])):
        groups.setdefault((label in standing, off, tuple(reviewers)), []).append(label)
    found = [LabelGroup(tuple(labels), off, who, inside) for (inside, off, who), labels in groups.items()]
    return sorted(found, key=lambda group: (not group.consensus, -len(group.reviewers)))


def labels_of(answer: Answer) -> tuple[Value, ...]:
    """Return what an answer names: its values, or its off-scale id."""
    if answer.off_scale is not None:
        return (answer.off_scale,)
    if answer.value is None:
        return ()
    return answer.value if isinstance(answer.value, tuple) else (answer.value,)


def _place(order: list[Value], label: Value) -> tuple[int, str]:
    return (order.index(label) if label in order else len(order), str(label))


def _order(criterion: AnyCriterion) -> Callable[[Answer], tuple[bool, list[tuple[int, str]]]]:
    """Return the key by which answers are listed: along the scale, then off it, then what the rubric forgot."""
    values = sorted(criterion.values) if isinstance(criterion, OrdinalCriterion) else criterion.values
    places: list[Value] = [*values, *criterion.off_scale]
    return lambda answer: (answer.off_scale is not None, [_place(places, label) for label in labels_of(answer)])
