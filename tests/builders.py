"""A tiny study, in memory or in a folder, for tests of any part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.model.annotation import BLANK, Annotation, Coding, Evidence
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.source import FrontMatter, Source
from stancebook.model.study import Reviewer, Study
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stancebook.model.answer import Value
    from stancebook.model.rubric import Rubric

AT: Final = "2026-11-22T09:14:05Z"
LATER: Final = "2026-11-22T10:00:00Z"

RUBRIC: Final = """\
rubric: tiny
version: "1"
title: A tiny rubric
unit:
  holder: author
  general_rules:
    - {id: G1, rule: Code what the text says.}
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The text is silent.}
  unclear: {label: Unclear, symbol: "?", definition: One cannot tell., requires_note: true}
  not_applicable: {label: Not applicable, symbol: "n/a", definition: It cannot be asked., agreement: missing}
criteria:
  - id: works
    label: Whether it works
    short: Works
    question: "Does the author hold that it works?"
    type: ordinal
    definition: The author's judgement of results.
    include: [results, figures]
    exclude: [popularity, "cost: see rights"]
    scale:
      - {value: 2, label: Works, definition: It works.}
      - {value: 1, label: Mostly works, definition: It mostly works.}
      - {value: 0, label: Split, definition: Half and half.}
      - {value: -1, label: Mostly fails, definition: It mostly fails.}
      - {value: -2, label: Fails, definition: It fails.}
    off_scale: [not_addressed, unclear, not_applicable]
    decision_rules:
      - {id: W1, rule: Popularity is no result.}
    examples:
      - {value: 1, text: It helps.}
  - id: advice
    label: What is advised
    question: "What does the author advise?"
    type: nominal
    multiple: true
    max_values: 3
    values:
      - {value: stop, label: Stop, definition: Stop it.}
      - {value: go-on, label: Go on, definition: Go on.}
      - {value: talk, label: Talk, definition: Talk first.}
      - {value: other, label: Other, definition: Something else., requires_note: true}
      - {value: nothing, label: Nothing, definition: Leave it.}
    exclusive: [nothing]
    off_scale: [not_addressed, not_applicable]
    requires_evidence: each
  - id: tone
    label: Tone
    question: "Which tone prevails?"
    type: nominal
    values:
      - {value: calm, label: Calm}
      - {value: sharp, label: Sharp}
      - {value: warm, label: Warm}
    off_scale: [not_addressed, not_applicable]
    requires_evidence: false
"""

BODY: Final = "It works, says the author. Talk first, then stop. Others say it fails.\n"


def rubric(text: str = RUBRIC) -> Rubric:
    """Return the tiny rubric: `works` is ordinal, `advice` takes several values, `tone` one."""
    return parse_rubric(text, "rubrics/tiny.yaml")


def source(source_id: str = "one", body: str = BODY, **front: Any) -> Source:
    """Return a source."""
    return Source(source_id, FrontMatter(**front), body, f"seeds/{source_id}.md")


def coding(
    of: Rubric,
    criterion: str,
    value: Value | None = None,
    off_scale: str | None = None,
    *,
    quotes: tuple[Evidence, ...] = (),
    **more: Any,
) -> Coding:
    """Return a coding as editing would have made it."""
    given = value is not None or off_scale is not None
    fields = {
        "value": value,
        "off_scale": off_scale,
        "evidence": quotes,
        "at": AT if given else None,
        "asked": of.asked.get(criterion) if given else None,
        "version": of.version if given else None,
    }
    return BLANK.model_copy(update={**fields, **more}).sealed()


def annotation(
    of: Rubric, reviewer: str, source_id: str, answers: Mapping[str, Coding], *, state: str = "complete", **more: Any
) -> Annotation:
    """Return an annotation of these codings; the other criteria stay blank. Nothing checks the state."""
    made = Annotation.new(of.id, tuple(of.by_id), reviewer, source_id, source(source_id).sha256)
    return made.model_copy(update={"codings": {**made.codings, **answers}, "state": state, **more})


def answer_of(of: Rubric, criterion: str, answer: Value | None) -> Coding:
    """Return a coding: text that names an off-scale answer is one, None is not coded."""
    if isinstance(answer, str) and answer in of.off_scale:
        return coding(of, criterion, off_scale=answer)
    return coding(of, criterion, answer)


def decision(
    value: Value | None = None, off_scale: str | None = None, *, basis: Mapping[str, Coding] | None = None, **more: Any
) -> Decision:
    """Return a decision: settled with an answer, open without one."""
    fields = {
        "outcome": "open" if value is None and off_scale is None else "settled",
        "value": value,
        "off_scale": off_scale,
        "basis": {who: coding.rev for who, coding in (basis or {}).items()},
        "cause": None,
        "rationale": "The text says so.",
        "rule": None,
        "by": "ana",
        "at": AT,
    }
    return Decision.model_validate({**fields, **more})


def adjudication(source_id: str = "one", **decisions: tuple[Decision, ...]) -> Adjudication:
    """Return the decisions on a source."""
    return Adjudication(rubric="tiny", source=source_id, decisions=decisions)


def study(
    of: Rubric,
    table: Mapping[str, Mapping[str, Mapping[str, Value | None]]],
    adjudications: Mapping[str, Adjudication] | None = None,
) -> Study:
    """Return a study of complete annotations.

    Args:
        of: The rubric.
        table: source -> reviewer -> criterion -> answer, as `answer_of` takes them.
        adjudications: Decisions by source.
    """
    annotations = {
        (reviewer, source_id): annotation(of, reviewer, source_id, {c: answer_of(of, c, a) for c, a in answers.items()})
        for source_id, coders in table.items()
        for reviewer, answers in coders.items()
    }
    reviewers = {reviewer: Reviewer(id=reviewer) for coders in table.values() for reviewer in coders}
    return Study(of, {s: source(s) for s in table}, annotations, reviewers, adjudications or {})


def workspace(
    root: Path, sources: Mapping[str, str] | None = None, rubric_text: str = RUBRIC, rubric_id: str = "tiny"
) -> Workspace:
    """Write a workspace into a folder and return it.

    Args:
        root: The folder.
        sources: Bodies by id; one source by default.
        rubric_text: The rubric's YAML.
        rubric_id: Its id.
    """
    for folder in ("seeds", "rubrics", "annotations"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "rubrics" / f"{rubric_id}.yaml").write_text(rubric_text, encoding="utf-8")
    for source_id, body in (sources or {"one": BODY}).items():
        (root / "seeds" / f"{source_id}.md").write_text(body, encoding="utf-8")
    return Workspace.at(root)
