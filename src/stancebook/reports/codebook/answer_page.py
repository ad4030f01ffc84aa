"""What a codebook says of one answer: its definition, the rules and passages that speak of it, what lies next to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.answer import Answer
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.codebook.entries import ExampleEntry, criterion_entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.model.answer import Value
    from stancebook.model.criterion import AnyCriterion, Rule
    from stancebook.model.rubric import Choice, Rubric

_A_NAME: Final = 4
"""Shorter ids and labels, such as yes or tax, are words of any sentence."""


@dataclass(frozen=True)
class AnswerPage:
    """What a codebook says of one answer.

    Attributes:
        choice: The answer.
        neighbours: The values next to it on its scale, the higher one first.
        rules: The rules that name it.
        examples: The passages that get it, or are settled by naming it.
        tempting: The passages that tempt to it and do not get it.
    """

    choice: Choice
    neighbours: tuple[Choice, ...]
    rules: tuple[Rule, ...]
    examples: tuple[ExampleEntry, ...]
    tempting: tuple[ExampleEntry, ...]


def answer_page(rubric: Rubric, criterion_id: str, choice: Choice) -> AnswerPage:
    """Return what a codebook says of one of a criterion's answers."""
    criterion = rubric.by_id[criterion_id]
    entry = criterion_entry(rubric, criterion_id)
    plain, tempting = entry.examples[: len(criterion.examples)], entry.examples[len(criterion.examples) :]
    made_up: tuple[Any, ...] = criterion.examples
    gets = [one for one, made in zip(plain, made_up, strict=True) if _holds(made.value, choice)]
    tempts = {index for index, made in enumerate(criterion.boundary_examples) if _holds(made.not_, choice)}
    settled = [
        one
        for index, one in enumerate(tempting)
        if index not in tempts and speaks_of(criterion.boundary_examples[index].because, choice)
    ]
    return AnswerPage(
        choice,
        _neighbours(rubric, criterion, choice),
        _naming((*criterion.decision_rules, *rubric.unit.general_rules), choice),
        (*gets, *settled),
        tuple(tempting[index] for index in sorted(tempts)),
    )


def speaks_of(text: str, choice: Choice) -> bool:
    """Return whether a text names an answer: by its number, its id or its label."""
    value = choice.answer.value
    if isinstance(value, int) and not isinstance(value, bool):
        # 1 is named by 1 and by +1; not by -1, E1, 1.5, 10 or 3/1.
        sign = "[-−]" if value < 0 else r"\+?"
        return re.search(rf"(?<![\w.+−/-]){sign}{abs(value)}(?![\w/]|[.,]\d)", text) is not None
    names = [name for name in (choice.key, choice.label) if len(name) >= _A_NAME and name.casefold() != "other"]
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE) for name in names)


def _holds(value: Value, choice: Choice) -> bool:
    if isinstance(value, tuple):
        return choice.answer.value in value
    return choice.answer in (Answer(value), Answer(off_scale=str(value)))


def _naming(rules: Iterable[Rule], choice: Choice) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if speaks_of(rule.rule, choice))


def _neighbours(rubric: Rubric, criterion: AnyCriterion, choice: Choice) -> tuple[Choice, ...]:
    if not isinstance(criterion, OrdinalCriterion) or not choice.is_position:
        return ()
    order = sorted(step.value for step in criterion.offered)
    at = next(index for index, value in enumerate(order) if value == choice.answer.value)
    near = [order[index] for index in (at + 1, at - 1) if 0 <= index < len(order)]
    known = {one.answer.value: one for one in rubric.choices(criterion.id)}
    return tuple(known[value] for value in near)
