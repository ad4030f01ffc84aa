"""Quotes for values that were not chosen: they are kept, and are evidence of no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.cell import Cell
    from stancebook.model.annotation import Evidence


def unchosen(cells: Iterable[Cell]) -> dict[tuple[str, str, str], tuple[Evidence, ...]]:
    """Return the quotes for values that are not the answer, for the codings that have such.

    Args:
        cells: The cells of a matrix.

    Returns:
        By (source, criterion, reviewer).
    """
    return {
        (cell.source, cell.criterion, reviewer): found
        for cell in cells
        for reviewer, view in cell.codings.items()
        if (found := view.coding.unchosen)
    }
