"""``stance status --stale``: every coding from before the rubric changed, and why it wants a second look."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stancebook.model.applying import applying_in
from stancebook.model.doubled import why_stale_in
from stancebook.model.staleness import what_became
from stancebook.model.visible import visible_line
from stancebook.reports.migration_told import WHY
from stancebook.reports.unknown_words import NOTE_IT, state_words
from stancebook.reports.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stancebook.model.annotation import Coding
    from stancebook.model.staleness import Staleness
    from stancebook.model.study import Study


@dataclass(frozen=True)
class StaleCoding:
    """A coding that wants a second look."""

    reviewer: str
    source: str
    criterion: str
    coding: Coding
    why: Staleness


def unknown_codings(study: Study, reviewers: Iterable[str], may_tell: Callable[[str, str, str], bool]) -> Counter[str]:
    """Return of how many codings of reviewers it is not known what was asked; a change of meaning makes none stale.

    Args:
        study: The study.
        reviewers: Whose codings.
        may_tell: Whether that a reviewer answered a criterion for a source may be told: reviewer, source, criterion.
    """
    found: Counter[str] = Counter()
    for reviewer in reviewers:
        for source in study.sources:
            annotation = study.annotations.get((reviewer, source))
            for key, coding in annotation.codings.items() if annotation else ():
                if study.is_of_unknown_state(key, coding) and may_tell(reviewer, source, key):
                    found[reviewer] += 1
    return found


def stale_codings(study: Study, reviewers: Iterable[str]) -> list[StaleCoding]:
    """Return the stale codings of reviewers, source by source; what is not asked wants no look."""
    found = []
    for reviewer in reviewers:
        for source in study.sources:
            annotation = study.annotations.get((reviewer, source))
            asked = applying_in(study.rubric, annotation) if annotation else {}
            for key, coding in annotation.codings.items() if annotation else ():
                why = why_stale_in(annotation, study.rubric, key) if annotation else None
                if why and asked.get(key) is not False:
                    found.append(StaleCoding(reviewer, source, key, coding, why))
    return found


def stale_text(study: Study, found: list[StaleCoding], unknown: Mapping[str, int], asking: str | None) -> str:
    """Return them as text; the old answers of the one who asks only."""
    rubric = study.rubric
    of_unknown = [visible_line(f"{state_words(unknown)} {NOTE_IT}")] if unknown else []
    if not found:
        return "\n".join([f"{rubric.id} {rubric.version}: nothing is stale", *of_unknown])
    lines = [f"{rubric.id} {rubric.version}: {count(len(found), 'stale coding')}"]
    for reviewer, source in dict.fromkeys((one.reviewer, one.source) for one in found):
        lines.append(f"  {reviewer}  {source}")
        lines += [
            f"      {_heading(study, one)}{_answer(study, one, asking)}: {_why(study, one, asking)}"
            for one in found
            if (one.reviewer, one.source) == (reviewer, source)
        ]
    if any(one.why == "old_terms" for one in found):
        lines.append("stance rubric migrate lets those in older terms follow")
    if any(one.why == "doubled" for one in found):
        lines.append("of two that stand under two ids, stance code SOURCE --keep ID keeps the one under that id")
    lines.append("look again with stance annotate SOURCE, or stance code SOURCE --keep CRITERION")
    return "\n".join([*map(visible_line, lines), *of_unknown])


def stale_data(study: Study, found: list[StaleCoding], unknown: Mapping[str, int]) -> dict[str, Any]:
    """Return them as the JSON object ``stancebook/stale/1``."""
    return {
        "schema": "stancebook/stale/1",
        "rubric": {"id": study.rubric.id, "version": study.rubric.version},
        "codings": [
            {
                "reviewer": one.reviewer,
                "source": one.source,
                "criterion": one.criterion,
                "version": one.coding.version,
                "why": one.why,
            }
            for one in found
        ],
        "state_unknown": dict(unknown),
    }


def _heading(study: Study, one: StaleCoding) -> str:
    known = study.rubric.by_id.get(one.criterion)
    return known.heading if known else one.criterion


def _answer(study: Study, one: StaleCoding, asking: str | None) -> str:
    return f" ({study.rubric.words(one.criterion, one.coding.answer)})" if one.reviewer == asking else ""


def _why(study: Study, one: StaleCoding, asking: str | None) -> str:
    # What became of an answer names the answer: only whose it is may read that.
    became = what_became(study.rubric, one.criterion, one.coding.answer) if one.reviewer == asking else ""
    then = f", coded under {one.coding.version}" if one.coding.version else ""
    if one.why == "doubled":
        return f"{became}; coded under both ids" if became else WHY[one.why]
    return (became or WHY[one.why]) + then
