"""The stance matrix: sources by criteria, every reviewer's coding, the consensus, the state of agreement."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from stancebook.comparison.answer_table import matrix_agreement
from stancebook.comparison.astray import astray
from stancebook.comparison.cell import Cell, CodingView, consensus_of, state_of
from stancebook.comparison.gaps import closed, columns, gaps
from stancebook.comparison.same import same_of
from stancebook.comparison.since_decided import since_decided
from stancebook.comparison.unchosen import unchosen
from stancebook.comparison.uncompared import with_reasons
from stancebook.comparison.unknown import Unknown, unknown
from stancebook.comparison.views import Place, Views, views_of
from stancebook.model.answer import NOT_CODED
from stancebook.model.applying import applies, why_not_asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.answer_table import Intervals, Measures
    from stancebook.comparison.astray import Whereabouts
    from stancebook.comparison.gaps import Gap, Withheld
    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.annotation import Annotation, Attributed, Evidence
    from stancebook.model.answer import Answer
    from stancebook.model.applying import Applies
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.source import Source
    from stancebook.model.study import Reviewer, Study


class LeftOut(NamedTuple):
    """Codings that the figures do not rest on, counted.

    Attributes:
        drafts: Annotations that are begun, not complete, and were not asked for.
        stale: Codings whose criterion has changed in meaning.
        unoffered: Codings with an answer that the rubric does not have, though it has not changed.
        seen: Codings made after seeing another reviewer's (in the matrix, not in reliability).
        homeless: Annotations of sources that are not there (any more).
        gone: Codings of criteria that the rubric does not have (any more).
        blind: Annotations withheld because the one who asks has not finished the source.
        unasked: Codings of criteria that are not asked, given the other answers in the annotation.
        agreeing: Sources not shown since nobody disagrees on them; the figures do rest on these.
        anchors: Sources of the training round.
        second: Annotations of second passes that are not shown.
        gold: Annotations with gold answers that are not shown.
        apart: Codings that are gold answers or second passes: shown, not counted.
    """

    drafts: int = 0
    stale: int = 0
    unoffered: int = 0
    seen: int = 0
    homeless: int = 0
    gone: int = 0
    blind: int = 0
    unasked: int = 0
    agreeing: int = 0
    anchors: int = 0
    second: int = 0
    gold: int = 0
    apart: int = 0


@dataclass(frozen=True)
class StanceMatrix:
    """A study compared.

    Attributes:
        rubric: The rubric.
        reviewers: The reviewers shown, by id.
        sources: The sources, by id, in order.
        cells: Every cell by (source, criterion).
        attributed: Stances reported of others, by (source, reviewer).
        agreement: Agreement figures, criterion by criterion.
        left_out: What the figures do not rest on.
        groups: The group of each source, where they are grouped; sources of one group stand together.
        gaps: Why a reviewer's coding is not in it, by (source, reviewer), where they have begun or it is withheld.
        texts: The digest of the text that each reviewer coded, by (source, reviewer).
        closed: The sources of which others' codings and decisions are withheld, whether there are any or not.
    """

    rubric: Rubric
    reviewers: Mapping[str, Reviewer]
    sources: Mapping[str, Source]
    cells: Mapping[tuple[str, str], Cell]
    attributed: Mapping[tuple[str, str], tuple[Attributed, ...]]
    agreement: tuple[AgreementRow, ...]
    left_out: LeftOut
    groups: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[tuple[str, str], Gap] = field(default_factory=dict)
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()

    @property
    def criteria(self) -> tuple[AnyCriterion, ...]:
        """The criteria in the rubric's order."""
        return self.rubric.criteria

    @cached_property
    def astray(self) -> Mapping[tuple[str, str, str], tuple[Whereabouts, ...]]:
        """Where quotes stand, for the codings of which one is not at its place; by (source, criterion, reviewer)."""
        return astray(self.cells.values(), self.sources)

    def changed(self, source: str, reviewer: str) -> bool:
        """Whether a source has another text than the one that a reviewer coded."""
        now = self.sources[source].sha256
        return self.texts.get((source, reviewer), now) != now

    @cached_property
    def unchosen(self) -> Mapping[tuple[str, str, str], tuple[Evidence, ...]]:
        """The quotes for values that were not chosen, for the codings that have such; as ``astray``."""
        return unchosen(self.cells.values())

    @cached_property
    def same(self) -> Mapping[str, tuple[int, int]]:
        """On how many criteria all who coded a source independently gave the same answer, of how many; by source."""
        return {source: same_of(self, source) for source in self.sources}

    @cached_property
    def unknown(self) -> Unknown:
        """What is not known of the codings, as where they were imported."""
        return unknown(self.cells.values(), self.rubric)


