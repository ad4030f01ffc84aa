"""The answers that a criterion offers, as a reviewer sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.answer import Answer, Value, value_key
from stancebook.model.criterion import BooleanCriterion, NominalCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from stancebook.model.criterion import AnyCriterion, BooleanValue, NominalValue, OrdinalValue


class Choice(NamedTuple):
    """One answer that a criterion offers, as a reviewer sees it.

    Attributes:
        answer: The answer it stands for; for a criterion with several values, the one value.
        key: The value or off-scale id as written in files and commands.
        label: Its label.
        definition: Its definition.
        mark: The shortest way to show it: ``+1``, ``–``, or the value's id.
        requires_note: Whether choosing it asks for a note.
        above: The labels of the values above it in a tree, the topmost first.
    """

    answer: Answer
    key: str
    label: str
    definition: str
    mark: str
    requires_note: bool
    above: tuple[str, ...] = ()

    @property
    def is_position(self) -> bool:
        """Whether it lies on the scale."""
        return self.answer.is_position


def listed_values(criterion: AnyCriterion) -> tuple[OrdinalValue | NominalValue | BooleanValue, ...]:
    """Return every value that a criterion lists, headings and retired ones too, in the rubric's order."""
    match criterion:
        case OrdinalCriterion():
            return criterion.scale
        case NominalCriterion() | BooleanCriterion():
            return criterion.values_
        case _:
            return ()


def choices_on_scale(criterion: AnyCriterion) -> tuple[Choice, ...]:
    """Return the values that a criterion offers, in the rubric's order."""
    return tuple(
        Choice(
            Answer(about.value),
            value_key(about.value),
            about.label,
            about.definition,
            criterion.mark(about.value),
            about.requires_note,
            _above(criterion, about.value),
        )
        for about in criterion.offered
    )


def _above(criterion: AnyCriterion, value: Value) -> tuple[str, ...]:
    if not isinstance(criterion, NominalCriterion) or not isinstance(value, str):
        return ()
    return tuple(criterion.by_value[one].label for one in criterion.path(value)[:-1])
