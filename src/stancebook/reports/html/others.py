"""The stances that sources report of others, beside the source's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.comparison.quoted import apart

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Attributed, Evidence
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.html.cells import Chip, Chips


@dataclass(frozen=True)
class Reported:
    """What a source reports an actor to hold on a criterion.

    Attributes:
        number: The number of the source.
        source: Its id.
        actor: Who is said to hold it.
        actor_type: What kind of actor that is.
        criterion: The criterion.
        chip: The stance.
        own: What the source itself holds, by consensus; none where there is no consensus.
        differs: Whether both are positions, and differ.
        reviewers: Who recorded it.
        quotes: The quotes it rests on.
    """

    number: int
    source: str
    actor: str
    actor_type: str
    criterion: AnyCriterion
    chip: Chip
    own: Chip | None
    differs: bool
    reviewers: tuple[str, ...]
    quotes: tuple[Evidence, ...]


def reported(matrix: StanceMatrix, chips: Chips) -> list[Reported]:
    """Return every reported stance, those that reviewers recorded alike as one."""
    numbers = {source: number for number, source in enumerate(matrix.sources, 1)}
    order = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}
    merged: dict[tuple[str, str, str, object], list[tuple[str, Attributed]]] = {}
    for (source, reviewer), many in matrix.attributed.items():
        for one in many:
            if one.criterion in order and source in numbers:
                merged.setdefault((source, one.criterion, one.actor, one.answer), []).append((reviewer, one))
    found = [_reported(matrix, chips, numbers[key[0]], key[0], entries) for key, entries in merged.items()]
    return sorted(found, key=lambda one: (one.number, order[one.criterion.id], one.actor.casefold(), one.chip.mark))


def _reported(
    matrix: StanceMatrix, chips: Chips, number: int, source: str, entries: list[tuple[str, Attributed]]
) -> Reported:
    first = entries[0][1]
    criterion = matrix.rubric.by_id[first.criterion]
    consensus = matrix.cells[source, first.criterion].consensus
    return Reported(
        number=number,
        source=source,
        actor=first.actor,
        actor_type=(first.actor_type or "").replace("_", " "),
        criterion=criterion,
        chip=chips.of(criterion, first.answer),
        own=chips.of(criterion, consensus) if consensus.given else None,
        differs=consensus.is_position and first.answer.is_position and consensus != first.answer,
        reviewers=tuple(dict.fromkeys(reviewer for reviewer, _ in entries)),
        quotes=apart([one for _, entry in entries for one in entry.evidence]),
    )