def stance_matrix(
    study: Study,
    reviewers: Collection[str] | None = None,
    *,
    drafts: bool = False,
    stale: bool = False,
    withheld: Withheld | None = None,
    intervals: bool | Intervals = True,
    measures: Measures = "all",
) -> StanceMatrix:
    """Compare a study.

    Args:
        study: The study; restrict it first to what may be shown.
        reviewers: Whose codings are compared, in the order in which they are shown; None for all there are, of
            which gold answers and second passes are shown and not counted.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        withheld: What was kept back to keep a reviewer blind.
        intervals: Whether agreement figures come with intervals, or that only those do that pages print.
        measures: Which of the rubric's measures.
    """
    which: Intervals = intervals if isinstance(intervals, str) else "all" if intervals else "none"
    chosen = study if reviewers is None else study.only(lambda annotation: annotation.reviewer in reviewers)
    used = chosen if drafts else chosen.only(lambda annotation: annotation.complete)
    finished = study if drafts else study.only(lambda annotation: annotation.complete)
    views = views_of(finished, reviewers, stale_counts=stale)
    rubric = study.rubric if study.shown is None else study.rubric.with_criteria(study.shown)
    cells = {place: cell for place, cell in _cells(study, views, reviewers).items() if place[1] in rubric.by_id}
    coding = {reviewer for (reviewer, _), annotation in used.annotations.items() if annotation.begun}
    shown = columns(study, coding, withheld) if reviewers is None else list(reviewers)
    voices = {reviewer: study.reviewers[reviewer] for reviewer in shown}
    left_out = _left_out(chosen, used, cells.values())
    blind = withheld.annotations if withheld else 0
    unasked = sum(number for place, number in views.passed_over.items() if place[1] in rubric.by_id)
    return StanceMatrix(
        rubric=rubric,
        reviewers=voices,
        sources=study.sources,
        cells=cells,
        attributed={(s, r): a.attributed for (r, s), a in sorted(used.annotations.items()) if a.attributed},
        agreement=()
        if reviewers is not None and mixes_passes(voices)
        else with_reasons(rubric, matrix_agreement(rubric, cells, which, measures), cells, withheld=blind > 0),
        left_out=left_out._replace(blind=blind, unasked=unasked),
        gaps=gaps(study, shown, withheld, drafts=drafts),
        texts={(s, r): annotation.source_sha256 for (r, s), annotation in finished.annotations.items()},
        closed=closed(shown, withheld),
    )


def _left_out(chosen: Study, used: Study, cells: Iterable[Cell]) -> LeftOut:
    """Count what annotations and cells say of themselves: of those chosen, what is used, and what of it counts."""
    stale = unoffered = seen = apart = 0
    for cell in cells:
        for view in cell.codings.values():
            if view.plain:
                continue
            stale += view.stale and not view.stale_counts and not view.unoffered
            unoffered += view.unoffered
            seen += view.counts and not view.counts_as_independent
            apart += view.apart
    return LeftOut(
        drafts=sum(annotation.begun for key, annotation in chosen.annotations.items() if key not in used.annotations),
        stale=stale,
        unoffered=unoffered,
        seen=seen,
        homeless=sum(source not in chosen.sources for _, source in used.annotations),
        gone=sum(_gone(chosen, annotation) for annotation in used.annotations.values()),
        apart=apart,
    )


def mixes_passes(reviewers: Mapping[str, Reviewer]) -> bool:
    """Whether both passes of one reviewer are among several: they are no two coders, so there is no reliability."""
    return len(reviewers) > 2 and any(one.second_pass_of in reviewers for one in reviewers.values())  # noqa: PLR2004


def study_cells(
    study: Study, reviewers: Collection[str] | None = None, *, drafts: bool = False, stale: bool = False
) -> dict[tuple[str, str], Cell]:
    """Return the cells of a study without any figure.

    Args:
        study: The study; restrict it first to what may be shown.
        reviewers: Whose codings the cells hold; None for all, of which gold answers and second passes do not count.
            Whether a decision is outdated rests on all either way.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
    """
    used = study if drafts else study.only(lambda annotation: annotation.complete)
    return _cells(study, views_of(used, reviewers, stale_counts=stale), reviewers)


