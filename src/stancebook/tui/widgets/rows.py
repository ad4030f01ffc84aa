"""Rows of styled text that can be clicked: what every list and line of ours is made of. Plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from stancebook.tui.text.wrapping import line_starts

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

MOST_DIGITS: Final = 9
"""Answers beyond this have no digit."""

Part = tuple[str, str]
"""Text that is safe to show, and the names of its styles, separated by spaces."""


class Row(NamedTuple):
    """One line of a list.

    Attributes:
        left: What stands on the left; what does not fit is cut off with an ellipsis.
        right: What stands flush right, and is never cut off while there is room for it.
        key: What a click on it means; None for nothing. Neighbours with the same key belong together.
        style: The names of styles for the whole row.
    """

    left: tuple[Part, ...] = ()
    right: tuple[Part, ...] = ()
    key: Hashable = None
    style: str = ""


def fit(row: Row, width: int) -> list[Part]:
    """Return a row's parts made to fill exactly ``width`` cells."""
    right = sum(cell_len(text) for text, _ in row.right)
    if right > width:
        return cut(row.right, width)
    room = width - right - (1 if right and row.left else 0)
    left = cut(row.left, room)
    used = sum(cell_len(text) for text, _ in left)
    return [*left, (" " * (width - right - used), ""), *row.right]


def cut(parts: Iterable[Part], width: int) -> list[Part]:
    """Return parts of at most ``width`` cells; an ellipsis stands for what was cut off."""
    parts = list(parts)
    if sum(cell_len(text) for text, _ in parts) <= width:
        return parts
    kept: list[Part] = []
    room = width - 1
    for text, style in parts:
        size = cell_len(text)
        if size > room:
            if room >= 0:
                kept.append((set_cell_size(text, room).rstrip() + "…", style))
            break
        kept.append((text, style))
        room -= size
    return kept


def wrap(text: str, width: int, most: int | None = None) -> list[str]:
    """Return text as lines of at most ``width`` cells, and at most so many; an ellipsis ends what was cut."""
    # One space may hang over the edge of a line; it is stripped here.
    starts = line_starts(text, max(1, width))
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].strip("\n").rstrip() for start, end in zip(starts, ends, strict=True)]
    if most is not None and len(lines) > most:
        lines = lines[:most]
        lines[-1] = set_cell_size(lines[-1], min(cell_len(lines[-1]), width - 1)).rstrip() + "…"
    return lines


def paragraph(text: str, width: int, style: str = "", *, indent: int = 0, key: Hashable = None) -> list[Row]:
    """Return text as rows, wrapped and indented."""
    return [Row(((" " * indent + line, style),), key=key) for line in wrap(text, width - indent)]
