"""Who codes higher, by how much, and who sees a position where another sees none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.criterion import NumericCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.confusion import Answers
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion


class Direction(NamedTuple):
    """How one reviewer's answers to a criterion lie to those of others on the same sources.

    Attributes:
        criterion: The criterion's id.
        reviewer: The reviewer.
        against: The others, all taken together.
        compared: Times that two codings are compared.
        both: Of these, both see a position.
        only_here: The reviewer sees a position where the other sees none.
        only_there: The other way round.
        higher: Of those with two positions: the reviewer's is the higher. None where the scale has no order.
        lower: The reviewer's is the lower.
        up: By how much in all, where it is higher: in steps of the scale, or in numbers as they are.
        down: By how much in all, where it is lower.
    """

    criterion: str
    reviewer: str
    against: tuple[str, ...]
    compared: int
    both: int
    only_here: int
    only_there: int
    higher: int | None
    lower: int | None
    up: float
    down: float

    @property
    def mean(self) -> float | None:
        """Mean difference, upwards positive, in steps or in numbers as they are; None where there is none to take."""
        return (self.up - self.down) / self.both if self.both and self.higher is not None else None


def direction(criterion: AnyCriterion, given: Sequence[Answers], reviewer: str, against: Sequence[str]) -> Direction:
    """Return how a reviewer's answers to a criterion lie to those of others.

    Args:
        criterion: The criterion.
        given: The answers that are compared, source by source.
        reviewer: The reviewer.
        against: The others.
    """
    met = [
        (answers[reviewer], answers[other])
        for answers in given
        if reviewer in answers
        for other in against
        if other in answers
    ]
    apart = _apart(criterion, met)
    seen = Counter((one.value is not None, other.value is not None) for one, other in met)
    return Direction(
        criterion=criterion.id,
        reviewer=reviewer,
        against=tuple(against),
        compared=len(met),
        both=seen[True, True],
        only_here=seen[True, False],
        only_there=seen[False, True],
        higher=None if apart is None else sum(one > 0 for one in apart),
        lower=None if apart is None else sum(one < 0 for one in apart),
        up=sum(one for one in apart or () if one > 0),
        down=-sum(one for one in apart or () if one < 0),
    )


def _apart(criterion: AnyCriterion, met: list[tuple[Answer, Answer]]) -> list[float] | None:
    """How far it is from the others' positions up to the reviewer's; None where the scale has no order."""
    pairs = [(one.value, other.value) for one, other in met]
    if isinstance(criterion, OrdinalCriterion):
        place = {value: index for index, value in enumerate(sorted(criterion.values))}
        return [place[a] - place[b] for a, b in pairs if isinstance(a, int) and isinstance(b, int)]
    if isinstance(criterion, NumericCriterion):
        return [a - b for a, b in pairs if isinstance(a, int | float) and isinstance(b, int | float)]
    return None
