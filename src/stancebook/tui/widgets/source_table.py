"""The reviewer's own matrix: their sources, and their own answer to each criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Part, Row, cut
from stancebook.tui.widgets.source_list import STATE_STYLES
from stancebook.tui.wording import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.rubric import Rubric
    from stancebook.tui.source_state import SourceState

_STATE = 13
_LEAST_NAME, _MOST_NAME = 22, 34
_LEAST_COLUMN, _MOST_COLUMN = 6, 24
_SEVERAL = 10  # cells for "12 values"
_TITLE_FROM = 30
_GAP = 2


class SourceTable(RowList):
    """Posts ``Picked`` with ("source", id)."""

    states: tuple[SourceState, ...] = ()
    rubric: Rubric | None = None

    def show(self, rubric: Rubric, states: Sequence[SourceState]) -> None:
        """Show how far the reviewer is."""
        self.rubric, self.states = rubric, tuple(states)
        self.rebuild()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return a row for each source."""
        if self.rubric is None:
            return ()
        layout = Layout(self.rubric, width, self.states)
        if not self.states:
            return [Row((("  no source is shown; / and esc show them all", "dim"),))]
        return [*(layout.row(state) for state in self.states), Row(), layout.totals(self.states)]

    def resized(self) -> None:
        """Keep the cursor in sight, also where a message takes lines away."""
        self.reveal(self.cursor)

    def heads(self, width: int) -> Row:
        """Return the heads of the columns."""
        return Layout(self.rubric, width, self.states).heads() if self.rubric else Row()


class Layout:
    """How wide the columns are: the name, the state, as many criteria as there is room for, and the title."""

    def __init__(self, rubric: Rubric, width: int, states: Sequence[SourceState]) -> None:
        self.rubric = rubric
        longest = max((cell_len(state.id) for state in states), default=0)
        self.name = max(_LEAST_NAME, min(longest + 3, _MOST_NAME))
        room = width - self.name - _STATE
        self.columns = _fitting(rubric, room)
        hidden = len(rubric.by_id) - len(self.columns)
        self.hidden = f"+{hidden}" if hidden else ""
        rest = room - sum(self.columns) - len(self.hidden)
        self.title = rest - _GAP if rest >= _TITLE_FROM else 0

    def heads(self) -> Row:
        """Return the heads of the columns."""
        heads = (visible_line(criterion.heading) for criterion in self.rubric.by_id.values())
        names = "".join(_cell(head, width) for head, width in zip(heads, self.columns, strict=False))
        title = " " * _GAP + "Title" if self.title else ""
        text = set_cell_size("  Source", self.name) + set_cell_size("State", _STATE) + names + self.hidden + title
        return Row(((text, "dim"),))

    def totals(self, states: Sequence[SourceState]) -> Row:
        """Return how many of the sources shown have an answer, by criterion, once all of them are read."""
        known = all(state.state != "unread" for state in states)
        counts = [
            sum(len(state.answers) > index and state.answers[index].given for state in states)
            for index in range(len(self.columns))
        ]
        cells = "".join(
            _cell(f"{n}/{len(states)}" if known else "…", width) for n, width in zip(counts, self.columns, strict=True)
        )
        return Row((("  answered".ljust(self.name + _STATE) + cells, "dim"),))

    def row(self, state: SourceState) -> Row:
        """Return a source's row."""
        style = STATE_STYLES.get(state.state, "dim")
        extra = ("⚑" if state.flag else "") + ("~" if state.stale else "")
        parts: list[Part] = [
            (f"{state.glyph} ", style),
            (_cell(state.id, self.name - 2), "strong" if state.state == "draft" else ""),
            (state.words, style),
            (set_cell_size(f" {extra}", max(1, _STATE - cell_len(state.words))), "warn"),
        ]
        if state.problem:
            parts.append((visible_line(state.problem), "warn"))
            return Row(tuple(parts), key=("source", state.id))
        for criterion, answer, width in zip(self.rubric.by_id, state.answers, self.columns, strict=False):
            stale = "~" if criterion in state.stale else ""
            text = "/" if criterion in state.unasked else stale + mark(self.rubric, criterion, answer)
            parts.append((_cell(text, width), "warn" if stale else "" if answer.is_position else "dim"))
        if self.title and state.title != state.id:
            parts.append((" " * (_GAP + len(self.hidden)) + visible_line(state.title), "dim"))
        return Row(tuple(parts), key=("source", state.id))


def _fitting(rubric: Rubric, room: int) -> list[int]:
    """Return the widths of as many columns as there is room for: as wide as their heads, narrower if need be."""
    wanted = [
        min(_MOST_COLUMN, max(cell_len(one.heading) + 2, _SEVERAL if one.multiple else _LEAST_COLUMN))
        for one in rubric.by_id.values()
    ]
    while wanted and sum(wanted) > room:
        widest = max(wanted)
        if widest <= _SEVERAL:
            wanted.pop()
            room -= 4 if len(wanted) == len(rubric.by_id) - 1 else 0
        else:
            wanted[wanted.index(widest)] -= 1
    return wanted


def _cell(text: str, width: int) -> str:
    """Return text in a column: cut with an ellipsis, one blank at its end."""
    return set_cell_size("".join(part for part, _ in cut([(text, "")], width - 1)), width)
