"""A text as it reads, whatever its white space, quotation marks and encoding of accents, with the way back.

Corrected and re-imported texts differ from the old ones in just these far more often than in their words.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from typing import Final, NamedTuple

from stancebook.model.anchoring import Place

_LOOSE: Final = str.maketrans("‘’‚‛′“”„‟″«»–—−‐‑‒", "'''''" + '"' * 7 + "-" * 6)
_NOTHING: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# What needs a look: white space other than one space, and all that is not ASCII, with the letter an accent stands on.
_SPECIAL: Final = re.compile(r"\s{2,}|[^\S ]|[A-Za-z]?[^\x00-\x7f]+")


class View(NamedTuple):
    """A text as it reads.

    Attributes:
        text: The view: one space for any white space, plain quotation marks and dashes, composed accents,
            no ligatures, soft hyphens or zero-width characters.
        starts: For each character of the view, where it begins in the text.
        ends: And where it ends there.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def place(self, start: int, end: int) -> Place:
        """Return where the passage ``start`` to ``end`` (not empty) of the view stands in the text."""
        return Place(self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=4)
def view_of(text: str) -> View:
    """Return the view of a text; those of the last few texts are kept, for their many quotes."""
    building = _Building()
    at = 0
    for match in _SPECIAL.finditer(text):
        building.plain(text, at, match.start())
        building.special(text, match.start(), match.end())
        at = match.end()
    building.plain(text, at, len(text))
    return View("".join(building.parts), building.starts, building.ends)


def reads(text: str) -> str:
    """Return how a short text reads."""
    return view_of.__wrapped__(text).text


class _Building:
    """A view in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts = array("q")
        self.ends = array("q")

    def plain(self, text: str, start: int, end: int) -> None:
        if start < end and text[start] == " ":
            self._add(" ", start, start + 1)
            start += 1
        if start == end:
            return
        self.parts.append(text[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def special(self, text: str, start: int, end: int) -> None:
        if text[start].isspace() and text[start:end].isspace():
            self._add(" ", start, end)
            return
        while start < end:
            after = start + 1
            while after < end and unicodedata.combining(text[after]):
                after += 1
            plain = unicodedata.normalize("NFKC", text[start:after].translate(_LOOSE))
            self._add(_NOTHING.sub("", plain), start, after)
            start = after

    def _add(self, characters: str, start: int, end: int) -> None:
        for read in characters:
            character = " " if read.isspace() else read  # any white space reads as one space
            if character == " " and self.parts and self.parts[-1].endswith(" "):
                self.ends[-1] = end
                continue
            self.parts.append(character)
            self.starts.append(start)
            self.ends.append(end)
