"""The matrix on the screen: a grid of cells with a cursor, its heads and names always in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from stancebook.model.visible import visible_line
from stancebook.tui.grid_layout import GridLayout, in_cells
from stancebook.tui.overview import Place
from stancebook.tui.widgets.row_styles import Painter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from stancebook.tui.overview import Overview
    from stancebook.tui.widgets.rows import Part

_HEADS: Final = 2
_SHADES: Final = ("low2", "low1", "middle", "high1", "high2")
NOWHERE: Final = Place(None, None)


class MatrixGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows an overview; only the lines in sight are made, so that hundreds of sources cost no more than ten.

    It has no key bindings: the screen moves the cursor.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{name}" for name in (*_SHADES, "cursor", "cross", "heads")}
    DEFAULT_CSS = """
    MatrixGrid {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        padding: 0 1;
        pointer: pointer;
        & .grid--low2 { background: #af5f00; color: #ffffff; }
        & .grid--low1 { background: #ffaf5f; color: #000000; }
        & .grid--middle { background: #d0d0d0; color: #000000; }
        & .grid--high1 { background: #afafd7; color: #000000; }
        & .grid--high2 { background: #5f00af; color: #ffffff; }
        & .grid--heads { background: $panel; }
        & .grid--cross { background: $panel; text-style: bold; }
        & .grid--cursor { background: $primary-muted; text-style: bold; }
        &:nocolor .grid--low2, &:nocolor .grid--low1 { background: $surface; color: $foreground; }
        &:nocolor .grid--middle { background: $surface; color: $foreground; }
        &:nocolor .grid--high1, &:nocolor .grid--high2 { background: $surface; color: $foreground; }
        &:nocolor .grid--cross { text-style: bold underline; }
        &:nocolor .grid--cursor { text-style: reverse; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor is on another cell or head."""

        place: Place

    @dataclass
    class Opened(Message):
        """The cell or head under the cursor was clicked once more."""

        place: Place

    def __init__(self) -> None:
        super().__init__(id="grid")
        self.overview: Overview | None = None
        self.cursor = NOWHERE
        self.marks = True
        self.layout_of: GridLayout | None = None
        self._lines: list[tuple[str, str]] = []
        self._first = 0
        self._painter = Painter(self)
        self._styles: dict[str, Style] = {}
        self._strips: dict[tuple[str, str | None, bool], Strip] = {}

    # What is shown

    def show(self, overview: Overview) -> None:
        """Show a matrix; the cursor stays where it is, if that is still there."""
        self.overview = overview
        if self.cursor == NOWHERE or not overview.there(self.cursor):
            row = overview.down[0] if overview.down else None
            column = overview.across[0] if overview.across else None
            self.cursor = overview.place(row, column)
        self.rebuild()

    def rebuild(self) -> None:
        """Lay the grid out anew, because the matrix or the size changed."""
        region = self.scrollable_content_region
        overview = self.overview
        if overview is None or not region.width:
            return
        self.layout_of = GridLayout(overview, region.width, marks=self.marks)
        self._strips.clear()
        self._lines = []
        group = None
        for key in overview.down:
            named = overview.shown.groups.get(key)
            if not overview.arrangement.transposed and named != group:
                group = named
                self._lines.append(("group", named or ""))
            self._lines.append(("row", key))
        lines = len(self._lines) + _HEADS
        if lines != self.virtual_size.height:
            self.refresh(layout=True)
        self.virtual_size = Size(region.width, lines)
        self._first = min(self._first, max(0, len(self.layout_of.columns) - 1))
        self.reveal()
        self.refresh()

    def reveal(self) -> None:
        """Scroll as little as shows the cursor."""
        if self.overview is None or self.layout_of is None:
            return
        first = self.layout_of.first_with(self.overview.column_of(self.cursor), self._first)
        if first != self._first:
            self._first = first
            self._strips.clear()
        row = self.overview.row_of(self.cursor)
        page = self.scrollable_content_region.height - _HEADS
        top = round(self.scroll_y)
        line = next((y for y, (kind, key) in enumerate(self._lines) if kind == "row" and key == row), 0)
        if line and self._lines[line - 1][0] == "group":
            target = min(max(top, line - page + 1), line - 1)
        else:
            target = min(max(top, line - page + 1), line)
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def set_cursor(self, place: Place) -> None:
        """Put the cursor on a cell or head, and scroll to it; what is not shown it never goes to."""
        if place == self.cursor or self.overview is None or not self.overview.there(place):
            return
        self.cursor = place
        self.reveal()
        self.refresh()
        self.post_message(self.Moved(place))

    def move(self, rows: int, columns: int) -> None:
        """Move the cursor."""
        if self.overview:
            self.set_cursor(self.overview.moved(self.cursor, rows, columns))

    @property
    def page(self) -> int:
        """How many rows a page moves."""
        return max(1, self.scrollable_content_region.height - _HEADS - 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how high it is where it may be as high as it likes."""
        del container, viewport, width
        return len(self._lines) + _HEADS

    # Painting

    def render_line(self, y: int) -> Strip:
        """Return the strip at line ``y`` of the screen."""
        width = self.scrollable_content_region.width
        layout = self.layout_of
        if layout is None or self.overview is None:
            return Strip.blank(width, self._style(""))
        if y < _HEADS:
            return self._head(layout, y).adjust_cell_length(width, self._style("heads"))
        line = y - _HEADS + round(self.scroll_y)
        if line >= len(self._lines):
            return Strip.blank(width, self._style(""))
        kind, key = self._lines[line]
        if kind == "group":
            return self._strip([(f"── {visible_line(key)} ", "dim")], width)
        return self._row(layout, key).adjust_cell_length(width, self._style(""))

    def _head(self, layout: GridLayout, y: int) -> Strip:
        overview = self.overview
        assert overview is not None  # noqa: S101 - a layout has one
        names = layout.heads(self._first)[y]
        hint = f"‹ {self._first} more" if self._first else ""
        corner = in_cells("same answer" if y else hint, layout.name)
        hidden = len(layout.columns) - self._first - len(names)
        segments = [Segment(corner, self._style("heads dim"))]
        more = f" › {hidden}" if hidden and y == 0 else ""
        room = self.scrollable_content_region.width - layout.name - cell_len(more)
        here = overview.column_of(self.cursor)
        for key, (text, style) in names:
            on = (
                "cursor"
                if key == here and overview.row_of(self.cursor) is None
                else "cross"
                if key == here
                else "heads"
            )
            shown = in_cells(text.rstrip(), room) if more and cell_len(text) > room else text
            room -= cell_len(shown)
            segments.append(Segment(shown, self._style(f"{on} {style}")))
        if more:
            segments.append(Segment(more, self._style("heads dim")))
        return Strip(segments)

    def _row(self, layout: GridLayout, key: str) -> Strip:
        overview = self.overview
        assert overview is not None  # noqa: S101 - a layout has one
        current = key == overview.row_of(self.cursor)
        looks = key, overview.column_of(self.cursor) if current else None, current
        if looks in self._strips:
            return self._strips[looks]
        on_name = current and overview.column_of(self.cursor) is None
        name = in_cells(layout.name_of(key), layout.name)
        on = "cursor" if on_name else "cross" if current else ""
        number, name = name[: layout.digits], name[layout.digits :]
        segments = [Segment(number, self._style(f"{on} dim")), Segment(name, self._style(on))]
        for column in layout.fitting(self._first):
            place = overview.place(key, column.key)
            on = "cursor " if place == self.cursor else ""
            segments += [Segment(text, self._style(on + style)) for text, style in layout.cell(place, column) if text]
        self._strips[looks] = Strip(segments)
        return self._strips[looks]

    def _strip(self, parts: Sequence[Part], width: int) -> Strip:
        return Strip([Segment(text, self._style(style)) for text, style in parts]).adjust_cell_length(width)

    def _style(self, names: str) -> Style:
        """Return the style of several names; a shade stays under the cursor, which is shown around it."""
        known = self._styles.get(names)
        if known is None:
            wanted = names.split()
            own = [name for name in wanted if f"grid--{name}" in self.COMPONENT_CLASSES]
            style = self._painter.style(" ".join(name for name in wanted if name not in own))
            for name in own:
                part = self.get_component_styles(f"grid--{name}")
                over = self.get_component_rich_style(f"grid--{name}")
                style += Style(bgcolor=over.bgcolor, color=over.color if name in _SHADES else None) + part.text_style
            known = self._styles[names] = style
        return known

    def notify_style_update(self) -> None:
        """Forget the styles: the theme or the style sheet changed."""
        super().notify_style_update()
        self._painter.forget()
        self._styles.clear()
        self._strips.clear()

    # Events

    def on_mount(self) -> None:
        """Take the matrix that was set before there was a size."""
        self.rebuild()

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self.rebuild()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint everything anew: the heads stay where they are."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor under the mouse; where it is already, open the cell."""
        place = self.place_at(event.screen_x, event.screen_y)
        if event.button != 1 or place is None:
            return
        event.stop()
        if place == self.cursor:
            self.post_message(self.Opened(place))
        else:
            self.set_cursor(place)

    def place_at(self, x: int, y: int) -> Place | None:
        """Return what is shown at a place of the screen."""
        layout, overview, region = self.layout_of, self.overview, self.content_region
        if layout is None or overview is None:
            return None
        row_key, column_key = None, None
        row, column = y - region.y, x - region.x
        if row >= _HEADS:
            line = row - _HEADS + round(self.scroll_y)
            if not 0 <= line < len(self._lines) or self._lines[line][0] != "row":
                return None
            row_key = self._lines[line][1]
        if column >= layout.name:
            at = layout.name
            for one in layout.fitting(self._first):
                if at <= column < at + one.width:
                    column_key = one.key
                at += one.width
            if column_key is None:
                return None
        place = overview.place(row_key, column_key)
        return None if place == NOWHERE else place
