"""Codings from a long table: one row per coding, or per quote of one.

Columns: source, reviewer, criterion, value or off_scale, and where there are any quote, for, start, note,
confidence, rules, version.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS: Final = (
    "source",
    "reviewer",
    "criterion",
    "value",
    "off_scale",
    "quote",
    "for",
    "start",
    "note",
    "confidence",
    "rules",
    "version",
)
NEEDED: Final = ("source", "reviewer")
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
    if not text.strip():
        raise StancebookError(Problem(where, "is empty; the first line should name the columns", 1, 1))
    csv.field_size_limit(_LONGEST_CELL)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heading = _heading(next(reader), where)
        columns = _columns(heading, where, rename or {}, set(ignore))
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


def _columns(heading: list[str], where: str, rename: Mapping[str, str], ignore: set[str]) -> dict[str, int]:
    problems: list[str] = []
    meant = {header: column for column, header in rename.items()}
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
        if column not in COLUMNS:
            problems.append(
                f"unknown column '{header[:_SHOWN]}'{did_you_mean(header, COLUMNS)}; "
                f"leave it out with --ignore '{header[:_SHOWN]}' or read it with --column NAME='{header[:_SHOWN]}'"
            )
        elif column in columns:
            problems.append(f"the column '{column}' is there twice")
        else:
            columns[column] = index
    problems += [f"the column '{name}' is missing" for name in NEEDED if name not in columns]
    if "value" not in columns and "off_scale" not in columns:
        problems.append("the column 'value' is missing (or 'off_scale')")
    if problems:
        raise StancebookError(_few([Problem(where, message, 1) for message in problems], where))
    return columns