def _cells(study: Study, views: Views, reviewers: Collection[str] | None) -> dict[Place, Cell]:
    """Return every cell, with the codings of some reviewers, in that order; None for all."""
    found: dict[Place, Cell] = {}
    whole = _before_the_cut(study, views)
    for source in study.sources:
        asked: dict[str, Applies] = {}
        stands = partial(_stands, found, source)
        for criterion in study.rubric.criteria:
            place = (source, criterion.id)
            # What stands for a row hangs together as one reviewer's answers do.
            asked[criterion.id] = applies(criterion, study.rubric, stands, asked)
            every, unasked = views.held.get(place, {}), views.unasked.get(place, ())
            held = every if reviewers is None else {r: every[r] for r in reviewers if r in every}
            unasked = unasked if reviewers is None else tuple(r for r in reviewers if r in unasked)
            cell = _cell(study, source, criterion, held, whole.held.get(place, {}))
            cell = _conditional(cell, unasked, asked[criterion.id])
            if asked[criterion.id] is False and (cell.codings or cell.decision):
                cell = replace(cell, not_asked=why_not_asked(study.rubric, criterion, stands))
            found[place] = cell
    return found


def _before_the_cut(study: Study, views: Views) -> Views:
    """Return what whoever decides has before them: the codings of reviewers who were left out, too."""
    if study.cut_from is None:
        return views
    every = {key: one for key, one in study.cut_from.items() if key[1] in study.sources and one.complete}
    return views_of(replace(study, annotations=every), None, stale_counts=False)


def _stands(cells: Mapping[Place, Cell], source: str, criterion: str) -> Answer:
    cell = cells.get((source, criterion))
    return cell.consensus if cell else NOT_CODED


def _conditional(cell: Cell, unasked: tuple[str, ...], asked: Applies) -> Cell:
    """Return the cell of a criterion that is not asked of everybody; by what stands for the row, maybe of nobody."""
    if not unasked and asked:
        return cell
    state = "not_applicable" if unasked and cell.state == "missing" else cell.state
    consensus = cell.consensus if asked or (asked is None and cell.adjudication == "settled") else NOT_CODED
    return replace(cell, state=state, unasked=unasked, consensus=consensus)


def _gone(study: Study, annotation: Annotation) -> int:
    """Count the answers to criteria that the rubric does not have, but for those that were retired."""
    known, terms = study.rubric.by_id, study.rubric.terms
    lost = [key for key in annotation.codings.keys() - known.keys() if annotation.codings[key].answer.given]
    return sum(not terms.now(key).criterion_gone for key in lost)


def _cell(
    study: Study,
    source: str,
    criterion: AnyCriterion,
    codings: dict[str, CodingView],
    every: Mapping[str, CodingView],
) -> Cell:
    independent = [view.answer for view in codings.values() if view.counts_as_independent]
    counting = [view.answer for view in codings.values() if view.counts]
    adjudication = study.adjudications.get(source)
    decision = adjudication.current(criterion.id) if adjudication else None
    if decision is None:
        consensus = consensus_of(criterion, counting)
    elif decision.outcome == "open" or study.rubric.why_not_an_answer(criterion.id, decision.answer):
        consensus = NOT_CODED  # a decision for what the rubric does not offer stands for nothing
    else:
        consensus = decision.answer
    since = _since(study, source, criterion.id, decision, every) if decision else None
    return Cell(source, criterion.id, codings, state_of(criterion, independent), decision, consensus, since)


def _since(
    study: Study, source: str, criterion: str, decision: Decision, every: Mapping[str, CodingView]
) -> SinceDecided | None:
    present = {
        reviewer: annotation.coding(criterion)
        for reviewer in study.reviewers
        if (annotation := study.every_annotation.get((reviewer, source)))
    }
    given = {reviewer: coding for reviewer, coding in present.items() if coding.answer.given}
    # Gold answers and second passes may count in a comparison; nobody decides on them.
    decided_on = [r for r, view in every.items() if view.counts and study.reviewers[r].counts]
    return since_decided(decision, given, decided_on)
