"""How the columns of a long matrix share the page: a rule for its style sheet.

A browser lays a table out as a whole, and one of a thousand sources takes it half a minute. The rows of a long matrix
are grids, one like the other, and a browser lays out those in sight. So that their columns stand under one another,
each row is told how broad they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.html.sections import groups

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix

_SOURCE, _ONE, _SEVERAL = 140, 134, 220
"""The least cells of a column take, in pixels: names of sources, one answer, several."""
_SHARE: Final = 1.8
"""So much more of the room that is left goes to columns with several answers."""


def columns_rule(matrix: StanceMatrix) -> str:
    """Return the rule for the rows of a long matrix."""
    least = [_SEVERAL if criterion.multiple else _ONE for criterion in matrix.criteria]
    tracks = " ".join(f"minmax({px}px,{_SHARE if px == _SEVERAL else 1}fr)" for px in (_SOURCE, *least))
    spans = "".join(
        f' .long .matrix th[colspan="{span}"] {{ grid-column: span {span}; }}'
        for span in sorted({span for _, span in groups(matrix)} - {1})
    )
    return (
        f"@media screen {{ .long .matrix {{ min-width: {_SOURCE + sum(least)}px; }}"
        f" .long .matrix tr:not([hidden]) {{ grid-template-columns: {tracks}; }}{spans} }}\n"
    )
