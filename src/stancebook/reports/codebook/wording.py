"""How a codebook says what a rubric's fields mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer, value_key
from stancebook.model.applying import condition_words
from stancebook.model.criterion import (
    BooleanCriterion,
    NominalCriterion,
    NumericCriterion,
    OrdinalCriterion,
    TextCriterion,
)
from stancebook.model.rubric import listed_values
from stancebook.reports.words import count, listed, minus

if TYPE_CHECKING:
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion, Rubric

_EVIDENCE: Final = {
    True: "A position needs a verbatim quote.",
    False: "No quote is required.",
    "each": "Every value chosen needs a verbatim quote.",
    "for_yes": "Yes needs a verbatim quote, no does not.",
}
_SETTLED: Final = {
    "discussion": "Disagreements are discussed.",
    "third": "A third person decides disagreements.",
    "discussion_then_third": "Disagreements are discussed; a third person decides what is left.",
    "majority": "The majority decides disagreements.",
    "median": "The median decides disagreements.",
    "keep_both": "Disagreements stay as they are.",
}


def facts_of(rubric: Rubric, criterion: AnyCriterion) -> tuple[str, ...]:
    """Return how a criterion is answered, in short sentences: when it is asked, with what, on which evidence."""
    asked = condition_words(rubric, criterion)
    told = (
        f"Asked {asked}." if asked else "",
        _takes(criterion),
        _EVIDENCE[criterion.requires_evidence],
        _retired(criterion),
    )
    return tuple(one for one in told if one)


def _takes(criterion: AnyCriterion) -> str:
    """Return how a criterion is answered, as in ``One of 5 values, in an order``, in a sentence."""
    match criterion:
        case OrdinalCriterion():
            return f"One of {count(len(criterion.offered), 'value')}, in an order."
        case NominalCriterion():
            return _nominal_words(criterion)
        case BooleanCriterion():
            return "Yes or no."
        case NumericCriterion():
            close = f" Answers at most {criterion.near:g} apart are close." if criterion.near else ""
            zero = " Zero means none." if criterion.level == "ratio" else ""
            return f"{criterion.takes[0].upper()}{criterion.takes[1:]}.{zero}{close}"
        case TextCriterion():
            return f"A text in the reviewer's own words, of at most {criterion.max_length:,} characters."


def _nominal_words(criterion: NominalCriterion) -> str:
    levels = [str(level) for level in criterion.agreement_levels]
    if levels:
        told = f"level{'' if len(levels) == 1 else 's'} {listed(levels)} of the tree"
        return f"{_several_words(criterion)} Agreement is measured at {told} too."
    return _several_words(criterion)


def _several_words(criterion: NominalCriterion) -> str:
    many = len(criterion.offered)
    if not criterion.multiple:
        return f"One of {count(many, 'value')}."
    limits = [f"at least {criterion.min_values}"] if criterion.min_values > 1 else []
    limits += [f"at most {criterion.max_values}"] if criterion.max_values is not None else []
    several = f"One or more of {many} values{', ' if limits else ''}{' and '.join(limits)}."
    alone = criterion.exclusive
    exclude = "excludes" if len(alone) == 1 else "exclude"
    return several + (f" {listed(alone)} {exclude} every other." if alone else "")


def _retired(criterion: AnyCriterion) -> str:
    """Return which values are retired, and what stands in their place, in a sentence; empty where none is."""
    told = [
        f"{minus(criterion.mark(about.value))}{_instead(about.replaced_by)}"
        for about in listed_values(criterion)
        if about.deprecated
    ]
    return f"Retired: {'; '.join(told)}." if told else ""


def _instead(values: tuple[int | str, ...]) -> str:
    return f" (now {listed(value_key(one) for one in values)})" if values else ""


def marks_of(rubric: Rubric, criterion: AnyCriterion, value: Value) -> str:
    """Return the mark of what an example gets: a value, several, or an off-scale answer."""
    if isinstance(value, str) and value in criterion.off_scale:
        return rubric.off_scale[value].label
    if isinstance(criterion, NumericCriterion):
        return minus(rubric.label(criterion.id, Answer(value)))
    if isinstance(criterion, TextCriterion):
        return f"“{value}”"
    return listed(value) if isinstance(value, tuple) else minus(criterion.mark(value))


def coded_words(rubric: Rubric) -> tuple[str, ...]:
    """Return what is coded, and whose stance."""
    unit = rubric.unit
    found = [f"What is coded: each {unit.kind}.", f"Whose stance: {unit.holder}."]
    if unit.exclude_regions:
        found.append(f"Not coded: {listed(one.replace('_', ' ') for one in unit.exclude_regions)}.")
    if rubric.anchors:
        found.append(f"For training, coded by everybody and kept out of results: {listed(rubric.anchors)}.")
    return tuple(found)


def procedure_words(rubric: Rubric) -> tuple[str, ...]:
    """Return how others' stances, disagreements and agreement are dealt with."""
    found = []
    if rubric.attributed.enabled:
        kinds = listed(one.replace("_", " ") for one in rubric.attributed.actor_type)
        actors = f" Actors: {kinds}." if kinds else ""
        found.append(
            f"Stances that a source reports of others are recorded beside its own. {rubric.attributed.rule}{actors}"
        )
    plan = rubric.adjudication
    reasons = " A decision gives its reason." if plan.requires_rationale else ""
    cites = " It names the rule that it rests on, or proposes one." if plan.cite_rule else ""
    found.append(f"{_SETTLED[plan.mode]}{reasons}{cites} Reviewers' own codings stay as they are.")
    return tuple(" ".join(one.split()) for one in found)
