"""The key of a figure: what each sign is, in one or more lines at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.reports.plots.answers import SHAPES, several
from stancebook.reports.plots.drawing import CHIP, QUIET, SMALL, Block, Box, Item, Mark, Words, moved
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.plots.paper import Paper

MARK: Final = 4.4
_LINE: Final = 9.5
_APART: Final = 10.0


@dataclass(frozen=True)
class Entry:
    """A sign and what it means.

    Attributes:
        words: What it means.
        items: The sign, its middle left at 0, 0.
        width: How wide the sign is, with the space after it.
    """

    words: str
    items: tuple[Item, ...] = ()
    width: float = 0.0


def reviewers(matrix: StanceMatrix) -> list[Entry]:
    """Return the mark of each reviewer; of more than have marks, what the numbers are."""
    if several(matrix):
        return [Entry("reviewers who gave the answer", (Words(0, 2.4, "3", SMALL),), 7)]
    return [
        Entry(one_line(reviewer.display), (Mark(MARK / 2, 0, shape, MARK, filled),), MARK + 3.5)
        for reviewer, (shape, filled) in zip(matrix.reviewers.values(), SHAPES, strict=False)
    ]


def chip(words: str = "consensus") -> Entry:
    """Return the entry of the box that holds the consensus."""
    return Entry(words, (Box(0, -3.7, 9, 7.4, CHIP, QUIET, 2),), 12.5)


def signs(told: Sequence[str]) -> list[Entry]:
    """Return entries that consist of words only: ``– not addressed``."""
    return [Entry(words) for words in told]


def key(entries: Sequence[Entry], paper: Paper) -> Block:
    """Return the entries as lines that are as wide as the page."""
    items: list[Item] = []
    x, y = 0.0, 14.0
    for entry in entries:
        words = " ".join(paper.face.fitted(entry.words, paper.width - entry.width, SMALL))
        wide = entry.width + paper.face.width(words, SMALL)
        if x and x + wide > paper.width:
            x, y = 0.0, y + _LINE
        items += moved(entry.items, y - 2.4, x)
        items.append(Words(x + entry.width, y, words, SMALL))
        x += wide + _APART
    return Block(y + 3 if entries else 2, tuple(items))
