"""The check: every file valid, every quote verbatim, every rule of the rubric obeyed."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from stancebook.model.edtf import why_no_date
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.source import mistyped_keys
from stancebook.model.study import Study
from stancebook.workspace.annotation_file import parse_adjudication, parse_annotation
from stancebook.workspace.check_annotation import check_annotation
from stancebook.workspace.check_attributes import union_problems
from stancebook.workspace.check_decisions import check_decisions
from stancebook.workspace.check_meanings import rubric_problems
from stancebook.workspace.check_rules import RULES
from stancebook.workspace.conflict_markers import CONFLICT
from stancebook.workspace.findings import Finding, Findings
from stancebook.workspace.journal_file import journal_paths, read_journal
from stancebook.workspace.json_file import COPY, TWICE
from stancebook.workspace.listing import files_in
from stancebook.workspace.resolve_register import register_copies
from stancebook.workspace.rubric_knowledge import RubricKnowledge
from stancebook.workspace.settings import settings_file
from stancebook.workspace.source_file import read_source
from stancebook.workspace.text_file import read_bytes, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancebook.model.annotation import Annotation, Coding
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.workspace.workspace import Workspace


@dataclass
class StudyFindings(Findings):
    """What a check of a study found.

    Attributes:
        sources: How many sources were read.
        annotations: How many annotations were read.
        quotes: How many quotes were compared with their source.
        completed: Rubric, reviewer and source of each annotation that its reviewer declared complete.
        begun: Rubric and reviewer of those who have coded anything.
        registered: Who is in the register; None where it cannot be read.
    """

    TOOL: ClassVar = "stance check"
    SCHEMA: ClassVar = "stancebook/check/1"
    RULES: ClassVar = RULES

    sources: int = 0
    annotations: int = 0
    quotes: int = 0
    completed: set[tuple[str, str, str]] = field(default_factory=set)
    begun: set[tuple[str, str]] = field(default_factory=set)
    registered: set[str] | None = None

    def counts(self) -> dict[str, int]:
        """Return how much was read."""
        return {"sources": self.sources, "annotations": self.annotations, "quotes": self.quotes}

    def add(self, rule: str, problems: Iterable[Problem]) -> None:
        """Add problems of one rule; those of unusable files find their own."""
        for problem in problems:
            kind = _kind_of_file_problem(problem.message) if rule == "file" else rule
            self.found.append(Finding(kind, problem))


def _kind_of_file_problem(message: str) -> str:
    if message.startswith((CONFLICT, COPY)):
        return "conflict"
    return "repeated-key" if TWICE in message else "file"


def check_workspace(
    workspace: Workspace, rubric_id: str | None = None, *, allowed: frozenset[str] = frozenset()
) -> StudyFindings:
    """Check every file of a study; what is unusable in one hides nothing in the others.

    Args:
        workspace: The study.
        rubric_id: The one rubric to check, else all.
        allowed: The rules whose findings are no problem.

    Raises:
        NotFoundError: Where the rubric is not there.
    """
    findings = StudyFindings(allowed=allowed)
    wanted = [rubric_id] if rubric_id or len(workspace.rubric_ids()) == 0 else workspace.rubric_ids()
    sources, ids = _read_sources(workspace, findings)
    try:
        findings.registered = set(workspace.reviewers())
    except StancebookError as error:
        findings.add("file", error.problems)
    findings.add("file", _register_copies(workspace))
    for each in wanted:
        try:
            rubric = workspace.rubric(each)
        except StancebookError as error:
            if each is None or each not in workspace.rubric_ids():
                raise
            findings.add("file", error.problems)
            continue
        _check_rubric_folder(workspace, Study(rubric, sources, {}, {}), ids, findings)
    findings.add("file", _astray(workspace, wanted))
    findings.add("file", _unknown_rubrics(workspace))
    findings.add("merged-by-line", union_problems(workspace))
    findings.add("setting", _settings(workspace))
    return findings


def _register_copies(workspace: Workspace) -> Iterator[Problem]:
    message = f"{COPY} made of {workspace.register.name} when two computers changed it; stance resolve joins the two"
    for copy in register_copies(workspace):
        yield Problem(shown_path(copy, workspace.root), message)


def _settings(workspace: Workspace) -> Iterator[Problem]:
    """Yield what a settings file names that is not there."""
    chosen, known = workspace.settings.rubric, workspace.rubric_ids()
    if chosen is not None and chosen not in known:
        message = f"setting 'rubric': there is no rubric '{chosen[:80]}'{did_you_mean(chosen, known)}"
        yield Problem(settings_file(workspace.root), message)


def _read_sources(workspace: Workspace, findings: StudyFindings) -> tuple[dict[str, Source], set[str] | None]:
    sources: dict[str, Source] = {}
    paths, misnamed = workspace.source_files
    findings.add("file", misnamed)
    for source_id, path in paths.items():
        try:
            source = sources[source_id] = read_source(path, workspace.root)
        except StancebookError as error:
            findings.add("file", error.problems)
            continue
        findings.add("file", source.faults)
        where = shown_path(path, workspace.root)
        if not source.body.strip():
            findings.add("file", [Problem(where, "holds no text")])
        findings.add("front-matter", _mistyped(where, source))
        if source.front.date and (said := why_no_date(source.front.date)):
            findings.add("date", [Problem(where, said)])
    findings.sources = len(paths)
    return sources, set(paths)


def _mistyped(where: str, source: Source) -> Iterator[Problem]:
    """Yield keys of one's own that look like mistyped known ones."""
    for key, known in mistyped_keys(source.front).items():
        yield Problem(where, f"'{key}' is a key of your own; did you mean {known}?")


