"""Colours of the terminal matrix. They repeat what signs and words say already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.terminal.text import BOLD

if TYPE_CHECKING:
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

# Orange for the low end, purple for the high: safe for colour-blind readers, and no party's colours.
_LOW: Final = ("38;5;16;48;5;215", "38;5;231;48;5;130")
_MIDDLE: Final = "38;5;16;48;5;252"
_HIGH: Final = ("38;5;16;48;5;146", "38;5;231;48;5;55")
_LABELS: Final = "38;5;16;48;5;252"


def chip(criterion: AnyCriterion, answer: Answer) -> str:
    """Return the style of an answer that stands for a cell."""
    if not isinstance(answer.value, int) or not isinstance(criterion, OrdinalCriterion):
        return _LABELS if answer.is_position else BOLD
    order = sorted(criterion.values)
    if answer.value not in order:
        return BOLD
    middle = (len(order) - 1) / 2
    offset = (order.index(answer.value) - middle) / middle
    if not offset:
        return _MIDDLE
    return (_LOW if offset < 0 else _HIGH)[abs(offset) > 0.5]  # noqa: PLR2004 - the outer half of either side
