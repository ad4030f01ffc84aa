"""The styles that rows are written in.

They are component classes of the screen, not of every widget with rows: Textual works each out anew for each
widget that has them, and the first frame would wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from stancebook.tui.widgets.rows import Row, fit

if TYPE_CHECKING:
    from textual.widget import Widget

NAMES: Final = ("dim", "strong", "accent", "warn", "good", "key", "active", "cursor", "hover", "off")
COMPONENTS: Final = frozenset(f"row--{name}" for name in NAMES)

CSS: Final = """
    & .row--dim { color: $foreground 70%; }
    & .row--off { color: $foreground 62%; }
    & .row--strong { text-style: bold; }
    & .row--accent { color: $text-accent; text-style: bold; }
    & .row--warn { color: $text-warning; text-style: bold; }
    & .row--good { color: $text-success; }
    & .row--key { color: $text-primary; text-style: bold; }
    & .row--active { background: $panel; }
    & .row--hover { background: $panel; text-style: underline; }
    & .row--cursor { background: $primary-muted; text-style: bold; }
    &:nocolor .row--cursor { text-style: reverse; }
    &:nocolor .row--active { text-style: bold; }
"""


class Painter:
    """Turns rows into strips in the styles of one widget.

    Args:
        widget: The widget; its screen has ``COMPONENTS`` among its component classes.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[str, Style] = {}

    def forget(self) -> None:
        """Forget the styles: the theme or the style sheet changed."""
        self._styles.clear()

    def style(self, names: str) -> Style:
        """Return the style that several names make together."""
        known = self._styles.get(names)
        if known is None:
            known = self._styles[names] = self._mix(names.split())
        return known

    def _mix(self, names: list[str]) -> Style:
        """Lay the named styles over each other; colours that are partly transparent show what is below."""
        _, _, ground, colour = self._widget.colors
        text_style = self._widget.text_style
        for name in names:
            styles = self._widget.screen.get_component_styles(f"row--{name}")
            if styles.has_rule("background"):
                ground += styles.background
            if styles.has_rule("color"):
                colour = styles.color
            text_style += styles.text_style
        return Style.from_color((ground + colour).rich_color, ground.rich_color) + text_style

    def strip(self, row: Row, width: int, extra: str = "") -> Strip:
        """Return a row as a strip of ``width`` cells."""
        whole = f"{row.style} {extra}".strip()
        segments = [Segment(text, self.style(f"{whole} {names}".strip())) for text, names in fit(row, width) if text]
        return Strip(segments, width)
