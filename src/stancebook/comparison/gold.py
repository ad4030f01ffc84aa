"""How a reviewer did beside gold answers: source by source, so that a trainee learns while the text is fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.comparison.cell import how_far, state_of
from stancebook.comparison.cells import study_cells

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell, CodingView, State
    from stancebook.model.rubric import AnyCriterion
    from stancebook.model.study import Study


class Checked(NamedTuple):
    """One answer beside the gold answer.

    Attributes:
        criterion: The criterion.
        own: What the reviewer coded; None where they did not.
        known: Who gave the gold answer: of several the one that the reviewer's comes nearest to.
        gold: The gold coding, with its quotes and its note.
        kind: How the two agree: ``agree``, ``near``, ``far``, ``position``, ``off_scale``; ``single`` without an
            answer, ``not_compared`` for texts that differ.
        steps: Steps of the scale from the gold answer up to the reviewer's; None where there are none.
    """

    criterion: AnyCriterion
    own: CodingView | None
    known: str
    gold: CodingView
    kind: State
    steps: int | None

    @property
    def right(self) -> bool:
        """Whether the reviewer answered as the gold answer says."""
        return self.kind == "agree"


class Feedback(NamedTuple):
    """How a reviewer did on one source.

    Attributes:
        source: The source's id.
        reviewer: The reviewer.
        checked: Criterion by criterion, those that have a gold answer.
    """

    source: str
    reviewer: str
    checked: tuple[Checked, ...]

    @property
    def right(self) -> int:
        """How many answers are those of gold."""
        return sum(one.right for one in self.checked)


def feedback(study: Study, reviewer: str, source: str) -> Feedback | None:
    """Return how a reviewer did on one source; None where they have not completed it, or there is no gold answer.

    Args:
        study: The study; blind it first to what the reviewer may see.
        reviewer: The reviewer.
        source: The source.
    """
    done = study.annotations.get((reviewer, source))
    if done is None or not done.complete:
        return None
    gold = [one.id for one in study.reviewers.values() if one.kind == "gold" and one.id != reviewer]
    cells = study_cells(study.only(lambda annotation: annotation.source == source), (reviewer, *gold))
    checked = [
        one
        for criterion in study.rubric.criteria
        if (one := _checked(criterion, cells[source, criterion.id], reviewer, gold))
    ]
    return Feedback(source, reviewer, tuple(checked)) if checked else None


def all_feedback(study: Study, reviewer: str) -> tuple[Feedback, ...]:
    """Return how a reviewer did on every source that they have completed and that has gold answers."""
    known = {s for r, s in study.annotations if study.reviewers[r].kind == "gold"}
    every = (feedback(study, reviewer, source) for source in study.sources if source in known)
    return tuple(one for one in every if one)


def _checked(criterion: AnyCriterion, cell: Cell, reviewer: str, gold: list[str]) -> Checked | None:
    known = {one: cell.codings[one] for one in gold if one in cell.codings and cell.codings[one].counts}
    if not known:
        return None
    own = cell.codings.get(reviewer)
    if own is None or not own.counts:
        first = next(iter(known))
        return Checked(criterion, None, first, known[first], "single", None)
    return min(
        (_beside(criterion, own, who, view) for who, view in known.items()),
        key=lambda one: (not one.right, one.kind != "near", abs(one.steps or 0)),
    )


def _beside(criterion: AnyCriterion, own: CodingView, known: str, gold: CodingView) -> Checked:
    kind = state_of(criterion, [gold.answer, own.answer])
    steps, _ = how_far(criterion, [gold.answer, own.answer])
    if steps is not None and isinstance(own.answer.value, int) and isinstance(gold.answer.value, int):
        steps = steps if own.answer.value > gold.answer.value else -steps
    return Checked(criterion, own, known, gold, kind, steps)
