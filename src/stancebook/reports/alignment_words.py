"""Alignment in words, the same in every form of a report, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.reports.words import count, listed, minus, one_line

if TYPE_CHECKING:
    from stancebook.comparison.alignment import Alignment
    from stancebook.comparison.distance import Distance
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

HOW: Final = (
    "Distance: 0 the same line, 1 opposite ends; the mean over the criteria on which both take a position by "
    "consensus, with how many. It is no score, and says nothing about criteria that one of them leaves out."
)


def share(one: Distance | None) -> str:
    """Return a distance with how many criteria it rests on: ``.25/3``; a dash where there are none."""
    return "–" if one is None or one.value is None else f"{_short(one.value)}/{one.shared}"


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def clusters(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return which sources form groups, or why no groups are told."""
    if not found.clusters:
        why = one_line(found.why_no_clusters)
        return [f"No groups of sources are told: {why}."]
    return [
        f"Group {number}: {listed(one_line(matrix.sources[source].short) for source in group)}."
        for number, group in enumerate(found.clusters, 1)
    ]


def divisions(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return how much each criterion divides the sources, the one that divides most first."""
    return [
        f"{one_line(matrix.rubric.by_id[one.criterion].heading)}: "
        + ("–" if one.spread is None else f"{_short(one.spread)} apart on average")
        + f" ({count(one.sources, 'source')} with a position)"
        for one in found.divisions
    ]


def camps(matrix: StanceMatrix, found: Alignment) -> list[tuple[str, list[str]]]:
    """Return by criterion who is said to hold what, along the scale."""
    told: dict[str, list[str]] = {}
    for camp in found.camps:
        who = listed(one_line(actor) for actor, _ in camp.actors)
        told.setdefault(camp.criterion, []).append(f"{position(matrix, camp.criterion, camp.answer)}: {who}")
    return [(one_line(matrix.rubric.by_id[criterion].heading), lines) for criterion, lines in told.items()]


def apart(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return where a source's own position differs from one that it reports."""
    heading = {criterion.id: one_line(criterion.heading) for criterion in matrix.criteria}
    return [
        f"{one_line(matrix.sources[one.source].short)}, {heading[one.criterion]}: itself "
        f"{position(matrix, one.criterion, one.own)}; {one_line(one.actor)}: "
        f"{position(matrix, one.criterion, one.theirs)}"
        for one in found.apart
    ]


def position(matrix: StanceMatrix, criterion: str, answer: Answer) -> str:
    """Return a position as mark and label; a set as labels."""
    return minus(one_line(matrix.rubric.words(criterion, answer)))


def alignment_json(found: Alignment) -> dict[str, Any]:
    """Return alignment as the JSON object ``stancebook/alignment/1``."""
    return {
        "schema": "stancebook/alignment/1",
        "order": list(found.order),
        "distances": [
            {"sources": [one.one, one.other], "distance": one.value, "shared": one.shared} for one in found.distances
        ],
        "clusters": [list(group) for group in found.clusters],
        "why_no_clusters": found.why_no_clusters or None,
        "divisions": [
            {"criterion": one.criterion, "sources": one.sources, "spread": one.spread} for one in found.divisions
        ],
        "camps": [
            {
                "criterion": camp.criterion,
                "value": _value(camp.answer),
                "actors": [{"actor": actor, "sources": list(sources)} for actor, sources in camp.actors],
            }
            for camp in found.camps
        ],
        "apart": [
            {
                "source": one.source,
                "criterion": one.criterion,
                "own": _value(one.own),
                "actor": one.actor,
                "theirs": _value(one.theirs),
                "distance": one.distance,
            }
            for one in found.apart
        ],
    }


def _value(answer: Answer) -> object:
    return list(answer.value) if isinstance(answer.value, tuple) else answer.value
