"""Whether the parts of a rubric fit together. Each finding names the part by its path in the file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from stancebook.model.criterion import NominalCriterion, OrdinalCriterion
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancebook.model.rubric import AnyCriterion, Rubric

Finding = tuple[tuple[str | int, ...], str]


def inconsistencies(rubric: Rubric, most: int = 50) -> list[Finding]:
    """Return what does not fit together in a rubric, as (path in the file, sentence); no more than ``most``."""
    return list(islice(_findings(rubric), most))


def _findings(rubric: Rubric) -> Iterator[Finding]:
    yield from _rubric_findings(rubric)
    for index, criterion in enumerate(rubric.criteria):
        for loc, message in _criterion_findings(criterion, rubric):
            yield ("criteria", index, *loc), message


def _twice(ids: Iterable[object], what: str) -> Iterator[tuple[int, str]]:
    seen: set[object] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield index, f"{what} '{one}' is given twice; each needs its own"
        seen.add(one)


def _unknown(names: Iterable[str], known: Iterable[str], what: str) -> Iterator[tuple[int, str]]:
    names_known = dict.fromkeys(known)
    for index, name in enumerate(names):
        if name not in names_known:
            yield index, f"there is no {what} '{name}'{did_you_mean(name, names_known)}"


def _rubric_findings(rubric: Rubric) -> Iterator[Finding]:
    criteria = [criterion.id for criterion in rubric.criteria]
    for index, message in _twice(criteria, "the criterion"):
        yield ("criteria", index, "id"), message
    for index, message in _twice((rule.id for rule in rubric.unit.general_rules), "the rule"):
        yield ("unit", "general_rules", index, "id"), message
    for number, change in enumerate(rubric.changelog):
        for index, message in _unknown(change.recode, criteria, "criterion"):
            yield ("changelog", number, "recode", index), message
    for number, group in enumerate(rubric.groups):
        for index, message in _unknown(group.criteria, criteria, "criterion"):
            yield ("groups", number, "criteria", index), message
    for step in rubric.confidence.anchors:
        if step not in rubric.confidence.scale:
            yield ("confidence", "anchors", str(step)), f"{step} is not on the confidence scale"


def _criterion_findings(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Finding]:
    for index, message in _unknown(criterion.off_scale, rubric.off_scale, "off-scale answer"):
        yield ("off_scale", index), message
    for index, message in _twice(criterion.off_scale, "the off-scale answer"):
        yield ("off_scale", index), message
    yield from _rule_findings(criterion, rubric)
    values_at = "scale" if isinstance(criterion, OrdinalCriterion) else "values"
    for index, message in _twice(criterion.values, "the value"):
        yield (values_at, index, "value"), message
    for index, value in enumerate(criterion.values):
        if str(value) in rubric.off_scale:
            message = f"'{value}' is the id of an off-scale answer too; a value needs an id of its own"
            yield (values_at, index, "value"), message
    yield from _example_findings(criterion)
    if isinstance(criterion, NominalCriterion):
        yield from _nominal_findings(criterion)
    if not criterion.multiple and criterion.requires_evidence == "each":
        yield ("requires_evidence",), "'each' only means something with 'multiple: true'; write true"


def _rule_findings(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Finding]:
    general = {rule.id for rule in rubric.unit.general_rules}
    for index, message in _twice((rule.id for rule in criterion.decision_rules), "the rule"):
        yield ("decision_rules", index, "id"), message
    for index, rule in enumerate(criterion.decision_rules):
        if rule.id in general:
            message = f"the rule '{rule.id}' is a general rule already; give it another id"
            yield ("decision_rules", index, "id"), message


def _example_findings(criterion: AnyCriterion) -> Iterator[Finding]:
    known = [str(value) for value in criterion.values]
    for number, wanted in enumerate(example.value for example in criterion.examples):
        values = wanted if isinstance(wanted, tuple) else (wanted,)
        for _, message in _unknown(map(str, values), known, "value"):
            yield ("examples", number, "value"), message
    for number, boundary in enumerate(criterion.boundary_examples):
        for _, message in _unknown([str(boundary.not_)], [*known, *criterion.off_scale], "answer"):
            yield ("boundary_examples", number, "not"), message


def _nominal_findings(criterion: NominalCriterion) -> Iterator[Finding]:
    for index, message in _unknown(criterion.exclusive, criterion.values, "value"):
        yield ("exclusive", index), message
    if criterion.min_values > len(criterion.values):
        message = f"at least {criterion.min_values} of {len(criterion.values)} values can never be chosen"
        yield ("min_values",), message
    if criterion.max_values is not None and criterion.max_values < criterion.min_values:
        yield ("max_values",), f"at most {criterion.max_values} is less than at least {criterion.min_values}"
    if not criterion.multiple:
        for key in ("min_values", "max_values", "exclusive"):
            if key in criterion.model_fields_set:
                yield (key,), f"'{key}' only means something with 'multiple: true'"
