"""The cells of a stance matrix: for a source and a criterion every reviewer's coding, and what stands for them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stancebook.comparison.cell import Cell, CodingView, consensus_of, state_of
from stancebook.comparison.since_decided import since_decided
from stancebook.comparison.views import Place, Views, views_of
from stancebook.model.answer import NOT_CODED
from stancebook.model.applying import applies, why_not_asked
from stancebook.model.staleness import is_unoffered, why_stale

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Answer
    from stancebook.model.applying import Applies
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.study import Study


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
    used = study.only(lambda one: one.source in study.sources and (drafts or one.complete))
    return cells_of(study, views_of(used, reviewers, stale_counts=stale), reviewers)


def cells_of(study: Study, views: Views, reviewers: Collection[str] | None) -> dict[Place, Cell]:
    """Return every cell of what its codings say, with those of some reviewers, in that order; None for all."""
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
    since, stale = _since(study, (source, criterion.id), decision, every) if decision else (None, ())
    state = state_of(criterion, independent)
    return Cell(source, criterion.id, codings, state, decision, consensus, since, stale_basis=stale)


def _since(
    study: Study, place: Place, decision: Decision, every: Mapping[str, CodingView]
) -> tuple[SinceDecided | None, tuple[str, ...]]:
    """Return what became of the codings that were decided on, and whose of them the rubric has left behind."""
    source, criterion = place
    every_annotation = study.every_annotation
    given = {
        reviewer: coding
        for reviewer in study.reviewers
        if (annotation := every_annotation.get((reviewer, source))) and (coding := annotation.coding(criterion)).given
    }
    # Gold answers and second passes may count in a comparison; nobody decides on them.
    decided_on = [r for r, view in every.items() if view.counts and study.reviewers[r].counts]
    kept = (r for r, rev in decision.basis.items() if r in given and given[r].was(rev))
    stale = tuple(r for r in kept if _left_behind(study.rubric, criterion, given[r], every.get(r)))
    return since_decided(decision, given, decided_on), stale


def _left_behind(rubric: Rubric, criterion: str, coding: Coding, view: CodingView | None) -> bool:
    """Whether the rubric has moved on since a coding; an answer that it never had is another matter."""
    if view is not None:  # of most it is known already
        return view.stale and not view.unoffered
    why = why_stale(rubric, criterion, coding)
    return why is not None and not is_unoffered(rubric, criterion, coding, why)
