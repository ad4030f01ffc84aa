"""Why a criterion has no figure of agreement, where that is because no two codings of it can be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell

ONE_POSITION: Final = "on no source do two reviewers see a position"


def with_reasons(rows: Iterable[AgreementRow], cells: Mapping[tuple[str, str], Cell]) -> tuple[AgreementRow, ...]:
    """Return rows of which those without anything to compare say what is the matter with the codings.

    Args:
        rows: The figures.
        cells: The cells that they were computed from, by (source, criterion).
    """
    every = tuple(rows)
    compared = {row.criterion for row in every if row.comparable}
    reasons = {row.criterion: "" for row in every if not row.comparable}
    for criterion in reasons:
        here = [cell for cell in cells.values() if cell.criterion == criterion]
        reasons[criterion] = ONE_POSITION if criterion in compared else why_uncompared(here)
    return tuple(
        replace(row, undefined=reasons[row.criterion])
        if row.undefined and not row.comparable and row.metric != "none"
        else row
        for row in every
    )


def why_uncompared(cells: Iterable[Cell]) -> str:
    """Return why no two codings of a criterion can be compared."""
    views = [(reviewer, view) for cell in cells for reviewer, view in cell.codings.items() if not view.apart]
    if not views:
        return "there is no completed coding of it"
    if not any(view.counts for _, view in views):
        return "all codings of it were made before the rubric changed (stale)"
    independent = {reviewer for reviewer, view in views if view.counts_as_independent}
    if not independent:
        return "all codings of it were made after seeing another's"
    if len(independent) == 1:
        others = "" if len(independent) == len({reviewer for reviewer, _ in views}) else " independently and up to date"
        return f"only one reviewer has coded it{others}"
    return "no source was coded by two reviewers independently"
