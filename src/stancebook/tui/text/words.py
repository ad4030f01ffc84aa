"""Words, for moving and selecting: runs of letters and digits, one ideograph at a time.

Nothing here looks further than the next words, so a line of five megabytes costs no more than a short one.
"""

import re
from collections.abc import Iterator

_IDEOGRAPH = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_APART = (
    "\\s!-/:-@\\[-\\^`{-~\xa1-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb-\xbf"
    "\u2010-\u205e\u2190-\u25ff\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65\ufffd"
)
_LONGEST = 200  # a longer run counts as several words
_FAR = 5_000  # where so much holds no word at all, a step ends all the same
# Apostrophes, hyphens, dots and commas hold a word together between two of its letters: it's, U.S, 3.5.
_WORD = re.compile(f"[{_IDEOGRAPH}]|(?:[^{_APART}{_IDEOGRAPH}]|(?<=\\w)['’.,\\-\u2010\u2011](?=\\w)){{1,{_LONGEST}}}+")
_START, _END = 0, 1


def word_at(shown: str, offset: int) -> tuple[int, int] | None:
    """Return the word that `offset` lies in, None between words."""
    for first, last in _words_from(shown, offset):
        if last > offset:
            return (first, last) if first <= offset else None
    return None


def next_start(shown: str, offset: int) -> int:
    """Return where the first word after `offset` begins, the end of the text if there is none."""
    found = (first for first, _ in _words_from(shown, offset) if first > offset)
    return next(found, min(offset + _FAR, len(shown)))


def next_end(shown: str, offset: int) -> int:
    """Return the first end of a word after `offset`, the end of the text if there is none."""
    found = (last for _, last in _words_from(shown, offset) if last > offset)
    return next(found, min(offset + _FAR, len(shown)))


def previous_start(shown: str, offset: int) -> int:
    """Return where the last word before `offset` begins, 0 if there is none."""
    return _last_before(shown, offset, _START)


def previous_end(shown: str, offset: int) -> int:
    """Return the last end of a word before `offset`, 0 if there is none."""
    return _last_before(shown, offset, _END)


def _last_before(shown: str, offset: int, edge: int) -> int:
    """Return the last edge of a word before `offset`."""
    for reach in (_LONGEST, _FAR):
        found = None
        for word in _words_from(shown, offset - reach):
            if word[edge] >= offset:
                break
            found = word[edge]
        if found is not None:
            return found
    return max(0, offset - _FAR)


def _words_from(shown: str, offset: int) -> Iterator[tuple[int, int]]:
    """Yield words in order, beginning with the one around `offset` or one shortly before."""
    offset = max(0, offset)
    low = max(0, offset - _LONGEST)
    start = max(shown.rfind(" ", low, offset), shown.rfind("\n", low, offset), low - 1) + 1
    return (found.span() for found in _WORD.finditer(shown, start, offset + _FAR + _LONGEST))
