"""Short names for the cells of a matrix: E3b is the third source on the second criterion."""

from __future__ import annotations

from functools import cache


@cache  # asked for in every cell, of a few columns
def letters(index: int) -> str:
    """Return 0 as ``a``, 25 as ``z``, 26 as ``aa``."""
    found = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        found = chr(ord("a") + digit) + found
    return found


def place(source: int, criterion: int) -> str:
    """Return the name of the evidence in a cell.

    Args:
        source: The number of the source, from 1.
        criterion: The place of the criterion in the rubric, from 0.
    """
    return f"E{source}{letters(criterion)}"
