"""A scroll bar that is made anew only where it looks different: Textual's takes longer than the text beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.geometry import Region

_UNSEEN = Color.default()
_STEPS = 8  # to a cell, as fine as the glyphs are


class QuickScrollBar(ScrollBar):
    """Textual's vertical scroll bar, but for how it is painted."""

    _key: Hashable = None
    _strips: list[Strip] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips in `crop`, those of the last time where the thumb is where it was."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or crop.width != self.thickness:
            return super().render_lines(crop)
        size = self.size.height
        room = max(1, bar.virtual_size - bar.window_size)
        thumb = max(1, size * bar.window_size / max(1, bar.virtual_size))
        at = int((size - thumb) * bar.position / room * _STEPS)
        key = (size, at, bar.window_size, bar.virtual_size, bar.style)
        if self._strips is None or self._key != key:
            self._key, self._strips = key, self._painted(bar, size)
        return self._strips[crop.y : crop.bottom]

    def notify_style_update(self) -> None:
        """Forget the strips: the theme or the style sheet changed."""
        super().notify_style_update()
        self._strips = None

    def _painted(self, bar: ScrollBarRender, size: int) -> list[Strip]:
        """Return the bar as strips, one for each row; rows that look alike share theirs."""
        look = self.app.console.get_style(bar.style)
        cells = bar.render_bar(
            size,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            bar.thickness,
            back_color=look.bgcolor or _UNSEEN,
            bar_color=look.color or _UNSEEN,
        ).segments
        strips = {cell: self._strip([cell]) for cell in set(cells)}
        return [strips[cell] for cell in cells]

    def _strip(self, cell: list[Segment]) -> Strip:
        """Return one row of the bar."""
        cell = list(Segment.apply_style(cell, self.visual_style.rich_style))
        for line_filter in self.get_line_filters():
            cell = line_filter.apply(cell, self.background_colors[1])
        return Strip(cell, self.thickness)
