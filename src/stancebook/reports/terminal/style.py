"""Colours of the terminal matrix. They repeat what signs and words say already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.shades import shade_of
from stancebook.reports.terminal.text import BOLD

if TYPE_CHECKING:
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

# Orange for the low end, purple for the high: safe for colour-blind readers, and no party's colours.
_LOW: Final = ("38;5;16;48;5;215", "38;5;231;48;5;130")
_MIDDLE: Final = "38;5;16;48;5;252"
_HIGH: Final = ("38;5;16;48;5;146", "38;5;231;48;5;55")


def chip(criterion: AnyCriterion, answer: Answer) -> str:
    """Return the style of an answer that stands for a cell."""
    shade = shade_of(criterion, answer)
    if shade is None:
        return BOLD
    return {-2: _LOW[1], -1: _LOW[0], 0: _MIDDLE, 1: _HIGH[0], 2: _HIGH[1]}[shade]
