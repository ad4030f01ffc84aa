"""Rows of a codings table made into annotations. All or nothing: one bad row, and none is taken."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from stancebook.exchange.codings_row import (
    is_single,
    is_unchosen,
    read_answer,
    read_criterion,
    read_details,
    read_quote,
    read_state,
    require_version,
)
from stancebook.model.annotation import BLANK, Annotation, Coding, Evidence
from stancebook.model.answer import Answer, value_key
from stancebook.model.applying import applying_in
from stancebook.model.ids import why_not_an_id
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.requirements import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancebook.exchange.codings_table import CodingRow
    from stancebook.model.requirements import Missing
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study

Duplicates = Literal["error", "first", "last"]
Key = tuple[str, str, str]


@dataclass
class Imported:
    """What a table gave.

    Attributes:
        annotations: Every annotation that is new or changed, by (reviewer, source).
        codings: How many codings are new or changed.
        unchanged: How many stood there already, word for word.
        blank: Rows without an answer, which code nothing.
        dropped: Second judgements of one cell that were left out on request.
        unasked: Codings of criteria that are not asked, given the other answers; kept, and counted nowhere.
        noted: Codings that stood there already, of which the table says now under which version they were made.
        attributed: Quotes for positions of others, which are not taken.
        stateless: Codings of which nobody knows what their question meant when they were made.
        timeless: Codings of which nobody knows when they were made, and so whether blind.
        lacking: What annotations that are drafts lack, by (reviewer, source); empty where they were begun as drafts.
    """

    annotations: dict[tuple[str, str], Annotation] = field(default_factory=dict)
    codings: int = 0
    unchanged: int = 0
    blank: int = 0
    dropped: int = 0
    unasked: int = 0
    noted: int = 0
    attributed: int = 0
    stateless: int = 0
    timeless: int = 0
    lacking: dict[tuple[str, str], list[Missing]] = field(default_factory=dict)


def import_codings(
    study: Study,
    rows: Iterable[CodingRow],
    where: str,
    *,
    duplicates: Duplicates = "error",
    replace: bool = False,
    draft: bool = False,
    version: str | None = None,
    quotes: Iterable[CodingRow] = (),
    quotes_where: str = "",
) -> Imported:
    """Return the annotations that a table of codings makes of a study.

    What the table does not know is not invented: ``at`` stays None, and the rubric's state too unless it names the
    version: of the current one the meaning of a question is known, of an older one where codings of the study that
    were made under it record it. What it leaves out of a coding that stands there already
    stays as it is. New annotations become complete where they meet the requirements; one that a reviewer has
    begun stays what they declared it to be.

    Args:
        study: The study they are added to.
        rows: The table.
        where: The table's name for messages.
        duplicates: What to do with a second, different judgement of one cell by one reviewer.
        replace: Whether a coding that stands there already may be replaced by a different one.
        draft: Whether to leave every annotation a draft.
        version: The version of the rubric under which all were coded of which the table does not say it.
        quotes: A table of quotes for these codings.
        quotes_where: That table's name for messages.

    Raises:
        StancebookError: With every bad row.
    """
    if version is not None:
        require_version(study.rubric, version)
    importer = _Importer(study, where, duplicates, replace=replace, version=version, quotes_where=quotes_where)
    for row in rows:
        importer.take(row)
    for row in quotes:
        importer.take_quote(row)
    return importer.finish(draft=draft)


@dataclass
class _Pending:
    """One coding while its rows come in; quotes for values it does not have stand apart."""

    line: int
    answer: Answer
    single: bool
    changes: dict[str, Any]
    evidence: list[Evidence]
    unchosen: list[Evidence] = field(default_factory=list)


class _Importer:
    def __init__(
        self,
        study: Study,
        where: str,
        duplicates: Duplicates,
        *,
        replace: bool,
        version: str | None,
        quotes_where: str,
    ) -> None:
        self.study = study
        self.rubric: Rubric = study.rubric
        self.where = where
        self.quotes_where = quotes_where
        self.version = version
        self.digests: dict[tuple[str, str], set[str]] | None = None
        self.drafts: set[tuple[str, str]] = set()
        self.duplicates = duplicates
        self.replace = replace
        self.pending: dict[Key, _Pending] = {}
        self.refused: set[Key] = set()
        self.problems: list[Problem] = []
        self.imported = Imported()

    def take(self, row: CodingRow) -> None:
        told = len(self.problems)
        with self._telling(row, self.where):
            self._take(row)
        if len(self.problems) > told:
            self.refused.add(_key(row))

    @contextmanager
    def _telling(self, row: CodingRow, where: str) -> Iterator[None]:
        """Collect what is wrong with a row, with its line."""
        try:
            yield
        except StancebookError as error:
            self.problems += [Problem(where, one.message, row.line) for one in error.problems]
        except ValueError as error:
            self.problems.append(Problem(where, str(error), row.line))

    def _take(self, row: CodingRow) -> None:
        criterion = read_criterion(row, self.rubric)
        source = self.study.source(row["source"].strip())
        reviewer = row["reviewer"].strip()
        if reason := why_not_an_id(reviewer):
            raise StancebookError(f"reviewer '{reviewer[:80]}': {reason}")
        answer = read_answer(row, self.rubric, criterion)
        if not answer.given:
            if row["quote"].strip():
                raise StancebookError("a quote without an answer; fill in value or off_scale")
            self.imported.blank += 1
            return
        key = (reviewer, source.id, criterion.id)
        state = read_state(row, self.rubric, criterion.id, answer, version=self.version, recorded=self._recorded)
        details = {**read_details(row, self.rubric, criterion), **state}
        new = _Pending(row.line, answer, is_single(answer), details, [])
        if row["quote"].strip():
            new.evidence.append(read_quote(row, source.body, criterion, answer))
        if row["status"] == "draft":
            self.drafts.add((reviewer, source.id))
        if key not in self.pending:
            self.pending[key] = new
        elif self._joins(self.pending[key], new):
            _join(self.pending[key], new)
        else:
            self._duplicate(key, new)

    def take_quote(self, row: CodingRow) -> None:
        """Take a row of the table of quotes: it belongs to a coding of the table."""
        if row["role"] == "attributed":
            self.imported.attributed += 1
            return
        key = _key(row)
        if key not in self.pending and {key, (*key[:2], "")} & self.refused:
            return  # what is wrong with its coding is told
        with self._telling(row, self.quotes_where):
            if key not in self.pending:
                who, source_id, named = (one[:80] for one in key)
                raise StancebookError(f"{self.where} has no coding of '{named}' in '{source_id}' by '{who}'")
            criterion, source = self.rubric.criterion(key[2]), self.study.source(key[1])
            coding = self.pending[key]
            quote = read_quote(row, source.body, criterion, coding.answer)
            (coding.unchosen if is_unchosen(row) else coding.evidence).append(quote)

    def _recorded(self, version: str, criterion: str) -> str | None:
        """Return what a question meant in an older version, where all codings of the study made then say the same."""
        if self.digests is None:
            self.digests = {}
            for annotation in self.study.annotations.values():
                for name, coding in annotation.codings.items():
                    if coding.version and coding.asked:
                        self.digests.setdefault((coding.version, name), set()).add(coding.asked)
        found = self.digests.get((version, criterion), set())
        return next(iter(found)) if len(found) == 1 else None

    def _joins(self, old: _Pending, new: _Pending) -> bool:
        """Whether two rows tell of one coding: the same answer, or one of several values each."""
        if old.answer != new.answer and not (old.single and new.single):
            return False
        return all(
            old.changes.get(name) in (None, "", (), value) or value in (None, "", ())
            for name, value in new.changes.items()
        )

    def _duplicate(self, key: Key, new: _Pending) -> None:
        reviewer, source, criterion = key
        if self.duplicates == "error":
            first = self.pending[key]
            raise StancebookError(
                f"{reviewer} judges {criterion} of {source} again, and differently (first in line {first.line}); "
                "keep one, or say which counts with --duplicates first or last"
            )
        self.imported.dropped += 1
        if self.duplicates == "last":
            self.pending[key] = new

    def finish(self, *, draft: bool) -> Imported:
        made = self.imported.annotations
        touched: dict[tuple[str, str], dict[str, Coding]] = {}
        for (reviewer, source, criterion), pending in self.pending.items():
            before = self._annotation(reviewer, source)
            try:
                coding = self._coding(before, criterion, pending)
            except StancebookError as error:
                self.problems += [Problem(self.where, one.message, pending.line) for one in error.problems]
                continue
            if self._is_new(before, criterion, coding, pending.line):
                touched.setdefault((reviewer, source), {})[criterion] = coding
        if self.problems:
            raise StancebookError(sorted(self.problems, key=lambda problem: problem.line or 0))
        for (reviewer, source), codings in touched.items():
            before = self._annotation(reviewer, source)
            after = before.model_copy(update={"codings": {**before.codings, **codings}})
            # Whoever has begun a source declares it complete themselves.
            new = (reviewer, source) not in self.study.annotations and (reviewer, source) not in self.drafts
            declared = before.complete or (new and not draft)
            lacks = missing(after, self.rubric)
            done = declared and not lacks
            made[reviewer, source] = after.model_copy(update={"state": "complete" if done else "draft"})
            if not (done or draft):
                self.imported.lacking[reviewer, source] = lacks
            self._count(after, codings)
        return self.imported

    def _count(self, after: Annotation, codings: Mapping[str, Coding]) -> None:
        self.imported.codings += len(codings)
        asked = applying_in(self.rubric, after)
        self.imported.unasked += sum(asked.get(key) is False for key in codings)
        self.imported.stateless += sum(coding.state_unknown for coding in codings.values())
        self.imported.timeless += sum(coding.independence_unknown for coding in codings.values())

    def _coding(self, annotation: Annotation, criterion: str, pending: _Pending) -> Coding:
        """Return the coding with what the table says, and as it was in what the table leaves out."""
        if reason := self.rubric.why_not_an_answer(criterion, pending.answer):
            raise StancebookError(reason)
        chosen = pending.answer.value
        values = chosen if isinstance(chosen, tuple) else () if chosen is None else (value_key(chosen),)
        for evidence in pending.evidence:
            if evidence.for_value is not None and evidence.for_value not in values:
                raise StancebookError(f"a quote is for '{evidence.for_value}', which {criterion} does not have here")
        before = annotation.coding(criterion)
        said = {name: value for name, value in pending.changes.items() if value not in (None, "", ())}
        if quotes := (*pending.evidence, *pending.unchosen):
            said["evidence"] = tuple({evidence.key: evidence for evidence in quotes}.values())
        if pending.answer == before.answer:
            known = _filled(before, said)
            same = known.model_copy(update={**said, "asked": known.asked, "version": known.version}).sealed()
            if same == known.sealed():
                return before if known is before else same
        answer = {"value": pending.answer.value, "off_scale": pending.answer.off_scale}
        unknown = {"at": None, "asked": None, "version": None, "independent": annotation.revealed_at is None}
        return before.model_copy(update={**unknown, **answer, **said}).sealed()

    def _is_new(self, annotation: Annotation, criterion: str, coding: Coding, line: int) -> bool:
        before = annotation.coding(criterion)
        if coding == before:
            self.imported.unchanged += 1
            return False
        state = {"version": coding.version, "asked": coding.asked}
        if before.given and _filled(before, state).sealed() == coding:
            self.imported.noted += 1
            return True
        if before != BLANK and not self.replace:
            who = f"{annotation.reviewer} has coded {criterion} of {annotation.source}"
            self.problems.append(Problem(self.where, f"{who} differently already; --replace takes the table's", line))
        return True

    def _annotation(self, reviewer: str, source: str) -> Annotation:
        existing = self.study.annotations.get((reviewer, source))
        if existing is not None:
            return existing
        return Annotation.new(
            self.rubric.id, tuple(self.rubric.by_id), reviewer, source, self.study.sources[source].sha256
        )


def _key(row: CodingRow) -> Key:
    return row["reviewer"].strip(), row["source"].strip(), row["criterion"].strip()


def _filled(before: Coding, said: Mapping[str, Any]) -> Coding:
    """Return a coding with the state of the rubric when it was made, where only the table knows it."""
    if before.asked is not None or not said.get("version") or before.version not in {None, said["version"]}:
        return before
    return before.model_copy(update={"version": said["version"], "asked": said.get("asked")})


def _join(old: _Pending, new: _Pending) -> None:
    if old.answer != new.answer:
        values = {*(old.answer.value or ()), *(new.answer.value or ())}  # type: ignore[misc]
        old.answer = Answer(tuple(sorted(values)))
    old.evidence += new.evidence
    for name, value in new.changes.items():
        old.changes[name] = old.changes.get(name) or value
