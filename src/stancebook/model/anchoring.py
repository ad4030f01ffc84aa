"""Finding a quote in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from stancebook.model.annotation import Evidence
from stancebook.model.problems import StancebookError
from stancebook.model.source import normalise_newlines

_SHOWN: Final = 160
_LOOSE: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: half-open code point offsets."""

    start: int
    end: int


def places(text: str, quote: str) -> list[Place]:
    """Return every place where ``quote`` stands word for word, overlapping ones too."""
    found: list[Place] = []
    at = text.find(quote)
    while at >= 0 and quote:
        found.append(Place(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def loose_places(text: str, quote: str) -> list[Place]:
    """Return where ``quote`` stands but for white space, line breaks and the shape of quotation marks and dashes.

    A quote copied from a page or typed by hand differs from the source in just these.
    """
    words = quote.translate(_LOOSE).split()
    if not words:
        return []
    # The translation keeps every offset, so places in the view are places in the text.
    view = text.translate(_LOOSE)
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [Place(*match.span()) for match in pattern.finditer(view)]


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
    found = places(text, wanted) or loose_places(text, wanted)
    if not found:
        raise StancebookError(f"this quote is not in {where}: '{_cut(wanted)}'{_nearest(text, wanted)}")
    if len(found) > 1 and near is None:
        starts = ", ".join(str(place.start) for place in found[:5])
        raise StancebookError(
            f"this quote stands {len(found)} times in {where} (at {starts}); quote more words: '{_cut(wanted)}'"
        )
    place = min(found, key=lambda place: abs(place.start - (near or 0)))
    return Evidence.at(text, place.start, place.end, for_value)


def is_verbatim(evidence: Evidence, text: str) -> bool:
    """Return whether the quote stands word for word at its place."""
    return text[evidence.start : evidence.end] == evidence.quote


def nearest_passage(text: str, quote: str) -> tuple[Place, float]:
    """Return the passage most like ``quote``, and how alike they are, from 0 to 100."""
    from rapidfuzz import fuzz

    alignment = fuzz.partial_ratio_alignment(quote, text)
    if alignment is None:
        return Place(0, 0), 0.0
    return _whole_words(text, alignment.dest_start, alignment.dest_end), alignment.score


def _whole_words(text: str, start: int, end: int) -> Place:
    before = text.rfind(" ", max(0, start - 40), start) + 1
    after = text.find(" ", end, end + 40)
    return Place(max(before, 0) if before else start, after if after >= 0 else end)


def _nearest(text: str, quote: str) -> str:
    alike = 60.0
    place, score = nearest_passage(text, quote)
    if score < alike:
        return "; nothing there is like it"
    return f"; the nearest passage is '{_cut(text[place.start : place.end])}' (at {place.start})"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
