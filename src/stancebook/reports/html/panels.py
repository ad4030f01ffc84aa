"""The report's matrix turned round: criteria down and sources across, so many at a time as share a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.source import Source
    from stancebook.reports.html.rows import Over, Rows

ACROSS: Final = 6
"""So many sources stand beside one another; more go into further tables below, on a screen and in print."""


@dataclass(frozen=True)
class Panel:
    """Some of the sources, side by side.

    Attributes:
        sources: What the table is told to hold, where it does not hold all: ``sources 7 to 12 of 30``.
        groups: The groups they are of, and how many of each stand here.
        heads: Their heads.
        rows: For each criterion their cells.
        last: Whether no more follow, so that figures stand at the edge.
    """

    sources: str
    groups: Sequence[tuple[str, int]]
    heads: Sequence[Markup]
    rows: Sequence[Sequence[Markup]]
    last: bool


def panels(matrix: StanceMatrix, rows: Rows, over: Over = iter) -> Iterator[Panel]:
    """Yield the matrix turned round, panel by panel.

    Args:
        matrix: The matrix.
        rows: What writes its cells.
        over: What is called with the sources and yields them, to watch how far it has come.
    """
    columns, every = rows.columns(over), len(matrix.sources)
    last = 0
    for part in shared(list(matrix.sources.values())):
        first, last = last + 1, last + len(part)
        told = list(islice(columns, len(part)))
        yield Panel(
            f"sources {first} to {last} of {every}" if len(part) < every else "",
            _groups(matrix, part),
            [head for head, _ in told],
            list(zip(*(cells for _, cells in told), strict=True)),
            last == every,
        )


def shared(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    """Share sources out, so that panels are as equally broad as can be."""
    many = max(1, -(-len(sources) // ACROSS))
    at = 0
    for panel in range(many):
        size = len(sources) // many + (panel < len(sources) % many)
        yield sources[at : at + size]
        at += size


def _groups(matrix: StanceMatrix, part: Sequence[Source]) -> list[tuple[str, int]]:
    if not matrix.groups:
        return []
    runs = groupby(part, key=lambda source: matrix.groups.get(source.id, ""))
    return [(named or "", len(list(run))) for named, run in runs]
