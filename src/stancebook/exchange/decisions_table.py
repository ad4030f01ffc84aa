"""Decisions read back from the table that ``stance compare`` writes: a workbook, or the same as CSV.

Columns, in any order: source_id and criterion_id (or source and criterion, with ids in them), decision (or value
and off_scale), outcome, cause, rationale, rule, basis, and decided: what stood in the row when the table was made.
Other columns are passed over.
"""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stancebook.exchange.workbook_table import read_sheet
from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.deciding import NEEDS_REASON, why_not_a_rule
from stancebook.model.decision import CAUSES, fingerprint, is_rule_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.model.spreadsheet import unguarded
from stancebook.workspace.text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stancebook.model.decision import Cause
    from stancebook.model.rubric import Rubric

SHEET: Final = "Disagreements"
OUTCOMES: Final = ("settled", "open")
_REV: Final = re.compile(r"[0-9a-f]{16}")
_FILLED: Final = ("outcome", "decision", "value", "off_scale", "cause", "rationale", "rule")
_MOST_PROBLEMS: Final = 50
_MAKES_ONE: Final = "stance compare --format xlsx -o FILE makes one"


@dataclass(frozen=True)
class GivenDecision:
    """One row of the table in which something was decided.

    Attributes:
        line: The row, counted from 1.
        source: The source's id.
        criterion: The criterion's id.
        answer: The answer that stands; None where it is left open.
        cause: Why the reviewers differed, if it is said.
        rationale: The reason.
        rule: A rule's id, or the words of a proposed one.
        basis: The ``rev`` of each coding it rests on; None where the table does not say.
        decided: The fingerprint of the decision that stood in the row when the table was made; empty where there was
            none, None where the table does not say.
    """

    line: int
    source: str
    criterion: str
    answer: Answer | None
    cause: Cause | None
    rationale: str
    rule: str | None
    basis: Mapping[str, str] | None
    decided: str | None = None

    @property
    def fingerprint(self) -> str:
        """What it says, as the decision's own."""
        return fingerprint(self.answer or NOT_CODED, self.cause, self.rationale, self.rule)

    @property
    def untouched(self) -> bool:
        """Whether it is what the table came with, and nobody decided it there."""
        return self.decided == self.fingerprint

    @property
    def cleared(self) -> bool:
        """Whether a decision stood in the row and everything it says was cleared."""
        return not self.rationale

    def why_not(self, rubric: Rubric) -> str | None:
        """Return why it cannot be recorded as the rubric is now, or None; only what nobody changed can be so."""
        if self.answer and (reason := rubric.why_not_an_answer(self.criterion, self.answer)):
            return reason
        proposed = self.rule is not None and not is_rule_id(self.rule)
        return why_not_a_rule(rubric, self.criterion, self.rule, proposed=proposed) if self.rule else None


def read_decisions(path: str, rubric: Rubric, sources: Collection[str]) -> list[GivenDecision]:
    """Return the decisions of a table, and rows that were cleared; where nothing was decided, they are passed over.

    Args:
        path: A workbook (.xlsx), or CSV.
        rubric: The rubric.
        sources: The sources there are.

    Raises:
        StancebookError: With every row that is wrong, each with its line.
    """
    rows = _rows(path)
    heading = [_name(cell) for cell in rows[0]]
    needed = _needed(heading)
    if missing := [name for name in needed if name not in heading]:
        what = f"is no table of decisions, which would have the columns {', '.join(missing)}; {_MAKES_ONE}"
        raise StancebookError(Problem(path, what, 1))
    reader = _Reader(rubric, sources, *needed[:2])
    found: list[GivenDecision] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    filled = dict(_filled(heading, rows[1:]))
    if len(filled) > 1 and not {row.get(needed[0], "") for row in filled.values()} & {*sources}:
        one = next(iter(filled.values())).get(needed[0], "")
        message = f"none of its sources is here, as '{one[:80]}': it was made in another workspace"
        raise StancebookError(Problem(path, message))
    for line, row in filled.items():
        try:
            given = reader.decision(line, row)
        except _CellError as error:
            untouched = reader.as_it_came(line, row)
            if untouched is None:
                problems.append(Problem(path, f"{error} (cell {error.cell(heading, line)})", line))
                continue
            given = untouched
        if first := seen.get((given.source, given.criterion)):
            problems.append(Problem(path, f"decides {given.source} · {given.criterion} again; row {first} does", line))
        seen[given.source, given.criterion] = line
        found.append(given)
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        rest = [Problem(path, f"and {more:,} more like these")] if more > 0 else []
        raise StancebookError([*problems[:_MOST_PROBLEMS], *rest])
    return found


