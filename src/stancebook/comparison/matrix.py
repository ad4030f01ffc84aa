"""The stance matrix: sources by criteria, every reviewer's coding, the consensus, the state of agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stancebook.comparison.answer_table import matrix_agreement
from stancebook.comparison.cell import Cell, CodingView, consensus_of, state_of
from stancebook.comparison.since_decided import since_decided
from stancebook.model.answer import NOT_CODED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.annotation import Annotation, Attributed, Coding
    from stancebook.model.answer import Answer
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.source import Source
    from stancebook.model.study import Reviewer, Study


@dataclass(frozen=True)
class LeftOut:
    """Codings that the figures do not rest on, counted.

    Attributes:
        drafts: Annotations that are not complete, and were not asked for.
        stale: Codings whose criterion has changed in meaning.
        seen: Codings made after seeing another reviewer's (in the matrix, not in reliability).
        homeless: Annotations of sources that are not there (any more).
        gone: Codings of criteria that the rubric does not have (any more).
        blind: Annotations withheld because the one who asks has not finished the source.
        agreeing: Sources not shown since nobody disagrees on them; the figures do rest on these.
        anchors: Sources of the training round.
        second: Annotations of second passes that are not shown.
        gold: Annotations with gold answers that are not shown.
        apart: Codings that are gold answers or second passes: shown, not counted.
    """

    drafts: int = 0
    stale: int = 0
    seen: int = 0
    homeless: int = 0
    gone: int = 0
    blind: int = 0
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
    """

    rubric: Rubric
    reviewers: Mapping[str, Reviewer]
    sources: Mapping[str, Source]
    cells: Mapping[tuple[str, str], Cell]
    attributed: Mapping[tuple[str, str], tuple[Attributed, ...]]
    agreement: tuple[AgreementRow, ...]
    left_out: LeftOut
    groups: Mapping[str, str] = field(default_factory=dict)

    @property
    def criteria(self) -> tuple[AnyCriterion, ...]:
        """The criteria in the rubric's order."""
        return self.rubric.criteria


def stance_matrix(
    study: Study,
    reviewers: Collection[str] | None = None,
    *,
    drafts: bool = False,
    stale: bool = False,
    withheld: int = 0,
    intervals: bool | Intervals = True,
) -> StanceMatrix:
    """Compare a study.

    Args:
        study: The study; restrict it first to what may be shown.
        reviewers: Whose codings are compared, in the order in which they are shown; None for all there are, of
            which gold answers and second passes are shown and not counted.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        withheld: How many annotations were kept back to keep a reviewer blind.
        intervals: Whether agreement figures come with intervals, or that only those do that pages print.
    """
    which: Intervals = intervals if isinstance(intervals, str) else "all" if intervals else "none"
    chosen = study if reviewers is None else study.only(lambda annotation: annotation.reviewer in reviewers)
    used = chosen if drafts else chosen.only(lambda annotation: annotation.complete)
    cells = study_cells(study, reviewers, drafts=drafts, stale=stale)
    every = [view for cell in cells.values() for view in cell.codings.values()]
    left_out = LeftOut(
        drafts=len(chosen.annotations) - len(used.annotations),
        stale=sum(view.stale and not view.stale_counts for view in every),
        seen=sum(view.counts and not view.coding.independent for view in every),
        homeless=sum(source not in study.sources for _, source in used.annotations),
        gone=sum(_gone(study, annotation) for annotation in used.annotations.values()),
        blind=withheld,
        apart=sum(view.apart for view in every),
    )
    coding = {reviewer for reviewer, _ in used.annotations}
    return StanceMatrix(
        rubric=study.rubric,
        reviewers={r: study.reviewers[r] for r in study.reviewers if r in coding}
        if reviewers is None
        else {r: study.reviewers[r] for r in reviewers},
        sources=study.sources,
        cells=cells,
        attributed={(s, r): a.attributed for (r, s), a in sorted(used.annotations.items()) if a.attributed},
        agreement=matrix_agreement(study.rubric, cells, which),
        left_out=left_out,
    )


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
    views = _views(used, reviewers, stale_counts=stale)
    cells: dict[tuple[str, str], Cell] = {}
    for source in study.sources:
        for criterion in study.rubric.criteria:
            every = views.get((source, criterion.id), {})
            chosen = every if reviewers is None else {r: every[r] for r in reviewers if r in every}
            cells[source, criterion.id] = _cell(study, source, criterion, chosen, every)
    return cells


def _gone(study: Study, annotation: Annotation) -> int:
    known = study.rubric.by_id
    return sum(coding.answer.given for key, coding in annotation.codings.items() if key not in known)


def _views(
    study: Study, reviewers: Collection[str] | None, *, stale_counts: bool
) -> dict[tuple[str, str], dict[str, CodingView]]:
    views: dict[tuple[str, str], dict[str, CodingView]] = {}
    order = {reviewer: index for index, reviewer in enumerate(study.reviewers)}
    standing = _Standing(study)
    for (reviewer, source), annotation in sorted(study.annotations.items(), key=lambda item: order[item[0][0]]):
        apart = not study.reviewers[reviewer].counts and (reviewers is None or reviewer not in reviewers)
        draft = not annotation.complete
        for criterion in study.rubric.by_id:
            coding = annotation.coding(criterion)
            if coding.value is None and coding.off_scale is None:
                continue
            answer, stale, legal = standing.of(criterion, coding)
            view = CodingView(coding, stale, draft, stale_counts and legal, apart, answer)
            views.setdefault((source, criterion), {})[reviewer] = view
    return views


class _Standing:
    """The answers of codings, whether they are stale, and whether the rubric still offers them.

    It is worked out once for equal ones.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._known: dict[tuple[Any, ...], tuple[Answer, bool, bool]] = {}

    def of(self, criterion: str, coding: Coding) -> tuple[Answer, bool, bool]:
        value = coding.value
        # 1 is equal to 1.0 and to True, but only one of them may be of the rubric's making.
        key = (criterion, value.__class__, value, coding.off_scale, coding.asked, coding.version)
        found = self._known.get(key)
        if found is None:
            answer = coding.answer
            # What is no answer of the rubric any more has no place on its scale, asked for or not.
            legal = self._study.rubric.why_not_an_answer(criterion, answer) is None
            found = self._known[key] = answer, self._study.is_stale(criterion, coding), legal
        return found


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
        if (annotation := study.annotations.get((reviewer, source)))
    }
    revs = {reviewer: coding.rev for reviewer, coding in present.items() if coding.answer.given}
    return since_decided(decision, revs, [reviewer for reviewer, view in every.items() if view.counts])
