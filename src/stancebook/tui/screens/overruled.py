"""The decisions that went against a reviewer's codings, and why; one of them leads to where it was decided."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, cast

from textual import on
from textual.binding import Binding, BindingType

from stancebook.model.problems import StancebookError
from stancebook.model.visible import visible_line
from stancebook.reports.learning import case_heading, case_told, counted, summary
from stancebook.reports.words import count
from stancebook.tui.overruled import Overrulings, read_overrulings
from stancebook.tui.screens.page import Page
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from stancebook.comparison.learning import Overruled
    from stancebook.model.study import Study
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.docket import Key

_NAMES: Final = 12  # cells for what a line is about
_LEAST: Final = 10  # cells for what it says of it
_ALL: Final = 1_000_000
_HEAD: Final = "strong"
_NEWLY_SEEN: Final = (
    "You are shown others' judgement of {} for the first time, which is recorded: "
    "what you code there from now on is not independent any more."
)
_THERE: Final = Action("there", "enter", "go there")
_OWN: Final = Action("own", "e", "your coding")


class Way(NamedTuple):
    """Where one goes from the list.

    Attributes:
        key: The source and the criterion.
        compare: Whether to the compare screen; else to the reviewer's own coding.
    """

    key: Key
    compare: bool


class OverruledRows(RowList):
    """What is counted, then every decision. Posts ``Picked`` with a decision's source and criterion."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Overrulings | None = None
        self.said = "reading what was decided …"

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return what is counted, and the decisions one below the other."""
        if self.told is None:
            return paragraph(visible_line(self.said), width)
        found = self.told.found
        rows = paragraph(visible_line(summary(found)), width)
        if seen := len(self.told.seen):
            rows += paragraph(_NEWLY_SEEN.format(count(seen, "source")), width, "warn")
        for name, words in counted(found):
            rows += [Row(), *_named(name, words, width, 7)]
        for number, one in enumerate(found.overruled, 1):
            rows += [Row(), *_case(self.told.study, number, one, width)]
        return rows

    def row_style(self, row: Row) -> str:
        """Show the cursor on the heading of a decision only: a block of many lines in reverse is hard to read."""
        return super().row_style(row) if any(style == _HEAD for _, style in row.left) else ""

    def move(self, delta: int) -> None:
        """Move the cursor; before the first decision stands what is counted."""
        super().move(delta)
        if delta < 0 and self.cursor in self.keys[:1]:
            self.scroll_to(y=0, animate=False, force=True)

    def follow(self, delta: int) -> None:
        """Put the cursor where it is in sight after a page; at either end, on the decision there."""
        top = round(self.scroll_y)
        there = [row.key for row in self.rows[top : top + self.scrollable_content_region.height] if row.key is not None]
        at_end = top >= self.max_scroll_y if delta > 0 else top == 0
        if there and (at_end or self.cursor not in there):
            self.cursor = there[-1 if at_end and delta > 0 else 0]
            self.refresh()


class OverruledScreen(Page[Way]):
    """Tells where a reviewer was overruled; gives where they go from there, None for nowhere.

    Args:
        at: The decision to begin with, where it is still there.
    """

    DEFAULT_CSS = """
    OverruledScreen {
        & > #box { width: 100%; max-width: 110; height: 100%; max-height: 60; }
        & RowList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("home,g", f"move({-_ALL})", show=False),
        Binding("end,G", f"move({_ALL})", show=False),
        Binding("enter,l,right", "go(True)", show=False),
        Binding("e", "go(False)", show=False),
    ]

    def __init__(self, at: Key | None = None) -> None:
        self._rows = OverruledRows()
        super().__init__("Where you were overruled", self._rows)
        self._at = at

    def on_mount(self) -> None:
        """Read what was decided, off the paint path."""
        self.run_worker(self._read())

    async def _read(self) -> None:
        stance, rows = cast("StancebookApp", self.app), self._rows
        session = stance.session
        try:
            told = await asyncio.to_thread(read_overrulings, session)
        except StancebookError as error:
            rows.said = str(error)
            rows.rebuild()
            return
        for desk in (session.desks[one] for one in told.seen if one in session.desks):
            desk.reveal()
            stance.saver.want(desk)
        rows.told = told
        rows.rebuild()
        if rows.keys:
            self._verbs = (_THERE, _OWN)
            rows.focus()
            rows.set_cursor(self._at if self._at in rows.keys else rows.keys[0])
        self.call_after_refresh(self.show_buttons)

    def press(self, button: str) -> None:
        """Do what a button says."""
        match button:
            case "there":
                self.action_go(compare=True)
            case "own":
                self.action_go(compare=False)
            case _:
                super().press(button)

    def action_move(self, delta: int) -> None:
        """Move the cursor; where there is nothing to move on, scroll."""
        if self._rows.keys:
            self._rows.move(delta)
        else:
            self.action_scroll(delta)

    def action_page(self, delta: int) -> None:
        """Scroll by a page; the cursor comes along."""
        super().action_page(delta)
        self.call_after_refresh(self._rows.follow, delta)

    def action_go(self, compare: bool) -> None:
        """Go to the decision on the compare screen, or to one's own coding."""
        self._go(self._rows.cursor, compare=compare)

    @on(RowList.Picked)
    def _picked(self, event: RowList.Picked) -> None:
        event.stop()
        self._go(event.key, compare=True)

    def _go(self, key: Hashable, *, compare: bool) -> None:
        told = self._rows.told
        if told and isinstance(key, tuple):
            self.dismiss(Way(key, compare=compare and told.comparable(key)))


def _case(study: Study, number: int, one: Overruled, width: int) -> Iterator[Row]:
    key = one.source, one.criterion.id
    for line in wrap(visible_line(f"{number}. {case_heading(study, one)}"), width):
        yield Row(((line, _HEAD),), key=key)
    for name, words in case_told(study, one):
        yield from _named(f"   {name}", words, width, _NAMES, key)


def _named(name: str, words: str, width: int, indent: int, key: Hashable = None) -> Iterator[Row]:
    """Return words as rows, with what they are about beside the first."""
    for number, line in enumerate(wrap(visible_line(words), max(_LEAST, width - indent))):
        yield Row(((f"{'' if number else name:<{indent}}", "dim"), (line, "")), key=key)
