"""Decisions read back from the table that ``stance compare`` writes: a workbook, or the same as CSV.

Columns, in any order: source_id and criterion_id (or source and criterion, with ids in them), decision (or value
and off_scale), outcome, cause, rationale, rule, basis, and decided: what stood in the row when the table was made.
Other columns are passed over.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stancebook.exchange.decisions_row import FILLED, RowError, RowReader
from stancebook.exchange.workbook_table import read_sheet
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.spreadsheet import unguarded
from stancebook.workspace.text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from stancebook.exchange.decisions_row import GivenDecision
    from stancebook.model.rubric import Rubric

SHEET: Final = "Disagreements"
_MOST_PROBLEMS: Final = 50
_MAKES_ONE: Final = "stance compare --format xlsx -o FILE makes one"


@dataclass(frozen=True)
class DecisionsTable:
    """A table of decisions as it was read.

    Attributes:
        path: Where it is.
        rows: What is decided in it, and rows that were cleared; where nothing was decided, they are passed over.
        problems: What is wrong with other rows, each with its line and cell.
        has_basis: Whether it says on which codings decisions rest.
    """

    path: str
    rows: tuple[GivenDecision, ...]
    problems: tuple[Problem, ...]
    has_basis: bool

    def require(self, more: Iterable[Problem] = ()) -> None:
        """Refuse a table with rows that are wrong, by all of them.

        Args:
            more: What else is wrong with rows.

        Raises:
            StancebookError: With every problem, in the order of the rows; of very many with the first.
        """
        problems = sorted([*self.problems, *more], key=lambda one: one.line or 0)
        if problems:
            many = len(problems) - _MOST_PROBLEMS
            rest = [Problem(self.path, f"and {many:,} more like these")] if many > 0 else []
            raise StancebookError([*problems[:_MOST_PROBLEMS], *rest])


def read_decisions(path: str, rubric: Rubric, sources: Collection[str]) -> DecisionsTable:
    """Return what is decided in a table.

    Args:
        path: A workbook (.xlsx), or CSV.
        rubric: The rubric.
        sources: The sources there are.

    Raises:
        StancebookError: Where it is no such table, or one of another workspace.
    """
    rows = _rows(path)
    heading = [_name(cell) for cell in rows[0]]
    needed = _needed(heading)
    if missing := [name for name in needed if name not in heading]:
        what = f"is no table of decisions, which would have the columns {', '.join(missing)}; {_MAKES_ONE}"
        raise StancebookError(Problem(path, what, 1))
    filled = dict(_filled(heading, rows[1:]))
    if len(filled) > 1 and not {row.get(needed[0], "") for row in filled.values()} & {*sources}:
        one = next(iter(filled.values())).get(needed[0], "")
        message = f"none of its sources is here, as '{one[:80]}': it was made in another workspace"
        raise StancebookError(Problem(path, message))
    reader = RowReader(rubric, sources, *needed[:2])
    found: list[GivenDecision] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in filled.items():
        try:
            given = reader.decision(line, row)
        except RowError as error:
            untouched = reader.as_it_came(line, row)
            if untouched is None:
                problems += [Problem(path, one.told(heading, line), line) for one in error.wrong]
                continue
            given = untouched
        if first := seen.get((given.source, given.criterion)):
            problems.append(Problem(path, f"decides {given.source} · {given.criterion} again; row {first} does", line))
        seen[given.source, given.criterion] = line
        found.append(given)
    return DecisionsTable(path, tuple(found), tuple(problems), has_basis="basis" in heading)


def _filled(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows in which something is decided, or was, by their number."""
    for line, cells in enumerate(rows, 2):
        row = {name: _plain(cell) for name, cell in zip(heading, cells, strict=False) if name}
        if any(row.get(name) for name in (*FILLED, "decided")):
            yield line, row


def _rows(path: str) -> list[list[str]]:
    if Path(path).suffix.casefold() in {".xlsx", ".xlsm"}:
        return read_sheet(path, SHEET, ("rationale",), _MAKES_ONE)
    text = read_text(Path(path)).removeprefix("\ufeff")
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True))
    except csv.Error as error:
        raise StancebookError(Problem(path, f"not readable as a table: {error}")) from None
    if not rows:
        raise StancebookError(Problem(path, "is empty; the first line should name the columns", 1))
    return rows


def _name(cell: str) -> str:
    return "_".join(cell.strip().casefold().split())


def _needed(heading: Collection[str]) -> tuple[str, str, str]:
    """The columns that name source and criterion, and the reason."""
    source = "source_id" if "source_id" in heading else "source"
    criterion = "criterion_id" if "criterion_id" in heading else "criterion"
    return source, criterion, "rationale"


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    return unguarded(cell.strip()).strip()
