"""The nearest names to a mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 8
_LETTERS_A_SLIP = 5


def did_you_mean(word: str, known: Iterable[str], *, answers: bool = False) -> str:
    """Return ``; did you mean a or b?``, or, where nothing is near, what there is.

    Args:
        word: What was written.
        known: The names that would have been right.
        answers: Whether they are answers: then only what a slip of the hand explains is near, since a guess like
            ``end`` for ``amend`` would turn a judgement round.
    """
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    wanted = word.casefold()[:80]
    near = get_close_matches(wanted, folded, n=3, cutoff=0.6)
    if answers and near:
        from rapidfuzz.distance import OSA  # letters left out, put in, mistaken, or swapped with their neighbour

        slips = {one: OSA.distance(wanted, one) for one in near}
        near = [one for one in near if slips[one] <= max(1, min(len(wanted), len(one)) // _LETTERS_A_SLIP)]
    if near:
        return f"; did you mean {' or '.join(folded[one] for one in near)}?"
    if not names:
        return "; there are none"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"; there {'is' if len(names) == 1 else 'are'} {', '.join(names[:SHOWN])}{more}"
