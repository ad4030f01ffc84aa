"""What stands in a codebook, in its order and its words. Every form of it is made from these, and only laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model.answer import Answer
from stancebook.model.criterion import BooleanCriterion, NominalCriterion, NominalValue
from stancebook.model.criterion_boolean import YES_NO
from stancebook.model.rubric import listed_values
from stancebook.reports.codebook.wording import coded_words, facts_of, marks_of, procedure_words
from stancebook.reports.shades import shade_of
from stancebook.reports.words import minus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.criterion import BooleanValue, OrdinalValue, Rule
    from stancebook.model.criterion_base import ValueBase
    from stancebook.model.rubric import AnyCriterion, Rubric


@dataclass(frozen=True)
class AnswerEntry:
    """One answer that a criterion offers.

    Attributes:
        mark: The shortest way to show it.
        label: Its label.
        definition: When it is the right answer.
        remark: What else it asks for, in words; empty for nothing.
        shade: -2 to 2 where it lies on an ordered scale, else None.
        depth: How many values stand above it in a tree.
        heading: Whether it only stands above others and cannot be chosen.
    """

    mark: str
    label: str
    definition: str
    remark: str = ""
    shade: int | None = None
    depth: int = 0
    heading: bool = False


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
        facts=facts_of(rubric, criterion),
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
    if isinstance(criterion, BooleanCriterion) and criterion.values_ == YES_NO:
        return ()  # said already: yes or no
    found: dict[str, list[AnswerEntry]] = {}
    for about in listed_values(criterion):
        if not about.deprecated:
            group = about.group if isinstance(about, NominalValue) and about.group else ""
            entry = _answer(rubric, criterion, about)
            found.setdefault(group.replace("_", " ").replace("-", " "), []).append(entry)
    return tuple(AnswerGroup(heading, tuple(answers)) for heading, answers in found.items())


def _answer(rubric: Rubric, criterion: AnyCriterion, about: OrdinalValue | NominalValue | BooleanValue) -> AnswerEntry:
    depth, heading = 0, False
    if isinstance(criterion, NominalCriterion) and isinstance(about, NominalValue):
        depth, heading = len(criterion.path(about.value)) - 1, about.value in criterion.headings
    return AnswerEntry(
        mark=minus(criterion.mark(about.value)),
        label=about.label,
        definition=about.definition,
        remark=", ".join((*(["a heading; choose below it"] if heading else []), *_remarks(rubric, criterion, about))),
        shade=shade_of(criterion, Answer(about.value)),
        depth=depth,
        heading=heading,
    )


def _remarks(rubric: Rubric, criterion: AnyCriterion, about: ValueBase) -> Iterator[str]:
    if about.requires_note:
        yield "asks for a note"
    if isinstance(about, NominalValue):
        if about.catch_all:
            yield "for what fits nowhere else"
        if about.opposite:
            yield f"the contrary of {rubric.label(criterion.id, Answer(about.opposite))}"
        if about.local:
            yield "added in this study"


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
