"""What a figure consists of: words, strokes, marks and boxes on a page measured in points, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Align = Literal["left", "center", "right"]
Shape = Literal["circle", "square", "up", "diamond", "down", "cross", "dot"]

MM: Final = 72 / 25.4
"""Points in a millimetre."""
BODY: Final = 7.0
"""Names and values, in points."""
SMALL: Final = 6.5
"""Labels and notes; nothing is smaller."""
BLACK: Final = 0.0
DARK: Final = 0.25
QUIET: Final = 0.4
"""The lightest grey that words are set in: 5.7 to 1 on white."""
LINE: Final = 0.72
TINT: Final = 0.95
CHIP: Final = 0.84
WHITE: Final = 1.0
"""Greys, from 0 (black) to 1 (white)."""


@dataclass(frozen=True)
class Words:
    """A line of text.

    Attributes:
        x: Where it starts, ends or has its middle, as ``align`` says.
        y: Its base line.
        text: What it says.
        size: In points.
        bold: Whether it is set in bold type.
        italic: Whether it is set in oblique type.
        grey: Its grey.
        align: What ``x`` is.
        turned: Degrees it is turned by, against the clock.
        name: An id to find it by in an SVG.
    """

    x: float
    y: float
    text: str
    size: float = BODY
    bold: bool = False
    italic: bool = False
    grey: float = BLACK
    align: Align = "left"
    turned: float = 0.0
    name: str = ""


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float = 0.5
    grey: float = BLACK
    dashes: tuple[float, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Mark:
    """A sign at a point; filled with black, or with white and a black edge."""

    x: float
    y: float
    shape: Shape
    size: float
    filled: bool = True
    name: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle, from its upper left corner; ``rounded`` corners have that radius."""

    x: float
    y: float
    width: float
    height: float
    fill: float | None = None
    edge: float | None = None
    rounded: float = 0.0
    name: str = ""


Item: TypeAlias = "Words | Stroke | Mark | Box"


@dataclass(frozen=True)
class Drawing:
    """A page of a figure.

    Attributes:
        width: In points.
        height: In points.
        items: What is on it, later ones over earlier ones.
    """

    width: float
    height: float
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Block:
    """Items that stay together on a page; their y counts from the block's top."""

    height: float
    items: tuple[Item, ...] = ()

    def at(self, y: float) -> tuple[Item, ...]:
        """Return the items for a block whose top is at ``y``."""
        return moved(self.items, y)


def moved(items: Iterable[Item], down: float, right: float = 0.0) -> tuple[Item, ...]:
    """Return items further down the page, and further to the right."""
    return tuple(
        replace(item, x=item.x + right, to_x=item.to_x + right, y=item.y + down, to_y=item.to_y + down)
        if isinstance(item, Stroke)
        else replace(item, x=item.x + right, y=item.y + down)
        for item in items
    )


@dataclass(frozen=True)
class Section:
    """A part of a figure that may go over a page's end.

    Attributes:
        head: What stands above its rows.
        again: What stands above them on a further page.
        rows: The rows.
    """

    head: Block
    again: Block
    rows: Sequence[Block]


def paged(sections: Sequence[Section], foot: Block, *, width: float, height: float, gap: float = 12) -> list[Drawing]:
    """Set sections under one another, on as many pages as they need; one that fits on a page is not parted.

    Args:
        sections: The parts of the figure.
        foot: What stands at the end of every page: the key.
        width: Of a page, in points.
        height: The most that a page may have; the last one is as high as what stands on it.
        gap: Between two sections.
    """
    pages: list[Drawing] = []
    items: list[Item] = []
    y = 0.0
    room = height - foot.height

    def turn() -> None:
        nonlocal items, y
        pages.append(Drawing(width, y + foot.height, (*items, *foot.at(y))))
        items, y = [], 0.0

    for section in sections:
        top, rows = section.head, list(section.rows)
        whole = top.height + sum(row.height for row in rows)
        least = whole if whole <= room else top.height + sum(row.height for row in rows[:2])
        if items and y + gap + least > room:
            turn()
        y += gap if items else 0.0
        items += top.at(y)
        y += top.height
        for row in rows:
            if y + row.height > room and y > section.again.height:
                turn()
                items += section.again.at(y)
                y += section.again.height
            items += row.at(y)
            y += row.height
    turn()
    return pages
