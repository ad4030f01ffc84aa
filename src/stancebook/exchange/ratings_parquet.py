"""Ratings from a Parquet file, where pyarrow is installed."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from stancebook.exchange.ratings_collector import Collector
from stancebook.exchange.ratings_columns import Wanted, find_columns
from stancebook.exchange.ratings_table import MISSING
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.exchange.ratings_collector import RatingsTable

_BATCH: Final = 1 << 15
_SAMPLE: Final = 1000


def read_parquet(
    path: str, where: str, wanted: Wanted | None = None, missing: Sequence[str] | None = None
) -> RatingsTable:
    """Read a table of ratings, batch by batch, and of its columns only those that are needed.

    Args:
        path: The file.
        where: Its name for messages; lines are rows, counted from 1.
        wanted: What is known about its columns; the rest is guessed, and said.
        missing: Cells that are no rating, beside empty ones.

    Raises:
        StancebookError: Where pyarrow is not installed, or the file is no such table.
    """
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        message = "reading Parquet needs pyarrow (pip install pyarrow); or save the table as CSV"
        raise StancebookError(Problem(where, message)) from None
    try:
        with parquet.ParquetFile(path) as file:
            return _read(file, where, replace(wanted or Wanted(), header=True), missing)
    except (OSError, ValueError) as error:  # pyarrow's own errors are of these kinds
        raise StancebookError(Problem(where, f"cannot be read ({str(error).splitlines()[0]})")) from None


def _read(file: Any, where: str, wanted: Wanted, missing: Sequence[str] | None) -> RatingsTable:
    names = list(file.schema_arrow.names)
    first = next(file.iter_batches(batch_size=_SAMPLE), None)
    sample = [] if first is None else list(zip(*(_texts(column) for column in first.columns), strict=True))
    columns = find_columns([names, *map(list, sample)], wanted, where)
    places = (columns.unit, *columns.coders, columns.criterion, columns.cluster, columns.value)
    needed = sorted({place for place in places if place is not None and place >= 0})
    collector = Collector(columns, where, MISSING if missing is None else ("", *missing))
    row = 1
    for batch in file.iter_batches(batch_size=_BATCH, columns=[names[place] for place in needed]):
        cells: list[Sequence[str]] = [()] * len(names)
        for place, name in ((place, names[place]) for place in needed):
            cells[place] = _texts(batch.column(name))
        collector.take_cells(row, batch.num_rows, cells)
        row += batch.num_rows
    return collector.finish((), missing is None, comma=False)


def _texts(column: Any) -> list[str]:
    """Return a column's cells as text; a list as its members, parted by semicolons."""
    compute, kind = import_module("pyarrow.compute"), import_module("pyarrow")
    if kind.types.is_list(column.type) or kind.types.is_large_list(column.type):
        return ["" if one is None else ";".join(map(str, one)) for one in column.to_pylist()]
    texts: list[str] = compute.fill_null(compute.cast(column, kind.string()), "").to_pylist()
    return texts
