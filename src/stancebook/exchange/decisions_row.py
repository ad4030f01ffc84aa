"""One row of a table of decisions: read, or with everything that is wrong with it, each by its cell."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.deciding import NEEDS_REASON, why_not_a_rule
from stancebook.model.decision import CAUSES, fingerprint, is_rule_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, StancebookError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from stancebook.model.decision import Cause
    from stancebook.model.rubric import Rubric

FILLED: Final = ("outcome", "decision", "value", "off_scale", "cause", "rationale", "rule")
"""The columns that people fill in."""
OUTCOMES: Final = ("settled", "open")
_REV: Final = re.compile(r"[0-9a-f]{16}")


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


@dataclass(frozen=True)
class CellError:
    """What is wrong with a row, and where.

    Attributes:
        message: What is wrong, and what would be right.
        column: The column in which it is.
    """

    message: str
    column: str

    def told(self, heading: Sequence[str], line: int) -> str:
        """Return it with the cell as a spreadsheet names it, and what its column is for: ``… (cell I7, decision)``."""
        from openpyxl.utils import get_column_letter

        return f"{self.message} (cell {get_column_letter(heading.index(self.column) + 1)}{line}, {self.column})"


class RowError(ValueError):
    """Everything that is wrong with a row.

    Args:
        wrong: What, by its cell.
    """

    def __init__(self, wrong: Sequence[CellError]) -> None:
        super().__init__("; ".join(one.message for one in wrong))
        self.wrong = tuple(wrong)


@dataclass(frozen=True)
class _Wrong:
    """Gathers what is wrong with a row."""

    cells: list[CellError] = field(default_factory=list)

    @contextmanager
    def within(self, column: str) -> Iterator[None]:
        """Say of whatever is wrong that it is in this column, and go on."""
        try:
            yield
        except (StancebookError, ValueError) as error:
            self.cells.append(CellError(str(error), column))


@dataclass(frozen=True)
class RowReader:
    """Reads rows.

    Attributes:
        rubric: The rubric.
        sources: The sources there are.
        source_column: The column that names the source.
        criterion_column: The column that names the criterion.
    """

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
        cleared = not any(row.get(name) for name in FILLED)
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
        """Return what a row decides.

        Raises:
            RowError: With everything that is wrong with it.
        """
        wrong = _Wrong()
        source, criterion, answer = row.get(self.source_column, ""), "", None
        cause, rule, basis = None, None, None
        with wrong.within(self.source_column):
            if source not in self.sources:
                raise NotFoundError(f"there is no source '{source[:80]}'{did_you_mean(source, self.sources)}")
        with wrong.within(self.criterion_column):
            criterion = self.rubric.find_criterion(row.get(self.criterion_column, "")).id
        if criterion:
            answer = self._answer(criterion, row, wrong)
        with wrong.within("rationale"):
            if not row.get("rationale"):
                raise ValueError(f"{criterion}: {NEEDS_REASON}; fill in the rationale")
        with wrong.within("cause"):
            cause = _cause(row.get("cause", ""))
        with wrong.within("rule"):
            rule = self._rule(criterion, row.get("rule", "")) if criterion else None
        with wrong.within("basis"):
            basis = _basis(row.get("basis", ""))
        if wrong.cells:
            raise RowError(wrong.cells)
        return GivenDecision(line, source, criterion, answer, cause, row["rationale"], rule, basis, row.get("decided"))

    def _answer(self, criterion: str, row: Mapping[str, str], wrong: _Wrong) -> Answer | None:
        columns = [name for name in ("decision", "value", "off_scale") if row.get(name)]
        if why := _why_no_answer(criterion, row, columns):
            where = "outcome" if "outcome" in row else columns[0] if columns else "rationale"
            wrong.cells.append(CellError(why, where))
        elif columns:
            with wrong.within(columns[0]):
                return self._said(criterion, row[columns[0]])
        return None

    def _said(self, criterion: str, text: str) -> Answer:
        """The answer that a cell holds, as it is typed or as the table tells it beside: ``-2 Oppose``."""
        for one in self.rubric.choices(criterion):
            if _as_typed(self.rubric.words(criterion, one.answer)) == _as_typed(text):
                return one.answer
        return self.rubric.parse_answer(criterion, text)

    def _rule(self, criterion: str, text: str) -> str | None:
        rule = " ".join(text.split())
        if not rule:
            return None
        if reason := why_not_a_rule(self.rubric, criterion, rule, proposed=not is_rule_id(rule)):
            raise ValueError(f"{criterion}: {reason}")
        return rule


def _why_no_answer(criterion: str, row: Mapping[str, str], columns: Sequence[str]) -> str | None:
    """Return what keeps outcome and answer from going together, or None."""
    outcome = _outcome(row) or ("settled" if columns else "")
    if not outcome:
        what = "a reason" if row.get("rationale") else "something filled in"
        return f"{criterion}: there is {what} and no decision; name an answer, or outcome: open"
    if outcome not in OUTCOMES:
        return f"'{outcome[:80]}' is no outcome{did_you_mean(outcome, OUTCOMES)}"
    if outcome == "open" and columns:
        return f"{criterion}: left open, and yet '{row[columns[0]][:80]}' is decided; clear one of them"
    if outcome == "settled" and len(columns) != 1:
        what = "two answers" if columns else "no answer"
        return f"{criterion}: settled with {what}; name one value or one off-scale answer"
    return None


def _as_typed(text: str) -> str:
    """An answer in words, without what a spreadsheet takes off a number: ``1 Support`` for ``+1 Support``."""
    return text.strip().casefold().replace("\u2212", "-").removeprefix("+")


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
