"""From a table of ratings to what the statistics take: units by coders, small integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancebook.agreement import Ratings
    from stancebook.exchange.ratings_collector import RatingsTable
    from stancebook.exchange.ratings_scale import Values
    from stancebook.model.problems import StancebookError

Duplicates = Literal["error", "first", "last"]
MOST_CELLS: Final = 100_000_000
"""Beyond so many cells (units times coders), who said what is given up for what was said."""


@dataclass(frozen=True, eq=False)
class Made:
    """The ratings of one criterion.

    Attributes:
        criterion: Its name; empty where the table has no criteria.
        ratings: Units by coders.
        coders: How many coders rated.
        packed: Whether coders had to be forgotten because units by coders would not fit into memory.
        dropped: How many second ratings of a unit by one coder were left out.
    """

    criterion: str
    ratings: Ratings
    coders: int
    packed: bool
    dropped: int


def make_ratings(table: RatingsTable, values: Values, duplicates: Duplicates = "error") -> list[Made]:
    """Return the ratings of each criterion.

    Args:
        table: The table.
        values: What its values are.
        duplicates: What to do with a second rating of one unit by one coder.

    Raises:
        StancebookError: Where a unit was rated twice by one coder (with both lines), or lies in two clusters.
    """
    if table.criterion is None:
        return [_made(table, values, "", None, duplicates)]
    return [
        _made(table, values, name, np.flatnonzero(table.criterion == code), duplicates)
        for code, name in enumerate(table.criteria)
        if (table.criterion == code).any()
    ]


def _made(
    table: RatingsTable, values: Values, criterion: str, chosen: NDArray[np.intp] | None, duplicates: Duplicates
) -> Made:
    from stancebook.agreement import Ratings
    from stancebook.agreement.encoding import code_type

    at: NDArray[np.intp] | slice = slice(None) if chosen is None else chosen
    units, unit = _renumbered(table.unit[at])
    coders, coder = _renumbered(table.coder[at])
    dropped = 0
    if _has_duplicates(_cells(unit, coder, len(coders)), len(units) * len(coders)):
        places = np.arange(len(table.value)) if chosen is None else chosen
        kept = _without_duplicates(table, places, _cells(unit, coder, len(coders)), criterion, duplicates)
        at, unit, coder, dropped = places[kept], unit[kept], coder[kept], len(places) - len(kept)
    code = np.array(values.code_of, dtype=code_type(len(values.values)))[table.value[at]]
    packed = len(units) * len(coders) > MOST_CELLS
    columns, width = _slots(unit, len(units)) if packed else (coder, len(coders))
    codes = np.full((len(units), width), -1, dtype=code.dtype)
    codes[unit, columns] = code
    unnamed = packed or table.units is None
    ratings = Ratings(
        codes=codes,
        values=values.values,
        scale=values.scale,
        categories=values.categories,
        coders=tuple(str(i + 1) for i in range(width)) if packed else tuple(table.coders[i] for i in coders),
        units=None if unnamed else tuple(map(table.unit_name, units.tolist())),
        clusters=_clusters(table, at, unit, len(units)),
    )
    return Made(criterion, ratings, len(coders), packed, dropped)


def _cells(unit: NDArray[np.int32], coder: NDArray[np.int32], coders: int) -> NDArray[np.int64]:
    cells = unit.astype(np.int64)
    cells *= coders
    cells += coder
    return cells


def _has_duplicates(cells: NDArray[np.int64], size: int) -> bool:
    """Whether a unit was rated twice by one coder; the cells are put in order for it where they are many."""
    if size > MOST_CELLS:
        cells.sort()
        return bool((cells[1:] == cells[:-1]).any())
    seen = np.zeros(size, dtype=bool)
    seen[cells] = True
    return int(np.count_nonzero(seen)) < len(cells)


def _renumbered(codes: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return which numbers occur, and the codes as places among them."""
    occur = np.bincount(codes) > 0
    place = (np.cumsum(occur) - 1).astype(np.int32)
    return np.flatnonzero(occur), place[codes]


def _without_duplicates(
    table: RatingsTable, at: NDArray[np.intp], cells: NDArray[np.int64], criterion: str, duplicates: Duplicates
) -> NDArray[np.intp]:
    """Return the places of the ratings that stay when each unit keeps one by each coder."""
    # In a wide table the columns stand one after the other: what is first is decided by the line.
    order = np.lexsort((table.line[at], cells))
    again = np.zeros(len(order), dtype=bool)
    again[1:] = cells[order[1:]] == cells[order[:-1]]
    if duplicates == "error":
        seconds = np.flatnonzero(again)
        second = int(seconds[table.line[at[order[seconds]]].argmin()])
        raise _twice(table, int(at[order[second - 1]]), int(at[order[second]]), criterion)
    if duplicates == "last":
        again = np.append(again[1:], False)
    return np.sort(order[~again])


def _twice(table: RatingsTable, first: int, second: int, criterion: str) -> StancebookError:
    unit, coder = table.unit_name(int(table.unit[first])), table.coders[int(table.coder[first])]
    on = f" on '{criterion}'" if criterion else ""
    hint = "" if criterion else "; --criterion COLUMN if they answer different questions"
    return table.problem(
        second,
        f"'{coder}' rated '{unit}'{on} in line {table.line[first]} already; "
        f"--duplicates first or last keeps one of the two{hint}",
    )


def _slots(unit: NDArray[np.int32], units: int) -> tuple[NDArray[np.int32], int]:
    """Return for each rating which one of its unit it is, and the most that a unit has."""
    order = np.argsort(unit, kind="stable")
    sizes = np.bincount(unit, minlength=units).astype(np.int32)
    rank = np.arange(len(unit), dtype=np.int32)
    rank -= np.repeat(np.cumsum(sizes, dtype=np.int32) - sizes, sizes)
    slot = np.empty(len(unit), dtype=np.int32)
    slot[order] = rank
    return slot, int(sizes.max())


def _clusters(
    table: RatingsTable, at: NDArray[np.intp] | slice, unit: NDArray[np.int32], units: int
) -> NDArray[np.int64] | None:
    if table.cluster is None:
        return None
    cluster = table.cluster[at]
    of_unit = np.zeros(units, dtype=np.int64)
    of_unit[unit] = cluster
    wrong = np.flatnonzero(of_unit[unit] != cluster)
    if len(wrong):
        rating = int(np.arange(len(table.value))[at][wrong[0]])
        names = table.clusters or ()
        raise table.problem(
            rating,
            f"unit '{table.unit_name(int(table.unit[rating]))}' belongs to '{names[int(cluster[wrong[0]])]}' here "
            f"and to '{names[int(of_unit[unit[wrong[0]]])]}' elsewhere (--cluster)",
        )
    return of_unit
