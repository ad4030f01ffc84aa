"""What the list of sources says of them: how far one is, how long it took, what the filter looks in."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from stancebook.model.visible import visible_line
from stancebook.reports.words import count
from stancebook.workspace.visits import time_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.tui.source_state import SourceState

_WORTH_TELLING: Final = 60  # seconds
_CELLS: Final = 20  # of the bar


def progress(states: Sequence[SourceState]) -> str:
    """Return how far the reviewer is, as a bar and in words; how many sources there are before all are read."""
    if any(one.state == "unread" for one in states):
        return f"{'░' * _CELLS}  {count(len(states), 'source')}"
    complete = sum(one.state == "complete" for one in states)
    drafts = sum(one.state == "draft" for one in states)
    flagged, stale = sum(bool(one.flag) for one in states), sum(bool(one.stale) for one in states)
    done = round(_CELLS * complete / len(states)) if states else 0
    parts = [
        f"{complete} of {len(states)} complete",
        count(drafts, "draft") if drafts else "",
    ]
    parts += [f"⚑ {flagged} flagged" if flagged else "", f"~ {stale} stale" if stale else "", _time(states)]
    return f"{'█' * done}{'░' * (_CELLS - done)}  " + " · ".join(part for part in parts if part)


def searched(state: SourceState) -> str:
    """Return what the filter looks for letters in: name, title, state, flag."""
    marks = ("flagged " + state.flag if state.flag else "", "stale" if state.stale else "")
    return " ".join((state.id, state.title, state.words, *marks)).casefold()


def _time(states: Sequence[SourceState]) -> str:
    """Return how long the reviewer worked, and how long a complete source took in the middle."""
    spent = sum(one.seconds for one in states)
    done = [one.seconds for one in states if one.state == "complete" and one.seconds]
    middle = f", {time_words(median(done))} a source" if done else ""
    return f"{time_words(spent)}{middle}" if spent >= _WORTH_TELLING else ""


def detail(state: SourceState) -> str:
    """Return what is known of a source."""
    words = state.words
    if state.state == "draft" and state.lacking:
        words += f", {count(state.lacking, 'thing')} missing"
    if state.flag:
        words += f", flagged: {visible_line(state.flag)}"
    if state.seconds >= _WORTH_TELLING:
        words += f", {time_words(state.seconds)}"
    if state.stale:
        words += f", stale: {', '.join(sorted(state.stale))}"
    return words
