"""How the columns of the matrix share a screen and a page: a rule for its style sheet.

No word is to be parted, and only who knows the words knows how broad columns have to be. On a screen a matrix that is
broader than its window scrolls, and says so. On paper type gets smaller first; where that is not enough, the criteria
of a source stand in several lines, one below the other, and so do their heads.

The rows of a long matrix are grids on a screen, one like the other: a browser lays a table out as a whole, which takes
it half a minute for a thousand sources, but of grids only those in sight. Each row is told how broad its columns are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.reports.html.sections import groups
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

FIXED: Final = 5
"""So many columns share the page evenly; more take what they need, and scroll."""
_WIDE: Final = 0.25
"""What a column of several answers takes of a page that columns share."""
_SHARE: Final = 1.8
"""So much more of the room that is left goes to columns with several answers in a long matrix."""
_SMALL_FROM: Final = 9
"""From so many columns on, type is smaller on paper."""
_PAGE: Final = 970
"""The narrower of the usual pages on its side, in pixels, less its margins."""
_MARGINS: Final = 72
"""What a window has beside the matrix: margins of the page, a scroll bar."""
_BAR: Final = 16
"""What its own scroll bar takes of a long one."""
_LINES: Final = 5
"""The lines that a source's name should take at most, where its column may be broadened for it."""
_REGULAR: Final = 0.87
"""How broad regular type runs beside bold type."""
_EMS: Final = dict.fromkeys("fijlrtI.,:;'’|()[]! ", 0.44) | dict.fromkeys("mwMW@%—…", 1.02)
_USUAL: Final = 0.71
"""How broad letters of bold type are, as a multiple of its size: narrow ones, broad ones, others."""
_WORD: Final = re.compile(r"[^\s\u2010-\u2015\u2e80-\U0003fffd-]+[\u2010-\u2015-]?")
"""What a browser leaves whole: it parts lines at spaces, after hyphens, between signs of East Asia."""


@dataclass(frozen=True)
class _Type:
    """What is set where, in pixels.

    Attributes:
        head: The size of bold heads.
        cell: The size of what stands in cells.
        one: What cells take at least.
        several: The same where several answers are allowed.
        source: What names of sources take at least, and at most.
        beside: What a column has beside a word of a head, of an answer, of one that stands in a frame.
    """

    head: float
    cell: float
    one: int
    several: int
    source: tuple[int, int]
    beside: tuple[int, int, int]


_SCREEN: Final = _Type(14, 13, 118, 180, (136, 190), (18, 23, 32))
_PAPER: Final = _Type(10.5, 10.5, 92, 120, (90, 150), (14, 18, 30))
_SMALL: Final = _Type(9, 9.5, 80, 88, (90, 140), (9, 12, 26))
_MOST: Final = 260
"""Words that would make a column broader than this are parted."""


@dataclass(frozen=True)
class Columns:
    """How the columns of a matrix are laid out.

    Attributes:
        fixed: Whether they share the page evenly.
        small: Whether type is smaller on paper.
        lines: In how many lines the criteria of a source stand on paper.
        rule: What the style sheet is to say of it.
    """

    fixed: bool
    small: bool
    lines: int
    rule: str


