"""A list of rows that scrolls, can be clicked, and has a cursor while it has the focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from stancebook.tui.widgets.row_styles import Painter
from stancebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual import events
    from textual.strip import Strip


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows the rows that ``make_rows`` gives; only the visible ones are painted.

    It has no key bindings: the screen calls ``move`` and ``pick``.
    """

    ALLOW_SELECT = False
    FOCUS_ON_CLICK = False  # a click picks; the keys stay with the text
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        pointer: pointer;
    }
    """

    @dataclass
    class Picked(Message):
        """A row was clicked, or enter pressed on it."""

        list: RowList
        key: Hashable

        @property
        def control(self) -> RowList:
            """The list, for `@on` with a selector."""
            return self.list

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()
        self.cursor: Hashable = None
        self._hovered: Hashable = None
        self._painter = Painter(self)

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - for those that come after
        """Return the rows for a width and a number of lines that are visible at once."""
        return self.rows

    def rebuild(self) -> None:
        """Make the rows anew, because the data or the size changed."""
        region = self.scrollable_content_region
        if not self.is_mounted or not region.width:
            return
        before, self.rows = self.rows, self.make_rows(region.width, region.height)
        if self.cursor not in self.keys:
            self.cursor = None
        self.virtual_size = Size(region.width, len(self.rows))
        self._refresh_changed(before)
        self._sync_hardware_cursor()

    def _refresh_changed(self, before: Sequence[Row]) -> None:
        """Draw those visible lines anew that show another row than before."""
        region, top = self.scrollable_content_region, round(self.scroll_y)
        lines = range(top, top + region.height)
        if other := [y - top for y in lines if before[y : y + 1] != self.rows[y : y + 1]]:
            self.refresh(*(Region(0, y, region.width, 1) for y in other))

    @property
    def keys(self) -> list[Hashable]:
        """The keys that can be picked, in order."""
        return list(dict.fromkeys(row.key for row in self.rows if row.key is not None))

    @property
    def pointed(self) -> Hashable:
        """The key under the mouse, else under the cursor while the list has the focus."""
        return self._hovered if self._hovered is not None else self.cursor if self.has_focus else None

    def move(self, delta: int) -> None:
        """Move the cursor by so many rows that can be picked."""
        keys = self.keys
        if not keys:
            return
        at = keys.index(self.cursor) + delta if self.cursor in keys else self.first_index(keys)
        self.set_cursor(keys[max(0, min(at, len(keys) - 1))])

    def first_index(self, keys: Sequence[Hashable]) -> int:  # noqa: ARG002 - for those that come after
        """Return where the cursor begins."""
        return 0

    def set_cursor(self, key: Hashable) -> None:
        """Put the cursor on a key and scroll to it."""
        self.cursor = key
        self.pointing_changed()
        self.reveal(key)
        self.refresh()
        self._sync_hardware_cursor()

    def move_page(self, delta: int) -> None:
        """Move the cursor by pages, of which two rows stay in sight."""
        self.move(delta * max(1, self.size.height - 2))

    def reveal(self, first: Hashable, last: Hashable | None = None) -> None:
        """Scroll as little as shows the rows of a key, or from one key to another; the first counts more."""
        lines = [y for y, row in enumerate(self.rows) if row.key is not None and row.key in (first, last or first)]
        if not lines:
            return
        page, top = self.scrollable_content_region.height, round(self.scroll_y)
        target = min(max(top, lines[-1] - page + 1), lines[0])
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def pick(self) -> bool:
        """Pick what the cursor is on; return whether it is on anything."""
        if self.cursor is None:
            return False
        self.post_message(self.Picked(self, self.cursor))
        return True

    def key_under(self, row: Row, column: int) -> Hashable:  # noqa: ARG002 - for those that come after
        """Return what a click on a column of a row means."""
        return row.key

    def pointing_changed(self) -> None:
        """Do what is wanted when something else is pointed at."""

    def row_style(self, row: Row) -> str:
        """Return the styles that pointing adds to a row."""
        if row.key is None:
            return ""
        if self.has_focus and row.key == self.cursor:
            return "cursor"
        return "hover" if row.key == self._hovered else ""

    def render_line(self, y: int) -> Strip:
        """Return the strip at line ``y`` of the screen."""
        width = self.scrollable_content_region.width
        line = y + round(self.scroll_y)
        row = self.rows[line] if line < len(self.rows) else Row()
        return self._painter.strip(row, width, self.row_style(row))

    def notify_style_update(self) -> None:
        """Forget the styles: the theme or the style sheet changed."""
        super().notify_style_update()
        self._painter.forget()

    def on_mount(self) -> None:
        """Take the rows that were set before there was a size."""
        self.rebuild()

    def on_resize(self) -> None:
        """Make the rows for the new width."""
        self.rebuild()
        self.resized()

    def resized(self) -> None:
        """Do what is wanted when the size changed and the rows fit it."""

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor or hide it, and take the terminal's own along."""
        super().watch_has_focus(has_focus)
        if has_focus and self.cursor is None:
            self.move(0)
        self.pointing_changed()
        self.refresh()
        self._sync_hardware_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll position."""
        super().watch_scroll_y(old_value, new_value)
        self._sync_hardware_cursor()

    def _sync_hardware_cursor(self) -> None:
        """Put the terminal's own cursor where ours is, for screen readers."""
        if not self.has_focus:
            return
        line = next((y for y, row in enumerate(self.rows) if row.key is not None and row.key == self.cursor), None)
        region = self.scrollable_content_region
        row = -1 if line is None else line - round(self.scroll_y)
        if 0 <= row < region.height:
            self.app.cursor_position = Offset(region.x, region.y + row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what is under the mouse."""
        self._hover(self._key_at(event))

    def on_leave(self) -> None:
        """Nothing is under the mouse any more."""
        self._hover(None)

    def on_click(self, event: events.Click) -> None:
        """Pick what is under the mouse."""
        key = self._key_at(event)
        if event.button == 1 and key is not None:
            event.stop()
            self.post_message(self.Picked(self, key))

    def _hover(self, key: Hashable) -> None:
        if key != self._hovered:
            self._hovered = key
            self.pointing_changed()
            self.refresh()

    def _key_at(self, event: events.MouseEvent) -> Hashable:
        region = self.content_region
        line = event.screen_y - region.y + round(self.scroll_y)
        column = event.screen_x - region.x
        inside = 0 <= line < len(self.rows) and 0 <= column < self.scrollable_content_region.width
        return self.key_under(self.rows[line], column) if inside else None
