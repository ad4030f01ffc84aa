"""Advice on one criterion."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from stancebook.model.advice.kinds import Advice
from stancebook.model.advice.wording import NOTHING_SAID, SILENCE, Words, looks
from stancebook.model.answer import value_key
from stancebook.model.criterion import (
    BooleanCriterion,
    NominalCriterion,
    NumericCriterion,
    OrdinalCriterion,
    TextCriterion,
)
from stancebook.model.rubric import listed_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.advice.kinds import Loc
    from stancebook.model.criterion_base import ValueBase
    from stancebook.model.rubric import AnyCriterion, Choice, Rubric

_NEARLY: Final = 0.8
_NAMED: Final = 4
_COMPARED: Final = 200
"""So many answers are compared, each with each; nobody writes more by hand."""
_QUESTION_MARKS: Final = "?？؟;՞⸮"
_CATCH_ALLS: Final = frozenset({"other", "others", "else", "misc", "miscellaneous", "something_else", "something-else"})
_ENDS_APART: Final = 3


def criterion_advice(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Advice]:
    """Yield advice on a criterion; paths are below the criterion's own."""
    on_scale = [choice for choice in rubric.choices(criterion.id) if choice.is_position]
    yield from _lacks(criterion)
    yield from _undefined(criterion)
    yield from _alike(criterion, rubric)
    yield from _middle(criterion, on_scale)
    yield from _silence(criterion, rubric)
    yield from _order(criterion)
    yield from _catch_all(criterion)
    yield from _limits(criterion)
    if isinstance(criterion, BooleanCriterion) and criterion.requires_evidence is True:
        message = f"{criterion.id} wants a quote for no as well, and what is not there cannot be quoted; write for_yes"
        yield Advice("quote-for-no", ("requires_evidence",), message)


def _lacks(criterion: AnyCriterion) -> Iterator[Advice]:
    name, judged = criterion.id, not isinstance(criterion, TextCriterion)
    if not any(mark in criterion.question for mark in _QUESTION_MARKS):
        yield Advice("not-a-question", ("question",), f"the question of {name} ends without a question mark; ask one")
    if not (criterion.definition.strip() or criterion.include):
        yield Advice("no-definition", ("id",), f"{name} has no definition; say in a sentence or two what is judged")
    if judged and not criterion.decision_rules:
        message = f"{name} has no decision rules; say what to answer where two answers seem possible"
        yield Advice("no-rules", ("id",), message)
    if judged and not criterion.examples and not criterion.boundary_examples:
        message = f"{name} has no examples; make up a short passage for the answers most often confused"
        yield Advice("no-examples", ("id",), message)


def _undefined(criterion: AnyCriterion) -> Iterator[Advice]:
    if isinstance(criterion, BooleanCriterion):
        return  # the criterion's definition says what yes means, and a question without one is told of
    listed = [about for about in listed_values(criterion) if not about.deprecated]
    lacking = [about for about in listed if not about.definition.strip() and not _has_values_below(criterion, about)]
    if lacking:
        names = ", ".join(criterion.mark(about.value) for about in lacking[:_NAMED])
        more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        what = "a value without a definition" if len(lacking) == 1 else "values without definitions"
        message = f"{criterion.id} has {what}: {names}{more}; say when each is the right answer"
        yield Advice("undefined-values", _place(criterion, value_key(lacking[0].value)), message)


def _has_values_below(criterion: AnyCriterion, about: ValueBase) -> bool:
    return isinstance(criterion, NominalCriterion) and getattr(about, "value", "") in criterion.headings


def _place(criterion: AnyCriterion, key: str) -> Loc:
    """Return where a value stands, as a path below its criterion."""
    keys = [value_key(about.value) for about in listed_values(criterion)]
    return ("scale" if isinstance(criterion, OrdinalCriterion) else "values", keys.index(key))