def columns(matrix: StanceMatrix, *, long: bool) -> Columns:
    """Return how the columns of a matrix are laid out.

    Args:
        matrix: The matrix.
        long: Whether its rows are grids on a screen.
    """
    number = len(matrix.criteria)
    fixed = number <= FIXED
    small = number >= _SMALL_FROM or _across(matrix, _PAPER) < number
    lines = -(-number // _across(matrix, _SMALL)) if small else 1
    screen = _long(matrix) if long else _short(matrix, fixed=fixed)
    return Columns(fixed, small, lines, screen + (_paper(matrix, lines) if small else ""))


def _short(matrix: StanceMatrix, *, fixed: bool) -> str:
    least = [_least(matrix, criterion, _SCREEN) for criterion in matrix.criteria]
    source = _source(matrix, _SCREEN, name=not fixed)
    if not fixed:
        return (
            _screen(source + sum(least))
            + f"@media screen {{ .matrix tr > :first-child {{ min-width: {source}px; }} }}\n"
        )
    wide = [px for px, criterion in zip(least, matrix.criteria, strict=True) if criterion.multiple]
    one = [px for px, criterion in zip(least, matrix.criteria, strict=True) if not criterion.multiple]
    shared = source + len(one) * max(one, default=0)
    across = max([_PAGE, shared / (1 - min(len(wide) * _WIDE, 0.75)), *(px / _WIDE for px in wide)])
    return _screen(round(across)) + f"@media screen {{ .matrix col.source {{ width: {source}px; }} }}\n"


def _long(matrix: StanceMatrix) -> str:
    least = [_least(matrix, criterion, _SCREEN) for criterion in matrix.criteria]
    source = _source(matrix, _SCREEN, name=False)
    shares = [1.0, *(_SHARE if criterion.multiple else 1.0 for criterion in matrix.criteria)]
    tracks = " ".join(f"minmax({px}px,{share:g}fr)" for px, share in zip((source, *least), shares, strict=True))
    spans = "".join(
        f' .long .matrix th[colspan="{span}"] {{ grid-column: span {span}; }}'
        for span in sorted({span for _, span in groups(matrix)} - {1})
    )
    return (
        _screen(source + sum(least), _BAR)
        + f"@media screen {{ .long .matrix tr:not([hidden]) {{ grid-template-columns: {tracks}; }}{spans} }}\n"
    )


def _screen(across: int, bar: int = 0) -> str:
    """The matrix has its breadth: it takes the margins of a broad window, and scrolls in a narrow one, and says so."""
    room = across + bar
    return (
        f"@media screen {{ .matrix {{ min-width: {across}px; }} .straight {{ --across: {room}px; }} }}\n"
        f"@media screen and (max-width: {room + _MARGINS - 1}px) {{ .scrolls {{ display: inline; }} }}\n"
    )


def _paper(matrix: StanceMatrix, lines: int) -> str:
    source = _source(matrix, _SMALL, name=True)
    if lines == 1:
        return f"@media print {{ .matrix.many col.source {{ width: {source}px; }} }}\n"
    across = -(-len(matrix.criteria) // lines)
    return (
        f"@media print {{ .lines tr {{ grid-template-columns: {source}px repeat({across},minmax(0,1fr)); }}"
        f" .lines tr > :first-child {{ grid-row: span {lines}; }} }}\n"
    )


def _across(matrix: StanceMatrix, kind: _Type) -> int:
    """How many columns fit on a page, all as broad as the broadest."""
    broadest = max((_least(matrix, criterion, kind) for criterion in matrix.criteria), default=1)
    return max(1, int((_PAGE - _source(matrix, kind, name=True)) / broadest))


def _least(matrix: StanceMatrix, criterion: AnyCriterion, kind: _Type) -> int:
    """How broad the column of a criterion has to be."""
    head, answer, label = kind.beside
    least = kind.several if criterion.multiple else kind.one
    of_head = _broadest([criterion.label]) * kind.head + head
    words = _broadest(choice.label for choice in matrix.rubric.choices(criterion.id)) * kind.cell
    of_answers = words + label if criterion.type == "nominal" else words * _REGULAR + answer
    return min(_MOST, round(max(least, of_head, of_answers)))


def _source(matrix: StanceMatrix, kind: _Type, *, name: bool) -> int:
    """How broad the column of sources has to be; with ``name`` so that no name takes too many lines."""
    least, most = kind.source
    names = [one_line(source.short) for source in matrix.sources.values()]
    words = _broadest(names) * kind.head
    lines = max(map(_ems, names), default=0) * kind.head / _LINES if name else 0
    return min(most, round(max(least, max(words, lines) + kind.beside[0])))


def _broadest(texts: Iterable[str]) -> float:
    return max((_ems(word) for text in texts for word in _WORD.findall(one_line(text))), default=0)


def _ems(text: str) -> float:
    """About how broad bold type runs, as a multiple of its size."""
    return sum([_EMS.get(letter, _USUAL) for letter in text])
