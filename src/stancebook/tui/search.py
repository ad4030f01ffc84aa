"""Searching in a text. No Textual."""

from __future__ import annotations

import re

MOST_MATCHES = 5000


def find_all(text: str, query: str) -> list[tuple[int, int]]:
    """Return where a query stands in a text, in order; case and the kind of white space do not matter."""
    words = query.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) >= MOST_MATCHES:
            break
    return found


def nearest(matches: list[tuple[int, int]], offset: int) -> int | None:
    """Return the index of the first match at or after an offset, else of the first; None where there is none."""
    if not matches:
        return None
    return next((index for index, (start, _) in enumerate(matches) if start >= offset), 0)