def _alike(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Advice]:
    choices = rubric.choices(criterion.id)
    seen: dict[tuple[object, ...], Choice] = {}
    for choice in choices:
        first = seen.setdefault((*choice.above, looks(choice.label)), choice)
        if first is not choice:
            place = next((_place(criterion, one.key) for one in (choice, first) if one.is_position), ("off_scale",))
            same = "the same label" if choice.label == first.label else "labels that look alike"
            message = f"{first.mark} and {choice.mark} of {criterion.id} have {same}: '{first.label}', '{choice.label}'"
            yield Advice("alike-labels", (*place, "label"), message)
    defined = [(choice, Words.of(choice.definition)) for choice in choices[:_COMPARED] if choice.definition.strip()]
    # On a scale only neighbours are confused: its two ends may well mirror each other word by word.
    pairs = pairwise(defined) if isinstance(criterion, OrdinalCriterion) else combinations(defined, 2)
    for (one, words), (other, others) in pairs:
        if other.is_position and words.shared(others) >= _NEARLY:
            message = f"the definitions of {one.mark} and {other.mark} of {criterion.id} say nearly the same"
            place = (*_place(criterion, other.key), "definition")
            yield Advice("alike-definitions", place, f"{message}; say what parts them")


def _middle(criterion: AnyCriterion, on_scale: list[Choice]) -> Iterator[Advice]:
    if not isinstance(criterion, OrdinalCriterion) or len(on_scale) < _ENDS_APART:
        return
    ends = {min(criterion.values), max(criterion.values)}
    for choice in on_scale:
        said = SILENCE.search(f"{choice.label}. {choice.definition}")
        if said and choice.answer.value not in ends:
            message = (
                f"{choice.mark} of {criterion.id} collects what is no position ('{said[0]}'); "
                "keep it for texts that weigh both sides, and give silence an off-scale answer"
            )
            yield Advice("middle-collects-silence", _place(criterion, choice.key), message)


def _silence(criterion: AnyCriterion, rubric: Rubric) -> Iterator[Advice]:
    if isinstance(criterion, BooleanCriterion | TextCriterion) or criterion.applies_if is not None:
        return  # where a text is silent, the answer is no, or nothing is written, or the question is not asked
    told = (f"{about.label}. {about.definition}" for about in listed_values(criterion))
    if isinstance(criterion, NominalCriterion) and any(map(NOTHING_SAID.search, told)):
        return  # a category of its own, such as 'none given'
    if not criterion.off_scale:
        message = f"{criterion.id} offers no off-scale answer; where a text is silent, reviewers can only guess"
        yield Advice("no-answer-for-silence", ("id",), message)
        return
    if rubric.language and not rubric.language.lower().startswith("en"):
        return  # words of another language tell us nothing
    offered = [rubric.off_scale[key] for key in criterion.off_scale]
    named = [f"{key} {off.label}. {off.definition}" for key, off in zip(criterion.off_scale, offered, strict=True)]
    if not any(NOTHING_SAID.search(one.replace("_", " ")) for one in named):
        message = (
            f"none of the off-scale answers of {criterion.id} is for a text that is silent; "
            "offer one such as not_addressed"
        )
        yield Advice("no-answer-for-silence", ("off_scale",), message)


def _order(criterion: AnyCriterion) -> Iterator[Advice]:
    if not isinstance(criterion, OrdinalCriterion):
        return
    values = [step.value for step in criterion.offered]
    rising = sorted(values)
    if values not in (rising, rising[::-1]):
        message = f"the values of {criterion.id} stand in no order; list them from one end to the other"
        yield Advice("scale-order", ("scale",), message)


def _catch_all(criterion: AnyCriterion) -> Iterator[Advice]:
    if not isinstance(criterion, NominalCriterion):
        return
    for about in criterion.offered:
        takes_anything = about.parent is None and (about.catch_all or about.value in _CATCH_ALLS)
        if takes_anything and not about.requires_note:
            message = f"'{about.value}' of {criterion.id} takes anything; let it say what: requires_note: true"
            yield Advice("catch-all", _place(criterion, about.value), message)


def _limits(criterion: AnyCriterion) -> Iterator[Advice]:
    if not isinstance(criterion, NumericCriterion):
        return
    lacking = ["no limits"] if criterion.min is None and criterion.max is None else []
    lacking += [] if criterion.unit.strip() else ["no unit"]
    if lacking:
        message = f"{criterion.id} has {' and '.join(lacking)}; say what is counted, and min or max to catch slips"
        yield Advice("unbounded", ("id",), message)
