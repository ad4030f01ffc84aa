"""Quotes beside one another: which overlap, and which few tell a side from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.model.annotation import Evidence


def overlap(one: Evidence, other: Evidence) -> bool:
    """Return whether two quotes of one source share a character."""
    return one.start < other.end and other.start < one.end


def apart(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return quotes in the order of the text without those that overlap a longer one."""
    chosen: list[Evidence] = []
    for one in sorted(quotes, key=lambda one: (one.start - one.end, one.start)):
        if not any(overlap(one, other) for other in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: one.start))


def parted(own: Iterable[Evidence], others: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return a side's quotes in two parts: those that no other side touches, and the rest; each without repeats.

    Args:
        own: The quotes of one side, by whomever.
        others: The quotes of every other side.
    """
    alone: dict[tuple[int, int], Evidence] = {}
    shared: dict[tuple[int, int], Evidence] = {}
    taken = [(other.start, other.end) for other in others]
    for one in sorted(own, key=lambda one: (one.start, -one.end)):
        first, last = one.start, one.end
        touched = any(first < end and start < last for start, end in taken)
        (shared if touched else alone).setdefault((first, last), one)
    return tuple(alone.values()), tuple(shared.values())


def first_few(quotes: Iterable[Evidence], most: int) -> tuple[Evidence, ...]:
    """Return the first quotes, at most so many, of which no two overlap."""
    chosen: list[Evidence] = []
    for one in quotes:
        if len(chosen) < most and not any(overlap(one, other) for other in chosen):
            chosen.append(one)
    return tuple(chosen)
