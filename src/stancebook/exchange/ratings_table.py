"""A table of ratings, long or wide, read as a stream: what is kept of each rating is four small integers."""

from __future__ import annotations

import csv
import gc
from contextlib import contextmanager
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Final

from stancebook.exchange.ratings_collector import Collector, RatingsTable
from stancebook.exchange.ratings_columns import Wanted, find_columns
from stancebook.exchange.ratings_text import TableText
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.exchange.ratings_columns import Columns

MISSING: Final = ("", "NA", "NaN", "nan", "NULL", "null", ".")
"""Cells that are no rating, where nobody says otherwise."""
_CHUNK: Final = 2048
_SAMPLE: Final = 1000
_LONGEST_CELL: Final = 1_000_000
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def read_ratings(
    stream: IO[bytes], where: str, wanted: Wanted | None = None, missing: Sequence[str] | None = None
) -> RatingsTable:
    """Read a table of ratings.

    Args:
        stream: The bytes of a CSV file: comma, semicolon, tab or bar between cells.
        where: The file's name for messages.
        wanted: What is known about its columns; the rest is guessed, and said.
        missing: Cells that are no rating, beside empty ones. Default: NA, NaN, NULL and a single point.

    Raises:
        StancebookError: Where it is no table, a row has another length, a column is missing.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = TableText(stream, where)
    with text.explained(lambda: 0):
        start = list(islice(text.lines, _SAMPLE))
    delimiter, columns = _understood(start, wanted or Wanted(), where)
    collector = Collector(columns, where, MISSING if missing is None else ("", *missing))
    reader = csv.reader(chain(start, text.lines), delimiter=delimiter, strict=True)
    try:
        with _no_collection(), text.explained(lambda: reader.line_num):
            for first_line, last_line, rows in _chunks(reader):
                collector.take(first_line, last_line, rows)
    except csv.Error as error:
        hint = " (a quotation mark that is never closed?)" if "end of data" in str(error) else ""
        raise StancebookError(Problem(where, f"not readable as a table: {error}{hint}", reader.line_num)) from None
    said = () if delimiter == "," else (f"cells are separated by a {_DELIMITERS[delimiter]}",)
    return collector.finish(said, missing is None, comma=delimiter != ",")


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from going through millions of names again and again; rows hold no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _understood(start: Sequence[str], wanted: Wanted, where: str) -> tuple[str, Columns]:
    """Return from the first lines what separates cells, and which column holds what."""
    if not any(line.strip() for line in start):
        raise StancebookError(Problem(where, "is empty; the first line should name the columns", 1))
    delimiter = _delimiter(start)
    sample = [row for row in _sample_rows(start, delimiter) if any(cell.strip() for cell in row)]
    if not sample:
        raise StancebookError(Problem(where, "is not readable as a table (a quotation mark that is never closed?)", 1))
    if len(sample[0]) == 1:
        message = "has one column only; ratings need a column for each coder, or three: unit, coder, value"
        raise StancebookError(Problem(where, message, 1))
    return delimiter, find_columns([row for row in sample if len(row) == len(sample[0])], wanted, where)


def _delimiter(start: Sequence[str]) -> str:
    """Return what cuts the first lines into the most cells, equally many on each."""

    def quality(delimiter: str) -> tuple[bool, int]:
        widths = [len(row) for row in _sample_rows(start[:50], delimiter) if any(cell.strip() for cell in row)]
        if not widths or max(widths) == 1:
            return False, 0
        return len(set(widths)) == 1, min(widths)

    return max(",;\t|", key=quality)


def _sample_rows(start: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(start, delimiter=delimiter))
    except csv.Error:
        return rows
    # The last one may be a row whose quoted cell goes on below.
    return rows[:-1] if len(start) == _SAMPLE else rows


def _chunks(reader: Iterator[list[str]]) -> Iterator[tuple[int, int, list[list[str]]]]:
    line = 1
    while rows := list(islice(reader, _CHUNK)):
        last: int = reader.line_num  # type: ignore[attr-defined]
        yield line, last, rows
        line = last + 1
