"""Whether the parts of a rubric fit together. Each finding names the part by its path in the file."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from stancebook.model.answer import value_key
from stancebook.model.applying import why_no_condition
from stancebook.model.condition import conditions
from stancebook.model.consistency_operations import operation_findings
from stancebook.model.consistency_values import keys_of, value_findings
from stancebook.model.criterion import BooleanCriterion, NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.model.criterion_numeric import LARGEST
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion, Rubric

Finding = tuple[tuple[str | int, ...], str]


def inconsistencies(rubric: Rubric, most: int = 50) -> list[Finding]:
    """Return what does not fit together in a rubric, as (path in the file, sentence); no more than ``most``."""
    return list(islice(_findings(rubric), most))


def _findings(rubric: Rubric) -> Iterator[Finding]:
    yield from _rubric_findings(rubric)
    yield from operation_findings(rubric)
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
    for number, group in enumerate(rubric.groups):
        for index, message in _unknown(group.criteria, criteria, "criterion"):
            yield ("groups", number, "criteria", index), message
    for step in rubric.confidence.anchors:
        if step not in rubric.confidence.scale:
            yield ("confidence", "anchors", str(step)), f"{step} is not on the confidence scale"
    for index, message in _twice((change.version for change in rubric.changelog), "the version"):
        yield ("changelog", index, "version"), f"{message.partition(';')[0]} in the changelog; tell of it in one entry"
    for index, message in _twice(rubric.anchors, "the anchor"):
        yield ("anchors", index), message
    yield from _scale_findings(rubric)


def _scale_findings(rubric: Rubric) -> Iterator[Finding]:
    """What is wrong with a shared scale is found where a criterion uses it; here, whether one does."""
    used = [
        criterion.scale if isinstance(criterion, OrdinalCriterion) else getattr(criterion, "values_", ())
        for criterion in rubric.criteria
    ]
    for name, scale in rubric.scales.items():
        if scale not in used:
            yield (
                ("scales", name),
                f"no criterion uses the shared scale '{name}'; write 'scale: {name}' where it is meant",
            )


def _condition_findings(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Finding]:
    if criterion.applies_if is None:
        return
    ids = list(rubric.by_id)
    earlier = ids[: ids.index(criterion.id)]
    for path, condition in conditions(criterion.applies_if):
        at, name = ("applies_if", *path), condition.criterion
        if name not in rubric.by_id:
            yield (*at, "criterion"), f"there is no criterion '{name}'{did_you_mean(name, earlier)}"
        elif name not in earlier:
            what = "itself" if name == criterion.id else f"'{name}', which comes later"
            yield (*at, "criterion"), f"'{criterion.id}' cannot hang on {what}; only on criteria above it"
        else:
            yield from (((*at, *below), said) for below, said in why_no_condition(condition, rubric.by_id[name]))


def _criterion_findings(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Finding]:
    for index, message in _unknown(criterion.off_scale, rubric.off_scale, "off-scale answer"):
        yield ("off_scale", index), message
    for index, message in _twice(criterion.off_scale, "the off-scale answer"):
        yield ("off_scale", index), message
    yield from _rule_findings(criterion, rubric)
    yield from _condition_findings(criterion, rubric)
    values_at = "scale" if isinstance(criterion, OrdinalCriterion) else "values"
    keys = keys_of(criterion)
    for index, message in _twice(keys, "the value"):
        yield (values_at, index, "value"), message
    for index, key in enumerate(keys):
        if key in rubric.off_scale:
            message = f"'{key}' is the id of an off-scale answer too; a value needs an id of its own"
            yield (values_at, index, "value"), message
    for loc, message in value_findings(criterion):
        yield (loc[1:] if loc[:1] == ("..",) else (values_at, *loc)), message
    yield from _example_findings(criterion)
    if isinstance(criterion, NominalCriterion):
        yield from _nominal_findings(criterion)
    if isinstance(criterion, NumericCriterion):
        yield from _numeric_findings(criterion)
    if wanted := _misplaced(criterion):
        said = f"'{criterion.requires_evidence}' only means something with '{wanted}'; write true"
        yield ("requires_evidence",), said


def _misplaced(criterion: AnyCriterion) -> str:
    """Return with what alone the evidence that a criterion requires would mean something; empty where it does."""
    if criterion.requires_evidence == "each" and not criterion.multiple:
        return "multiple: true"
    boolean = isinstance(criterion, BooleanCriterion)
    return "type: boolean" if criterion.requires_evidence == "for_yes" and not boolean else ""


def _rule_findings(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Finding]:
    general = {rule.id for rule in rubric.unit.general_rules}
    for index, message in _twice((rule.id for rule in criterion.decision_rules), "the rule"):
        yield ("decision_rules", index, "id"), message
    for index, rule in enumerate(criterion.decision_rules):
        if rule.id in general:
            message = f"the rule '{rule.id}' is a general rule already; give it another id"
            yield ("decision_rules", index, "id"), message


def _example_findings(criterion: AnyCriterion) -> Iterator[Finding]:
    examples: tuple[Any, ...] = criterion.examples
    for number, example in enumerate(examples):
        for value in example.value if isinstance(example.value, tuple) else (example.value,):
            if message := _why_no_example(criterion, value):
                yield ("examples", number, "value"), message
    known = keys_of(criterion)
    for number, boundary in enumerate(criterion.boundary_examples):
        if known:
            for _, message in _unknown([value_key(boundary.not_)], [*known, *criterion.off_scale], "answer"):
                yield ("boundary_examples", number, "not"), message
        elif boundary.not_ not in criterion.off_scale and (message := _why_no_example(criterion, boundary.not_)):
            yield ("boundary_examples", number, "not"), message


def _why_no_example(criterion: AnyCriterion, value: Value) -> str | None:
    known = keys_of(criterion)
    if not known:
        return criterion.why_not_a_value(value)
    return next((message for _, message in _unknown([value_key(value)], known, "value")), None)


def _numeric_findings(criterion: NumericCriterion) -> Iterator[Finding]:
    low, high = criterion.min, criterion.max
    if low is not None and high is not None and low >= high:
        yield ("max",), f"'max' is {value_key(high)} and 'min' is {value_key(low)}; 'max' must be the greater"
    if criterion.level == "ratio" and (low is None or low < 0):
        yield (
            ("level",),
            "a ratio scale starts at a zero that means none: give 'min: 0' or more, or write 'level: interval'",
        )
    for key, limit in (("min", low), ("max", high)):
        if limit is not None and abs(limit) > LARGEST:
            yield (key,), f"'{key}' is beyond 2^53, where numbers are no longer exact; give a number nearer to zero"
        elif limit is not None and criterion.integer and not float(limit).is_integer():
            yield (key,), f"'{key}' is {value_key(limit)}, and the criterion takes whole numbers only (integer: true)"
    if criterion.near_ is not None and criterion.near_ < 0:
        yield ("near",), "'near' is a distance: 0 or more"


def _nominal_findings(criterion: NominalCriterion) -> Iterator[Finding]:
    for index, message in _unknown(criterion.exclusive, criterion.values, "value"):
        yield ("exclusive", index), message
    if criterion.min_values > len(criterion.offered):
        message = f"'min_values' is {criterion.min_values}, but only {len(criterion.offered)} values can be chosen"
        yield ("min_values",), message
    if criterion.max_values is not None and criterion.max_values < criterion.min_values:
        said = f"'max_values' is {criterion.max_values} and 'min_values' is {criterion.min_values}"
        yield ("max_values",), f"{said}; 'max_values' must not be the smaller"
    if not criterion.multiple:
        for key in ("min_values", "max_values", "exclusive"):
            if key in criterion.model_fields_set:
                yield (key,), f"'{key}' only means something with 'multiple: true'"
