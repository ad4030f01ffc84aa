"""The nearest names to a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 8


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean a or b?``, or, where nothing is near, what there is.

    Args:
        word: What was written.
        known: The names that would have been right.
    """
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold()[:80], folded, n=3, cutoff=0.6)
    if near:
        return f"; did you mean {' or '.join(folded[one] for one in near)}?"
    if not names:
        return "; there are none"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"; there {'is' if len(names) == 1 else 'are'} {', '.join(names[:SHOWN])}{more}"
