"""How a codebook says what a rubric's fields mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.model.answer import show_value
from stancebook.reports.words import count, listed, minus

if TYPE_CHECKING:
    from stancebook.model.rubric import AnyCriterion, Rubric

_EVIDENCE: Final = {
    True: "A position needs a verbatim quote.",
    False: "No quote is required.",
    "each": "Every value chosen needs a verbatim quote.",
}
_SETTLED: Final = {
    "discussion": "Disagreements are discussed.",
    "third": "A third person decides disagreements.",
    "discussion_then_third": "Disagreements are discussed; a third person decides what is left.",
    "majority": "The majority decides disagreements.",
    "median": "The median decides disagreements.",
    "keep_both": "Disagreements stay as they are.",
}


def takes_words(criterion: AnyCriterion) -> str:
    """Return how a criterion is answered, as in ``One of 5 values, in an order``, in a sentence."""
    many = len(criterion.values)
    if str(criterion.type) == "ordinal":
        return f"One of {count(many, 'value')}, in an order."
    if not criterion.multiple:
        return f"One of {count(many, 'value')}."
    least, most = getattr(criterion, "min_values", 1), getattr(criterion, "max_values", None)
    alone = getattr(criterion, "exclusive", ())
    limits = f"at least {least}" if least > 1 else ""
    limits += (" and " if limits else "") + f"at most {most}" if most is not None else ""
    several = f"One or more of {many} values{f', {limits}' if limits else ''}."
    return several + (f" {listed(alone)} excludes every other." if alone else "")


def evidence_words(criterion: AnyCriterion) -> str:
    """Return what a criterion requires as evidence."""
    return _EVIDENCE[criterion.requires_evidence]


def asked_if(rubric: Rubric, criterion: AnyCriterion) -> str:  # noqa: ARG001 - conditions come with the rubric language
    """Return under which answers a criterion is asked at all; empty where it always is."""
    return ""


def marks_of(rubric: Rubric, criterion: AnyCriterion, value: Any) -> str:
    """Return the mark of what an example gets: a value, several, or an off-scale answer."""
    if isinstance(value, tuple):
        return listed(marks_of(rubric, criterion, one) for one in value)
    if value in criterion.off_scale:
        return rubric.off_scale[value].label
    return minus(show_value(value))


def coded_words(rubric: Rubric) -> tuple[str, ...]:
    """Return what is coded, and whose stance."""
    unit = rubric.unit
    found = [f"What is coded: each {unit.kind}.", f"Whose stance: {unit.holder}."]
    if unit.exclude_regions:
        found.append(f"Not coded: {listed(one.replace('_', ' ') for one in unit.exclude_regions)}.")
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
