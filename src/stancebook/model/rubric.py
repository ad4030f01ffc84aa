"""The rubric: a codebook of criteria, answers, definitions and decision rules."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from stancebook.model.answer import BOTH, Answer, Value, show_value, value_key
from stancebook.model.base import Model
from stancebook.model.choice import Choice, choices_on_scale, listed_values
from stancebook.model.condition import conditions
from stancebook.model.criterion import (
    AnyCriterion,
    BooleanCriterion,
    Criterion,
    NominalCriterion,
    NumericCriterion,
    OrdinalCriterion,
    Text,
    TextCriterion,
    asked,
)
from stancebook.model.criterion_base import by_label
from stancebook.model.ids import Id
from stancebook.model.nearest import SHOWN, did_you_mean
from stancebook.model.problems import NotFoundError
from stancebook.model.renaming import earlier_meanings
from stancebook.model.rubric_sections import (
    AdjudicationPlan,
    AttributedLayer,
    Change,
    Confidence,
    Group,
    Measure,
    OffScale,
    ReliabilityPlan,
    Unit,
)
from stancebook.model.shared_scale import SharedScale
from stancebook.model.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["AnyCriterion", "Change", "Choice", "Confidence", "Measure", "OffScale", "Rubric", "listed_values"]


class Rubric(Model):
    """A codebook. Made from YAML by the workspace; see the guide for the fields."""

    id: Id = Field(alias="rubric")
    version: Text
    title: Text
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    status: Literal["draft", "pilot", "frozen", "retired"] = "draft"
    language: str = ""
    summary: str = ""
    changelog: tuple[Change, ...] = ()
    unit: Unit = Unit.model_construct()
    off_scale: dict[Id, OffScale] = Field(default_factory=dict)
    confidence: Confidence = Confidence.model_construct()
    groups: tuple[Group, ...] = ()
    scales: dict[Id, SharedScale] = Field(default_factory=dict)
    anchors: tuple[Id, ...] = ()
    attributed: AttributedLayer = AttributedLayer.model_construct()
    adjudication: AdjudicationPlan = AdjudicationPlan.model_construct()
    reliability: ReliabilityPlan = ReliabilityPlan.model_construct()

    @cached_property
    def by_id(self) -> dict[str, AnyCriterion]:
        """The criteria by id, in the rubric's order."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def has_conditions(self) -> bool:
        """Whether some criterion is asked only under a condition."""
        return any(criterion.applies_if is not None for criterion in self.criteria)

    @cached_property
    def all_apply(self) -> dict[str, bool | None]:
        """That every criterion is asked, as `applying` says it."""
        return dict.fromkeys(self.by_id, True)

    @cached_property
    def left_out_of_agreement(self) -> frozenset[str]:
        """The off-scale answers that are no ratings, however many give them."""
        return frozenset(key for key, off in self.off_scale.items() if off.agreement == "missing")

    @cached_property
    def rule_ids(self) -> dict[str, tuple[str, ...]]:
        """The rules that may be cited for each criterion: its own and the general ones."""
        general = tuple(rule.id for rule in self.unit.general_rules)
        return {c.id: tuple(rule.id for rule in c.decision_rules) + general for c in self.criteria}

    @cached_property
    def asked(self) -> dict[str, str]:
        """The digest of each criterion's meaning, by criterion id."""
        general = {rule.id: rule.rule for rule in self.unit.general_rules}
        return {
            criterion.id: asked(
                criterion,
                {key: self.off_scale[key].definition for key in criterion.off_scale},
                self.unit.holder,
                general,
            )
            for criterion in self.criteria
        }

    def behind(self, criteria: Collection[str]) -> set[str]:
        """Return the criteria on which some hang, and on which those hang in turn."""
        found: set[str] = set()
        for criterion in reversed(self.criteria):  # conditions look back only
            if criterion.applies_if is not None and (criterion.id in criteria or criterion.id in found):
                found.update(condition.criterion for _, condition in conditions(criterion.applies_if))
        return found

    def with_criteria(self, wanted: Collection[str]) -> Rubric:
        """Return the rubric with some of its criteria only."""
        kept = tuple(criterion for criterion in self.criteria if criterion.id in wanted)
        chosen = self.model_copy(update={"criteria": kept})
        for name, about in vars(Rubric).items():  # a copy brings along what was worked out from all criteria
            if isinstance(about, cached_property):
                chosen.__dict__.pop(name, None)
        return chosen

    @cached_property
    def terms(self) -> Terms:
        """What became of the ids of older versions."""
        return Terms(self.changelog)

    @cached_property
    def same_meaning(self) -> dict[str, frozenset[str]]:
        """The digests that say what each criterion says today: its own, those it lists, those in older ids."""
        earlier = earlier_meanings(self) if self.terms else {}
        return {
            criterion.id: frozenset({self.asked[criterion.id], *criterion.same_meaning_as})
            | earlier.get(criterion.id, frozenset())
            for criterion in self.criteria
        }

    @cached_property
    def asked_anew(self) -> frozenset[str]:
        """The criteria that the changelog asks, for whichever version, to be coded anew."""
        return frozenset(
            self.terms.now(named, after=change.version).criterion
            for change in self.changelog
            for named in change.recode
        )

    def asks_anew(self, criterion_id: str, version: str) -> bool:
        """Return whether the changelog, newest first, asks for a criterion to be coded anew since a version.

        Args:
            criterion_id: The criterion.
            version: The version; one that the changelog does not list counts as older than all it lists.
        """
        if version == self.version:
            return False
        newer = itertools.takewhile(lambda change: change.version != version, self.changelog)
        return any(
            criterion_id == self.terms.now(named, after=change.version).criterion
            for change in newer
            for named in change.recode
        )

    def criterion(self, criterion_id: str) -> AnyCriterion:
        """Return a criterion.

        Raises:
            NotFoundError: Naming the nearest ids.
        """
        if criterion_id not in self.by_id:
            raise NotFoundError(
                f"the rubric {self.id} has no criterion '{criterion_id[:80]}'{did_you_mean(criterion_id, self.by_id)}"
            )
        return self.by_id[criterion_id]

    def find_criterion(self, name: str) -> AnyCriterion:
        """Return the criterion that ``name`` means: its id, the beginning of one, or a label, if that is one only.

        Raises:
            NotFoundError: Where it means none or several; the message names the nearest.
        """
        if name in self.by_id:
            return self.by_id[name]
        wanted = name.strip().casefold()
        ways = (
            [c for c in self.criteria if wanted in (c.short.casefold(), c.label.casefold())],
            [c for c in self.criteria if wanted and c.id.startswith(wanted)],
        )
        for found in ways:
            if len(found) == 1:
                return found[0]
        return self.criterion(name)

    def choices(self, criterion_id: str) -> tuple[Choice, ...]:
        """Return what can be chosen, in the rubric's order: values first, then off-scale answers.

        A number or a text is written, not chosen: such criteria list their off-scale answers only.
        """
        return self._choices[criterion_id]

    @cached_property
    def _choices(self) -> dict[str, tuple[Choice, ...]]:
        return {
            criterion.id: (
                *choices_on_scale(criterion),
                *(self._off_scale_choice(key) for key in criterion.off_scale),
            )
            for criterion in self.criteria
        }

    def _off_scale_choice(self, key: str) -> Choice:
        off = self.off_scale[key]
        mark = off.symbol or key
        return Choice(Answer(off_scale=key), key, off.label, off.definition, mark, off.requires_note)

    def parse_answer(self, criterion_id: str, text: str) -> Answer:
        """Return the answer written as ``text``: a value of the scale or the id (or label) of an off-scale answer.

        Raises:
            NotFoundError: Where the criterion is unknown.
            ValueError: Where it offers no such answer; the message says what it offers.
        """
        criterion = self.criterion(criterion_id)
        key = text.strip()
        if key in criterion.off_scale:
            return Answer(off_scale=key)
        try:
            return Answer(value=criterion.parse(text))
        except ValueError as error:
            named = by_label(text, ((off, self.off_scale[off]) for off in criterion.off_scale))
            if isinstance(named, str):
                return Answer(off_scale=named)
            if key in self.off_scale:
                raise ValueError(f"{criterion_id} does not offer '{key}'{self._instead(criterion)}") from None
            raise ValueError(f"{error}{self._offers(criterion)}") from None

    @staticmethod
    def _offers(criterion: AnyCriterion) -> str:
        return f" (off the scale: {', '.join(criterion.off_scale)})" if criterion.off_scale else ""

    def _instead(self, criterion: AnyCriterion) -> str:
        """Return what a criterion offers, where an off-scale answer of others was given."""
        if criterion.off_scale:
            return self._offers(criterion)
        if isinstance(criterion, NumericCriterion | TextCriterion):
            return f"; it takes {criterion.takes}"
        keys = [
            choice.mark if isinstance(criterion, BooleanCriterion) else choice.key
            for choice in self.choices(criterion.id)
        ]
        more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
        return f"; it offers {', '.join(keys[:SHOWN])}{more}"

    def why_not_an_answer(self, criterion_id: str, answer: Answer) -> str | None:
        """Return what keeps ``answer`` from being one to this criterion, or None."""
        criterion = self.criterion(criterion_id)
        if answer.value is not None and answer.off_scale is not None:
            return f"{criterion_id} {BOTH}"
        if answer.value is not None:
            return criterion.why_not_a_value(answer.value)
        if answer.off_scale is not None and answer.off_scale not in criterion.off_scale:
            if answer.off_scale in criterion.values:
                return f"'{answer.off_scale}' is a value of {criterion_id}, and not off its scale: it belongs in value"
            return (
                f"'{answer.off_scale}' is no off-scale answer of {criterion_id}"
                f"{did_you_mean(answer.off_scale, criterion.off_scale, answers=True)}"
            )
        return None

    def mark(self, criterion_id: str, answer: Answer) -> str:
        """Return an answer in the shortest form: ``+1``, ``12``, a value's id, or an off-scale symbol."""
        if answer.value is not None:
            criterion = self.by_id.get(criterion_id)
            return criterion.mark(answer.value) if criterion else show_value(answer.value)
        if answer.off_scale is None:
            return "."
        off = self.off_scale.get(answer.off_scale)
        return (off.symbol if off else "") or answer.off_scale

    def label(self, criterion_id: str, answer: Answer) -> str:
        """Return an answer in words; the raw id where the rubric no longer knows it."""
        if not answer.given:
            return "not coded"
        if answer.off_scale is not None:
            off = self.off_scale.get(answer.off_scale)
            return off.label if off else answer.off_scale
        if not isinstance(answer.value, tuple):
            return "" if answer.value is None else self._label_of(criterion_id, answer.value)
        criterion = self.by_id.get(criterion_id)
        parts = criterion.in_order(answer.value) if isinstance(criterion, NominalCriterion) else answer.value
        return ", ".join(self._label_of(criterion_id, part) for part in parts)

    def words(self, criterion_id: str, answer: Answer) -> str:
        """Return an answer as people tell it: the label, after the step of a scale (``+1 Mostly works``)."""
        label = self.label(criterion_id, answer)
        return f"{self.mark_beside(criterion_id, answer)} {label}".lstrip() if answer.is_position else label

    def told(self, criterion_id: str, answer: Answer) -> str:
        """Return an answer as line mode tells it: as in ``words``, and what lies off the scale after its symbol."""
        return f"{self.mark_beside(criterion_id, answer)} {self.label(criterion_id, answer)}".lstrip()

    def mark_beside(self, criterion_id: str, answer: Answer) -> str:
        """Return what says more than the label beside it, the step of a scale or a symbol; empty where nothing does."""
        if answer.is_position:
            stepped = isinstance(self.by_id.get(criterion_id), OrdinalCriterion)
            return self.mark(criterion_id, answer) if stepped else ""
        off = self.off_scale.get(answer.off_scale or "")
        return off.symbol if off else ""

    def _label_of(self, criterion_id: str, value: Value) -> str:
        known = self._labels.get(criterion_id, {}).get(value_key(value))
        if known is not None:
            return known
        match self.by_id.get(criterion_id):
            case NumericCriterion(unit=unit) as criterion:
                return f"{criterion.mark(value)} {unit}".rstrip()
            case None:
                return show_value(value)
            case _:
                return value_key(value)

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {c.id: {value_key(about.value): about.label for about in listed_values(c)} for c in self.criteria}