def _check_rubric_folder(workspace: Workspace, study: Study, ids: set[str] | None, findings: StudyFindings) -> None:
    rubric: Rubric = study.rubric
    registered = findings.registered
    seen: set[str] = set()
    read: list[Annotation] = []
    for path in workspace.annotation_paths(rubric.id):
        findings.annotations += 1
        try:
            data = read_bytes(path, workspace.root).removeprefix(BOM_UTF8)
            annotation = parse_annotation(data, path, workspace.root)
        except StancebookError as error:
            findings.add("file", error.problems)
            continue
        read.append(annotation)
        findings.annotations -= not annotation.begun  # who only looked has made none
        findings.begun |= {(rubric.id, annotation.reviewer)} if annotation.begun else set()
        if annotation.complete:
            findings.completed.add((rubric.id, annotation.reviewer, annotation.source))
        if registered is not None and annotation.begun and annotation.reviewer not in registered | seen:
            seen.add(annotation.reviewer)
            near = did_you_mean(annotation.reviewer, sorted(registered)) if registered else ""
            message = f"the reviewer '{annotation.reviewer}' is not registered there{near}"
            findings.add("unregistered", [Problem(shown_path(workspace.register, workspace.root), message)])
        findings.found += check_annotation(annotation, data, study, ids, path=path, root=workspace.root)
        findings.quotes += sum(1 for _ in annotation.quotes)
    for kind, problem in rubric_problems(RubricKnowledge(workspace, rubric, read)):
        findings.add(kind, [problem])
    codings = {(one.reviewer, one.source): one.codings for one in read}
    findings.add("state-unknown", _of_unknown_state(workspace, study, codings))
    for path in workspace.adjudication_paths(rubric.id):
        try:
            data = read_bytes(path, workspace.root).removeprefix(BOM_UTF8)
            adjudication = parse_adjudication(data, path, workspace.root)
        except StancebookError as error:
            findings.add("file", error.problems)
            continue
        where = shown_path(path, workspace.root)
        findings.found += check_decisions(adjudication, data, rubric, ids, codings, where=where)
    for path in journal_paths(workspace, rubric.id):
        try:
            read_journal(path, workspace.root)
        except StancebookError as error:
            findings.add("file", error.problems)


def _of_unknown_state(
    workspace: Workspace, study: Study, codings: Mapping[tuple[str, str], Mapping[str, Coding]]
) -> Iterator[Problem]:
    """Yield how many codings of each reviewer no change of a question makes stale, for nobody knows what was asked."""
    unknown: Counter[str] = Counter()
    for (reviewer, _), each in codings.items():
        unknown[reviewer] += sum(study.is_of_unknown_state(key, one) for key, one in each.items())
    for reviewer, number in (+unknown).items():
        of = "1 coding" if number == 1 else f"{number:,} codings"
        message = (
            f"of {of} it is not known what the question meant when it was answered: no change of a question makes "
            "them stale; stance import TABLE --rubric-version VERSION notes it"
        )
        folder = workspace.annotations / study.rubric.id / reviewer
        yield Problem(shown_path(folder, workspace.root), message)


def _astray(workspace: Workspace, rubrics: Iterable[str | None]) -> Iterator[Problem]:
    """Yield files that look like annotations and lie where nothing reads them."""
    right = f"{workspace.settings.annotations}/RUBRIC/REVIEWER/SOURCE.json"
    for folder in (workspace.annotations, *(workspace.annotations / each for each in rubrics if each)):
        for path in files_in(folder, ".json", workspace.root):
            if path.is_file():
                where = shown_path(path, workspace.root)
                yield Problem(where, f"lies in no reviewer's folder, and nothing reads it; an annotation is {right}")


def _unknown_rubrics(workspace: Workspace) -> Iterator[Problem]:
    known = workspace.rubric_ids()
    folders = sorted(workspace.annotations.iterdir()) if workspace.annotations.is_dir() else []
    for folder in folders:
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in {*known, workspace.register.name}:
            where = shown_path(folder, workspace.root)
            yield Problem(where, f"there is no rubric '{folder.name}'{did_you_mean(folder.name, known)}")
