"""Where an answer lies on an ordinal scale, in five shades from one end to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.criterion import OrdinalCriterion

if TYPE_CHECKING:
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

_OUTER: Final = 0.5


def shade_of(criterion: AnyCriterion, answer: Answer) -> int | None:
    """Return -2 to 2, the low end of the scale to the high end; None for an answer without a place on one."""
    if not isinstance(answer.value, int) or not isinstance(criterion, OrdinalCriterion):
        return None
    order = sorted(criterion.values)
    if answer.value not in order:
        return None
    middle = (len(order) - 1) / 2
    offset = (order.index(answer.value) - middle) / middle
    size = 0 if not offset else 2 if abs(offset) > _OUTER else 1
    return size if offset > 0 else -size
