"""A large study from a seed: sources by the hundred, several reviewers, every kind of criterion that is compared.

The same arguments give the same files. Quotes are true, notes and rules are there, and who reads how is drawn: each
reviewer leans a little to one side, so that directions have something to show.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.model.annotation import BLANK, Annotation, Coding, Evidence
from stancebook.model.answer import Answer
from stancebook.model.decision import CAUSES, Adjudication, Decision
from stancebook.workspace.rubric_file import read_rubric
from stancebook.workspace.source_file import read_source
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.source import Source

SENTENCES: Final = (
    "Killings are down, says the author.",
    "Courts were packed and trade went on.",
    "The model works, for now.",
    "Others call it a wager on fear.",
    "Talks should come first, then aid.",
    "Nobody asked the prisoners.",
)
LABELS: Final = ("trade", "talks", "courts", "sanctions", "visas", "aid")
_ORDINAL: Final = """\
  - id: degree-{n}
    label: Degree {n}
    question: "How far does the author go on {n}?"
    type: ordinal
    scale:
      - {{value: 2, label: Fully for, definition: All of it.}}
      - {{value: 1, label: For, definition: Some of it.}}
      - {{value: 0, label: Balanced, definition: Both.}}
      - {{value: -1, label: Against, definition: Some of it.}}
      - {{value: -2, label: Fully against, definition: All of it.}}
    off_scale: [not_addressed, unclear]
    decision_rules:
      - {{id: D{n}, rule: What is reported of others is not the author's.}}
      - {{id: U{n}, rule: Where two readings hold take the weaker.}}
"""
_NOMINAL: Final = """\
  - id: {id}
    label: {label}
    question: "Which {id}?"
    type: nominal
    multiple: {multiple}
    values:
      - {{value: trade, label: Trade}}
      - {{value: talks, label: Talks}}
      - {{value: courts, label: Courts}}
      - {{value: sanctions, label: Sanctions}}
      - {{value: visas, label: Visas}}
      - {{value: aid, label: Aid}}
    off_scale: [not_addressed, unclear]
"""
_BOOLEAN: Final = """\
  - id: firm
    label: Firm
    question: "Is the author firm?"
    type: boolean
    off_scale: [not_addressed, unclear]
"""
_NUMERIC: Final = """\
  - id: cost
    label: Cost
    question: "Which cost is named?"
    type: numeric
    min: 0
    max: 100
    off_scale: [not_addressed, unclear]
"""
_HEAD: Final = """\
rubric: large
version: "1"
title: A large study
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The text is silent.}
  unclear: {label: Unclear, symbol: "?", definition: One cannot tell.}
criteria:
"""
OFF_SCALE: Final = 0.2
LEANING: Final = 0.8
AT: Final = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Plan:
    """What study to make.

    Attributes:
        sources: How many sources.
        reviewers: How many reviewers; r1, r2 and so on.
        seed: What everything is drawn from.
        alike: How often a reviewer reads as the text was meant, from 0 to 1.
        stale: Share of codings made before the rubric changed.
        drafts: Share of annotations that are not complete.
        decided: Share of sources on which everything was decided.
        ordinal: How many ordinal criteria the rubric has.
        nominal: How many nominal ones with one value.
        sets: How many nominal ones with several.
        others: Whether it has a boolean and a numeric one too.
    """

    sources: int = 200
    reviewers: int = 5
    seed: int = 20_261_122
    alike: float = 0.7
    stale: float = 0.0
    drafts: float = 0.0
    decided: float = 0.0
    ordinal: int = 4
    nominal: int = 1
    sets: int = 1
    others: bool = True

    @property
    def rubric(self) -> str:
        """The rubric, as its file."""
        parts = [_ORDINAL.format(n=n) for n in range(1, self.ordinal + 1)]
        for word, number, multiple in (("topic", self.nominal, "false"), ("advice", self.sets, "true")):
            names = [word, *(f"{word}-{n}" for n in range(2, number + 1))][:number]
            parts += [_NOMINAL.format(id=name, label=name.capitalize(), multiple=multiple) for name in names]
        return "".join([_HEAD, *parts, *((_BOOLEAN, _NUMERIC) if self.others else ())])


def generated(root: Path, plan: Plan | None = None) -> Workspace:
    """Write a study into a folder, and return its workspace."""
    plan = plan or Plan()
    rng = random.Random(plan.seed)  # noqa: S311 - no secret
    for folder in ("rubrics", "seeds", "annotations"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "rubrics" / "large.yaml").write_text(plan.rubric, encoding="utf-8")
    rubric = read_rubric(root / "rubrics" / "large.yaml")
    for number in range(plan.sources):
        source = _source(root, rng, number)
        truths = {criterion.id: _answer(rng, criterion) for criterion in rubric.criteria}
        made = {}
        for reviewer in range(1, plan.reviewers + 1):
            made[f"r{reviewer}"] = _annotation(rng, plan, rubric, source, reviewer, truths)
        for name, annotation in made.items():
            _write(root / "annotations" / "large" / name / f"{source.id}.json", annotation.to_json())
        if rng.random() < plan.decided:
            _write(root / "annotations" / "large" / "_consensus" / f"{source.id}.json", _decided(rng, truths, made))
    return Workspace.at(root)


def _source(root: Path, rng: random.Random, number: int) -> Source:
    path = root / "seeds" / f"s{number:04}.md"
    text = " ".join(rng.choices(SENTENCES, k=24))
    front = f"title: Source number {number}\npublisher: House {number % 17}\ndate: '20{10 + number % 15}-05-01'\n"
    path.write_text(f"---\n{front}---\n{text}\n", encoding="utf-8")
    return read_source(path)


def _annotation(
    rng: random.Random, plan: Plan, rubric: Rubric, source: Source, reviewer: int, truths: dict[str, Answer]
) -> Annotation:
    codings = {}
    for criterion in rubric.criteria:
        answer = truths[criterion.id]
        if rng.random() >= plan.alike:
            answer = _other(rng, criterion, answer, lean=1 if reviewer % 2 else -1)
        asked = "0" * 8 if rng.random() < plan.stale else rubric.asked[criterion.id]
        codings[criterion.id] = _coding(rng, criterion, answer, source, asked)
    blank = Annotation.new("large", tuple(rubric.by_id), f"r{reviewer}", source.id, source.sha256)
    state = "draft" if rng.random() < plan.drafts else "complete"
    return blank.model_copy(update={"codings": codings, "state": state})


def _answer(rng: random.Random, criterion: AnyCriterion) -> Answer:
    if rng.random() < OFF_SCALE:
        return Answer(off_scale=rng.choice(criterion.off_scale))
    if criterion.type == "numeric":
        return Answer(rng.randint(0, 100))
    if criterion.multiple:
        return Answer(tuple(sorted(rng.sample(LABELS, rng.randint(1, 3)))))
    values: tuple[Value, ...] = tuple(criterion.values)
    return Answer(rng.choice(values))


def _other(rng: random.Random, criterion: AnyCriterion, answer: Answer, lean: int) -> Answer:
    """Another answer than this; on a scale with an order mostly a step to the side that the reviewer leans to."""
    if criterion.type == "ordinal" and answer.value is not None and rng.random() < LEANING:
        beside = int(str(answer.value)) + lean
        if beside in criterion.values:
            return Answer(beside)
    while (other := _answer(rng, criterion)) == answer:
        pass
    return other


def _coding(rng: random.Random, criterion: AnyCriterion, answer: Answer, source: Source, asked: str) -> Coding:
    rules = [rule.id for rule in criterion.decision_rules]
    quotes = {_quote(rng, source) for _ in range(rng.randint(1, 2))}
    return BLANK.model_copy(
        update={
            "value": answer.value,
            "off_scale": answer.off_scale,
            "evidence": tuple(sorted(quotes, key=lambda one: one.key)),
            "confidence": rng.choice((None, 1, 2, 3, 4, 5)),
            "note": rng.choice(("", "", "Read twice.", "The second half says otherwise.")),
            "rules": (rng.choice(rules),) if rules and rng.random() < 0.5 else (),
            "at": AT,
            "asked": asked,
            "version": "1",
        }
    ).sealed()


def _quote(rng: random.Random, source: Source) -> Evidence:
    words = rng.choice([sentence for sentence in SENTENCES if sentence in source.body])
    start = source.body.index(words)
    return Evidence.at(source.body, start, start + len(words))


def _decided(rng: random.Random, truths: dict[str, Answer], made: dict[str, Annotation]) -> str:
    decisions: dict[str, tuple[Decision, ...]] = {}
    for criterion, truth in truths.items():
        codings = {reviewer: annotation.coding(criterion) for reviewer, annotation in made.items()}
        if len({coding.answer for coding in codings.values()}) > 1:
            decision = Decision(
                outcome="settled",
                value=truth.value,
                off_scale=truth.off_scale,
                basis={reviewer: coding.rev for reviewer, coding in codings.items()},
                cause=rng.choice(CAUSES),
                rationale="Read together; the second sentence decides.",
                rule=rng.choice((None, "Count what the author says last, not first.")),
                by="r1",
                at=AT,
            )
            decisions[criterion] = (decision,)
    return Adjudication(rubric="large", source=next(iter(made.values())).source, decisions=decisions).to_json()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
