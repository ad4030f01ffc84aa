"""One cell of the stance matrix: what reviewers answered, how they agree, what stands for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from stancebook.comparison.distance import distance, range_of
from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.criterion import NumericCriterion, OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Value
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import AnyCriterion, Rubric

T = TypeVar("T")

State = Literal["agree", "near", "far", "position", "off_scale", "not_compared", "single", "not_applicable", "missing"]
DISAGREEING: Final[tuple[State, ...]] = ("position", "far", "off_scale", "near")
"""The states that are disagreements, the gravest first: a difference of kind comes before one of degree."""
NOT_COMPARED: Final[tuple[State, ...]] = ("not_compared", "single", "not_applicable", "missing")
"""The states of which nobody can say whether reviewers agree."""


@dataclass(slots=True)  # frozen it would take four times as long to make, and of a large study there are many
class CodingView:
    """A reviewer's coding as the matrix holds it. Nothing changes it.

    Attributes:
        coding: The coding.
        answer: What was answered. Equal answers are best one object: these compare ten times as fast.
        stale: Whether the rubric has moved on since.
        draft: Whether the annotation it stands in is not complete.
        stale_counts: Whether it takes part although it is stale, because that was asked for.
        apart: Whether it takes no part because it is a gold answer or a second pass.
        counts: Whether it takes part in the consensus.
        counts_as_independent: Whether it takes part in the state of agreement and in reliability.
        unoffered: Whether it is stale though the rubric has not changed: that has no such answer.
        plain: Whether nothing about it wants saying: it counts in full, and all about it is known. Most are.
    """

    coding: Coding
    answer: Answer
    stale: bool
    draft: bool
    stale_counts: bool
    apart: bool
    counts: bool
    counts_as_independent: bool
    unoffered: bool = False
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        """Work out what is asked of every coding of a large study again and again."""
        known = self.coding.asked is not None and self.coding.at is not None
        self.plain = known and self.counts_as_independent and not self.stale and not self.draft

    @property
    def state_unknown(self) -> bool:
        """Whether it is not known what its question meant, so that no change of it makes it stale."""
        return self.coding.state_unknown and not self.stale


@dataclass(slots=True)
class Cell:
    """One source on one criterion. Nothing changes it.

    Attributes:
        source: The source's id.
        criterion: The criterion's id.
        codings: Answered codings by reviewer; a reviewer without an answer is not in it.
        state: How the independent codings agree.
        decision: The adjudication that counts, if there is one.
        consensus: The answer that stands for the cell; not given where there is none.
        since: What happened since it was decided, where that makes the decision outdated.
        stale_basis: Whose codings it was decided on are as they were, and left behind by the rubric since.
        unasked: Reviewers whom the criterion was not asked, given what they answered to those before it.
        not_asked: Why nothing can stand for it: ``because Works is 'Fails'``, where that is what stands for the row;
            empty where it is asked, or nobody answered or decided it.
    """

    source: str
    criterion: str
    codings: Mapping[str, CodingView]
    state: State
    decision: Decision | None = None
    consensus: Answer = NOT_CODED
    since: SinceDecided | None = None
    unasked: tuple[str, ...] = ()
    not_asked: str = ""
    stale_basis: tuple[str, ...] = ()

    @property
    def decided_in_vain(self) -> bool:
        """Whether a decision is recorded that has no effect: what stands for the row says that it is not asked."""
        return self.decision is not None and bool(self.not_asked)

    @property
    def outdated(self) -> bool | None:
        """Whether what its decision rests on changed since; None where that is not told, as where it is withheld."""
        if self.decision is not None and not self.decision.basis:
            return None
        return self.since is not None

    @property
    def on_stale(self) -> bool | None:
        """Whether its decision rests on stale codings and is not outdated, too; None where that is not told."""
        return None if self.outdated is None else self.since is None and bool(self.stale_basis)

    @property
    def takes_a_position(self) -> bool:
        """Whether the source takes a position: one stands, or most reviewers see one and no common value stands.

        What is left open, or not asked, takes none: a decision leaves it at that.
        """
        return self.consensus.is_position or self.position_without_value

    @property
    def position_without_value(self) -> bool:
        """Whether nothing is decided, and a strict majority sees a position, yet no value stands."""
        if self.consensus.given or self.decision or self.not_asked:
            return False
        seen = [view.answer.is_position for view in self.codings.values() if view.counts]
        return 2 * sum(seen) > len(seen)

    @property
    def adjudication(self) -> Literal["settled", "open"] | None:
        """Whether a decision is recorded, and which kind."""
        return self.decision.outcome if self.decision else None


def compared_answers(cell: Cell, rubric: Rubric, *, seen: bool = False) -> dict[str, Answer]:
    """Return the answers of a cell that are compared, by reviewer: not those that the rubric leaves out of agreement.

    Args:
        cell: The cell.
        rubric: The rubric.
        seen: Whether codings made after seeing another's count too.
    """
    left_out = rubric.left_out_of_agreement
    return {
        reviewer: view.answer
        for reviewer, view in cell.codings.items()
        if (view.counts if seen else view.counts_as_independent) and view.answer.off_scale not in left_out
    }


def counted_in_no_figure(cell: Cell, rubric: Rubric, *, seen: bool = False) -> bool:
    """Return whether answers differ only since one is there that the rubric leaves out of agreement.

    That is a disagreement, and has its state; of the answers that figures compare, none differs.

    Args:
        cell: The cell.
        rubric: The rubric.
        seen: Whether codings made after seeing another's count too.
    """
    left_out = rubric.left_out_of_agreement
    if not left_out or not any(view.answer.off_scale in left_out for view in cell.codings.values()):
        return False
    given = {v.answer for v in cell.codings.values() if (v.counts if seen else v.counts_as_independent)}
    compared = {*compared_answers(cell, rubric, seen=seen).values()}
    return len(compared) <= 1 < len(given)


def state_of(criterion: AnyCriterion, answers: Sequence[Answer]) -> State:
    """Return how the independent answers to one criterion for one source agree.

    Args:
        criterion: The criterion; every value in ``answers`` is on its scale.
        answers: Given answers, in any order.
    """
    if len(answers) <= 1:
        return "single" if answers else "missing"
    if answers.count(answers[0]) == len(answers):
        return "agree"
    positions = [answer.value for answer in answers if answer.value is not None]
    if not positions:
        return "off_scale"
    if len(positions) < len(answers):
        return "position"
    if isinstance(criterion, OrdinalCriterion):
        steps = [value for value in positions if isinstance(value, int)]
        return "near" if criterion.steps_apart(min(steps), max(steps)) <= 1 else "far"
    if isinstance(criterion, NumericCriterion):
        numbers = _numbers(positions)
        return "near" if max(numbers) - min(numbers) <= criterion.near else "far"
    if criterion.level == "text":
        return "not_compared"
    sets = [set(value) for value in positions if isinstance(value, tuple)]
    return "near" if sets and all(one & other for one, other in combinations(sets, 2)) else "far"


def how_far(criterion: AnyCriterion, answers: Iterable[Answer], span: float = 0.0) -> tuple[int | None, float | None]:
    """Return how far the furthest two positions lie apart: in steps, where there are steps, and from 0 to 1.

    From 0 to 1 it is their ``distance``: the share of an ordinal scale's length, of the numbers' range or sum, between
    sets Jaccard, else 1. Both are None where no two positions differ, and for texts.

    Args:
        criterion: The criterion; every value in ``answers`` is on its scale.
        answers: Answers, in any order; those off the scale are passed over.
        span: The range of numbers that occur; else it is that of the answers.
    """
    positions = list(dict.fromkeys(answer.value for answer in answers if answer.value is not None))
    if len(positions) <= 1:
        return None, None
    if isinstance(criterion, OrdinalCriterion):
        values = [value for value in positions if isinstance(value, int)]
        ends = min(values), max(values)
        return criterion.steps_apart(*ends), criterion.share_of_scale(*ends)
    if isinstance(criterion, NumericCriterion):
        numbers = _numbers(positions)
        span = span or range_of(criterion, numbers)
        return None, distance(criterion, Answer(min(numbers)), Answer(max(numbers)), span)
    if criterion.level == "text":
        return None, None
    sets = [set(value) for value in positions if isinstance(value, tuple)]
    return None, max((1 - len(a & b) / len(a | b) for a, b in combinations(sets, 2)), default=1.0)


def consensus_of(criterion: AnyCriterion, answers: Sequence[Answer]) -> Answer:
    """Return the answer that stands for ``answers`` where nothing is adjudicated; none where they tie.

    First a strict majority between "a position" and each off-scale answer. Among positions then the
    median on an ordinal scale and of numbers (none where the two middle values differ), a strict majority of
    values, truth values and texts (the same words), and of sets each label that more than half chose. Ties
    stay ties.
    """
    kind = _majority([answer.off_scale for answer in answers])
    if kind is None:
        return NOT_CODED
    if kind[0] is not None:
        return Answer(off_scale=kind[0])
    positions = [answer.value for answer in answers if answer.value is not None]
    if isinstance(criterion, OrdinalCriterion | NumericCriterion):
        return _median(_numbers(positions))
    if criterion.multiple:
        labels = [label for value in positions if isinstance(value, tuple) for label in value]
        chosen = tuple(sorted(label for label in set(labels) if 2 * labels.count(label) > len(positions)))
        return Answer(chosen) if chosen else NOT_CODED
    value = _majority(positions)
    return Answer(value[0]) if value else NOT_CODED


def _majority(given: Sequence[T]) -> tuple[T] | None:
    for one in given:  # few enough that counting in place is quicker than a Counter
        if 2 * given.count(one) > len(given):
            return (one,)
    return None


def _numbers(values: Iterable[Value]) -> list[int | float]:
    return [value for value in values if isinstance(value, int | float)]


def _median(values: list[int | float]) -> Answer:
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return Answer(low) if low == high else NOT_CODED
