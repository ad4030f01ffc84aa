"""Alignment in a terminal: who is how far from whom, what divides them, who is said to stand with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports import alignment_words as words
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, beside, fit, joined, line, prose, right
from stancebook.reports.words import left_out_sentences, one_line, typed

if TYPE_CHECKING:
    from stancebook.comparison.alignment import Alignment
    from stancebook.comparison.matrix import StanceMatrix

NARROWEST: Final = 40
_CELL: Final = 6


def render_alignment(matrix: StanceMatrix, found: Alignment, *, width: int = 80, colour: bool = False) -> str:
    """Return alignment as text for a terminal.

    Args:
        matrix: The matrix.
        found: Its alignment.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, NARROWEST)
    lines: list[Line] = [line(Piece("ALIGNMENT  which sources take the same line", BOLD)), ()]
    lines += _table(matrix, found, width)
    for sentence in words.clusters(matrix, found):
        lines += prose(sentence, width, indent="  ")
    for sentence in words.how(matrix, found):
        lines += prose(sentence, width, style=DIM)
    lines += _section("What divides them", words.divisions(matrix, found), width)
    for heading, told in words.camps(matrix, found):
        lines += _section(f"Who is said to stand with whom: {heading}", told, width)
    if found.camps:
        lines += prose(words.IN_BRACKETS, width, style=DIM)
    lines += _section("Where a source differs from those it quotes", words.apart(matrix, found), width)
    for sentence in left_out_sentences(matrix.left_out):
        lines += [(), *prose(sentence, width)]
    return joined(lines, colour=colour)


def _table(matrix: StanceMatrix, found: Alignment, width: int) -> list[Line]:
    """A triangle of distances where there is room for it, else each source's nearest."""
    if found.too_many:
        return []
    number = words.numbers(matrix)
    names = [f"{number[source]} {one_line(matrix.sources[source].short)}" for source in found.order]
    name = min(max(map(len, names), default=1), 28)
    if name + len(names) * (_CELL + 1) > width:
        return _nearest(found, names, number, width)
    heads = [([line(Piece(right(str(number[source]), _CELL), DIM))], _CELL) for source in found.order[:-1]]
    lines = beside([([], name), *heads], 1)
    for row, source in enumerate(found.order):
        cells = [([line(right(words.share(found.of(source, other)), _CELL))], _CELL) for other in found.order[:row]]
        lines += beside([([line(fit(names[row], name))], name), *cells], 1)
    return [*lines, ()]


def _nearest(found: Alignment, names: list[str], number: dict[str, int], width: int) -> list[Line]:
    lines: list[Line] = []
    known: dict[str, list[tuple[float, int, str]]] = {source: [] for source in found.order}
    without = dict.fromkeys(found.order, words.NOT_COMPARABLE)
    for one in found.distances:
        for source, other in ((one.one, one.other), (one.other, one.one)):
            if one.value is not None:
                known[source].append((one.value, number[other], words.share(one)))
            elif one.withheld:
                without[source] = words.share(one)
    for name, source in zip(names, found.order, strict=True):
        told = ", ".join(f"{other} ({told})" for _, other, told in sorted(known[source])[:3])
        near = f"nearest {told}" if told else without[source]
        lines += prose(near, width, first=f"{fit(name, 30)}  ", indent="    ")
    return [*lines, ()]


def _section(title: str, told: list[str], width: int) -> list[Line]:
    if not told:
        return []
    return [
        (),
        *prose(title, width, style=BOLD),
        *(one for said in told for one in prose(typed(said), width, first="  ", indent="    ")),
    ]
