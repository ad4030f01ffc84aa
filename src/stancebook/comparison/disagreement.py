"""The cells on which reviewers disagree, the gravest first, with the quotes that set each side apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.comparison.cell import DISAGREEING, counted_in_no_figure, how_far, state_of
from stancebook.comparison.cells import study_cells
from stancebook.comparison.distance import ranges, self_measured
from stancebook.comparison.quoted import first_few, parted
from stancebook.comparison.sides import sides

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stancebook.comparison.cell import Cell, CodingView, State
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.sides import Side
    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.annotation import Evidence
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.study import Study

QUOTES_PER_SIDE: Final = 2
"""So many quotes tell a side where there is no room for all."""


class Stand(NamedTuple):
    """One side of a disagreement.

    Attributes:
        side: What was answered, and by whom.
        own: Quotes that only this side cites, in the order of the text.
        shared: Its quotes that share a character with one of another side.
        note: The first note that one of its reviewers left.
    """

    side: Side
    own: tuple[Evidence, ...]
    shared: tuple[Evidence, ...]
    note: str

    @property
    def quotes(self) -> tuple[Evidence, ...]:
        """A few quotes that do not overlap, those that only this side cites first."""
        return first_few((*self.own, *self.shared), QUOTES_PER_SIDE)


@dataclass(frozen=True)
class Disagreement:
    """A cell on which reviewers disagree.

    Attributes:
        number: The number of the source in the study or matrix, from 1.
        cell: The cell, with the codings of the reviewers that are compared.
        criterion: Its criterion.
        kind: ``position``, ``far``, ``off_scale`` or ``near``.
        steps: Steps between the furthest positions; None where the scale has no steps or nobody disagrees on how far.
        distance: The same as a share of the scale's length, of the numbers' range or sum; between sets their
            Jaccard distance, between other answers 1. None where no two positions differ.
        sureness: The confidence that at least two differing answers are held with; None where none is stated.
        counting: The reviewers whose codings the kind rests on.
        in_no_figure: Whether no figure counts it: they differ only by answers that the rubric leaves out of agreement.
    """

    number: int
    cell: Cell
    criterion: AnyCriterion
    kind: State
    steps: int | None
    distance: float | None
    sureness: int | None
    counting: tuple[str, ...]
    in_no_figure: bool = False

    @property
    def source(self) -> str:
        """The source's id."""
        return self.cell.source

    @property
    def codings(self) -> Mapping[str, CodingView]:
        """Every reviewer's coding: answer, note, rules, confidence; whether stale, draft, independent."""
        return self.cell.codings

    @property
    def decision(self) -> Decision | None:
        """The decision that counts, if there is one."""
        return self.cell.decision

    @property
    def since(self) -> SinceDecided | None:
        """What happened since it was decided; None where the decision is not outdated, or there is none."""
        return self.cell.since

    @property
    def outdated(self) -> bool:
        """Whether it was decided on codings that are no longer the ones there are, as far as that is told."""
        return bool(self.cell.outdated)

    @property
    def waits(self) -> bool:
        """Whether it waits for a decision: there is none, or an outdated one, and one would rest on something and hold.

        Where no coding counts any more, what was decided stands until the source is coded again.
        """
        return bool(self.counting) and not self.cell.not_asked and (self.decision is None or self.outdated)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The rules that the codings it rests on cite, each once, in order."""
        return tuple(dict.fromkeys(rule for r in self.counting for rule in sorted(self.codings[r].coding.rules)))

    @property
    def stands(self) -> tuple[Stand, ...]:
        """Each side with its quotes; worked out when it is asked for, since of many only the first are told."""
        return _stands(self.cell, self.criterion)


def disagreements(
    study: Study,
    reviewers: Collection[str] | None = None,
    *,
    drafts: bool = False,
    stale: bool = False,
    seen: bool = False,
    criteria: Collection[str] = (),
    sources: Collection[str] = (),
    kinds: Collection[State] = (),
    rules: Collection[str] = (),
) -> tuple[Disagreement, ...]:
    """Return the cells to discuss: first whether there is a position, then how far apart, then how sure both are.

    Equal ones stay in the order of sources and criteria.

    Args:
        study: The study; blind it first to what may be shown.
        reviewers: Whose codings are compared; None for all.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        seen: Whether codings made after seeing another's count too; they are shown either way, and count where
            a decision is outdated.
        criteria: Only these criteria, by id; all where there are none.
        sources: Only these sources.
        kinds: Only these kinds.
        rules: Only those for which a coding cites one of these rules.
    """
    cells = study_cells(study, reviewers, drafts=drafts, stale=stale)
    found = disagreements_among(study.rubric, cells, list(study.sources), seen=seen)
    return tuple(
        one
        for one in found
        if (not criteria or one.criterion.id in criteria)
        and (not sources or one.source in sources)
        and (not kinds or one.kind in kinds)
        and (not rules or not set(rules).isdisjoint(one.rules))
    )


def disagreements_in(matrix: StanceMatrix, *, seen: bool = False) -> list[Disagreement]:
    """Return the disagreements of a study that is compared already, in the same order.

    Args:
        matrix: The study compared.
        seen: Whether codings made after seeing another's count too.
    """
    return disagreements_among(matrix.rubric, matrix.cells, list(matrix.sources), seen=seen)


def disagreements_among(
    rubric: Rubric, cells: Mapping[tuple[str, str], Cell], sources: list[str], *, seen: bool
) -> list[Disagreement]:
    """Return the disagreements among cells that are worked out already, in the same order.

    Args:
        rubric: The rubric.
        cells: The cells of every source and criterion.
        sources: The sources, in order.
        seen: Whether codings made after seeing another's count too.
    """
    spans = ranges(rubric, cells)
    found = [
        one
        for number, source in enumerate(sources, 1)
        for criterion in rubric.criteria
        if (one := _disagreement(number, cells[source, criterion.id], criterion, rubric, spans, seen=seen))
    ]
    return sorted(found, key=seriousness)  # sorting keeps equal ones in order


def seriousness(one: Disagreement) -> tuple[int, bool, float, int]:
    """Return the key by which the gravest comes first: the kind, how far apart, how sure.

    Differences that only each other measure come after those of known size.
    """
    sureness = -1 if one.sureness is None else one.sureness
    return DISAGREEING.index(one.kind), self_measured(one.criterion), -(one.distance or 0.0), -sureness


def _disagreement(
    number: int, cell: Cell, criterion: AnyCriterion, rubric: Rubric, spans: Mapping[str, float], *, seen: bool
) -> Disagreement | None:
    seen = seen or cell.since is not None  # a decision is looked at again whoever's later coding made it outdated
    if not seen and cell.state not in DISAGREEING:
        return None
    counting = {r: view for r, view in cell.codings.items() if (view.counts if seen else view.counts_as_independent)}
    answers = [view.answer for view in counting.values()]
    kind = state_of(criterion, answers) if seen else cell.state
    if kind not in DISAGREEING:
        return None
    steps, distance = how_far(criterion, answers, spans.get(criterion.id, 0.0))
    sureness, uncounted = _sureness(counting.values()), counted_in_no_figure(cell, rubric, seen=seen)
    return Disagreement(number, cell, criterion, kind, steps, distance, sureness, tuple(counting), uncounted)


def _sureness(views: Iterable[CodingView]) -> int | None:
    """Of each answer the highest confidence stated; of these the second highest."""
    stated = [(view.coding.confidence, view.answer) for view in views if view.coding.confidence is not None]
    if not stated:
        return None
    _, surest = max(stated, key=itemgetter(0))
    return max((sure for sure, answer in stated if answer is not surest and answer != surest), default=None)


def _stands(cell: Cell, criterion: AnyCriterion) -> tuple[Stand, ...]:
    every = sides(cell, criterion)
    cited = [[e for r in side.reviewers for e in cell.codings[r].coding.supporting] for side in every]
    return tuple(
        _stand(cell, side, own, [one for quotes in cited if quotes is not own for one in quotes])
        for side, own in zip(every, cited, strict=True)
    )


def _stand(cell: Cell, side: Side, own: list[Evidence], others: list[Evidence]) -> Stand:
    notes = (cell.codings[reviewer].coding.note for reviewer in side.reviewers)
    return Stand(side, *parted(own, others), next((note for note in notes if note), ""))