def _filled(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows in which something is decided, or was, by their number."""
    for line, cells in enumerate(rows, 2):
        row = {name: _plain(cell) for name, cell in zip(heading, cells, strict=False) if name}
        if any(row.get(name) for name in (*_FILLED, "decided")):
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


class _CellError(ValueError):
    """What is wrong with a row.

    Args:
        message: What is wrong, and what would be right.
        column: The column in which it is.
    """

    def __init__(self, message: str, column: str) -> None:
        super().__init__(message)
        self.column = column

    def cell(self, heading: Sequence[str], line: int) -> str:
        """Return the cell as a spreadsheet names it, with what its column is for: ``I7, decision``."""
        from openpyxl.utils import get_column_letter

        return f"{get_column_letter(heading.index(self.column) + 1)}{line}, {self.column}"


@contextmanager
def _in(column: str) -> Iterator[None]:
    """Say of whatever is wrong that it is in this column."""
    try:
        yield
    except (StancebookError, ValueError) as error:
        raise _CellError(str(error), column) from None


@dataclass(frozen=True)
class _Reader:
    """Reads rows; raises what is wrong with one."""

    rubric: Rubric
    sources: Collection[str]
    source_column: str
    criterion_column: str

    def as_it_came(self, line: int, row: Mapping[str, str]) -> GivenDecision | None:
        """Return a row that nobody changed, or cleared; whatever the rubric offers by now, it is nobody's mistake."""
        try:
            cause = _cause(row.get("cause", ""))
        except ValueError:
            return None
        cleared = not any(row.get(name) for name in _FILLED)
        for answer in _readings(row.get("decision", "")):
            if not cleared and _outcome(row) not in {"", "settled" if answer.given else "open"}:
                continue
            given = GivenDecision(
                line=line,
                source=row.get(self.source_column, ""),
                criterion=row.get(self.criterion_column, ""),
                answer=answer if answer.given else None,
                cause=cause,
                rationale=row.get("rationale", ""),
                rule=" ".join(row.get("rule", "").split()) or None,
                basis=dict(_revs(row.get("basis", ""))),
                decided=row.get("decided"),
            )
            if cleared or given.untouched:
                return given
        return None

    def decision(self, line: int, row: Mapping[str, str]) -> GivenDecision:
        with _in(self.source_column):
            source = row.get(self.source_column, "")
            if source not in self.sources:
                raise NotFoundError(f"there is no source '{source[:80]}'{did_you_mean(source, self.sources)}")
        with _in(self.criterion_column):
            criterion = self.rubric.find_criterion(row.get(self.criterion_column, "")).id
        answer = self._answer(criterion, row)
        with _in("rationale"):
            if not row.get("rationale"):
                raise ValueError(f"{criterion}: {NEEDS_REASON}; fill in the rationale")
        with _in("cause"):
            cause = _cause(row.get("cause", ""))
        with _in("rule"):
            rule = self._rule(criterion, row.get("rule", ""))
        with _in("basis"):
            basis = _basis(row.get("basis", ""))
        return GivenDecision(line, source, criterion, answer, cause, row["rationale"], rule, basis, row.get("decided"))

    def _answer(self, criterion: str, row: Mapping[str, str]) -> Answer | None:
        columns = [name for name in ("decision", "value", "off_scale") if row.get(name)]
        with _in("outcome" if "outcome" in row else columns[0] if columns else "rationale"):
            outcome = _outcome(row) or ("settled" if columns else "")
            if outcome not in OUTCOMES:
                if not outcome:
                    raise ValueError(
                        f"{criterion}: there is a reason and no decision; name an answer, or outcome: open"
                    )
                raise ValueError(f"'{outcome[:80]}' is no outcome{did_you_mean(outcome, OUTCOMES)}")
            if outcome == "open" and columns:
                said = row[columns[0]][:80]
                raise ValueError(f"{criterion}: left open, and yet '{said}' is decided; clear one of them")
            if outcome == "settled" and len(columns) != 1:
                what = "two answers" if columns else "no answer"
                raise ValueError(f"{criterion}: settled with {what}; name one value or one off-scale answer")
        if outcome == "open":
            return None
        with _in(columns[0]):
            said = row[columns[0]]
            as_told = (one.answer for one in self.rubric.choices(criterion) if self._tells(criterion, one.answer, said))
            return next(as_told, None) or self.rubric.parse_answer(criterion, said)

    def _tells(self, criterion: str, answer: Answer, said: str) -> bool:
        """Whether an answer is said as the table tells it beside: ``-2 Oppose``."""
        return self.rubric.words(criterion, answer).casefold() == said.casefold()

    def _rule(self, criterion: str, text: str) -> str | None:
        rule = " ".join(text.split())
        if not rule:
            return None
        if reason := why_not_a_rule(self.rubric, criterion, rule, proposed=not is_rule_id(rule)):
            raise ValueError(f"{criterion}: {reason}")
        return rule


def _outcome(row: Mapping[str, str]) -> str:
    return row.get("outcome", "").casefold().replace("left open", "open")


def _readings(text: str) -> Iterator[Answer]:
    """Yield every answer that a cell may have been written from, whatever a rubric offers."""
    if not text:
        yield NOT_CODED
        return
    yield Answer(off_scale=text)
    yield Answer(text)
    yield Answer(tuple(sorted(part.strip() for part in text.split(";"))))
    with suppress(ValueError, OverflowError):
        number = float(text)
        yield Answer(int(number) if number == int(number) else number)
    if text.casefold() in {"true", "false"}:
        yield Answer(text.casefold() == "true")


def _cause(text: str) -> Cause | None:
    wanted = text.casefold().replace("-", "_").replace(" ", "_")
    if not wanted:
        return None
    for cause in CAUSES:
        if cause == wanted:
            return cause
    raise ValueError(f"'{text[:80]}' is no cause{did_you_mean(wanted, CAUSES)}")


def _basis(text: str) -> dict[str, str] | None:
    if not text:
        return None
    found = dict(_revs(text))
    if not found:
        raise ValueError("the column basis was changed; it says on which codings the decision rests")
    return found


def _revs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        reviewer, equals, rev = part.strip().partition("=")
        if equals and reviewer and _REV.fullmatch(rev):
            yield reviewer, rev
