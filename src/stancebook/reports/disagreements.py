"""What a disagreement is told with: how far apart reviewers are in words, and whose quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.criterion import NumericCriterion
from stancebook.reports.words import STATE_WORDS, by_whom, count, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.cell import State
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.model.annotation import Evidence


def kind_words(one: Disagreement) -> str:
    """Return what a disagreement is about in words, with the steps between the answers where there are steps."""
    words = _words(one.kind, one.steps, _numbers_apart(one))
    return f"{words} · no figure counts it" if one.in_no_figure else words


def ids(one: Disagreement) -> str:
    """Return what a disagreement is known by in files and commands, whichever are listed and in which order."""
    return f"{one.source} {one.criterion.id}"


def among_them(found: Sequence[Disagreement]) -> str:
    """Return how many disagreements no figure counts and on how many nothing can be decided; empty where none are."""
    uncounted, unasked = sum(one.in_no_figure for one in found), sum(bool(one.cell.not_asked) for one in found)
    told = [f"{uncounted:,} counted in no figure"] if uncounted else []
    return ", ".join([*told, f"{unasked:,} not asked"] if unasked else told)


def quotes_told(one: Disagreement, stand: Stand) -> list[tuple[Evidence, str]]:
    """Return the few quotes that tell a side, each with whose it is; nobody where the side has one reviewer."""
    if len(stand.side.reviewers) == 1:
        return [(quote, "") for quote in stand.quotes]
    whose = cited_by(one, stand)
    return [(quote, by_whom(whose[quote.start, quote.end])) for quote in stand.quotes]


def cited_by(one: Disagreement, stand: Stand) -> dict[tuple[int, int], list[str]]:
    """Return who of a side cites each of its quotes, by where the quote begins and ends."""
    whose: dict[tuple[int, int], list[str]] = {}
    for who in stand.side.reviewers:
        for quote in one.codings[who].coding.supporting:
            citing = whose.setdefault((quote.start, quote.end), [])
            if who not in citing:
                citing.append(who)
    return whose


def capped(stand: Stand) -> str:
    """Return how many of a side's quotes are told; empty where all are."""
    told, every = len(stand.quotes), len(stand.own) + len(stand.shared)
    return f"{told} of {every} quotes" if told < every else ""


def _numbers_apart(one: Disagreement) -> str:
    """Return how far apart numbers lie, with their unit: ``3.5 apart (percent)``; empty where they are none."""
    criterion = one.criterion
    if not isinstance(criterion, NumericCriterion):
        return ""
    answers = [one.codings[reviewer].answer for reviewer in one.counting if reviewer in one.codings]
    numbers = [answer.value for answer in answers if isinstance(answer.value, int | float)]
    apart = round(max(numbers) - min(numbers), 6) if numbers else 0
    unit = f" ({one_line(criterion.unit)})" if criterion.unit else ""
    return f"{criterion.mark(apart)} apart{unit}" if apart else ""


def _words(kind: State, steps: int | None, numbers: str) -> str:
    if kind in {"near", "far"} and (steps or numbers):
        return numbers or f"{count(steps or 0, 'step')} apart"
    if kind == "near":
        return "sets that overlap"
    return "different values" if kind == "far" else STATE_WORDS[kind]
