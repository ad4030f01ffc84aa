r"""A table for booktabs: columns share the line by what stands in them, long tables go over pages.

A narrow table has columns as wide as their longest cell. A wider one fills the line, its cells wrap, and its type is
the smaller the more there is. A table of more lines than a page is a ``longtable``, which repeats its head.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.reports.latex.text import preamble, tex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NARROW: Final = 62
"""Letters of normal size that a line of an article takes, where nothing need wrap."""
_SIZES: Final = (("small", 74.0), ("footnotesize", 82.0), ("scriptsize", 94.0))
"""Sizes of type, and how many letters a line of an article takes of each."""
_LINES: Final = 38
_MOST: Final = 36
_GAP: Final = 2
_SPARE: Final = 0.6
_FIRST: Final = 15
"""The first column has the names of the rows, and parts them as seldom as that where there is room."""
_UNWRAPPED: Final = 0.35
"""Share of what cells would like to be broad beyond their longest words, before smaller type is taken instead."""
_STYLE: Final = re.compile(r"\\(?:textbf|textit|tiny)\b|[{}$]")
_SIGN: Final = re.compile(r"\\[A-Za-z]+|\\.")
_BROAD: Final = "\x01"
_BREADTH: Final = {_BROAD: 1.7, "=": 1.7, "+": 1.6, "~": 0.7, " ": 0.7, "(": 0.8, ")": 0.8, ".": 0.6, ",": 0.6}
"""Of signs, in small letters."""


class Table(NamedTuple):
    """What stands in a table, as LaTeX.

    Attributes:
        heads: The heads of the columns.
        rows: The rows; one of a single cell is a heading above those that follow.
        foot: Rows below a rule.
        right: Columns of numbers.
        even: Whether all columns but the first are equally broad.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: Sequence[Sequence[str]] = ()
    right: frozenset[int] = frozenset()
    even: bool = False

    @property
    def fits(self) -> bool:
        """Whether a line takes it with no word parted and no answer over two lines."""
        return _Shape(self).fits


def tables_latex(tables: Sequence[Table], notes: Iterable[str]) -> str:
    """Return tables below one another with notes below them, and in comments what a document needs for them.

    Args:
        tables: The tables.
        notes: Sentences, not LaTeX yet.
    """
    shapes = [_Shape(table) for table in tables]
    lines: list[str] = []
    for shape in shapes:
        lines += [r"\bigskip"] if lines else []
        lines += shape.lines()
    lines += [r"\par\smallskip\noindent{\footnotesize\raggedright"]
    lines += [rf"{tex(note)}\par" for note in notes if note]
    lines += ["}"]
    packages = ["array", "booktabs", *(["longtable"] if any(shape.long for shape in shapes) else [])]
    told = preamble("\n".join(lines), *packages)
    if not all(shape.fits for shape in shapes):
        told.append(r"% Wide: a page on its side takes it (\usepackage{pdflscape}, environment landscape).")
    return "\n".join([*told, *lines]) + "\n"


class _Shape:
    """How a table is set: widths, size of type, one page or several."""

    def __init__(self, table: Table) -> None:
        cells = [
            [row[column] for row in (table.heads, *table.rows, *table.foot) if len(row) > 1]
            for column in range(len(table.heads))
        ]
        whole = [max(map(_letters, column)) for column in cells]
        words = [max(_letters(word) for cell in column for word in cell.split(" ")) + _SPARE for column in cells]
        longest, words[0] = words[0], max(words[0], min(whole[0], _FIRST))
        if table.even:
            whole, words = ([one[0], *[max(one[1:])] * (len(one) - 1)] for one in (whole, words))
        needed, gaps = sum(words), _GAP * len(cells)
        wanted = sum(max(word, min(cell, _MOST)) for word, cell in zip(words, whole, strict=True))
        wraps = needed + _UNWRAPPED * (wanted - needed) + gaps
        self.table = table
        self.narrow = sum(whole) + gaps <= _NARROW
        self.size, room = next((one for one in _SIZES if wraps <= one[1]), _SIZES[-1])
        # Names give way before anything is left out.
        self.fits = self.narrow or needed - words[0] + longest + gaps <= room
        words[0] = max(longest, words[0] - max(0.0, needed + gaps - room))
        self.widths = whole if self.narrow else _shared(words, whole, room - gaps)
        self.long = sum(map(self._height, [*table.rows, *table.foot])) > _LINES

    def lines(self) -> list[str]:
        head = [" & ".join(self.table.heads) + r" \\[0pt]", r"\midrule"]
        last = [r"\midrule", *self._rows(self.table.foot)] if self.table.foot else []
        name = "longtable" if self.long else "tabular"
        size = "normalsize" if self.narrow else self.size
        found = [rf"\begingroup\{size}\setlength{{\tabcolsep}}{{{'5pt' if self.narrow else '3pt'}}}"]
        found += [] if self.long else [r"\noindent"]
        found += [rf"\begin{{{name}}}{{@{{}}{self._spec()}@{{}}}}", r"\toprule", *head]
        found += [r"\endhead", r"\midrule", r"\endfoot", r"\bottomrule", r"\endlastfoot"] if self.long else []
        found += [*self._rows(self.table.rows), *last]
        return [*found, *([] if self.long else [r"\bottomrule"]), rf"\end{{{name}}}\par", r"\endgroup"]

    def _spec(self) -> str:
        if self.narrow:
            return "".join("r" if column in self.table.right else "l" for column in range(len(self.widths)))
        total = sum(self.widths) + _GAP * len(self.widths)
        found = []
        for column, letters in enumerate(self.widths):
            to = r"\raggedleft" if column in self.table.right else r"\raggedright\hspace{0pt}"
            width = rf"\dimexpr{(letters + _GAP) / total:.4f}\linewidth-2\tabcolsep\relax"
            found.append(rf">{{{to}\arraybackslash}}p{{{width}}}")
        return "%\n  " + "%\n  ".join(found) + "%\n  "

    def _rows(self, rows: Iterable[Sequence[str]]) -> list[str]:
        across = len(self.widths)
        # The space is told always: a star or bracket that begins the next row would be taken for an option.
        end = r" \\[0pt]" if self.narrow else r" \\\addlinespace[3pt]"
        return [
            " & ".join(row) + end
            if len(row) > 1
            else rf"\multicolumn{{{across}}}{{@{{}}l@{{}}}}{{\textit{{{row[0]}}}}} \\*[0pt]"
            for row in rows
        ]

    def _height(self, row: Sequence[str]) -> int:
        """How many lines a row takes, about."""
        if self.narrow or len(row) == 1:
            return 1
        return max(math.ceil(_letters(cell) / width) for cell, width in zip(row, self.widths, strict=True)) or 1


def _shared(words: Sequence[float], whole: Sequence[float], room: float) -> list[float]:
    """Return widths in letters: its longest word for each column, of what is left more to those with longer cells."""
    wanted = [max(word, min(cell, _MOST)) for word, cell in zip(words, whole, strict=True)]
    left, more = max(0.0, room - sum(words)), sum(wanted) - sum(words)
    share = left / more if more else 0.0
    return [word + share * (want - word) for word, want in zip(words, wanted, strict=True)]


@lru_cache(maxsize=8192)  # marks and words come again and again
def _letters(cell: str) -> float:
    """Return how broad a cell is, in small letters, about."""
    bold = 1.15 if "\\textbf" in cell else 1.0
    shown = _STYLE.sub("", _SIGN.sub(_BROAD, _STYLE.sub("", cell)))
    return bold * sum(_BREADTH.get(letter, 1.3 if letter.isupper() else 1.0) for letter in shown)
