"""A table of ratings, long or wide, read as a stream: what is kept of each rating is four small integers."""

from __future__ import annotations

import csv
import gc
import re
from array import array
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from stancebook.exchange.ratings_columns import Wanted, find_columns
from stancebook.exchange.ratings_names import Numbered
from stancebook.exchange.ratings_text import TableText
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from stancebook.exchange.ratings_columns import Columns

MISSING: Final = ("", "NA", "NaN", "nan", "NULL", "null", ".")
"""Cells that are no rating, where nobody says otherwise."""
_CHUNK: Final = 2048
_SAMPLE: Final = 1000
_LONGEST_CELL: Final = 1_000_000
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, eq=False)
class RatingsTable:
    """Ratings as they stand in a table.

    Attributes:
        where: The table's name for messages.
        units: Names of the units, or None where rows are numbered.
        coders: Names of the coders.
        criteria: Names of the criteria; one empty name where the table has none.
        clusters: Names of the clusters, or None.
        values: The different values, as text.
        unit: For each rating its unit.
        coder: For each rating its coder.
        criterion: For each rating its criterion.
        cluster: For each rating its cluster, or None.
        value: For each rating its value.
        line: For each rating the line of the file on which its row ends.
        comma: Whether cells are separated by something else than the comma, so that it may be a decimal sign.
        said: What was guessed, as sentences.
    """

    where: str
    units: Sequence[str] | None
    coders: Sequence[str]
    criteria: Sequence[str]
    clusters: Sequence[str] | None
    values: Sequence[str]
    unit: NDArray[np.int32]
    coder: NDArray[np.int32]
    criterion: NDArray[np.int32] | None
    cluster: NDArray[np.int32] | None
    value: NDArray[np.int32]
    line: NDArray[np.uint32]
    comma: bool
    said: tuple[str, ...]

    def unit_name(self, code: int) -> str:
        """Return the name of a unit; its number counted from 1 if it has none."""
        return str(code + 1) if self.units is None else self.units[code]

    def problem(self, rating: int, message: str) -> StancebookError:
        """Return the complaint about one rating, with its line."""
        return StancebookError(Problem(self.where, message, int(self.line[rating])))


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


def _lines(first: int, last: int, rows: list[list[str]]) -> NDArray[np.int32]:
    """Return the line on which each row begins."""
    if last - first + 1 == len(rows):
        return np.arange(first, last + 1, dtype=np.int32)
    heights = [1 + sum(len(_LINE_END.findall(cell)) for cell in row) for row in rows]
    return np.asarray(first + np.cumsum([0, *heights[:-1]]), dtype=np.int32)


