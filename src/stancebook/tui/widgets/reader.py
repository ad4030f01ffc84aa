"""The reader: a source on the screen, with a cursor, a selection and the evidence in it.

It has no key bindings; a screen calls its verbs. All offsets, in and out, are code points of the source.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from stancebook.tui.text.caret import Caret
from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.quick_scroll_bar import QuickScrollBar
from stancebook.tui.widgets.reader_contents import ReaderContents
from stancebook.tui.widgets.reader_layers import Layers, Span
from stancebook.tui.widgets.reader_lines import ReaderLines
from stancebook.tui.widgets.reader_mouse import Drag
from stancebook.tui.widgets.reader_paint import Page
from stancebook.tui.widgets.reader_style import COMPONENTS, CSS, ReaderStyles

__all__ = ["Reader", "Span"]

MEASURE = 90  # cells; longer lines are hard to find the next one from


class Reader(ReaderContents, ScrollView, can_focus=True, inherit_bindings=False):
    """A text to read and select in.

    Args:
        model: The text; none shows an empty page.
        name: The name of the widget.
        id: The id of the widget.
        classes: The CSS classes of the widget.
    """

    ALLOW_SELECT = False  # Textual's own selection knows lines and columns, not places in the source
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    DEFAULT_CSS = CSS

    @dataclass
    class CursorMoved(Message):
        """The cursor is somewhere else."""

        reader: "Reader"
        offset: int

        @property
        def control(self) -> "Reader":
            """The reader, for `@on` with a selector."""
            return self.reader

    @dataclass
    class SelectionChanged(Message):
        """Something else is selected; `start` equals `end` where nothing is."""

        reader: "Reader"
        start: int
        end: int

        @property
        def control(self) -> "Reader":
            """The reader, for `@on` with a selector."""
            return self.reader

    def __init__(
        self,
        model: TextModel | None = None,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._styles = ReaderStyles(self)
        self._lines = ReaderLines()
        self._drag = Drag(self)
        self._columns = self._page = 0  # of the content, gutter and margins included; costly to ask for
        self._top = 0  # an offset on the first visible line: what stays when lines are broken anew
        self._use(model or TextModel(""))

    @property
    def top(self) -> int:
        """An offset on the first line that is shown."""
        return self._top

    def set_text(self, model: TextModel, cursor: int = 0, top: int = 0) -> None:
        """Show another text, without evidence, regions or search results.

        Args:
            model: The text.
            cursor: Where the cursor begins.
            top: An offset on the line to begin with; where the cursor is out of sight, less is scrolled.
        """
        self._drag.stop()
        self._use(model)
        self.caret.place(cursor)
        self._top = min(top, len(model))
        if self._page:
            self._wrap()
            self._reveal(self.caret.cursor, self.caret.cursor)
            self._repaint()

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = QuickScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self.app._start_widget(self, bar)  # noqa: SLF001 - as Textual starts its own
        return self._vertical_scrollbar

    # Following the caret

    @contextmanager
    def _moving(self, *, whole_sentence: bool = False) -> Iterator[None]:
        """Around a change of the caret: repaint what changed, scroll to the cursor, tell the screen."""
        caret = self.caret
        cursor, letter, selected, sentence = caret.cursor, caret.letter, caret.selected, caret.sentence
        yield
        if (caret.cursor, caret.selected) == (cursor, selected):
            return
        if self._page:
            self._repaint_changes(letter, selected, sentence)
            self._reveal(caret.cursor, max(caret.cursor, caret.sentence[1] - 1) if whole_sentence else caret.cursor)
            self._sync_hardware_cursor()
        if caret.cursor != cursor:
            self.post_message(self.CursorMoved(self, caret.cursor))
        if caret.selected != selected and (caret.has_selection or selected[0] < selected[1]):
            self.post_message(self.SelectionChanged(self, *caret.selected))

    def _repaint_changes(self, letter: int, selected: tuple[int, int], sentence: tuple[int, int]) -> None:
        """Draw the lines anew that look different from what they were with these."""
        caret = self.caret
        spans = {(letter, letter), (caret.letter, caret.letter)}
        if caret.sentence != sentence or caret.has_selection != (selected[0] < selected[1]):
            spans |= {sentence, caret.sentence}
        spans |= {(was, now) for was, now in zip(selected, caret.selected, strict=True) if was != now}
        self._refresh_between(*spans)

    # Lines on the screen

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips in `crop`: what Textual would make of `render_line`, at a third of the cost.

        Textual paints borders, padding and effects around each line, and builds several strips for it, even
        where there are none. A frame is welcome above the text; on other sides it belongs on a container.
        """
        styles = self.styles
        frame = styles.gutter
        if (
            frame.width
            or frame.bottom
            or styles.outline
            or self.opacity < 1
            or styles.text_opacity < 1
            or styles.tint.a
        ):
            return super().render_lines(crop)
        above = max(0, frame.top - crop.y)
        strips = super().render_lines(Region(crop.x, crop.y, crop.width, above)) if above else []
        for strip in self._rows(crop.y + above - frame.top, crop.bottom - frame.top):
            whole = crop.x == 0 and crop.right >= strip.cell_length  # the scroll bar is beside it
            strips.append(strip if whole else strip.crop(crop.x, crop.right))
        return strips

    def render_line(self, y: int) -> Strip:
        """Return the strip at row `y` of the screen."""
        return self._rows(y, y + 1)[0]

    def _rows(self, begin: int, end: int) -> list[Strip]:
        """Return the strips from row `begin` of the screen to before row `end`."""
        if not self._page:  # breaking lines before the size is known would be for nothing
            return [Strip.blank(self.size.width, self._styles.of(0))] * (end - begin)
        lines = range(begin + self._first, end + self._first)
        page = Page(self._columns, self._margin, self._styles)
        return self._lines.strips(self.caret, self._layers, lines, page, cursor=self.has_focus)

    def notify_style_update(self) -> None:
        """Forget styles and strips: the theme or the style sheet changed."""
        super().notify_style_update()
        self._styles.forget()
        self._lines.forget()

    # Lines, columns and rows

    @property
    def _first(self) -> int:
        """The line in the first row."""
        return round(self.scroll_y)

    @property
    def _margin(self) -> int:
        """Blank columns before the gutter, which centre the text in a wide window."""
        return max(0, (self._columns - self._layers.gutter_width - self.model.width - 1) // 2)

    def offset_under(self, column: int, row: int) -> int:
        """Return the offset shown at a place of the content region, or nearest to it."""
        return self.model.offset_at(column - self._margin - self._layers.gutter_width, row + self._first)

    def _use(self, model: TextModel) -> None:
        """Take a text, and forget everything about the last one."""
        self.model = model
        self.caret = Caret(model)
        self._layers = self._layers_over(model)
        self._lines.begin()

    def _layers_over(self, model: TextModel) -> Layers:
        """Return what lies over a text: nothing yet."""
        return Layers(model)

    def _wrap(self) -> None:
        """Break the lines anew where the width asks for it; the same text stays at the top."""
        columns, page = self.scrollable_content_region.size
        # One column stays free, for a hanging space and for the cursor behind the last letter.
        width = min(columns - self._layers.gutter_width - 1, MEASURE)
        if width < 1 or not page:
            return  # not laid out yet, or hidden: whoever comes back finds their place
        self._columns, self._page = columns, page
        top = self._top
        self.model.wrap(width)
        self._lines.forget()
        self.virtual_size = Size(self._columns, self.model.height)
        self._scroll_lines(self.model.y_of(top))
        self._top = top  # even if the text does not go as far now, it may when the window grows again

    def _scroll_lines(self, y: int) -> None:
        """Bring line `y` to the first row, as far as the text goes."""
        self.scroll_to(y=max(0, min(y, self.max_scroll_y)), animate=False, force=True)

    def _turn_page(self, delta: int) -> int:
        """Scroll by pages, two lines of which stay in sight; return how many lines that is."""
        lines = delta * max(1, self._page - 2)
        self._scroll_lines(self._first + lines)
        return lines

    def _reveal(self, start: int, end: int) -> None:
        """Scroll as little as shows both offsets with some lines around; the first counts more."""
        margin = min(2, max(0, (self._page - 1) // 2))
        top, bottom = self.model.y_of(start) - margin, self.model.y_of(end) + margin
        first = self._first
        target = max(first, bottom - self._page + 1)
        target = min(target, top)
        if target != first:
            self._scroll_lines(target)

    def _shows(self, offset: int) -> bool:
        """Tell whether the line of an offset is in sight."""
        return self._first <= self.model.y_of(offset) < self._first + self._page

    def _repaint(self) -> None:
        """Draw every line anew."""
        self._lines.forget()
        self.refresh()

    def _refresh_between(self, *spans: tuple[int, int]) -> None:
        """Draw the visible lines from one offset to another anew, for each pair."""
        if not self._page:
            return
        regions = set()
        for span in spans:
            low = max(self.model.y_of(min(span)) - self._first, 0)
            high = min(self.model.y_of(max(span)) - self._first, self._page - 1)
            if low <= high:
                regions.add(Region(0, low, self._columns, high - low + 1))
        if regions:
            self.refresh(*regions)

    def _sync_hardware_cursor(self) -> None:
        """Put the terminal's own cursor on ours, for screen readers and input methods."""
        if not self.has_focus or not self._page:
            return
        x, y = self.model.xy(self.caret.cursor)
        row = y - self._first
        if 0 <= row < self._page:
            region = self.scrollable_content_region
            self.app.cursor_position = Offset(region.x + self._margin + self._layers.gutter_width + x, region.y + row)

    # Events

    def on_mount(self) -> None:
        """Take the styles that only a mounted widget has."""
        self._repaint()

    def on_resize(self) -> None:
        """Break lines for the new width; a cursor that was in sight stays so, a top that was left is kept for later."""
        in_sight = not self._page or self._shows(self.cursor)
        top = self._top
        self._wrap()
        if in_sight and self._page:
            self._reveal(self.cursor, self.cursor)
            self._top = top
        self._sync_hardware_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll position."""
        super().watch_scroll_y(old_value, new_value)
        if self.model.y_of(self._top) != round(new_value) < self.model.height:
            self._top = self.model.line(round(new_value))[0]
        self._sync_hardware_cursor()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._refresh_between((self.caret.letter, self.caret.letter))

    def watch_has_focus(self, has_focus: bool) -> None:
        """Take the terminal's own cursor along."""
        super().watch_has_focus(has_focus)
        self._sync_hardware_cursor()

    def on_blur(self) -> None:
        """Hide the cursor; what is selected stays."""
        self._refresh_between((self.caret.letter, self.caret.letter))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the mouse, or pull the selection there with shift."""
        self._drag.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down."""
        self._drag.move(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection."""
        self._drag.up(event)

    def on_mouse_release(self) -> None:
        """Give up a selection that something else interrupted."""
        self._drag.stop()

    def on_click(self, event: events.Click) -> None:
        """Select a word on the second click, a sentence on the third."""
        self._drag.click(event)
