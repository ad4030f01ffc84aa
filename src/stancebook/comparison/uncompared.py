"""Why a criterion has no figure of agreement, where that is because no two codings of it can be compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from stancebook.comparison.cell import compared_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Reviewer

NO_CODING: Final = "there is no completed coding of it"
NOT_ASKED: Final = "not asked, given the other answers"
WITHHELD: Final = "what others coded is withheld from you until you have completed the source"
ONE_POSITION: Final = "on no source do two reviewers see a position"
LEFT_OUT: Final = (
    "wherever two reviewers coded a source independently, the rubric leaves an answer of theirs out of agreement"
)


def mixes_passes(reviewers: Mapping[str, Reviewer]) -> bool:
    """Whether both passes of one reviewer are among several: they are no two coders, so there is no reliability."""
    return len(reviewers) > 2 and any(one.second_pass_of in reviewers for one in reviewers.values())  # noqa: PLR2004


def with_reasons(
    rubric: Rubric,
    rows: Iterable[AgreementRow],
    cells: Mapping[tuple[str, str], Cell],
    *,
    withheld: bool = False,
) -> tuple[AgreementRow, ...]:
    """Return rows of which those without anything to compare say what is the matter with the codings.

    Args:
        rubric: The rubric.
        rows: The figures.
        cells: The cells that they were computed from, by (source, criterion).
        withheld: Whether codings are kept back from the one who asks; nothing is said of those then.
    """
    every = tuple(rows)
    compared = {row.criterion for row in every if row.comparable}
    reasons = {row.criterion: "" for row in every if not row.comparable}
    for criterion in reasons:
        here = [cell for cell in cells.values() if cell.criterion == criterion]
        reason = ONE_POSITION if criterion in compared else why_uncompared(rubric, here)
        reasons[criterion] = _of_what_is_seen(reason) if withheld else reason
    return tuple(
        row._replace(undefined=reasons[row.criterion])
        if row.undefined and not row.comparable and row.metric != "none"
        else row
        for row in every
    )


def _of_what_is_seen(reason: str) -> str:
    return WITHHELD if reason == NO_CODING else f"{reason}, among the codings that you may see"


def left_out_answers(rubric: Rubric, cells: Iterable[Cell], *, seen: bool = False) -> dict[str, int]:
    """Return how many answers are compared in no figure since the rubric leaves them out of agreement, by their id.

    Args:
        rubric: The rubric.
        cells: The cells.
        seen: Whether codings made after seeing another's are compared too.
    """
    left_out = rubric.left_out_of_agreement
    views = (view for cell in cells for view in cell.codings.values()) if left_out else ()
    given = (view.answer.off_scale for view in views if (view.counts if seen else view.counts_as_independent))
    return Counter(one for one in given if one in left_out)


def why_uncompared(rubric: Rubric, cells: Iterable[Cell]) -> str:
    """Return why no two codings of a criterion can be compared."""
    every = list(cells)
    views = [(reviewer, view) for cell in every for reviewer, view in cell.codings.items() if not view.apart]
    if not views:
        unasked = [bool(cell.unasked) for cell in every]
        return NO_CODING if not any(unasked) else NOT_ASKED if all(unasked) else f"{NOT_ASKED}, or not coded"
    if all(view.unoffered for _, view in views):
        return "all answers to it are none of the rubric's (stance check)"
    if not any(view.counts for _, view in views):
        return "all codings of it were made before the rubric changed (stale)"
    independent = {reviewer for reviewer, view in views if view.counts_as_independent}
    if not independent:
        return "all codings of it were made after seeing another's"
    if len(independent) == 1:
        others = "" if len(independent) == len({reviewer for reviewer, _ in views}) else " independently and up to date"
        return f"only one reviewer has coded it{others}"
    if only_left_out(rubric, every):
        return LEFT_OUT
    return "no source was coded by two reviewers independently"


def only_left_out(rubric: Rubric, cells: Iterable[Cell]) -> bool:
    """Whether two coded a cell independently and would be compared, did the rubric not leave out what they answered."""
    every = list(cells)
    given = [sum(view.counts_as_independent for view in cell.codings.values()) for cell in every]
    compared = [len(compared_answers(cell, rubric)) for cell in every]
    return max(compared, default=0) <= 1 < max(given, default=0)
