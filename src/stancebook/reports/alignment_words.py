"""Alignment in words, the same in every form of a report, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.reports.cell_words import BLANK_MARK
from stancebook.reports.words import WITHHELD_UNTIL, by_whom, count, listed, minus, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.alignment import Alignment, Division
    from stancebook.comparison.camps import Actor
    from stancebook.comparison.distance import Distance
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

HOW: Final = (
    "Distance: 0 the same line, 1 opposite ends; the mean over the criteria on which both take a position by "
    "consensus, with how many. It is no score, and says nothing about criteria that one of them leaves out."
)
NOT_COMPARABLE: Final = "×"
"""Between two sources without a distance; a dash is an answer, and means something else."""
WITHHELD: Final = BLANK_MARK["withheld"]
"""Between two sources of which one is withheld from the one who asks."""
NOT_COMPARABLE_MEANING: Final = "not comparable: no criterion on which both take a position"
MOST_IN_A_TABLE: Final = 40
"""So many sources are told in one table of distances."""
_MOST_PAIRS: Final = 15
_MOST_NAMED: Final = 6
IN_BRACKETS: Final = (
    "In brackets behind an actor: the number of the source that says so, and who records it where not all reviewers do."
)


def numbers(matrix: StanceMatrix) -> dict[str, int]:
    """Return the sources' numbers: those of the matrix, whatever order they stand in here."""
    return {source: number for number, source in enumerate(matrix.sources, 1)}


def share(one: Distance | None) -> str:
    """Return a distance with how many criteria it rests on: ``.25/3``; a sign of its own where there is none."""
    if one is None or one.value is None:
        return WITHHELD if one is not None and one.withheld else NOT_COMPARABLE
    return f"{_short(one.value)}/{one.shared}"


def signs(found: Alignment) -> list[str]:
    """Return what stands between two sources without a distance, and what it means."""
    without = {one.withheld for one in found.distances if one.value is None}
    told = [f"{NOT_COMPARABLE} {NOT_COMPARABLE_MEANING}"] if False in without else []
    return [*told, f"{WITHHELD} withheld: {WITHHELD_UNTIL}"] if True in without else told


