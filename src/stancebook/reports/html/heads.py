"""How high the turned heads of a broad matrix are on paper: a rule for its style sheet.

On paper more than ten columns are so narrow that a long word does not fit, and the heads are turned. A turned name
takes as many lines as its column has room for, so the more columns and the longer their names, the higher the heads.
A style sheet cannot reckon that, for it knows the number of columns but not what their names are.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.matrix import StanceMatrix

_MOST_LEVEL: Final = 10
"""With more criteria than these the heads are turned."""
_PAGE, _BESIDE, _LINE, _LETTER = 970, 10, 11.5, 6.4
"""In pixels: the narrower of the usual pages on its side, what a column has beside a name, a line, a broad letter."""
_FEWEST, _MOST = 12, 46
"""The letters of a line: so few save no room, so many leave none for the rows."""


def are_turned(matrix: StanceMatrix) -> bool:
    """Return whether the heads of a matrix are turned on paper."""
    return len(matrix.criteria) > _MOST_LEVEL


def heads_rule(matrix: StanceMatrix) -> str:
    """Return the rule for the heads of a matrix whose heads are turned."""
    lines = max(1, int((_PAGE / (len(matrix.criteria) + 1) - _BESIDE) / _LINE))
    letters = _letters((criterion.label for criterion in matrix.criteria), lines)
    return f"@media print {{ .matrix.turn thead .name {{ max-height: {letters * _LETTER:.0f}px; }} }}\n"


def _letters(names: Iterable[str], lines: int) -> int:
    """How many letters a line needs for every name to fit into so many lines."""
    letters = _FEWEST
    for name in names:
        cells = "".join(letter * cell_len(letter) for letter in name)
        while letters < _MOST and not _fits(cells, letters, lines):
            letters += 1
    return letters


def _fits(name: str, letters: int, lines: int) -> bool:
    parts = wrap(name, letters, break_long_words=False)
    return len(parts) <= lines and all(len(part) <= letters for part in parts)
