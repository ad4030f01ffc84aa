"""Codings from a long table: one row per coding, or per quote of one.

Columns: source, reviewer, criterion, value or off_scale, and where there are any quote, for, start, end, note,
confidence, rules, version, coded_at, independent, asked. The tables that Stancebook writes itself are read as they are.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.spreadsheet import unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

COLUMNS: Final = (
    "source",
    "reviewer",
    "criterion",
    "value",
    "off_scale",
    "quote",
    "for",
    "start",
    "end",
    "note",
    "confidence",
    "rules",
    "version",
    "coded_at",
    "independent",
    "asked",
)
NEEDED: Final = ("source", "reviewer")
ALSO_CALLED: Final = {"rubric_version": "version", "rule_ids": "rules"}
"""What ``stance matrix --format csv`` calls columns otherwise."""
EXPORTED: Final = ("status", "value_kind")
"""What only the table of codings of ``stance matrix --format csv`` has: by both it is known."""
QUOTES_EXPORTED: Final = ("n", "holder", "role", "found")
"""The same of its table of quotes."""
_LONGEST_CELL: Final = 1_000_000
_MOST_PROBLEMS: Final = 50
_MOST_COLUMNS: Final = 1_000
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One row of the table, as text; an empty cell is an empty text.

    Attributes:
        line: The line of the file on which the row ends.
        cells: The cells by column.
    """

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def parse_codings(
    text: str, where: str, *, rename: Mapping[str, str] | None = None, ignore: Iterable[str] = ()
) -> list[CodingRow]:
    """Return the rows of a table of codings.

    Args:
        text: The table; comma, semicolon or tab between cells, guessed from the heading.
        where: The file's name for messages.
        rename: The heading to read a column from, by column, where it is not called so.
        ignore: Headings to leave out knowingly.

    Raises:
        StancebookError: With every problem: a column that is missing or unknown, a row of another length.
    """

    def columns(heading: list[str]) -> dict[str, int]:
        also = EXPORTED if set(EXPORTED) <= set(heading) else ()
        found, problems = _columns(heading, rename or {}, set(ignore), also)
        if "value" not in found and "off_scale" not in found:
            problems.append("the column 'value' is missing (or 'off_scale')")
        _refuse(problems, where)
        return found

    rows = _rows(text, where, columns)
    exported = bool(rows) and set(EXPORTED) <= rows[0].cells.keys()
    return [_as_imported(row) for row in rows] if exported else rows


def parse_quotes(text: str, where: str) -> list[CodingRow]:
    """Return the rows of a table of quotes, as ``evidence.csv`` of ``stance matrix --format csv`` is one.

    Raises:
        StancebookError: As for codings.
    """

    def columns(heading: list[str]) -> dict[str, int]:
        found, problems = _columns(heading, {}, set(), QUOTES_EXPORTED)
        problems += [f"the column '{name}' is missing" for name in ("criterion", "quote") if name not in found]
        _refuse(problems, where)
        return found

    return _rows(text, where, columns)


def _as_imported(row: CodingRow) -> CodingRow:
    """Return a row of our own export in the columns of an import, without what guards it from spreadsheets."""
    cells = {name: unguarded(cell) for name, cell in row.cells.items()}
    if cells["value_kind"] == "off_scale":
        cells = {**cells, "value": "", "off_scale": cells["value"]}
    return CodingRow(row.line, cells)


def _rows(text: str, where: str, columns_of: Callable[[list[str]], dict[str, int]]) -> list[CodingRow]:
    if not text.strip():
        raise StancebookError(Problem(where, "is empty; the first line should name the columns", 1, 1))
    csv.field_size_limit(_LONGEST_CELL)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heading = _heading(next(reader), where)
        columns = columns_of(heading)
        rows: list[CodingRow] = []
        problems: list[Problem] = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heading):
                message = f"has {len(cells)} cells, the heading {len(heading)}"
                problems.append(Problem(where, message, reader.line_num))
                continue
            rows.append(CodingRow(reader.line_num, {name: cells[index] for name, index in columns.items()}))
    except csv.Error as error:
        raise StancebookError(Problem(where, f"not readable as a table: {error}", reader.line_num)) from None
    if problems:
        raise StancebookError(_few(problems, where))
    return rows


def _few(problems: list[Problem], where: str) -> list[Problem]:
    """Return as many problems as anybody reads, and how many more there are."""
    more = len(problems) - _MOST_PROBLEMS
    return problems if more <= 0 else [*problems[:_MOST_PROBLEMS], Problem(where, f"and {more:,} more like these")]


def _heading(cells: list[str], where: str) -> list[str]:
    if len(cells) > _MOST_COLUMNS:
        message = f"the heading has {len(cells):,} columns; {_MOST_COLUMNS:,} are the most"
        raise StancebookError(Problem(where, message, 1))
    return [name.strip() for name in cells]


def _refuse(problems: list[str], where: str) -> None:
    if problems:
        raise StancebookError(_few([Problem(where, message, 1) for message in problems], where))


def _columns(
    heading: list[str], rename: Mapping[str, str], ignore: set[str], also: Iterable[str]
) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands, and what is wrong with the heading."""
    known = {*COLUMNS, *also}
    problems: list[str] = []
    meant = {**ALSO_CALLED, **{header: column for column, header in rename.items()}}
    for column, header in rename.items():
        if column not in COLUMNS:
            problems.append(f"there is no column '{column}' to read '{header}' as{did_you_mean(column, COLUMNS)}")
        elif header not in heading:
            problems.append(f"there is no heading '{header}'{did_you_mean(header, heading)}")
    columns: dict[str, int] = {}
    for index, header in enumerate(heading):
        if header in ignore:
            continue
        column = meant.get(header, header)
        if column not in known:
            problems.append(
                f"unknown column '{header[:_SHOWN]}'{did_you_mean(header, COLUMNS)}; "
                f"leave it out with --ignore '{header[:_SHOWN]}' or read it with --column NAME='{header[:_SHOWN]}'"
            )
        elif column in columns:
            problems.append(f"the column '{column}' is there twice")
        else:
            columns[column] = index
    problems += [f"the column '{name}' is missing" for name in NEEDED if name not in columns]
    return columns, problems
