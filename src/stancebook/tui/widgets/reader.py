"""The reader: a source on the screen, with a cursor, a selection and the evidence in it.

It has no key bindings; a screen calls its verbs. All offsets, in and out, are code points of the source.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from stancebook.tui.text.caret import Caret
from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets import reader_layers as bits
from stancebook.tui.widgets.quick_scroll_bar import QuickScrollBar
from stancebook.tui.widgets.reader_layers import Layers, Span
from stancebook.tui.widgets.reader_mouse import Drag
from stancebook.tui.widgets.reader_paint import UNMARKED, LineState, paint_line
from stancebook.tui.widgets.reader_verbs import ReaderVerbs

__all__ = ["Reader", "Span"]

MEASURE = 90  # cells; longer lines are hard to find the next one from
_KEPT_LINES = 1024
_LETTERS_OF = {  # without colours these stay as they are in the file: their marks are there to be read
    bits.STRONG: Style(bold=True),
    bits.EMPHASIS: Style(italic=True),
    bits.STRUCK: Style(strike=True),
}
_COMPONENT_OF = {
    bits.QUOTE: "reader--quote",
    bits.HEADING: "reader--heading",
    bits.CODE: "reader--code",
    bits.MARKUP: "reader--markup",
    bits.DIMMED: "reader--dimmed",
    bits.REPORTED: "reader--reported",
    bits.SENTENCE: "reader--sentence",
    bits.EVIDENCE: "reader--evidence",
    bits.ACTIVE: "reader--active",
    bits.ACTIVE | bits.SENTENCE: "reader--active-sentence",
    bits.MATCH: "reader--match",
    bits.FOUND: "reader--found",
}


@dataclass(frozen=True, slots=True)
class _Marked:
    """What cursor, selection and sentence mark, and the first and last line with any of it."""

    key: tuple[int, int, bool, int]
    letter: tuple[int, int]
    selected: tuple[int, int]
    sentence: tuple[int, int]
    first: int
    last: int


class Reader(ReaderVerbs, ScrollView, can_focus=True, inherit_bindings=False):
    """A text to read and select in.

    Args:
        model: The text; none shows an empty page.
        name: The name of the widget.
        id: The id of the widget.
        classes: The CSS classes of the widget.
    """

    ALLOW_SELECT = False  # Textual's own selection knows lines and columns, not places in the source
    COMPONENT_CLASSES: ClassVar[set[str]] = {*_COMPONENT_OF.values(), "reader--gutter", "reader--gutter-active"}
    DEFAULT_CSS = """
    Reader {
        width: 1fr;
        height: 1fr;
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        pointer: text;
        & .reader--quote { color: $foreground 85%; text-style: italic; }
        & .reader--heading { color: $text-primary; text-style: bold; }
        & .reader--code { color: $text-accent; }
        & .reader--markup { color: $foreground 62%; }
        & .reader--dimmed { color: $foreground 62%; }
        & .reader--sentence { background: $primary 20%; }
        & .reader--reported { text-style: italic; background: $secondary 20%; }
        & .reader--evidence { text-style: underline; }
        & .reader--active { background: $warning 28%; color: $foreground; }
        & .reader--active-sentence { background: $warning 44%; }
        & .reader--match { background: $success 30%; }
        & .reader--found { background: $success; color: auto 100%; text-style: bold; }
        & .reader--gutter { color: $foreground 62%; }
        & .reader--gutter-active { color: $text-warning; text-style: bold; }
        &:nocolor .reader--quote { text-style: none; }
        &:nocolor .reader--dimmed { text-style: dim; }
        &:nocolor .reader--reported { text-style: italic; }
        &:nocolor .reader--sentence { text-style: bold; }
        &:nocolor .reader--active { text-style: underline italic; }
        &:nocolor .reader--match { text-style: bold italic; }
        &:nocolor .reader--found { text-style: reverse; }
        &:nocolor .reader--gutter-active { text-style: bold reverse; }
    }
    """

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
        self._strips: LRUCache[int, tuple[LineState, Strip]] = LRUCache(_KEPT_LINES)
        self._styles: dict[int, Style] = {}
        self._gutter_styles: dict[bool, Style] = {}
        self._drag = Drag(self)
        self._marks: _Marked | None = None
        self._columns = self._page = 0  # of the content, gutter and margins included; costly to ask for
        self._width = 0  # with the scroll bar, which is painted over the text
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

    def set_spans(self, spans: Iterable[Span], active: int | None = None) -> None:
        """Show this evidence and no other.

        Args:
            spans: The evidence of all criteria.
            active: The number of the active criterion; None leaves it as it is.
        """
        if active is not None:
            self._layers.active = active
        self._layers.set_spans(spans)
        self._repaint()

    def set_active(self, criterion: int) -> None:
        """Make another criterion's evidence stand out; 0 for none."""
        self._layers.active = criterion
        self._repaint()

    def set_regions(self, regions: Iterable[tuple[int, int]]) -> None:
        """Dim these spans of the text and no others."""
        self._layers.set_regions(regions)
        self._repaint()

    def set_matches(self, matches: Iterable[tuple[int, int]], found: int | None = None) -> None:
        """Highlight these search results and no others.

        Args:
            matches: Spans that do not overlap.
            found: The place in that list of the result the search is at.
        """
        self._layers.set_matches(matches, found)
        self._repaint()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The evidence, in the order of the text."""
        return self._layers.spans

    def spans_at(self, offset: int | None = None) -> tuple[Span, ...]:
        """Return the evidence at `offset` or at the cursor: the active criterion's first, then the shortest."""
        return self._layers.spans_at(self.cursor if offset is None else offset)

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
        self._refresh_between(letter, letter)
        self._refresh_between(caret.letter, caret.letter)
        if caret.sentence != sentence or caret.has_selection != (selected[0] < selected[1]):
            self._refresh_between(*sentence)
            self._refresh_between(*caret.sentence)
        for was, now in zip(selected, caret.selected, strict=True):
            if was != now:
                self._refresh_between(was, now)

    # Lines on the screen

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips in `crop`: what Textual would make of `render_line`, at a third of the cost.

        Textual paints borders, padding and effects around each line, and builds several strips for it, even
        where there are none. A frame around the reader belongs on a container.
        """
        styles = self.styles
        if styles.gutter or styles.outline or self.opacity < 1 or styles.text_opacity < 1 or styles.tint.a:
            return super().render_lines(crop)
        background = self.background_colors[1]
        filters = self.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)  # a strip keeps the result
            strips.append(strip if crop.x == 0 and crop.width == strip.cell_length else strip.crop(crop.x, crop.right))
        return strips

    def render_line(self, y: int) -> Strip:
        """Return the strip at row `y` of the screen."""
        line = y + self._first
        if not self._page or line >= self.model.height:  # breaking lines before the size is known would be for nothing
            return Strip.blank(self.size.width, self._style_of(0))
        state = self._line_state(line)
        kept = self._strips.get(line)
        if kept and (kept[0] is state or kept[0] == state):
            return kept[1]
        strip = paint_line(
            self.model,
            self._layers,
            line,
            state,
            margin=self._margin,
            style_of=self._style_of,
            gutter_style=self._gutter_style,
        ).adjust_cell_length(self._width, self._style_of(0))
        self._strips[line] = (state, strip)
        return strip

    def notify_style_update(self) -> None:
        """Forget styles and strips: the theme or the style sheet changed."""
        super().notify_style_update()
        self._styles.clear()
        self._gutter_styles.clear()
        self._strips.clear()

    def _line_state(self, y: int) -> LineState:
        """Return what line `y` shows of cursor, selection and sentence."""
        marked = self._marked()
        if not marked.first <= y <= marked.last:
            return UNMARKED
        start, end = self.model.line(y)
        if end == len(self.model):
            end += 1  # the cursor behind the last letter
        return LineState(*(_clip(*span, start, end) for span in (marked.letter, marked.selected, marked.sentence)))

    def _marked(self) -> "_Marked":
        """Return what cursor, selection and sentence mark at present."""
        caret = self.caret
        key = (caret.cursor, caret.anchor, self.has_focus, self.model.width)
        if self._marks is None or self._marks.key != key:
            letter = (caret.letter, max(caret.letter + 1, self.model.step(caret.letter, 1)))
            sentence = (0, 0) if caret.has_selection else caret.sentence
            ends = [*letter, *(caret.selected if caret.has_selection else sentence)]
            self._marks = _Marked(
                key=key,
                letter=letter if self.has_focus else (0, 0),
                selected=caret.selected,
                sentence=sentence,
                first=self.model.y_of(min(ends)),
                last=self.model.y_of(max(ends)),
            )
        return self._marks

    def _style_of(self, flags: int) -> Style:
        """Return the style of characters of which all `flags` are true."""
        style = self._styles.get(flags)
        if style is None:
            style = self.rich_style
            for bit, letters in () if self.app.no_color else _LETTERS_OF.items():
                if flags & bit:
                    style += letters
            for bit, component in _COMPONENT_OF.items():
                if flags & bit == bit:
                    style += self._own_style(component)
            if flags & (bits.SELECTED | bits.CURSOR):
                moving = flags & bits.SELECTED and flags & bits.CURSOR
                style += Style(reverse=True, bold=True, underline=True) if moving else Style(reverse=True)
            self._styles[flags] = style
        return style

    def _own_style(self, component: str) -> Style:
        """Return what a component says itself, translucent colours blended with what is under them."""
        own = self.get_component_rich_style(component, partial=True)
        blended = self.get_component_rich_style(component)
        return own + Style(color=own.color and blended.color, bgcolor=own.bgcolor and blended.bgcolor)

    def _gutter_style(self, active: bool) -> Style:
        """Return the style of what stands before a line."""
        style = self._gutter_styles.get(active)
        if style is None:
            component = "reader--gutter-active" if active else "reader--gutter"
            style = self._gutter_styles[active] = self.get_component_rich_style(component)
        return style

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
        self._strips.clear()
        self._marks = None

    def _layers_over(self, model: TextModel) -> Layers:
        """Return what lies over a text: nothing yet."""
        return Layers(model)

    def _wrap(self) -> None:
        """Break the lines anew where the width asks for it; the same text stays at the top."""
        self._columns, self._page = self.scrollable_content_region.size
        self._width = self.size.width
        # One column stays free, for a hanging space and for the cursor behind the last letter.
        width = min(self._columns - self._layers.gutter_width - 1, MEASURE)
        if width < 1:
            return  # not laid out yet, or hidden
        top = self._top
        self.model.wrap(width)
        self._strips.clear()
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

    def _repaint(self) -> None:
        """Draw every line anew."""
        self._strips.clear()
        self.refresh()

    def _refresh_between(self, start: int, end: int) -> None:
        """Draw the visible lines from one offset to another anew."""
        if not self._page:
            return
        first = self._first
        low = max(self.model.y_of(min(start, end)), first)
        high = min(self.model.y_of(max(start, end)), first + self._page - 1)
        if low <= high:
            self.refresh_lines(low, high - low + 1)

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
        """Break lines for the new width."""
        first = not self._page
        self._wrap()
        if first and self._page:
            self._reveal(self.cursor, self.cursor)
        self._sync_hardware_cursor()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the scroll position."""
        super().watch_scroll_y(old_value, new_value)
        if self.model.y_of(self._top) != round(new_value) < self.model.height:
            self._top = self.model.line(round(new_value))[0]
        self._sync_hardware_cursor()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._refresh_between(self.caret.letter, self.caret.letter)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Take the terminal's own cursor along."""
        super().watch_has_focus(has_focus)
        self._sync_hardware_cursor()

    def on_blur(self) -> None:
        """Hide the cursor; what is selected stays."""
        self._refresh_between(self.caret.letter, self.caret.letter)

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


def _clip(low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """Return the part of a span within a line, counted from its start; (0, 0) if there is none."""
    low, high = max(low, start), min(high, end)
    return (low - start, high - start) if low < high else (0, 0)
