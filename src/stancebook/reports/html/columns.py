"""How the columns of the matrix share a screen and a page: a rule for its style sheet.

No word is to be parted, and only who knows the words knows how broad columns have to be. On a screen a matrix that is
broader than its window scrolls, and says so. On paper type gets smaller first; where that is not enough, the criteria
of a source stand in several lines, one below the other, and so do their heads.

The rows of a long matrix are grids on a screen, one like the other: a browser lays a table out as a whole, which takes
it half a minute for a thousand sources, but of grids only those in sight. Each row is told how broad its columns are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.reports.html.sections import groups
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

FIXED: Final = 5
"""So many columns share the page evenly; more take what they need, and scroll."""
_WIDE: Final = 0.25
"""What a column of several answers takes of a page that columns share."""
_EDGE: Final = 0.11
"""What the figures take of a matrix that is turned round."""
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
_MEASURED: Final = 8
"""So many words are measured, those of the most letters."""
_REGULAR: Final = 0.87
"""How broad regular type runs beside bold type."""
_EMS: Final = dict.fromkeys("fijlrtI.,:;'’|()[]! ", 0.44) | dict.fromkeys("mwMW@%—…", 1.02)
_USUAL: Final = 0.71
"""How broad letters of bold type are, as a multiple of its size: narrow ones, broad ones, others."""
_WORD: Final = re.compile(r"[^\s-]+-?")
"""What a browser leaves whole: it parts lines at spaces and after hyphens."""
_ANYWHERE: Final = "\u2e80"
"""Signs of East Asia begin here; lines are parted between any two of them."""


class _Type(NamedTuple):
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


_SCREEN: Final = _Type(14, 13, 122, 180, (136, 190), (18, 23, 32))
_PAPER: Final = _Type(10.5, 10.5, 92, 120, (90, 150), (14, 18, 30))
_SMALL: Final = _Type(9, 9.5, 80, 88, (90, 140), (9, 12, 26))
_MOST: Final = 260
"""Words that would make a column broader than this are parted."""


class _Words(NamedTuple):
    """How broad the longest words of a matrix run in bold type, as a multiple of its size.

    Attributes:
        columns: Of each criterion, in its name and in its answers.
        source: In the names of sources.
        name: The longest of these names as a whole.
    """

    columns: Sequence[tuple[float, float, AnyCriterion]]
    source: float
    name: float

    @classmethod
    def of(cls, matrix: StanceMatrix) -> _Words:
        """Measure those of a matrix."""
        names = [one_line(source.short) for source in matrix.sources.values()]
        found = [
            (
                _broadest([criterion.label]),
                _broadest(choice.label for choice in matrix.rubric.choices(criterion.id)),
                criterion,
            )
            for criterion in matrix.criteria
        ]
        return cls(found, _broadest(names), _ems(max(names, key=len, default="")))


class Columns(NamedTuple):
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
    words = _Words.of(matrix)
    number = len(matrix.criteria)
    fixed = number <= FIXED
    small = number >= _SMALL_FROM or _across(words, _PAPER) < number
    lines = -(-number // _across(words, _SMALL)) if small else 1
    screen = _long(matrix, words) if long else _short(words, fixed=fixed)
    return Columns(fixed, small, lines, screen + (_paper(words, lines) if small else ""))


def turned(matrix: StanceMatrix, across: int) -> str:
    """Return the rule for a matrix turned round, with so many sources across."""
    words, kind = _Words.of(matrix), _SCREEN
    heads = max((of_head for of_head, *_ in words.columns), default=0) * kind.head + kind.beside[0]
    first = round(min(_MOST, max(kind.source[0], heads)))
    each = max([kind.one, min(_MOST, words.source * kind.head + kind.beside[0]), *_least(words, kind)])
    breadth = max(_PAGE, round((first + min(across, len(matrix.sources)) * each) / (1 - _EDGE)))
    return _screen(breadth) + f"@media screen {{ .matrix col.source {{ width: {first}px; }} }}\n"


def _short(words: _Words, *, fixed: bool) -> str:
    least, source = _least(words, _SCREEN), _source(words, _SCREEN, name=not fixed)
    if not fixed:
        rule = f"@media screen {{ .matrix tr > :first-child {{ min-width: {source}px; }} }}\n"
        return _screen(source + sum(least)) + rule
    kinds = [criterion.multiple for *_, criterion in words.columns]
    wide = [px for px, multiple in zip(least, kinds, strict=True) if multiple]
    one = [px for px, multiple in zip(least, kinds, strict=True) if not multiple]
    shared = source + len(one) * max(one, default=0)
    across = max([_PAGE, shared / (1 - min(len(wide) * _WIDE, 0.75)), *(px / _WIDE for px in wide)])
    return _screen(round(across)) + f"@media screen {{ .matrix col.source {{ width: {source}px; }} }}\n"


def _long(matrix: StanceMatrix, words: _Words) -> str:
    least, source = _least(words, _SCREEN), _source(words, _SCREEN, name=False)
    shares = [1.0, *(_SHARE if criterion.multiple else 1.0 for *_, criterion in words.columns)]
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


def _paper(words: _Words, lines: int) -> str:
    source = _source(words, _SMALL, name=True)
    if lines == 1:
        return f"@media print {{ .matrix.many col.source {{ width: {source}px; }} }}\n"
    across = -(-len(words.columns) // lines)
    return (
        f"@media print {{ .lines tr {{ grid-template-columns: {source}px repeat({across},minmax(0,1fr)); }}"
        f" .lines tr > :first-child {{ grid-row: span {lines}; }} }}\n"
    )


def _across(words: _Words, kind: _Type) -> int:
    """How many columns fit on a page, all as broad as the broadest."""
    return max(1, int((_PAGE - _source(words, kind, name=True)) / max(_least(words, kind), default=1)))


def _least(words: _Words, kind: _Type) -> list[int]:
    """How broad the column of each criterion has to be."""
    found = []
    head, answer, frame = kind.beside
    for of_head, of_answers, criterion in words.columns:
        least = kind.several if criterion.multiple else kind.one
        framed = criterion.type == "nominal"
        cells = of_answers * kind.cell + frame if framed else of_answers * kind.cell * _REGULAR + answer
        found.append(min(_MOST, round(max(least, of_head * kind.head + head, cells))))
    return found


def _source(words: _Words, kind: _Type, *, name: bool) -> int:
    """How broad the column of sources has to be; with ``name`` so that no name takes too many lines."""
    least, most = kind.source
    lines = words.name / _LINES if name else 0
    return min(most, round(max(least, max(words.source, lines) * kind.head + kind.beside[0])))


def _broadest(texts: Iterable[str]) -> float:
    words = {word for text in texts for word in _WORD.findall(one_line(text))}
    return max(map(_ems, sorted(words, key=len)[-_MEASURED:]), default=0)


def _ems(text: str) -> float:
    """About how broad bold type runs, as a multiple of its size."""
    return sum([_EMS.get(letter, _USUAL) for letter in text if letter < _ANYWHERE])
