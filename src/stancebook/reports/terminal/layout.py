"""Which columns stand side by side in a terminal of a given width, and which below the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from stancebook.reports.terminal.columns import Column, GridColumn, Names, TextColumn, fits_in_marks
from stancebook.reports.words import SCOPE_WORDS, one_line

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion

GAP: Final = 2
_NAME: Final = (18, 26)
_NAME_WIDE: Final = 40
_TEXT: Final = (36, 64)
_WITH_WORDS: Final = 28


class Panel(NamedTuple):
    """One table of the matrix: sources and the columns that fit beside them.

    Attributes:
        name_width: Cells of the column of sources.
        columns: Columns side by side.
        below: Criteria whose cells stand on lines of their own below each row.
    """

    name_width: int
    columns: tuple[Column, ...]
    below: tuple[AnyCriterion, ...] = ()


def panels(matrix: StanceMatrix, names: Names, width: int) -> list[Panel]:
    """Return the panels in which a matrix is shown, in the rubric's order of criteria."""
    grids = {c.id: _grid(matrix, c, names) for c in matrix.criteria if fits_in_marks(matrix, c)}
    texts = [criterion for criterion in matrix.criteria if criterion.id not in grids]
    wanted = _name_width(matrix)
    name = min(wanted, _NAME[1], max(_NAME[0], width // 3))
    room = width - name - sum(grid.width + GAP for grid in grids.values()) - GAP * len(texts)
    if texts and room >= _TEXT[0] * len(texts):
        return [_one_panel(matrix, names, grids, texts, width)]
    if not texts and room >= 0:
        return [_one_panel(matrix, names, grids, (), width)]
    return _several(list(grids.values()), tuple(texts), name, width)


def _one_panel(
    matrix: StanceMatrix,
    names: Names,
    grids: dict[str, GridColumn],
    texts: list[AnyCriterion] | tuple[()],
    width: int,
) -> Panel:
    """Give spare room first to the names, then to texts, then to the consensus in words."""
    used = sum(grid.width + GAP for grid in grids.values()) + (_TEXT[0] + GAP) * len(texts)
    name = max(_NAME[0], min(_name_width(matrix), _NAME_WIDE, width - used))
    spare = width - used - name
    wider = sum(max(0, _WITH_WORDS - grid.width) for grid in grids.values())
    if grids and spare >= wider and not names.several:
        grids = {key: grid.widened(_WITH_WORDS) for key, grid in grids.items()}
        spare -= wider
    text = min(_TEXT[1], _TEXT[0] + spare // max(1, len(texts)))
    columns: list[Column] = [
        grids[c.id] if c.id in grids else TextColumn(matrix, c, names, text) for c in matrix.criteria
    ]
    return Panel(name, tuple(columns))


def _several(grids: list[GridColumn], texts: tuple[AnyCriterion, ...], name: int, width: int) -> list[Panel]:
    """Fill one panel after the other; texts stand below the rows of the last."""
    found: list[list[GridColumn]] = [[]]
    for grid in grids:
        taken = sum(one.width + GAP for one in found[-1])
        if found[-1] and name + taken + GAP + grid.width > width:
            found.append([])
        found[-1].append(grid)
    return [Panel(name, tuple(columns), texts if columns is found[-1] else ()) for columns in found]


def _grid(matrix: StanceMatrix, criterion: AnyCriterion, names: Names) -> GridColumn:
    if names.several:
        return GridColumn.of_counts(matrix, criterion)
    return GridColumn.of_reviewers(matrix, criterion, names)


def _name_width(matrix: StanceMatrix) -> int:
    digits = len(str(len(matrix.sources)))
    longest = max((cell_len(one_line(source.short)) for source in matrix.sources.values()), default=0)
    return max(longest + digits + 1, len(max(SCOPE_WORDS.values(), key=len)))
