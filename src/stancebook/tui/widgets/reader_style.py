"""How the reader looks: its style sheet, and the style for each combination of what is true of a character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style

from stancebook.tui.widgets import reader_layers as bits

if TYPE_CHECKING:
    from textual.widget import Widget

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
COMPONENTS: Final = {*_COMPONENT_OF.values(), "reader--gutter", "reader--gutter-active"}

CSS: Final = """
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


class ReaderStyles:
    """The styles of one reader, each worked out once.

    Args:
        reader: The reader, whose component classes are ``COMPONENTS``.
    """

    def __init__(self, reader: Widget) -> None:
        self._reader = reader
        self._styles: dict[int, Style] = {}
        self._gutters: dict[bool, Style] = {}

    def forget(self) -> None:
        """Forget them: the theme or the style sheet changed."""
        self._styles.clear()
        self._gutters.clear()

    def of(self, flags: int) -> Style:
        """Return the style of characters of which all `flags` are true."""
        style = self._styles.get(flags)
        if style is None:
            style = self._styles[flags] = self._filtered(self._mix(flags))
        return style

    def own(self, component: str) -> Style:
        """Return what a component says itself, translucent colours blended with what is under them."""
        own = self._reader.get_component_rich_style(component, partial=True)
        blended = self._reader.get_component_rich_style(component)
        return own + Style(color=own.color and blended.color, bgcolor=own.bgcolor and blended.bgcolor)

    def gutter(self, active: bool) -> Style:
        """Return the style of what stands before a line."""
        style = self._gutters.get(active)
        if style is None:
            component = "reader--gutter-active" if active else "reader--gutter"
            style = self._gutters[active] = self._filtered(self._reader.get_component_rich_style(component))
        return style

    def _filtered(self, style: Style) -> Style:
        """Return a style as the filters of the application leave it, which else would work on every strip."""
        background = self._reader.background_colors[1]
        segments = [Segment(" ", style)]
        for line_filter in self._reader.get_line_filters():
            segments = line_filter.apply(segments, background)
        return segments[0].style or style

    def _mix(self, flags: int) -> Style:
        style = self._reader.rich_style
        for bit, letters in () if self._reader.app.no_color else _LETTERS_OF.items():
            if flags & bit:
                style += letters
        for bit, component in _COMPONENT_OF.items():
            if flags & bit == bit:
                style += self.own(component)
        if flags & (bits.SELECTED | bits.CURSOR):
            moving = flags & bits.SELECTED and flags & bits.CURSOR
            style += Style(reverse=True, bold=True, underline=True) if moving else Style(reverse=True)
        return style
