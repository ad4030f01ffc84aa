"""The check: every file valid, every quote verbatim, every rule of the rubric obeyed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stancebook.model.anchoring import is_verbatim, places
from stancebook.model.ids import CONSENSUS
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.requirements import missing
from stancebook.model.study import Study
from stancebook.workspace.annotation_file import read_adjudication, read_annotation, repeated_keys
from stancebook.workspace.source_file import read_source
from stancebook.workspace.text_file import read_text, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stancebook.model.annotation import Annotation, Attributed, Coding, Evidence, Judgement
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.workspace.workspace import Workspace


@dataclass
class Findings:
    """What a check found.

    Attributes:
        problems: What is wrong.
        stale: Codings whose criterion has changed in meaning since; wrong unless allowed.
        advice: What is worth a look and nothing more.
        sources: How many sources were read.
        annotations: How many annotations were read.
        quotes: How many quotes were compared with their source.
    """

    problems: list[Problem] = field(default_factory=list)
    stale: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    sources: int = 0
    annotations: int = 0
    quotes: int = 0


def check_workspace(workspace: Workspace, rubric_id: str | None = None) -> Findings:
    """Check every file of a study; what is unusable in one hides nothing in the others.

    Raises:
        NotFoundError: Where the rubric is not there.
    """
    findings = Findings()
    wanted = [rubric_id] if rubric_id or len(workspace.rubric_ids()) == 0 else workspace.rubric_ids()
    sources = _read_sources(workspace, findings)
    try:
        registered = set(workspace.reviewers())
    except StancebookError as error:
        findings.problems += error.problems
        registered = set()
    for each in wanted:
        try:
            rubric = workspace.rubric(each)
        except StancebookError as error:
            if each is None or each not in workspace.rubric_ids():
                raise
            findings.problems += error.problems
            continue
        _check_rubric_folder(workspace, rubric, sources, registered, findings)
    _unknown_rubrics(workspace, findings)
    return findings


def _read_sources(workspace: Workspace, findings: Findings) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    try:
        paths = workspace.source_paths
    except StancebookError as error:
        findings.problems += error.problems
        return sources
    for source_id, path in paths.items():
        try:
            sources[source_id] = read_source(path, workspace.root)
        except StancebookError as error:
            findings.problems += error.problems
    findings.sources = len(paths)
    return sources


def _check_rubric_folder(
    workspace: Workspace, rubric: Rubric, sources: dict[str, Source], registered: set[str], findings: Findings
) -> None:
    study = Study(rubric, sources, {}, {})
    seen: set[str] = set()
    for path in workspace.annotation_paths(rubric.id):
        findings.annotations += 1
        where = shown_path(path, workspace.root)
        try:
            text = read_text(path, workspace.root)
            annotation = read_annotation(path, workspace.root)
        except StancebookError as error:
            findings.problems += error.problems
            continue
        findings.problems += [Problem(where, message) for message in _repeated_keys(text)]
        if annotation.reviewer not in registered | seen:
            seen.add(annotation.reviewer)
            message = f"the reviewer '{annotation.reviewer}' is not registered there{_near(annotation, registered)}"
            findings.advice.append(Problem(shown_path(workspace.register, workspace.root), message))
        _check_annotation(annotation, study, workspace, where, findings)
    for path in sorted((workspace.annotations / rubric.id / CONSENSUS).glob("*.json")):
        try:
            read_adjudication(path, workspace.root)
        except StancebookError as error:
            findings.problems += error.problems


def _near(annotation: Annotation, registered: set[str]) -> str:
    return did_you_mean(annotation.reviewer, sorted(registered)) if registered else ""


def _check_annotation(
    annotation: Annotation, study: Study, workspace: Workspace, where: str, findings: Findings
) -> None:
    rubric, source = study.rubric, study.sources.get(annotation.source)
    messages = [*_source_problems(annotation, source, workspace), *_lacking(annotation, rubric)]
    for criterion, coding in annotation.codings.items():
        messages += [f"{criterion}: {message}" for message in _coding_problems(coding, criterion, rubric, source)]
        if _is_merely_stale(criterion, coding, study):
            stale = f"{criterion}: stale, the criterion has changed in meaning since it was coded"
            findings.stale.append(Problem(where, stale))
    for attributed in annotation.attributed:
        about = f"attributed to {attributed.actor}, {attributed.criterion}"
        messages += [f"{about}: {message}" for message in _attributed_problems(attributed, rubric, source)]
    findings.quotes += sum(1 for _ in annotation.quotes)
    findings.problems += [Problem(where, message) for message in messages]


def _source_problems(annotation: Annotation, source: Source | None, workspace: Workspace) -> Iterator[str]:
    if source is not None:
        if source.sha256 != annotation.source_sha256:
            yield "the source has changed since it was coded (source_sha256 differs)"
    elif annotation.source not in workspace.source_paths:
        yield f"there is no source '{annotation.source}'{did_you_mean(annotation.source, workspace.source_paths)}"


def _lacking(annotation: Annotation, rubric: Rubric) -> Iterator[str]:
    lacking = [criterion for criterion in rubric.by_id if criterion not in annotation.codings]
    if lacking:
        yield f"lacks the criteria {', '.join(lacking)}; save it once more to add them"
    if annotation.complete:
        for one in missing(annotation, rubric):
            yield f"complete, but {one.sentence}"


def _coding_problems(coding: Coding, criterion: str, rubric: Rubric, source: Source | None) -> Iterator[str]:
    yield from _judgement_problems(coding, criterion, rubric)
    if criterion in rubric.by_id:
        known = rubric.rule_ids[criterion]
        for rule in coding.rules:
            if rule not in known:
                yield f"there is no rule '{rule}'{did_you_mean(rule, known)}"
        if coding.confidence is not None and coding.confidence not in rubric.confidence.scale:
            yield f"confidence {coding.confidence} is not on the scale"
    if source:
        yield from _quote_problems(coding.evidence, source)


def _is_merely_stale(criterion: str, coding: Coding, study: Study) -> bool:
    """Whether it is stale while its answer is still one; an answer that is none any more is a problem of its own."""
    if criterion not in study.rubric.by_id or study.rubric.why_not_an_answer(criterion, coding.answer):
        return False
    return study.is_stale(criterion, coding)


def _attributed_problems(attributed: Attributed, rubric: Rubric, source: Source | None) -> Iterator[str]:
    yield from _judgement_problems(attributed, attributed.criterion, rubric)
    kinds = rubric.attributed.actor_type
    if attributed.actor_type is not None and kinds and attributed.actor_type not in kinds:
        yield f"there is no actor type '{attributed.actor_type}'{did_you_mean(attributed.actor_type, kinds)}"
    if source:
        yield from _quote_problems(attributed.evidence, source)


def _judgement_problems(judgement: Judgement, criterion: str, rubric: Rubric) -> Iterator[str]:
    if judgement.rev != judgement.expected_rev:
        yield "changed outside Stancebook, or merged from two edits ('rev' does not fit); look at it and save it anew"
    if criterion not in rubric.by_id:
        if judgement.answer.given:
            yield f"the rubric has no such criterion{did_you_mean(criterion, rubric.by_id)}"
        return
    if reason := rubric.why_not_an_answer(criterion, judgement.answer):
        yield reason


def _quote_problems(evidence: tuple[Evidence, ...], source: Source) -> Iterator[str]:
    for one in evidence:
        if is_verbatim(one, source.body):
            continue
        found = places(source.body, one.quote, 3)
        at = f"; it stands at {', '.join(str(place.start) for place in found)}" if found else "; it is nowhere in it"
        yield f"the quote at {one.start} is not in {source.id} at that place{at}: '{one.quote[:80]}'"


def _repeated_keys(text: str) -> list[str]:
    return [f"the key '{key}' is given twice, and only the last counts; keep one" for key in repeated_keys(text)]


def _unknown_rubrics(workspace: Workspace, findings: Findings) -> None:
    known = workspace.rubric_ids()
    folders: list[Path] = sorted(workspace.annotations.iterdir()) if workspace.annotations.is_dir() else []
    for folder in folders:
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in known:
            where = shown_path(folder, workspace.root)
            findings.problems.append(
                Problem(where, f"there is no rubric '{folder.name}'{did_you_mean(folder.name, known)}")
            )
