"""What ``stance code`` remarks once all is saved: nothing is wrong, but the coder may not have meant it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.cli.assignments import split
from stancebook.model.applying import applying_in, why_not_asked
from stancebook.model.left_out import remark_on
from stancebook.reports.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.annotation import Annotation
    from stancebook.workspace.desk import Desk


def remarks(before: Annotation, desk: Desk, edits: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each remark.

    Args:
        before: The annotation before the edits.
        desk: The desk with what it is now.
        edits: The options by name.
    """
    yield from _left_out(before, desk)
    named = {
        option: {split(f"--{option}", one, desk.rubric)[0].id for one in edits[key]}
        for option, key in (("set", "answers"), ("note", "notes"), ("rules", "rules"), ("confidence", "sure"))
    }
    asked = applying_in(desk.rubric, desk.annotation)
    for criterion in desk.rubric.by_id:
        if criterion in named["set"] and asked[criterion] is None:
            yield f"{criterion}: recorded, and perhaps not asked: {_undecided(desk, criterion)}"
        if criterion in named["set"] and (told := _still_there(before, desk, criterion, named)):
            yield told
        if desk.annotation.coding(criterion).unchosen and before.coding(criterion) != desk.annotation.coding(criterion):
            yield _unchosen(desk.annotation, criterion)


def _undecided(desk: Desk, criterion: str) -> str:
    """Return why it is not known yet whether a criterion is asked."""
    about = desk.rubric.by_id[criterion]
    return why_not_asked(desk.rubric, about, lambda name: desk.annotation.coding(name).answer).removeprefix("because ")


def _left_out(before: Annotation, desk: Desk) -> Iterator[str]:
    """Yield the new quotes from parts of the source that are not to be coded."""
    for criterion, coding in desk.annotation.codings.items():
        known = {one.key for one in before.coding(criterion).evidence}
        for one in coding.evidence:
            if one.key not in known and (why := remark_on(desk.source, desk.rubric, one.start, one.end)):
                yield f"{criterion}: this quote stands {why}; recorded all the same: '{one.quote[:60]}'"


def _unchosen(annotation: Annotation, criterion: str) -> str:
    """Return that quotes for values that are not chosen are kept, and that they prove nothing."""
    unchosen = annotation.coding(criterion).unchosen
    values = listed(dict.fromkeys(f"'{one.for_value}'" for one in unchosen))
    quotes, them = ("a quote", "it") if len(unchosen) == 1 else (f"{len(unchosen)} quotes", "them")
    return (
        f"{criterion}: {quotes} for {values}, not chosen: kept, and no evidence of the answer "
        f"(--remove-evidence takes {them} away)"
    )


def _still_there(before: Annotation, desk: Desk, criterion: str, named: dict[str, set[str]]) -> str:
    """Return what was said of another answer and stands under the new one; empty where nothing does."""
    was, now = before.coding(criterion), desk.annotation.coding(criterion)
    if not (was.answer.given and now.answer.given) or was.answer == now.answer:
        return ""
    quotes = len({one.key for one in was.evidence} & {one.key for one in now.supporting})
    rules = f"{'rule' if len(now.rules) == 1 else 'rules'} {listed(now.rules)}"
    found = [
        (words, option)
        for words, option, there in (
            ("note", "note", bool(now.note)),
            (rules, "rules", bool(now.rules)),
            (f"confidence {now.confidence}", "confidence", now.confidence is not None),
            (count(quotes, "quote"), "remove-evidence", bool(quotes)),
        )
        if there and criterion not in named.get(option, ())
    ]
    if not found:
        return ""
    options = " ".join(f"--{option}" for _, option in found)
    return (
        f"{criterion}: still there from before, under the new answer: {', '.join(words for words, _ in found)} "
        f"({options} {'changes it' if len(found) == 1 else 'change them'})"
    )
