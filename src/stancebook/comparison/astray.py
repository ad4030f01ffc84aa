"""Quotes that do not stand in their source where they are said to: its text has changed since, or the file is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.cell import Cell
    from stancebook.model.annotation import Evidence
    from stancebook.model.source import Source

Whereabouts = Literal["there", "moved", "lost"]
"""``moved``: the words stand elsewhere in the source; ``lost``: nowhere in it."""


def whereabouts(body: str, quote: Evidence) -> Whereabouts:
    """Return whether a quote stands at its place in a text, elsewhere, or nowhere."""
    if body[quote.start : quote.end] == quote.quote:
        return "there"
    return "moved" if quote.quote in body else "lost"


def astray(cells: Iterable[Cell], sources: Mapping[str, Source]) -> dict[tuple[str, str, str], tuple[Whereabouts, ...]]:
    """Return where each quote of a coding stands, for the codings of which one is not at its place.

    Args:
        cells: The cells of a matrix.
        sources: Their sources, by id.

    Returns:
        By (source, criterion, reviewer), in the order of the coding's evidence.
    """
    found: dict[tuple[str, str, str], tuple[Whereabouts, ...]] = {}
    for cell in cells:
        body = sources[cell.source].body
        for reviewer, view in cell.codings.items():
            quotes = view.coding.evidence
            for one in quotes:
                if body[one.start : one.end] != one.quote:
                    where = tuple(whereabouts(body, each) for each in quotes)
                    found[cell.source, cell.criterion, reviewer] = where
                    break
    return found
