"""Ratings kept as they are read: four small integers each, with the names they stand for."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from stancebook.exchange.ratings_names import Numbered
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from stancebook.exchange.ratings_columns import Columns

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
