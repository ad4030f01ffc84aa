"""Advice on one criterion."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from stancebook.model.advice.kinds import Advice
from stancebook.model.advice.wording import NOTHING_SAID, SILENCE, looks, shared_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.rubric import AnyCriterion, Choice, Rubric

_NEARLY: Final = 0.8
_NAMED: Final = 4
_QUESTION_MARKS: Final = "?？؟;՞⸮"
_CATCH_ALLS: Final = frozenset({"other", "others", "else", "misc", "miscellaneous", "something_else", "something-else"})
_ENDS_APART: Final = 3


def criterion_advice(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Advice]:
    """Yield advice on a criterion; paths are below the criterion's own."""
    on_scale = [choice for choice in rubric.choices(criterion.id) if choice.is_position]
    yield from _lacks(criterion)
    yield from _undefined(criterion, on_scale)
    yield from _alike(criterion, rubric)
    yield from _middle(criterion, on_scale)
    yield from _silence(criterion, rubric)
    yield from _order(criterion, on_scale)
    yield from _catch_all(criterion, on_scale)
    yield from _limits(criterion)


def _lacks(criterion: AnyCriterion) -> Iterator[Advice]:
    name, kind = criterion.id, str(criterion.type)
    if not any(mark in criterion.question for mark in _QUESTION_MARKS):
        yield Advice("not-a-question", ("question",), f"the question of {name} ends without a question mark; ask one")
    if not (criterion.definition.strip() or criterion.include):
        yield Advice("no-definition", ("id",), f"{name} has no definition; say in a sentence or two what is judged")
    if not criterion.decision_rules and kind != "text":
        message = f"{name} has no decision rules; say what to answer where two answers seem possible"
        yield Advice("no-rules", ("id",), message)
    if not criterion.examples and not criterion.boundary_examples:
        message = f"{name} has no examples; make up a short passage for the answers most often confused"
        yield Advice("no-examples", ("id",), message)


def _undefined(criterion: AnyCriterion, on_scale: list[Choice]) -> Iterator[Advice]:
    lacking = [(index, choice) for index, choice in enumerate(on_scale) if not choice.definition.strip()]
    if lacking:
        names = ", ".join(choice.mark for _, choice in lacking[:_NAMED])
        more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        what = "a value without a definition" if len(lacking) == 1 else "values without definitions"
        message = f"{criterion.id} has {what}: {names}{more}; say when each is the right answer"
        yield Advice("undefined-values", (values_at(criterion), lacking[0][0]), message)


def _alike(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Advice]:
    choices = rubric.choices(criterion.id)
    places = {choice.key: (values_at(criterion), index) for index, choice in enumerate(choices) if choice.is_position}
    seen: dict[str, Choice] = {}
    for choice in choices:
        first = seen.setdefault(looks(choice.label), choice)
        if first is not choice:
            place = places.get(choice.key) or places.get(first.key) or ("off_scale",)
            same = "the same label" if choice.label == first.label else "labels that look alike"
            message = f"{first.mark} and {choice.mark} of {criterion.id} have {same}: '{first.label}', '{choice.label}'"
            yield Advice("alike-labels", (*place, "label"), message)
    for one, other in combinations([choice for choice in choices if choice.definition.strip()], 2):
        if other.key in places and shared_words(one.definition, other.definition) >= _NEARLY:
            message = f"the definitions of {one.mark} and {other.mark} of {criterion.id} say nearly the same"
            yield Advice("alike-definitions", (*places[other.key], "definition"), f"{message}; say what parts them")


def _middle(criterion: AnyCriterion, on_scale: list[Choice]) -> Iterator[Advice]:
    if criterion.type != "ordinal" or len(on_scale) < _ENDS_APART:
        return
    ends = {min(criterion.values), max(criterion.values)}
    for index, choice in enumerate(on_scale):
        said = SILENCE.search(f"{choice.label}. {choice.definition}")
        if said and choice.answer.value not in ends:
            message = (
                f"{choice.mark} of {criterion.id} collects what is no position ('{said[0]}'); "
                "keep it for texts that weigh both sides, and give silence an off-scale answer"
            )
            yield Advice("middle-collects-silence", ("scale", index), message)


def _silence(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Advice]:
    if not criterion.off_scale:
        message = f"{criterion.id} offers no off-scale answer; where a text is silent, reviewers can only guess"
        yield Advice("no-answer-for-silence", ("id",), message)
        return
    if rubric.language and not rubric.language.lower().startswith("en"):
        return  # words of another language tell us nothing
    offered = [rubric.off_scale[key] for key in criterion.off_scale]
    told = [f"{key} {off.label}. {off.definition}" for key, off in zip(criterion.off_scale, offered, strict=True)]
    if not any(NOTHING_SAID.search(one.replace("_", " ")) for one in told):
        message = (
            f"none of the off-scale answers of {criterion.id} is for a text that is silent; "
            "offer one such as not_addressed"
        )
        yield Advice("no-answer-for-silence", ("off_scale",), message)


def _order(criterion: AnyCriterion, on_scale: list[Choice]) -> Iterator[Advice]:
    if criterion.type != "ordinal":
        return
    values = [choice.answer.value for choice in on_scale]
    rising = sorted(values)  # type: ignore[type-var]
    if values not in (rising, rising[::-1]):
        message = f"the values of {criterion.id} stand in no order; list them from one end to the other"
        yield Advice("scale-order", ("scale",), message)


def _catch_all(criterion: AnyCriterion, on_scale: list[Choice]) -> Iterator[Advice]:
    for index, choice in enumerate(on_scale):
        if choice.key in _CATCH_ALLS and not choice.requires_note:
            message = f"'{choice.key}' of {criterion.id} takes anything; let it say what: requires_note: true"
            yield Advice("catch-all", (values_at(criterion), index), message)


def _limits(criterion: AnyCriterion) -> Iterator[Advice]:
    lacking = [key for key in ("min", "max", "unit") if getattr(criterion, key, "") in (None, "")]
    if str(criterion.type) == "numeric" and lacking:
        message = f"{criterion.id} has no {' and no '.join(lacking)}; with them a slip of the finger is caught"
        yield Advice("unbounded", ("id",), message)


def values_at(criterion: AnyCriterion) -> str:
    """Return the key under which a criterion lists its values."""
    return "scale" if criterion.type == "ordinal" else "values"