class Collector:
    """Takes rows and keeps small integers.

    Args:
        columns: Which column holds what.
        where: The table's name for messages.
        missing: Cells that are no rating, the empty one first.
    """

    def __init__(self, columns: Columns, where: str, missing: Sequence[str]) -> None:
        self.columns = columns
        self.where = where
        self.missing = tuple(dict.fromkeys(missing))
        self.units, self.coders, self.criteria, self.clusters = (Numbered() for _ in range(4))
        self.values = Numbered(self.missing)
        self.absent = np.zeros(len(self.missing), dtype=np.int64)
        self.kept: dict[str, list[NDArray[np.int32]]] = {
            name: [] for name in ("unit", "coder", "criterion", "cluster", "value", "line")
        }
        self.rows = 0
        self.heading_seen = not columns.header

    def take(self, first: int, last: int, rows: list[list[str]]) -> None:
        """Keep what some rows hold, which stand on these lines."""
        lines = _lines(first, last, rows)
        if set(map(len, rows)) != {len(self.columns.heading)} or "" in (row[0].strip() for row in rows):
            lines, rows = self._sound(lines, rows)
        if not self.heading_seen and rows:
            self.heading_seen = True
            lines, rows = lines[1:], rows[1:]
        if not rows:
            return
        self._take_cells(lines, list(zip(*rows, strict=True)))

    def take_cells(self, first: int, size: int, cells: Sequence[Sequence[str]]) -> None:
        """Keep what some rows hold that come as columns.

        Args:
            first: The number of the first row.
            size: How many there are.
            cells: For each column its cells; columns that hold nothing of interest may be empty.
        """
        if size:
            self._take_cells(np.arange(first, first + size, dtype=np.int32), cells)

    def _take_cells(self, lines: NDArray[np.int32], cells: Sequence[Sequence[str]]) -> None:
        if self.columns.form == "long":
            self._take_long(lines, cells)
        else:
            self._take_wide(lines, cells)
        self.rows += len(lines)

    def _sound(self, lines: NDArray[np.int32], rows: list[list[str]]) -> tuple[NDArray[np.int32], list[list[str]]]:
        """Leave out empty rows; complain about ragged ones."""
        kept = [i for i, row in enumerate(rows) if any(cell.strip() for cell in row)]
        wide = len(self.columns.heading)
        for i in kept:
            if len(rows[i]) != wide:
                what = "the heading" if self.columns.header else "the first row"
                message = f"has {len(rows[i])} cells, {what} has {wide}"
                raise StancebookError(Problem(self.where, message, int(lines[i])))
        return lines[kept], [rows[i] for i in kept]

    def _take_long(self, lines: NDArray[np.int32], cells: Sequence[Sequence[str]]) -> None:
        columns = self.columns
        value = _coded(self.values, cells[columns.value])
        unit = self._named(self.units, "unit", columns.unit, cells, lines)
        coder = self._named(self.coders, "coder", columns.coders[0], cells, lines)
        self._keep(value, lines, unit, coder, self._groups(cells, lines))

    def _take_wide(self, lines: NDArray[np.int32], cells: Sequence[Sequence[str]]) -> None:
        columns, size = self.columns, len(lines)
        if columns.unit is None:
            unit = np.arange(self.rows, self.rows + size, dtype=np.int32)
        else:
            unit = self._named(self.units, "unit", columns.unit, cells, lines)
        groups = self._groups(cells, lines)
        for coder, place in enumerate(columns.coders):
            value = _coded(self.values, cells[place])
            self._keep(value, lines, unit, np.full(size, coder, dtype=np.int32), groups)

    def _groups(self, cells: Sequence[Sequence[str]], lines: NDArray[np.int32]) -> dict[str, NDArray[np.int32]]:
        places = (
            ("criterion", self.criteria, self.columns.criterion),
            ("cluster", self.clusters, self.columns.cluster),
        )
        return {
            name: self._named(numbered, name, place, cells, lines)
            for name, numbered, place in places
            if place is not None
        }

    def _named(
        self,
        numbered: Numbered,
        what: str,
        place: int | None,
        cells: Sequence[Sequence[str]],
        lines: NDArray[np.int32],
    ) -> NDArray[np.int32]:
        codes = _coded(numbered, cells[place or 0])
        if codes.min() < 0:
            heading = self.columns.heading[place or 0]
            message = f"names no {what} (the column '{heading}' is empty)"
            raise StancebookError(Problem(self.where, message, int(lines[int(codes.argmin())])))
        return codes

    def _keep(
        self,
        value: NDArray[np.int32],
        lines: NDArray[np.int32],
        unit: NDArray[np.int32],
        coder: NDArray[np.int32],
        groups: dict[str, NDArray[np.int32]],
    ) -> None:
        given = value >= 0
        whole = bool(given.all())
        if not whole:
            self.absent += np.bincount(-1 - value[~given], minlength=len(self.absent))
        for name, codes in {"value": value, "line": lines, "unit": unit, "coder": coder, **groups}.items():
            self.kept[name].append(codes if whole else codes[given])

    def finish(self, said: tuple[str, ...], guessed_missing: bool, *, comma: bool) -> RatingsTable:
        """Return what was kept.

        Args:
            said: What was guessed so far.
            guessed_missing: Whether nobody said which cells are no rating.
            comma: Whether a comma may be the decimal sign.

        Raises:
            StancebookError: Where there are no ratings.
        """
        columns = self.columns
        if not self.rows:
            raise StancebookError(Problem(self.where, "has a heading and no rows below it", 1))
        if not sum(map(len, self.kept["value"])):
            raise StancebookError(Problem(self.where, "has no ratings in it: every value is empty or missing"))
        left_out = [
            f"{number} cells '{token}' taken as no rating" + (" (--missing says otherwise)" if guessed_missing else "")
            for token, number in zip(self.missing[1:], self.absent[1:].tolist(), strict=True)
            if number
        ]
        # First of all: the numbered names take most room, and as names only they take little.
        units = None if columns.unit is None else self.units.names()
        joined = {name: np.concatenate(parts) if parts else None for name, parts in self._drained()}
        needed = {name: codes for name, codes in joined.items() if codes is not None}
        return RatingsTable(
            where=self.where,
            units=units,
            coders=self.coders.names()
            if columns.form == "long"
            else [columns.heading[place] for place in columns.coders],
            criteria=self.criteria.names() or [""],
            clusters=self.clusters.names() or None,
            values=self.values.names(),
            unit=needed["unit"],
            coder=needed["coder"],
            criterion=joined["criterion"],
            cluster=joined["cluster"],
            value=needed["value"],
            line=needed["line"].view(np.uint32),
            comma=comma,
            said=(*said, *columns.said, *left_out),
        )

    def _drained(self) -> Iterator[tuple[str, list[NDArray[np.int32]]]]:
        """Hand out the parts of one column after the other, and let go of each."""
        for name in list(self.kept):
            yield name, self.kept.pop(name)


def _coded(numbered: Numbered, cells: Iterable[str]) -> NDArray[np.int32]:
    return np.frombuffer(array("i", map(numbered.__getitem__, cells)), dtype=np.int32)
