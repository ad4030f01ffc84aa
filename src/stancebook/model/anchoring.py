"""Finding a quote in a text."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from stancebook.model.annotation import Evidence
from stancebook.model.newlines import normalise_newlines
from stancebook.model.problems import StancebookError

_SHOWN: Final = 160
_MANY: Final = 100
_TOLD: Final = 5
_COMPARED: Final = 160
_LONGEST_WORD: Final = 40
_WORD: Final = re.compile(r"\S+")
_WORD_BEFORE: Final = re.compile(r"\S+\Z")
_LOOSE: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " "}
)


class Place(NamedTuple):
    """Where a quote stands: half-open code point offsets."""

    start: int
    end: int


def places(text: str, quote: str, most: int = sys.maxsize) -> list[Place]:
    """Return where ``quote`` stands word for word, overlapping places too, but no more than the first ``most``."""
    found: list[Place] = []
    at = text.find(quote)
    while at >= 0 and quote and len(found) < most:
        found.append(Place(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def loose_places(text: str, quote: str, most: int = sys.maxsize) -> list[Place]:
    """Return where ``quote`` stands but for white space, line breaks and the shape of quotation marks and dashes.

    A quote copied from a page or typed by hand differs from the source in just these.
    """
    needle = " ".join(quote.translate(_LOOSE).split())
    # The translation keeps every offset, so a word of the view stands where it stands in the text.
    words = [(match[0], match.start()) for match in _WORD.finditer(text.translate(_LOOSE))]
    view = " ".join(word for word, _ in words)
    starts = [0, *accumulate(len(word) + 1 for word, _ in words)]

    def in_text(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        return words[number][1] + offset - starts[number]

    return [Place(in_text(place.start), in_text(place.end - 1) + 1) for place in places(view, needle, most)]


def places_of(text: str, quote: str, most: int = _MANY) -> list[Place]:
    """Return where ``quote`` stands word for word, else where it stands loosely; at most so many places."""
    wanted = normalise_newlines(quote).strip()
    return places(text, wanted, most) or loose_places(text, wanted, most)


def place_words(found: list[Place]) -> str:
    """Return the first places in words: ``592, 766``."""
    return ", ".join(str(place.start) for place in found[:_TOLD]) + (", …" if len(found) > _TOLD else "")


def quote_evidence(
    text: str, quote: str, *, for_value: str | None = None, near: int | None = None, where: str = "the text"
) -> Evidence:
    """Return a quote as evidence, with its place.

    Args:
        text: The source's body.
        quote: The words; white space, quotation marks and dashes may differ in shape.
        for_value: The value it supports, where a criterion wants a quote for each.
        near: An offset that decides where the quote stands several times.
        where: What to call the source in messages.

    Raises:
        StancebookError: Where it does not stand there (with the nearest passage), or stands several times.
    """
    wanted = normalise_newlines(quote).strip()
    if not wanted:
        raise StancebookError("the quote is empty")
    found = places_of(text, wanted, _MANY if near is None else sys.maxsize)
    if not found:
        raise StancebookError(f"this quote is not in {where}: '{_cut(wanted)}'{_nearest(text, wanted)}")
    if len(found) > 1 and near is None:
        starts = place_words(found)
        often = f"{_MANY} times or more" if len(found) == _MANY else f"{len(found)} times"
        raise StancebookError(f"this quote stands {often} in {where} (at {starts}); quote more words: '{_cut(wanted)}'")
    place = min(found, key=lambda place: abs(place.start - (near or 0)))
    return Evidence.at(text, place.start, place.end, for_value)


def is_verbatim(evidence: Evidence, text: str) -> bool:
    """Return whether the quote stands word for word at its place."""
    return text[evidence.start : evidence.end] == evidence.quote


def nearest_passage(text: str, quote: str) -> tuple[Place, float]:
    """Return the passage most like ``quote`` (its beginning, if it is long), and how alike they are, from 0 to 100."""
    from rapidfuzz import fuzz

    # The time grows with the square of the quote's length: a page pasted by mistake would take minutes.
    alignment = fuzz.partial_ratio_alignment(quote[:_COMPARED], text)
    if alignment is None:
        return Place(0, 0), 0.0
    return _whole_words(text, alignment.dest_start, alignment.dest_end), alignment.score


def _whole_words(text: str, start: int, end: int) -> Place:
    """Return a passage without white space at its ends, and with the rest of the words in which it begins and ends."""
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    after = _WORD.match(text, end, end + _LONGEST_WORD)
    reach = [len(found[0]) if found else 0 for found in (before, after)]
    # What is longer is no word: there are no spaces in the text.
    return Place(start - reach[0] % _LONGEST_WORD, end + reach[1] % _LONGEST_WORD)


def _nearest(text: str, quote: str) -> str:
    alike = 60.0
    place, score = nearest_passage(text, quote)
    if score < alike:
        return "; nothing there is like it"
    return f"; the nearest passage is '{_cut(text[place.start : place.end])}' (at {place.start})"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
