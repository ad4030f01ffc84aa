"""Advice on a rubric as a whole: what nothing uses, what does not exist, what the changelog does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stancebook.model.advice.kinds import Advice
from stancebook.model.advice.wording import looks
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.advice.kinds import Loc
    from stancebook.model.rubric import Rubric

_RULE_NAME: Final = re.compile(r"\b([A-Z]{1,3})[0-9]{1,3}\b")
_WORD: Final = re.compile(r"[\w/.:@-]+")
_ID: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
_LOOKED_UP: Final = 50
"""For so many names that the rubric does not have, the nearest is looked for."""


def rubric_advice(rubric: Rubric) -> Iterator[Advice]:
    """Yield advice on the whole."""
    yield from _version(rubric)
    yield from _off_scale(rubric)
    yield from _labels(rubric)
    yield from _mentions(rubric)


def _version(rubric: Rubric) -> Iterator[Advice]:
    told = [change.version for change in rubric.changelog]
    above = f" above {told[0]}" if told else ""
    if rubric.version not in told and (told or rubric.status != "draft"):
        message = f"{rubric.version} has no entry in the changelog; add one{above}, and say what changed and why"
        yield Advice("version", ("changelog",) if told else ("version",), message)
    elif told and told[0] != rubric.version:
        message = f"the changelog's newest entry should stand first, and tell of version {rubric.version}"
        yield Advice("version", ("changelog", 0, "version"), message)


def _off_scale(rubric: Rubric) -> Iterator[Advice]:
    offered = {key for criterion in rubric.criteria for key in criterion.off_scale}
    marks = {
        choice.mark for criterion in rubric.criteria for choice in rubric.choices(criterion.id) if choice.is_position
    }
    seen: dict[str, str] = {}
    for key, off in rubric.off_scale.items():
        # Where criteria hang on conditions, an answer may be there for those that are not asked.
        if key not in offered and not rubric.has_conditions:
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
    unknown: set[str] = set()
    for loc, text in _texts(rubric):
        for name in _names(text, letters):
            if name in rules or name in ids or len(unknown) > _LOOKED_UP:
                continue
            unknown.add(name)
            near = did_you_mean(name, rules if name[0].isupper() else ids)
            if "did you mean" in near or name[0].isupper():
                yield Advice("unknown-mention", loc, f"the rubric has no '{name}'{near}")


def _names(text: str, letters: set[str]) -> Iterator[str]:
    """Yield what looks like the name of a rule or, with an underscore, of anything else."""
    yield from (found[0] for found in _RULE_NAME.finditer(text) if found[1] in letters)
    for word in _WORD.findall(text):
        name = word.strip(".:-")
        if _ID.fullmatch(name):
            yield name


def _answer_ids(rubric: Rubric) -> Iterator[str]:
    for criterion in rubric.criteria:
        yield from (choice.key for choice in rubric.choices(criterion.id))
        yield from (str(value) for value in criterion.values)
    yield from (group.id for group in rubric.groups)
    yield from rubric.scales
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
