"""Advice on a rubric as a whole: what nothing uses, what does not exist, what the changelog does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stancebook.model.advice.kinds import Advice
from stancebook.model.advice.wording import looks
from stancebook.model.answer import show_value
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.advice.kinds import Loc
    from stancebook.model.rubric import Rubric

_RULE_NAME: Final = re.compile(r"\b([A-Z]{1,3})[0-9]{1,3}\b")
_ID_NAME: Final = re.compile(r"(?<![\w/.:@-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/.:@-]*[\w/])")


def rubric_advice(rubric: Rubric) -> Iterator[Advice]:
    """Yield advice on the whole."""
    yield from _version(rubric)
    yield from _off_scale(rubric)
    yield from _labels(rubric)
    yield from _mentions(rubric)


def _version(rubric: Rubric) -> Iterator[Advice]:
    told = [change.version for change in rubric.changelog]
    if rubric.version not in told and (told or rubric.status != "draft"):
        message = f"the changelog does not tell of version {rubric.version}; say what changed, and why"
        yield Advice("version", ("changelog",) if told else ("version",), message)
    elif told and told[0] != rubric.version:
        message = f"the changelog's newest entry should stand first, and tell of version {rubric.version}"
        yield Advice("version", ("changelog", 0, "version"), message)


def _off_scale(rubric: Rubric) -> Iterator[Advice]:
    offered = {key for criterion in rubric.criteria for key in criterion.off_scale}
    marks = {
        show_value(choice.answer.value)
        for criterion in rubric.criteria
        for choice in rubric.choices(criterion.id)
        if choice.answer.value is not None
    }
    seen: dict[str, str] = {}
    for key, off in rubric.off_scale.items():
        if key not in offered:
            message = f"no criterion offers the off-scale answer '{key}'; offer it, or take it out"
            yield Advice("unused", ("off_scale", key), message)
        if not off.symbol:
            continue
        first = seen.setdefault(off.symbol, key)
        if first != key:
            message = f"'{off.symbol}' stands for {first} and for {key}; give each a symbol of its own"
            yield Advice("same-symbol", ("off_scale", key, "symbol"), message)
        if off.symbol in marks:
            message = f"'{off.symbol}' is a value too; give {key} a symbol that is none"
            yield Advice("same-symbol", ("off_scale", key, "symbol"), message)


def _labels(rubric: Rubric) -> Iterator[Advice]:
    seen: dict[str, str] = {}
    for index, criterion in enumerate(rubric.criteria):
        first = seen.setdefault(looks(criterion.heading), criterion.id)
        if first != criterion.id:
            message = f"the labels of {first} and {criterion.id} look alike: '{criterion.heading}'"
            yield Advice("alike-labels", ("criteria", index, "short" if criterion.short else "label"), message)


def _mentions(rubric: Rubric) -> Iterator[Advice]:
    """Find names of rules and answers that the rubric does not have: mistyped, or left over from an earlier version."""
    rules = {rule.id for rule in rubric.unit.general_rules}
    rules |= {rule.id for criterion in rubric.criteria for rule in criterion.decision_rules}
    letters = {found[1] for rule in rules if (found := _RULE_NAME.fullmatch(rule))}
    ids = {*rubric.by_id, *rubric.off_scale, *_answer_ids(rubric)}
    for loc, text in _texts(rubric):
        for found in _RULE_NAME.finditer(text):
            if found[1] in letters and found[0] not in rules:
                yield Advice("unknown-mention", loc, f"there is no rule {found[0]}{did_you_mean(found[0], rules)}")
        for found in _ID_NAME.finditer(text):
            if found[0] not in ids:
                near = did_you_mean(found[0], ids)
                if "did you mean" in near:
                    yield Advice("unknown-mention", loc, f"the rubric has no '{found[0]}'{near}")


def _answer_ids(rubric: Rubric) -> Iterator[str]:
    for criterion in rubric.criteria:
        yield from (choice.key for choice in rubric.choices(criterion.id))
        yield from (str(value) for value in criterion.values)
    for criterion_group in rubric.groups:
        yield criterion_group.id
    yield from rubric.attributed.actor_type
    yield from rubric.unit.exclude_regions


def _texts(rubric: Rubric) -> Iterator[tuple[Loc, str]]:
    """Yield what tells reviewers how to answer; made-up passages are no such texts."""
    for index, rule in enumerate(rubric.unit.general_rules):
        yield ("unit", "general_rules", index, "rule"), rule.rule
    for key, off in rubric.off_scale.items():
        yield ("off_scale", key, "definition"), off.definition
    for number, criterion in enumerate(rubric.criteria):
        at: Loc = ("criteria", number)
        yield (*at, "definition"), criterion.definition
        for name in ("include", "exclude"):
            for index, text in enumerate(getattr(criterion, name)):
                yield (*at, name, index), text
        for index, rule in enumerate(criterion.decision_rules):
            yield (*at, "decision_rules", index, "rule"), rule.rule
        for index, example in enumerate(criterion.boundary_examples):
            yield (*at, "boundary_examples", index, "because"), example.because