def how(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return what a distance says, what it rests on, and which sources have none."""
    told = [HOW, *(f"{sign}." for sign in signs(found))]
    if 0 < len(found.alone) < len(found.order):
        number = numbers(matrix)
        for why, kept in (("not comparable with any other source", False), ("withheld", True)):
            who = [source for source in found.alone if (source in found.withheld) == kept]
            named = listed(f"{number[source]} {one_line(matrix.sources[source].short)}" for source in who)
            told += [f"Last, since {why}: {named}."] if who else []
    return [*told, resting] if (resting := _resting(matrix, found)) else told


def _resting(matrix: StanceMatrix, found: Alignment) -> str:
    """Return which distances rest on fewer criteria than others; empty where all rest on as many."""
    number = numbers(matrix)
    pairs: dict[int, list[tuple[int, int]]] = {}
    for one in found.distances:
        if one.value is not None:
            low, high = sorted((number[one.one], number[one.other]))
            pairs.setdefault(one.shared, []).append((low, high))
    if len(pairs) <= 1:  # with one number there are none that rest on fewer
        return ""
    *fewer, most = sorted(pairs)
    if sum(len(pairs[shared]) for shared in fewer) > _MOST_PAIRS:
        parts = [f"{len(pairs[shared]):,} on {shared}" for shared in fewer]
    else:
        parts = [
            f"on {shared}: {', '.join(f'{low} with {high}' for low, high in sorted(pairs[shared]))}" for shared in fewer
        ]
    return (
        f"Some distances rest on fewer criteria than others ({'; '.join(parts)}; the rest on {most}) and are not to be "
        "ranked beside them: on what a source takes no position it differs from nobody, so that one which, say, "
        "recommends nothing can look nearer than it is."
    )


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def clusters(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return which sources form groups, or why no groups are told."""
    if not found.clusters:
        why = one_line(found.why_no_clusters)
        closed = len(matrix.closed.intersection(matrix.sources))
        withheld = f"; {closed} of {count(len(matrix.sources), 'source')} withheld" if closed else ""
        return [f"No groups of sources are told: {why}{withheld}."]
    return [
        f"Group {number}: {listed(one_line(matrix.sources[source].short) for source in group)}."
        for number, group in enumerate(found.clusters, 1)
    ]


def divisions(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return how much each criterion divides the sources, the one that divides most first."""
    return [
        f"{one_line(matrix.rubric.by_id[one.criterion].heading)}: {_divided(matrix, one)}" for one in found.divisions
    ]


def _divided(matrix: StanceMatrix, one: Division) -> str:
    if one.withheld == len(matrix.sources) > 0:
        return f"withheld ({count(one.withheld, 'source')})"
    spread = "–" if one.spread is None else f"{_short(one.spread)} apart on average"
    withheld = f", {one.withheld} withheld" if one.withheld else ""
    return f"{spread} ({count(one.sources, 'source')} with a common position{withheld})"


def camps(matrix: StanceMatrix, found: Alignment) -> list[tuple[str, list[str]]]:
    """Return by criterion who is said to hold what, along the scale, in which sources and as who records it."""
    number = numbers(matrix)
    told: dict[str, list[str]] = {}
    for camp in found.camps:
        who = "; ".join(f"{one_line(actor.name)} ({_said(matrix, number, actor)})" for actor in camp.actors)
        told.setdefault(camp.criterion, []).append(f"{position(matrix, camp.criterion, camp.answer)}: {who}")
    return [(one_line(matrix.rubric.by_id[criterion].heading), lines) for criterion, lines in told.items()]


def apart(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """Return where a source's own position differs from one that it reports, each actor of a source once."""
    heading = {criterion.id: one_line(criterion.heading) for criterion in matrix.criteria}
    told: dict[tuple[str, str, str], tuple[str, list[str]]] = {}
    for one in found.apart:
        itself = (
            f"{one_line(matrix.sources[one.source].short)}, {heading[one.criterion]}: itself "
            f"{position(matrix, one.criterion, one.own)}; {one_line(one.actor)}: "
        )
        theirs, by = position(matrix, one.criterion, one.theirs), _recorded(matrix, one.reviewers)
        key = one.source, one.criterion, one_line(one.actor).casefold()
        told.setdefault(key, (itself, []))[1].append(f"{theirs} ({by})" if by else theirs)
    return [f"{itself}{' or '.join(theirs)}" for itself, theirs in told.values()]


def _said(matrix: StanceMatrix, number: dict[str, int], actor: Actor) -> str:
    if len(actor.said) > _MOST_NAMED:
        return count(len(actor.said), "source")
    told = ((number[source], _recorded(matrix, by)) for source, by in actor.said)
    return ", ".join(f"{who} in {place}" if who else str(place) for place, who in sorted(told))


def _recorded(matrix: StanceMatrix, reviewers: Sequence[str]) -> str:
    """Return who records a reported stance; nothing where all reviewers do."""
    if len(reviewers) == len(matrix.reviewers):
        return ""
    return by_whom(reviewers)


def position(matrix: StanceMatrix, criterion: str, answer: Answer) -> str:
    """Return a position as mark and label; a set as labels."""
    return minus(one_line(matrix.rubric.words(criterion, answer)))


def alignment_json(found: Alignment) -> dict[str, Any]:
    """Return alignment as the JSON object ``stancebook/alignment/1``."""
    return {
        "schema": "stancebook/alignment/1",
        "order": list(found.order),
        "not_comparable": [source for source in found.alone if source not in found.withheld],
        **({"withheld": list(found.withheld)} if found.withheld else {}),
        "distances": [
            {"sources": [one.one, one.other], "distance": one.value, "shared": one.shared}
            | ({"withheld": True} if one.withheld else {})
            for one in found.distances
        ],
        "clusters": [list(group) for group in found.clusters],
        "why_no_clusters": found.why_no_clusters or None,
        "divisions": [
            {"criterion": one.criterion, "sources": one.sources, "spread": one.spread}
            | ({"withheld": one.withheld} if one.withheld else {})
            for one in found.divisions
        ],
        "camps": [
            {
                "criterion": camp.criterion,
                "value": _value(camp.answer),
                "actors": [
                    {
                        "actor": actor.name,
                        "sources": list(actor.sources),
                        "recorded": [{"source": source, "reviewers": list(by)} for source, by in actor.said],
                    }
                    for actor in camp.actors
                ],
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
                "reviewers": list(one.reviewers),
            }
            for one in found.apart
        ],
    }


def _value(answer: Answer) -> object:
    return list(answer.value) if isinstance(answer.value, tuple) else answer.value
