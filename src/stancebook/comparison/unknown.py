"""What nobody knows of codings, as where they were imported: what was asked, and whether they were made blind."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.cell import Cell
    from stancebook.model.rubric import Rubric


class Unknown(NamedTuple):
    """Codings that count though something about them is not known.

    Attributes:
        state: How many there are, by reviewer, of which it is not known what their question meant: a change of meaning
            makes none of them stale.
        outpaced: Criteria of which there are such codings and which are known to have changed, in the rubric's order.
        independence: How many there are, by reviewer, of which it is not known whether they were made before their
            reviewer had seen another's.
    """

    state: Mapping[str, int]
    outpaced: tuple[str, ...]
    independence: Mapping[str, int]


def unknown(cells: Iterable[Cell], rubric: Rubric) -> Unknown:
    """Return what is not known of the codings of a matrix.

    That a criterion has changed is known where a coding of it is stale, or where the changelog asks for it anew.
    """
    state: Counter[str] = Counter()
    independence: Counter[str] = Counter()
    doubtful, changed = set(), rubric.asked_anew
    for cell in cells:
        for reviewer, view in cell.codings.items():
            if view.plain:
                continue
            if view.stale:
                changed = changed | {cell.criterion}
            elif view.state_unknown:
                state[reviewer] += 1
                doubtful.add(cell.criterion)
            if view.coding.independence_unknown and (view.stale_counts or not view.stale):
                independence[reviewer] += 1
    return Unknown(state, tuple(key for key in rubric.by_id if key in doubtful & changed), independence)
