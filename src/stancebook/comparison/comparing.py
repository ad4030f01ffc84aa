"""Reviewers compared: confusion, agreement, direction, evidence, and what they disagree on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stancebook.comparison.agreement import Plan
from stancebook.comparison.answer_table import measures_of
from stancebook.comparison.cell import CodingView, compared_answers, state_of
from stancebook.comparison.confusion import confusion
from stancebook.comparison.direction import direction
from stancebook.comparison.disagreement import disagreements_in
from stancebook.comparison.evidence import evidence_overlaps
from stancebook.comparison.same import same_in_all
from stancebook.comparison.uncompared import left_out_answers
from stancebook.model.annotation import BLANK
from stancebook.model.ids import CONSENSUS
from stancebook.model.study import Reviewer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.answer_table import Measures
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.confusion import AnyConfusion, Pair
    from stancebook.comparison.direction import Direction
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.evidence import EvidenceOverlap
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.rounds import Round
    from stancebook.comparison.wanted import How
    from stancebook.model.answer import Answer


@dataclass(frozen=True)
class Comparison:
    """Reviewers compared.

    Attributes:
        how: What is compared.
        matrix: The cells of those compared, and only of them; agreement figures are in it.
        pairs: The pairs that tables are made for, one by one; none where every two are summed.
        confusions: For each criterion a confusion table, or one for each pair.
        directions: For each criterion who codes higher: the second against the first, pair by pair, or each
            reviewer against all others.
        by_pair: For each pair its agreement figures, where there are several pairs.
        evidence: How far they quote the same characters, for anything and for each criterion, one by one for each
            pair; nothing where one side is no reviewer.
        disagreements: What they disagree on, the gravest first.
        which: The round that is compared.
    """

    how: How
    matrix: StanceMatrix
    pairs: tuple[Pair, ...]
    confusions: tuple[AnyConfusion, ...]
    directions: tuple[Direction, ...]
    by_pair: tuple[AgreementRow, ...]
    evidence: tuple[EvidenceOverlap, ...]
    disagreements: tuple[Disagreement, ...]
    which: Round = "production"

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who is compared, in order; the consensus under its own name."""
        return tuple(self.matrix.reviewers)

    @cached_property
    def answering(self) -> tuple[str, ...]:
        """Who of them has an answer that is compared, in order."""
        found = {who for cell in self.matrix.cells.values() for who in self.answers(cell)}
        return tuple(who for who in self.reviewers if who in found)

    @property
    def seen(self) -> bool:
        """Whether codings made after seeing another's are compared too: beside the consensus all are that count."""
        return self.how == "consensus"

    @property
    def compared(self) -> int:
        """In how many cells two or more of them answered, texts apart."""
        return self._same_in_all[1]

    @property
    def same(self) -> int:
        """In how many of these all answered the same."""
        return self._same_in_all[0]

    @cached_property
    def _same_in_all(self) -> tuple[int, int]:
        return same_in_all(self.matrix, seen=self.seen)

    def answers(self, cell: Cell) -> dict[str, Answer]:
        """Return the answers of a cell that are compared: the independent ones; beside the consensus all that count."""
        return compared_answers(cell, self.matrix.rubric, seen=self.seen)

    def of_criterion(self, criterion: str) -> Iterator[Cell]:
        """Return the cells of a criterion, source by source."""
        return (self.matrix.cells[source, criterion] for source in self.matrix.sources)

    def alike(self, one: str, other: str) -> tuple[int, int]:
        """Return in how many cells two of them gave the same answer, and in how many both gave one; texts apart."""
        same = of = 0
        for cell in self.matrix.cells.values():
            answers = self.answers(cell)
            if one in answers and other in answers and self.matrix.rubric.by_id[cell.criterion].level != "text":
                same, of = same + (answers[one] == answers[other]), of + 1
        return same, of

    @cached_property
    def uncompared(self) -> dict[str, int]:
        """How many answers are not compared since the rubric leaves them out of agreement, by off-scale answer."""
        return left_out_answers(self.matrix.rubric, self.matrix.cells.values(), seen=self.seen)

    @cached_property
    def withheld(self) -> tuple[str, ...]:
        """The sources of which others' codings are withheld from the one who asks; none where there are no codings."""
        if not self.matrix.left_out.blind:
            return ()
        return tuple(source for source in self.matrix.sources if source in self.matrix.closed)

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of each disagreement among all of them, by source and criterion: whichever are listed."""
        return {(one.source, one.criterion.id): number for number, one in enumerate(self.disagreements, 1)}

    def number(self, one: Disagreement) -> int:
        """Return the number of a disagreement."""
        return self.numbers[one.source, one.criterion.id]


def comparison(
    matrix: StanceMatrix,
    how: How = "reviewers",
    pairs: Sequence[Pair] | None = None,
    measures: Measures = "all",
    *,
    which: Round = "production",
) -> Comparison:
    """Compare the reviewers of a matrix.

    Args:
        matrix: The cells of those to be compared, as `stance_matrix` or `with_consensus` makes them.
        how: What is compared.
        pairs: Make tables for each of these pairs; None sums every two.
        measures: Which of the rubric's measures, for each of several pairs.
        which: The round that the matrix is of.
    """
    reviewers = tuple(matrix.reviewers)
    if pairs is None and len(reviewers) == 2:  # noqa: PLR2004 - two reviewers are a pair
        pairs = [(reviewers[0], reviewers[1])]
    seen = how == "consensus"
    plan = Plan(measures=measures_of(matrix.rubric, measures), intervals=False)
    given = [
        (
            criterion,
            [
                compared_answers(matrix.cells[source, criterion.id], matrix.rubric, seen=seen)
                for source in matrix.sources
            ],
        )
        for criterion in matrix.criteria
    ]
    confusions = [
        table
        for criterion, answers in given
        for pair in (pairs if pairs is not None else (None,))
        if (table := confusion(criterion, answers, reviewers, pair))
    ]
    directions = [
        direction(criterion, answers, one, others)
        for criterion, answers in given
        for one, others in _sides(reviewers, pairs)
    ]
    return Comparison(
        how=how,
        matrix=matrix,
        pairs=tuple(pairs or ()),
        confusions=tuple(confusions),
        directions=tuple(directions),
        by_pair=tuple(agreement_of_pairs(matrix, pairs, plan)) if pairs and len(pairs) > 1 else (),
        evidence=() if how == "consensus" else tuple(evidence_overlaps(matrix, pairs)),
        disagreements=tuple(one for one in disagreements_in(matrix, seen=seen) if _concerns(one, pairs)),
        which=which,
    )


def _concerns(one: Disagreement, pairs: Sequence[Pair] | None) -> bool:
    """Whether two who are compared by themselves disagree."""
    if pairs is None:
        return True
    answers = {reviewer: one.codings[reviewer].answer for reviewer in one.counting}
    return any(a in answers and b in answers and answers[a] != answers[b] for a, b in pairs)


def with_consensus(matrix: StanceMatrix, reviewer: str) -> StanceMatrix:
    """Return a matrix of one reviewer and the consensus, from that of all.

    The consensus is the one of the matrix: decided where there is a decision, else what the codings give, that of the
    reviewer among them. It has no agreement figures, since reliability is never computed from adjudicated values.

    Args:
        matrix: The matrix of all reviewers.
        reviewer: The reviewer.
    """
    # Where others' codings are withheld, so is what they give: one's own draft is no consensus to hold it against.
    shut = matrix.closed
    cells = {
        key: _beside_consensus(matrix, cell, reviewer, known=key[0] not in shut or cell.decision is not None)
        for key, cell in matrix.cells.items()
    }
    voice = Reviewer.model_construct(id=CONSENSUS, name="the consensus", kind="person", how="", second_pass_of=None)
    known = matrix.reviewers.get(reviewer) or Reviewer(id=reviewer)
    kept = {key: many for key, many in matrix.attributed.items() if key[1] == reviewer}
    return replace(matrix, reviewers={CONSENSUS: voice, reviewer: known}, cells=cells, attributed=kept, agreement=())


def _beside_consensus(matrix: StanceMatrix, cell: Cell, reviewer: str, *, known: bool) -> Cell:
    codings: dict[str, CodingView] = {}
    if cell.consensus.given and known:
        codings[CONSENSUS] = _as_coding(cell)
    if reviewer in cell.codings:
        codings[reviewer] = cell.codings[reviewer]
    answers = [view.answer for view in codings.values() if view.counts]
    return replace(cell, codings=codings, state=state_of(matrix.rubric.by_id[cell.criterion], answers))


def _as_coding(cell: Cell) -> CodingView:
    """The consensus as a coding: the reason of the decision, and the quotes of those who gave the answer."""
    holders = [view.coding for view in cell.codings.values() if view.counts and view.answer == cell.consensus]
    decided = cell.decision
    rule = decided.cited_rule if decided else None
    made = {
        "value": cell.consensus.value,
        "off_scale": cell.consensus.off_scale,
        "evidence": tuple(one for coding in holders for one in coding.supporting),
        "note": decided.rationale if decided else "",
        "rules": (rule,) if rule else (),
    }
    return CodingView(
        coding=BLANK.model_copy(update=made),
        answer=cell.consensus,
        stale=False,
        draft=False,
        stale_counts=False,
        apart=False,
        counts=True,
        counts_as_independent=True,
    )


def _sides(reviewers: Sequence[str], pairs: Sequence[Pair] | None) -> Iterator[tuple[str, Sequence[str]]]:
    """Whose codings are held against whose: the second of each pair against the first, or each against the others."""
    if pairs is not None:
        yield from ((second, (first,)) for first, second in pairs)
    elif len(reviewers) > 1:
        yield from ((one, [other for other in reviewers if other != one]) for one in reviewers)


def agreement_of_pairs(matrix: StanceMatrix, pairs: Collection[Pair], plan: Plan) -> list[AgreementRow]:
    """Return agreement figures of two reviewers at a time.

    Args:
        matrix: The matrix in which they are.
        pairs: Which two.
        plan: Which figures.
    """
    from stancebook.comparison.breakdown import study_parts

    wanted = {frozenset(pair) for pair in pairs}
    return [row for row in study_parts(matrix.rubric, matrix.cells, plan, "pair") if frozenset(row.of) in wanted]
