"""What there is to decide in a cell, and on which codings a decision rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.blind import newly_shown
from stancebook.comparison.cells import study_cells
from stancebook.comparison.disagreement import Disagreement, disagreements_among
from stancebook.comparison.views import views_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.rounds import Round
    from stancebook.comparison.views import Place
    from stancebook.model.annotation import Annotation
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.study import Study


def basis_of(cell: Cell) -> dict[str, str]:
    """Return the ``rev`` of each coding that a decision on a cell rests on, by reviewer.

    Args:
        cell: The cell with the codings of all reviewers; stale ones are not decided on.
    """
    return _revs(cell.codings)


def bases(study: Study, places: Iterable[Place]) -> dict[Place, dict[str, str]]:
    """Return the same for some cells of a study, by source and criterion.

    Args:
        study: The study with the codings of all reviewers.
        places: Which cells.
    """
    held = views_of(study.only(lambda annotation: annotation.complete), None, stale_counts=False).held
    return {place: _revs(held.get(place, {})) for place in places}


def _revs(views: Mapping[str, CodingView]) -> dict[str, str]:
    return {reviewer: view.coding.rev for reviewer, view in views.items() if view.counts}


def rests_on(basis: Mapping[str, str], cell: Cell) -> bool:
    """Return whether a basis that was noted down is still what a decision on the cell would rest on."""
    now = {reviewer: view.coding for reviewer, view in cell.codings.items() if view.counts}
    return basis.keys() == now.keys() and all(coding.was(basis[reviewer]) for reviewer, coding in now.items())


def why_not_decidable(cell: Cell) -> str | None:
    """Return why there is nothing to decide in a cell, and what to do instead; None where there is.

    A cell that was decided once can be decided anew though all agree by now or one is left, not where no coding counts:
    such a decision would rest on nothing, and nobody's coding could ever make it outdated.
    """
    counting = {reviewer: view for reviewer, view in cell.codings.items() if view.counts}
    if not counting:
        return _why_none_counts(cell) + ("; what was decided stands until then" if cell.decision else "")
    if cell.decision is not None:
        return None
    if len(counting) == 1:
        only = next(iter(counting))
        return f"only {only} has coded it: a second coding is needed, not a decision (stance code {cell.source})"
    if len({view.answer for view in counting.values()}) == 1:
        return f"{_all(counting)} gave the same answer, which stands without a decision"
    return None


def _why_none_counts(cell: Cell) -> str:
    who = ", ".join(cell.codings)
    if cell.codings and all(view.unoffered for view in cell.codings.values()):
        return (
            f"what {who} answered is no answer of the rubric (stance check): nothing to decide before it is coded "
            f"again (stance code {cell.source})"
        )
    if cell.codings:
        return (
            f"coded only before the rubric changed ({who}): nothing to decide before it is coded again "
            f"(stance code {cell.source})"
        )
    return f"nobody has completed it yet: there is nothing to decide (stance code {cell.source})"


def why_without_effect(cell: Cell) -> str:
    """Return why a decision on a cell has no effect, and what to do instead; empty where it has."""
    if not cell.not_asked:
        return ""
    return f"it is not asked, {cell.not_asked}: nothing stands for it unless that is decided otherwise"


def _all(reviewers: Iterable[str]) -> str:
    every = list(reviewers)
    both = "both " if len(every) == 2 else ""  # noqa: PLR2004 - what "both" means
    return f"{both}{', '.join(every[:-1])} and {every[-1]}"


def why_nothing_to_decide(cells: Mapping[Place, Cell]) -> str:
    """Return why there is no disagreement in a study: that all agree, or what keeps them from being compared.

    Args:
        cells: Its ``cells_to_decide``.
    """
    codings = [cell.codings.values() for cell in cells.values()]
    counting = [sum(view.counts for view in views) for views in codings]
    if not any(codings):
        return "nobody has completed a source yet"
    if not any(counting):
        return "everything was coded before the rubric changed, and is to be coded again"
    if max(counting) == 1:
        return "no source was completed by two reviewers yet, and a disagreement takes two"
    stale = sum(len(views) for views in codings) - sum(counting)
    if not stale:
        return "on what two or more reviewers completed, they agree"
    some, verb = ("1 coding", "is") if stale == 1 else (f"{stale} codings", "are")
    unoffered = any(view.unoffered for views in codings for view in views)
    which = "stale or not in the rubric" if unoffered else "from before the rubric changed"
    return f"on what two or more reviewers completed, they agree; {some} {which} {verb} left out"


def round_to_decide(rubric: Rubric, source: str | None) -> Round:
    """Return the round whose disagreements are settled: production, unless a source of the training is named."""
    return "training" if source in rubric.anchors else "production"


def counted(study: Study) -> Study:
    """Return the study without what nobody decides on: gold answers and second passes."""
    return study.only(lambda one: _takes_part(study, one))


def newly_shown_deciding(study: Study, by: str) -> list[str]:
    """Return the sources of which deciding shows another's judgement to ``by`` for the first time."""
    return newly_shown(study.only(lambda one: one.reviewer == by or _takes_part(study, one)), by, drafts=False)


def _takes_part(study: Study, annotation: Annotation) -> bool:
    known = study.reviewers.get(annotation.reviewer)
    return known is None or known.counts


def cells_to_decide(study: Study) -> dict[Place, Cell]:
    """Return every cell as those who decide have it before them; what is decided and what waits is all told from these.

    Args:
        study: The study; blind it first to what may be shown.
    """
    return study_cells(counted(study))


def to_decide(study: Study, cells: Mapping[Place, Cell] | None = None) -> tuple[Disagreement, ...]:
    """Return what there is to decide or was decided: every disagreement, the gravest first.

    What is not asked, given what stands for the row, is not among them: nothing can stand for it.
    Codings made after seeing another's take part: they count in the consensus. At the end come cells that were
    decided, whose codings changed since, and on which all agree by now: their decision is to be looked at again.

    Args:
        study: The study; blind it first to what may be shown.
        cells: Its ``cells_to_decide``, where they are worked out already.
    """
    cells = cells_to_decide(study) if cells is None else cells
    every = disagreements_among(study.rubric, cells, list(study.sources), seen=True)
    known = {(one.source, one.criterion.id) for one in every}
    numbers = {source: number for number, source in enumerate(study.sources, 1)}
    agreed = (
        _agreed(numbers[cell.source], cell, study.rubric.by_id[cell.criterion])
        for place, cell in cells.items()
        if cell.since is not None and place not in known and not cell.not_asked
    )
    return (*(one for one in every if not one.cell.not_asked), *agreed)


def _agreed(number: int, cell: Cell, criterion: AnyCriterion) -> Disagreement:
    counting = tuple(reviewer for reviewer, view in cell.codings.items() if view.counts)
    return Disagreement(number, cell, criterion, cell.state, None, None, None, counting)


def where_to_begin(found: Iterable[Disagreement]) -> Disagreement | None:
    """Return the gravest disagreement that waits for a decision; the gravest of all where none waits."""
    every = tuple(found)
    return next((one for one in every if one.waits), every[0] if every else None)
