"""Decisions read back from the table that ``stance compare`` writes: a workbook, or the same as CSV.

Columns, in any order: source_id and criterion_id (or source and criterion, with ids in them), decision (or value
and off_scale), outcome, cause, rationale, rule, basis, and decided: what stood in the row when the table was made.
Other columns are passed over.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stancebook.exchange.workbook_table import read_sheet
from stancebook.model.answer import NOT_CODED
from stancebook.model.deciding import NEEDS_REASON, why_not_a_rule
from stancebook.model.decision import CAUSES, fingerprint, is_rule_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.workspace.text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from stancebook.model.answer import Answer
    from stancebook.model.decision import Cause
    from stancebook.model.rubric import Rubric

SHEET: Final = "Disagreements"
OUTCOMES: Final = ("settled", "open")
_GUARDED: Final = re.compile(r"'\s*[=+\-@＝＋－＠]")
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


def read_decisions(path: str, rubric: Rubric, sources: Collection[str]) -> list[GivenDecision]:
    """Return the decisions of a table; rows in which nothing is decided are passed over.

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
        except (StancebookError, ValueError) as error:
            problems.append(Problem(path, str(error), line))
            continue
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
    """The rows in which something is decided, by their number."""
    for line, cells in enumerate(rows, 2):
        row = {name: _plain(cell) for name, cell in zip(heading, cells, strict=False) if name}
        if any(row.get(name) for name in _FILLED):
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
    text = cell.strip()
    return text[1:].strip() if _GUARDED.match(text) else text


@dataclass(frozen=True)
class _Reader:
    """Reads rows; raises what is wrong with one."""

    rubric: Rubric
    sources: Collection[str]
    source_column: str
    criterion_column: str

    def decision(self, line: int, row: Mapping[str, str]) -> GivenDecision:
        source, criterion = row.get(self.source_column, ""), row.get(self.criterion_column, "")
        if source not in self.sources:
            raise NotFoundError(f"there is no source '{source[:80]}'{did_you_mean(source, self.sources)}")
        criterion = self.rubric.find_criterion(criterion).id
        answer = self._answer(criterion, row)
        if not row.get("rationale"):
            raise ValueError(f"{criterion}: {NEEDS_REASON}; fill in the rationale")
        return GivenDecision(
            line=line,
            source=source,
            criterion=criterion,
            answer=answer,
            cause=_cause(row.get("cause", "")),
            rationale=row["rationale"],
            rule=self._rule(criterion, row.get("rule", "")),
            basis=_basis(row.get("basis", "")),
            decided=row.get("decided"),
        )

    def _answer(self, criterion: str, row: Mapping[str, str]) -> Answer | None:
        said = [row[name] for name in ("decision", "value", "off_scale") if row.get(name)]
        outcome = row.get("outcome", "").casefold().replace("left open", "open") or ("settled" if said else "")
        if outcome not in OUTCOMES:
            if not outcome:
                raise ValueError(f"{criterion}: there is a reason and no decision; name an answer, or outcome: open")
            raise ValueError(f"'{outcome[:80]}' is no outcome{did_you_mean(outcome, OUTCOMES)}")
        if outcome == "open":
            if said:
                raise ValueError(f"{criterion}: left open, and yet '{said[0][:80]}' is decided; clear one of them")
            return None
        if len(said) != 1:
            what = "two answers" if said else "no answer"
            raise ValueError(f"{criterion}: settled with {what}; name one value or one off-scale answer")
        return self.rubric.parse_answer(criterion, said[0])

    def _rule(self, criterion: str, text: str) -> str | None:
        rule = " ".join(text.split())
        if not rule:
            return None
        if reason := why_not_a_rule(self.rubric, criterion, rule, proposed=not is_rule_id(rule)):
            raise ValueError(f"{criterion}: {reason}")
        return rule


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
