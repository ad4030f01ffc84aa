"""Rows of a codings table made into annotations. All or nothing: one bad row, and none is taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from stancebook.model.anchoring import quote_evidence
from stancebook.model.annotation import BLANK, Annotation, Coding, Evidence
from stancebook.model.answer import Answer, value_key
from stancebook.model.applying import applying_in
from stancebook.model.ids import why_not_an_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.model.requirements import missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.exchange.codings_table import CodingRow
    from stancebook.model.rubric import AnyCriterion, Rubric
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
    """

    annotations: dict[tuple[str, str], Annotation] = field(default_factory=dict)
    codings: int = 0
    unchanged: int = 0
    blank: int = 0
    dropped: int = 0
    unasked: int = 0


def import_codings(
    study: Study,
    rows: Iterable[CodingRow],
    where: str,
    *,
    duplicates: Duplicates = "error",
    replace: bool = False,
    draft: bool = False,
) -> Imported:
    """Return the annotations that a table of codings makes of a study.

    What the table does not know is not invented: ``at`` stays None, and the rubric's state too unless
    the column ``version`` names the current one. What it leaves out of a coding that stands there already
    stays as it is. New annotations become complete where they meet the requirements; one that a reviewer has
    begun stays what they declared it to be.

    Args:
        study: The study they are added to.
        rows: The table.
        where: The table's name for messages.
        duplicates: What to do with a second, different judgement of one cell by one reviewer.
        replace: Whether a coding that stands there already may be replaced by a different one.
        draft: Whether to leave every annotation a draft.

    Raises:
        StancebookError: With every bad row.
    """
    importer = _Importer(study, where, duplicates, replace=replace)
    for row in rows:
        importer.take(row)
    return importer.finish(draft=draft)


@dataclass
class _Pending:
    """One coding while its rows come in."""

    line: int
    answer: Answer
    single: bool
    changes: dict[str, Any]
    evidence: list[Evidence]


class _Importer:
    def __init__(self, study: Study, where: str, duplicates: Duplicates, *, replace: bool) -> None:
        self.study = study
        self.rubric: Rubric = study.rubric
        self.where = where
        self.duplicates = duplicates
        self.replace = replace
        self.pending: dict[Key, _Pending] = {}
        self.problems: list[Problem] = []
        self.imported = Imported()

    def take(self, row: CodingRow) -> None:
        try:
            self._take(row)
        except StancebookError as error:
            self.problems += [Problem(self.where, one.message, row.line) for one in error.problems]
        except ValueError as error:
            self.problems.append(Problem(self.where, str(error), row.line))

    def _take(self, row: CodingRow) -> None:
        criterion = self._criterion(row)
        source = self.study.source(row["source"].strip())
        reviewer = row["reviewer"].strip()
        if reason := why_not_an_id(reviewer):
            raise StancebookError(f"reviewer '{reviewer[:80]}': {reason}")
        answer = self._answer(row, criterion)
        if not answer.given:
            if row["quote"].strip():
                raise StancebookError("a quote without an answer; fill in value or off_scale")
            self.imported.blank += 1
            return
        key = (reviewer, source.id, criterion.id)
        new = _Pending(row.line, answer, _is_single(answer), self._details(row, criterion), [])
        if row["quote"].strip():
            new.evidence.append(self._evidence(row, source.body, criterion, answer))
        if key not in self.pending:
            self.pending[key] = new
        elif self._joins(self.pending[key], new):
            _join(self.pending[key], new)
        else:
            self._duplicate(key, new)

    def _criterion(self, row: CodingRow) -> AnyCriterion:
        named = row["criterion"].strip()
        if named:
            return self.rubric.criterion(named)
        if len(self.rubric.criteria) == 1:
            return self.rubric.criteria[0]
        raise NotFoundError(f"no criterion is named, and the rubric has {len(self.rubric.criteria)}")

    def _answer(self, row: CodingRow, criterion: AnyCriterion) -> Answer:
        value, off = row["value"].strip(), row["off_scale"].strip()
        if value and off:
            raise StancebookError(
                f"both a value ('{value[:40]}') and an off-scale answer ('{off[:40]}'); only one can hold"
            )
        if off and off not in criterion.off_scale:
            offered = did_you_mean(off, criterion.off_scale)
            raise StancebookError(f"'{off[:80]}' is no off-scale answer of {criterion.id}{offered}")
        return self.rubric.parse_answer(criterion.id, value or off) if value or off else Answer()

    def _details(self, row: CodingRow, criterion: AnyCriterion) -> dict[str, Any]:
        version = row["version"].strip()
        details: dict[str, Any] = {"note": row["note"].strip(), "version": version or None}
        if version == self.rubric.version:
            details["asked"] = self.rubric.asked[criterion.id]
        if text := row["confidence"].strip():
            if not text.isdecimal() or int(text) not in self.rubric.confidence.scale:
                scale = self.rubric.confidence.scale
                raise StancebookError(f"confidence '{text[:40]}' is not on the scale {min(scale)} to {max(scale)}")
            details["confidence"] = int(text)
        rules = tuple(sorted({rule.strip() for rule in row["rules"].replace(";", ",").split(",") if rule.strip()}))
        known = self.rubric.rule_ids[criterion.id]
        for rule in rules:
            if rule not in known:
                raise StancebookError(f"{criterion.id} has no rule '{rule[:40]}'{did_you_mean(rule, known)}")
        details["rules"] = rules
        return details

    def _evidence(self, row: CodingRow, body: str, criterion: AnyCriterion, answer: Answer) -> Evidence:
        for_value = row["for"].strip() or None
        if for_value is None and criterion.requires_evidence == "each" and _is_single(answer):
            for_value = answer.value[0] if isinstance(answer.value, tuple) else None
        start = row["start"].strip()
        if start and not start.isdecimal():
            raise StancebookError(f"start '{start[:40]}' should be a whole number")
        near = int(start) if start else None
        return quote_evidence(body, row["quote"], for_value=for_value, near=near, where=row["source"].strip())

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
            declared = before.complete or ((reviewer, source) not in self.study.annotations and not draft)
            done = declared and not missing(after, self.rubric)
            made[reviewer, source] = after.model_copy(update={"state": "complete" if done else "draft"})
            self.imported.codings += len(codings)
            asked = applying_in(self.rubric, after)
            self.imported.unasked += sum(asked.get(key) is False for key in codings)
        return self.imported

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
        if pending.evidence:
            said["evidence"] = tuple({evidence.key: evidence for evidence in pending.evidence}.values())
        same = before.model_copy(update={**said, "asked": before.asked, "version": before.version}).sealed()
        if pending.answer == before.answer and same == before:
            return before
        answer = {"value": pending.answer.value, "off_scale": pending.answer.off_scale}
        unknown = {"at": None, "asked": None, "version": None, "independent": annotation.revealed_at is None}
        return before.model_copy(update={**unknown, **answer, **said}).sealed()

    def _is_new(self, annotation: Annotation, criterion: str, coding: Coding, line: int) -> bool:
        before = annotation.coding(criterion)
        if coding == before:
            self.imported.unchanged += 1
            return False
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


def _is_single(answer: Answer) -> bool:
    return isinstance(answer.value, tuple) and len(answer.value) == 1


def _join(old: _Pending, new: _Pending) -> None:
    if old.answer != new.answer:
        values = {*(old.answer.value or ()), *(new.answer.value or ())}  # type: ignore[misc]
        old.answer = Answer(tuple(sorted(values)))
    old.evidence += new.evidence
    for name, value in new.changes.items():
        old.changes[name] = old.changes.get(name) or value
