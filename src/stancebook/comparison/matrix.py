"""The stance matrix: sources by criteria, every reviewer's coding, the consensus, the state of agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from stancebook.comparison.answer_table import matrix_agreement
from stancebook.comparison.astray import astray
from stancebook.comparison.cells import cells_of
from stancebook.comparison.gaps import closed, columns, gaps
from stancebook.comparison.left_out import LeftOut, left_out_of
from stancebook.comparison.same import same_of
from stancebook.comparison.unchosen import unchosen
from stancebook.comparison.uncompared import mixes_passes, with_reasons
from stancebook.comparison.unknown import Unknown, unknown
from stancebook.comparison.views import views_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.answer_table import Intervals, Measures
    from stancebook.comparison.astray import Whereabouts
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.gaps import Gap, Withheld
    from stancebook.model.annotation import Attributed, Evidence
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.source import Source
    from stancebook.model.study import Reviewer, Study


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
        others: Whether others coded here who are not shown, as where reviewers were chosen.
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
    others: bool = False

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
    cells = {place: cell for place, cell in cells_of(study, views, reviewers).items() if place[1] in rubric.by_id}
    coding = {reviewer for (reviewer, _), annotation in used.annotations.items() if annotation.begun}
    shown = columns(study, coding, withheld) if reviewers is None else list(reviewers)
    voices = {reviewer: study.reviewers[reviewer] for reviewer in shown}
    left_out = left_out_of(chosen, used, cells.values())
    blind = withheld.annotations if withheld else 0
    unasked = sum(number for place, number in views.passed_over.items() if place[1] in rubric.by_id)
    shut = closed(shown, withheld)
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
        closed=shut,
        others=bool(shut) or _others(study, shown, drafts=drafts),
    )


def _others(study: Study, shown: Collection[str], *, drafts: bool) -> bool:
    """Whether anybody who is not shown coded one of the sources; drafts count where they are asked for."""
    return any(
        reviewer not in shown and source in study.sources and (one.begun if drafts else one.complete)
        for (reviewer, source), one in study.every_annotation.items()
    )
