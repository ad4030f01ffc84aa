"""Rows of which parts can be clicked: several buttons in a line, or columns beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Part, Row, cut

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


class Target(NamedTuple):
    """What a click on some columns of a row means."""

    start: int
    end: int
    key: Hashable


class Targets(tuple[Target, ...]):
    """The key of a row that is made of several: its targets, from left to right."""

    __slots__ = ()


class Chip(NamedTuple):
    """A button in a line.

    Attributes:
        key: What a click on it means.
        parts: What it shows.
    """

    key: Hashable
    parts: tuple[Part, ...]

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return sum(cell_len(text) for text, _ in self.parts)


class SpanRows(RowList):
    """A list of rows whose keys may be ``Targets``."""

    @property
    def keys(self) -> list[Hashable]:
        """The keys that can be picked, in order."""
        return list(dict.fromkeys(key for row in self.rows for key in _keys_of(row) if key is not None))

    def key_under(self, row: Row, column: int) -> Hashable:
        """Return what a click on a column of a row means."""
        if not isinstance(row.key, Targets):
            return row.key
        return next((one.key for one in row.key if one.start <= column < one.end), None)

    def reveal(self, first: Hashable, last: Hashable | None = None) -> None:
        """Scroll as little as shows the rows of a key; the first counts more."""
        del last
        lines = [y for y, row in enumerate(self.rows) if first in _keys_of(row)]
        if not lines:
            return
        page, top = self.scrollable_content_region.height, round(self.scroll_y)
        target = min(max(top, lines[-1] - page + 1), lines[0])
        if target != top:
            self.scroll_to(y=target, animate=False, force=True)

    def pointing_changed(self) -> None:
        """Show what is pointed at within its row."""
        if any(isinstance(row.key, Targets) for row in self.rows):
            self.rows = self.make_rows(*self.scrollable_content_region.size)

    def pointed_style(self, key: Hashable) -> str:
        """Return the styles that pointing adds to a part of a row."""
        if key is None or key != self.pointed:
            return ""
        return "cursor" if self.has_focus and key == self.cursor else "hover"

    def flow(self, lead: str, chips: Iterable[Chip], width: int, *, gap: int = 2) -> list[Row]:
        """Return buttons in as many lines as they need, below each other behind a word."""
        indent = cell_len(lead)
        lines: list[list[Chip]] = [[]]
        room = width - indent
        for chip in chips:
            if lines[-1] and chip.width > room:
                lines.append([])
                room = width - indent
            lines[-1].append(chip)
            room -= chip.width + gap
        return [self._line(lead if not n else " " * indent, line, width, gap) for n, line in enumerate(lines)]

    def _line(self, lead: str, chips: Sequence[Chip], width: int, gap: int) -> Row:
        parts: list[Part] = [(lead, "dim")]
        targets: list[Target] = []
        at = cell_len(lead)
        for number, chip in enumerate(chips):
            if number:
                parts.append((" " * gap, ""))
                at += gap
            extra = self.pointed_style(chip.key)
            parts += [(text, f"{style} {extra}".strip()) for text, style in chip.parts]
            targets.append(Target(at, min(width, at + chip.width), chip.key))
            at += chip.width
        return Row(tuple(parts), key=Targets(targets))

    def beside(self, columns: Sequence[Sequence[Row]], width: int) -> list[Row]:
        """Return lists of rows, made for this width each, beside each other."""
        made = []
        for y in range(max(map(len, columns), default=0)):
            cells = [column[y] if y < len(column) else Row() for column in columns]
            parts: list[Part] = []
            targets = []
            for n, cell in enumerate(cells):
                at = n * (width + 3)
                extra = f"{cell.style} {self.pointed_style(cell.key)}".strip()
                own = [(text, f"{style} {extra}".strip()) for text, style in _whole(cell, width)]
                parts += [(" │ ", "off"), *own] if n else own
                targets.append(Target(at, at + width, cell.key))
            made.append(Row(tuple(parts), key=Targets(targets)))
        return made


def _keys_of(row: Row) -> list[Hashable]:
    return [target.key for target in row.key] if isinstance(row.key, Targets) else [row.key]


def _whole(row: Row, width: int) -> list[Part]:
    right = sum(cell_len(text) for text, _ in row.right)
    left = cut(row.left, max(0, width - right - (1 if right else 0)))
    used = sum(cell_len(text) for text, _ in left)
    return [*left, (set_cell_size("", max(0, width - right - used)), ""), *row.right]
