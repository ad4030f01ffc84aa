"""What stands in a codebook, in its order and its words. Every form of it is made from these, and only laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.reports.codebook.wording import (
    asked_if,
    coded_words,
    evidence_words,
    marks_of,
    procedure_words,
    takes_words,
)
from stancebook.reports.shades import shade_of
from stancebook.reports.words import minus

if TYPE_CHECKING:
    from stancebook.model.criterion import Rule
    from stancebook.model.rubric import AnyCriterion, Choice, Rubric


@dataclass(frozen=True)
class AnswerEntry:
    """One answer that a criterion offers.

    Attributes:
        mark: The shortest way to show it.
        label: Its label.
        definition: When it is the right answer.
        remark: What else it asks for, in words; empty for nothing.
        shade: -2 to 2 where it lies on an ordered scale, else None.
    """

    mark: str
    label: str
    definition: str
    remark: str = ""
    shade: int | None = None


@dataclass(frozen=True)
class AnswerGroup:
    """Answers that stand together.

    Attributes:
        heading: Their heading; empty where there is none.
        answers: The answers.
    """

    heading: str
    answers: tuple[AnswerEntry, ...]


@dataclass(frozen=True)
class ExampleEntry:
    """A made-up passage.

    Attributes:
        text: The passage.
        verdict: What it gets, or what it does not get and why.
        tempting: Whether it only looks like what it does not get.
    """

    text: str
    verdict: str
    tempting: bool = False


@dataclass(frozen=True)
class CriterionEntry:
    """One criterion.

    Attributes:
        number: Its place in the rubric, from 1.
        id: Its id.
        label: Its label.
        question: What is asked.
        definition: What is judged.
        facts: How it is answered, in short sentences.
        include: What counts.
        exclude: What does not count.
        groups: Its values.
        off_scale: Its off-scale answers.
        rules: Its decision rules.
        examples: Made-up passages.
    """

    number: int
    id: str
    label: str
    question: str
    definition: str
    facts: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    groups: tuple[AnswerGroup, ...]
    off_scale: tuple[AnswerEntry, ...]
    rules: tuple[Rule, ...]
    examples: tuple[ExampleEntry, ...]


@dataclass(frozen=True)
class Section:
    """Criteria under one heading; the heading is empty where there is none."""

    heading: str
    criteria: tuple[CriterionEntry, ...]


@dataclass(frozen=True)
class Codebook:
    """A rubric as people read it.

    Attributes:
        rubric: The rubric.
        coded: What is coded, and whose stance, in sentences.
        sections: The criteria.
        off_scale: The off-scale answers that any criterion offers.
        confidence: What the steps of the confidence scale mean.
        procedure: How others' stances, disagreements and agreement are dealt with, in sentences.
    """

    rubric: Rubric
    coded: tuple[str, ...]
    sections: tuple[Section, ...]
    off_scale: tuple[AnswerEntry, ...]
    confidence: tuple[tuple[str, str], ...]
    procedure: tuple[str, ...]

    @property
    def criteria(self) -> tuple[CriterionEntry, ...]:
        """Every criterion, in the rubric's order."""
        return tuple(sorted((one for section in self.sections for one in section.criteria), key=lambda one: one.number))


def codebook(rubric: Rubric) -> Codebook:
    """Return the codebook of a rubric."""
    entries = {c.id: criterion_entry(rubric, c.id) for c in rubric.criteria}
    offered = {key for criterion in rubric.criteria for key in criterion.off_scale}
    return Codebook(
        rubric,
        coded_words(rubric),
        _sections(rubric, entries),
        tuple(_off_scale(rubric, key) for key in rubric.off_scale if key in offered),
        tuple((str(step), rubric.confidence.anchors[step]) for step in sorted(rubric.confidence.anchors)),
        procedure_words(rubric),
    )


def criterion_entry(rubric: Rubric, criterion_id: str) -> CriterionEntry:
    """Return one criterion as a codebook tells it."""
    criterion = rubric.by_id[criterion_id]
    return CriterionEntry(
        number=list(rubric.by_id).index(criterion_id) + 1,
        id=criterion.id,
        label=criterion.label,
        question=criterion.question,
        definition=" ".join(criterion.definition.split()),
        facts=tuple(
            one for one in (asked_if(rubric, criterion), takes_words(criterion), evidence_words(criterion)) if one
        ),
        include=criterion.include,
        exclude=criterion.exclude,
        groups=_groups(rubric, criterion),
        off_scale=tuple(_off_scale(rubric, key) for key in criterion.off_scale),
        rules=criterion.decision_rules,
        examples=_examples(rubric, criterion),
    )


def _sections(rubric: Rubric, entries: dict[str, CriterionEntry]) -> tuple[Section, ...]:
    """Put criteria under the rubric's groups; what is in none comes last, under no heading."""
    left = dict(entries)
    found = []
    for group in rubric.groups:
        members = tuple(left.pop(one) for one in group.criteria if one in left)
        if members:
            found.append(Section(group.label, members))
    return (*found, *([Section("", tuple(left.values()))] if left else []))


def _groups(rubric: Rubric, criterion: AnyCriterion) -> tuple[AnswerGroup, ...]:
    found: dict[str, list[AnswerEntry]] = {}
    of_value = {
        value.value: value.group or "" for value in getattr(criterion, "values_", ()) if hasattr(value, "group")
    }
    for choice in rubric.choices(criterion.id):
        if choice.is_position:
            heading = of_value.get(choice.answer.value, "")
            found.setdefault(heading.replace("_", " ").replace("-", " "), []).append(_answer(criterion, choice))
    return tuple(AnswerGroup(heading, tuple(answers)) for heading, answers in found.items())


def _answer(criterion: AnyCriterion, choice: Choice) -> AnswerEntry:
    remark = "asks for a note" if choice.requires_note else ""
    return AnswerEntry(minus(choice.mark), choice.label, choice.definition, remark, shade_of(criterion, choice.answer))


def _off_scale(rubric: Rubric, key: str) -> AnswerEntry:
    off = rubric.off_scale[key]
    remarks = (
        *(["asks for a note"] if off.requires_note else []),
        *(["a quote is welcome"] if off.prefers_evidence else []),
        *(["left out of agreement"] if off.agreement == "missing" else []),
    )
    return AnswerEntry(off.symbol or key, off.label, off.definition, ", ".join(remarks))


def _examples(rubric: Rubric, criterion: AnyCriterion) -> tuple[ExampleEntry, ...]:
    return (
        *(ExampleEntry(one.text, marks_of(rubric, criterion, one.value)) for one in criterion.examples),
        *(
            ExampleEntry(one.text, f"not {marks_of(rubric, criterion, one.not_)}: {one.because}", tempting=True)
            for one in criterion.boundary_examples
        ),
    )
