"""Confusion tables: which answers two reviewers, or every two of several, give to the same sources."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancebook.model.answer import Answer
from stancebook.model.criterion import OrdinalCriterion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stancebook.model.rubric import AnyCriterion

Pair = tuple[str, str]
Answers: TypeAlias = "Mapping[str, Answer]"
"""What each reviewer answered to one criterion for one source."""


class Confusion(NamedTuple):
    """How often two reviewers gave which answers to the same source.

    Attributes:
        criterion: The criterion's id.
        pair: Whose answers the rows and the columns are; None where every two of several are summed. Summed,
            each two codings count once, in the row of the answer that comes first.
        answers: The answers of rows and columns: the scale from low to high (of names: as the rubric lists
            them), then those off the scale that were given.
        counts: A row for each answer, in it a number for each answer.
    """

    criterion: str
    pair: Pair | None
    answers: tuple[Answer, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """How many times two codings are compared."""
        return sum(map(sum, self.counts))

    @property
    def same(self) -> int:
        """How many times the answers are the same."""
        return sum(row[index] for index, row in enumerate(self.counts))


class LabelCount(NamedTuple):
    """How often two reviewers chose one label of a criterion that takes several, or one off-scale answer.

    Attributes:
        answer: The label, as an answer of its own.
        both: Both chose it.
        first: Only the first did; where pairs are summed, only one of the two.
        second: Only the second did; none where pairs are summed.
        neither: Neither did.
    """

    answer: Answer
    both: int
    first: int
    second: int
    neither: int


class LabelConfusion(NamedTuple):
    """Label by label, how often two reviewers chose the same from a criterion that takes several.

    Attributes:
        criterion: The criterion's id.
        pair: The two; None where every two of several are summed.
        labels: A row for each label that anybody chose, in the rubric's order, then off-scale answers.
        total: How many times two codings are compared.
        same: How many times they hold exactly the same labels.
    """

    criterion: str
    pair: Pair | None
    labels: tuple[LabelCount, ...]
    total: int
    same: int


AnyConfusion = Confusion | LabelConfusion


def confusion(
    criterion: AnyCriterion, given: Sequence[Answers], reviewers: Sequence[str], pair: Pair | None
) -> AnyConfusion | None:
    """Return the confusion table of one criterion; None for numbers and texts, which have no list of answers.

    Args:
        criterion: The criterion.
        given: The answers that are compared, source by source.
        reviewers: Who is compared.
        pair: Two of them; None for every two, summed. Of two reviewers they are the pair.
    """
    if not criterion.values:
        return None
    pair = pair or ((reviewers[0], reviewers[1]) if len(reviewers) == 2 else None)  # noqa: PLR2004
    met = _met(given, [pair] if pair else list(combinations(reviewers, 2)))
    if criterion.multiple:
        return _labels(criterion, met, pair)
    return _table(criterion, met, pair)


def _met(given: Sequence[Answers], pairs: Sequence[Pair]) -> Counter[tuple[Answer, Answer]]:
    """How often which two answers meet."""
    # Equal answers are mostly one object, and looking at an object's identity costs a tenth of comparing it.
    known: dict[int, Answer] = {id(answer): answer for answers in given for answer in answers.values()}
    times = Counter(
        (id(answers[one]), id(answers[other]))
        for answers in given
        for one, other in pairs
        if one in answers and other in answers
    )
    met: Counter[tuple[Answer, Answer]] = Counter()
    for (one, other), many in times.items():
        met[known[one], known[other]] += many
    return met


def _table(criterion: AnyCriterion, met: Counter[tuple[Answer, Answer]], pair: Pair | None) -> Confusion:
    given = {answer for two in met for answer in two}
    answers = [answer for answer in _scale(criterion) if answer in given or criterion.level == "ordinal"]
    answers += [Answer(off_scale=key) for key in criterion.off_scale if Answer(off_scale=key) in given]
    place = {answer: index for index, answer in enumerate(answers)}
    counts = [[0] * len(answers) for _ in answers]
    for (one, other), times in met.items():
        row, column = place[one], place[other]
        if pair is None:
            row, column = min(row, column), max(row, column)
        counts[row][column] += times
    return Confusion(criterion.id, pair, tuple(answers), tuple(map(tuple, counts)))


def _scale(criterion: AnyCriterion) -> list[Answer]:
    if isinstance(criterion, OrdinalCriterion):
        return [Answer(value) for value in sorted(criterion.values)]
    return [Answer(value) for value in criterion.values]


def _labels(criterion: AnyCriterion, met: Counter[tuple[Answer, Answer]], pair: Pair | None) -> LabelConfusion:
    both: Counter[Answer] = Counter()
    first: Counter[Answer] = Counter()
    second: Counter[Answer] = Counter()
    for two, times in met.items():
        one, other = (_chosen(answer) for answer in two)
        both.update(dict.fromkeys(one & other, times))
        first.update(dict.fromkeys(one - other, times))
        (second if pair else first).update(dict.fromkeys(other - one, times))
    order = [Answer((str(value),)) for value in criterion.values]
    order += [Answer(off_scale=key) for key in criterion.off_scale]
    total, same = met.total(), sum(times for (one, other), times in met.items() if one == other)
    labels = [
        LabelCount(label, both[label], first[label], second[label], total - both[label] - first[label] - second[label])
        for label in order
        if both[label] or first[label] or second[label]
    ]
    return LabelConfusion(criterion.id, pair, tuple(labels), total, same)


def _chosen(answer: Answer) -> set[Answer]:
    """The labels of a set, each as an answer; an off-scale answer is one."""
    return {Answer((label,)) for label in answer.value} if isinstance(answer.value, tuple) else {answer}
