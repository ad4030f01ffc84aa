"""What lies over the text in the reader: evidence, dimmed regions, search results. Plain data, no screen."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from stancebook.tui.text_model import TextModel

# What can be true of a character at once; the reader has one style for each combination.
SENTENCE: Final = 1
EVIDENCE: Final = 2
ACTIVE: Final = 4
MATCH: Final = 8
FOUND: Final = 16
DIMMED: Final = 32
SELECTED: Final = 64
CURSOR: Final = 128
REPORTED: Final = 256
HEADING: Final = 512
QUOTE: Final = 1024
STRONG: Final = 2048
EMPHASIS: Final = 4096
STRUCK: Final = 8192
CODE: Final = 16384
MARKUP: Final = 32768

_LOOKS: Final = {
    "heading": HEADING,
    "quote": QUOTE,
    "bullet": STRONG,
    "strong": STRONG,
    "emphasis": EMPHASIS,
    "struck": STRUCK,
    "code": CODE,
    "link": CODE,
    "markup": MARKUP,
}

_NUMERALS = " 123456789abcdefghijklmnopqrstuvwxyz"


class Span(NamedTuple):
    """A piece of evidence in the text.

    Attributes:
        start: First code point in the source.
        end: First code point after it.
        criterion: The number, from 1, of the criterion it speaks to.
        label: What it is, for a status line.
        reported: Whether it speaks to what somebody else is reported to hold, not to the source's own position.
    """

    start: int
    end: int
    criterion: int
    label: str = ""
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Gutter:
    """What stands before a line: a mark, a numeral and, beside them, that there is more: of others, or questions."""

    mark: str = " "
    numeral: str = " "
    active: bool = False
    beside: str = " "

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """What is painted, from left to right, each with whether it stands out."""
        return ((self.mark + self.numeral + self.beside, self.active),)


class Layers:
    """Evidence, regions and search results over one text, ready to be asked line by line.

    Args:
        model: The text they lie over. All spans are widened to whole grapheme clusters of it.
    """

    gutter_width = 3  # mark, numeral, and air before the text

    def __init__(self, model: TextModel) -> None:
        self._model = model
        self.active = 0
        self.spans: tuple[Span, ...] = ()
        self._edges: list[int] = [0]
        self._covers: list[tuple[Span, ...]] = [()]
        self._regions: list[tuple[int, int]] = []
        self._matches: list[tuple[int, int]] = []
        self._found = -1

    def set_spans(self, spans: Iterable[Span]) -> None:
        """Replace the evidence; spans outside the text or empty are left out."""
        snapped = []
        for span in spans:
            start, end = self._model.snap(span.start, span.end)
            if start < end:
                snapped.append(span._replace(start=start, end=end))
        self.spans = tuple(sorted(snapped, key=lambda span: (span.start, -span.end, span.criterion)))
        self._edges, self._covers = _covers(self.spans)

    def set_regions(self, regions: Iterable[tuple[int, int]]) -> None:
        """Replace the dimmed regions."""
        merged: list[tuple[int, int]] = []
        for start, end in self._snapped(regions):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._regions = merged

    def set_matches(self, matches: Iterable[tuple[int, int]], found: int | None) -> None:
        """Replace the search results; `found` is the place in the list of the current one."""
        given = list(matches)
        current = given[found] if found is not None else None
        self._matches = self._snapped(given)
        snapped = self._model.snap(*current) if current else None
        self._found = self._matches.index(snapped) if snapped in self._matches else -1

    def spans_at(self, offset: int) -> tuple[Span, ...]:
        """Return the evidence at `offset`, the active criterion's first, then the shortest first."""
        cover = self._covers[bisect_right(self._edges, offset) - 1]
        return tuple(
            sorted(cover, key=lambda span: (span.reported, span.criterion != self.active, span.end - span.start))
        )

    def beside(self, offset: int, delta: int, *, active_only: bool) -> Span | None:
        """Return the nearest evidence that begins after (+1) or before (-1) `offset`."""
        spans = [span for span in self.spans if not active_only or span.criterion == self.active]
        if delta > 0:
            return next((span for span in spans if span.start > offset), None)
        return next((span for span in reversed(spans) if span.start < offset), None)

    def gutter(self, start: int, end: int) -> Gutter:
        """Return what stands before the line from `start` to `end`."""
        covering = self._covering(start, end)
        if not covering:
            return Gutter(mark="┊") if _touch(self._regions, start, end) else Gutter()
        own = [span for span in covering if not span.reported]
        reported = [span for span in covering if span.reported]
        spans = own or reported
        begun = [span for span in spans if span.start >= start]
        top = min(spans, key=lambda span: (span.criterion != self.active, span.start < start, span.end - span.start))
        others = any(span.criterion != top.criterion for span in spans)
        mark = "" if own else _reported_mark(reported, start)
        beside = _reported_mark(reported, start) if own and reported else " "
        numeral, more = " ", "+" if others else " "
        if top in begun and (beside == " " or not others):
            numeral = _NUMERALS[min(top.criterion, len(_NUMERALS) - 1)]
            beside = more if beside == " " else beside
        else:  # there is room for one of the two: that there are several questions says more
            numeral = more
        return Gutter(
            mark=mark or ("▌" if begun else "│"),
            numeral=numeral,
            active=top.criterion == self.active,
            beside=beside,
        )

    def pieces(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Return what lies over the characters from `start` to `end`: from where to where, and the bits of it."""
        looks = self._model.looks
        pieces = [(low, high, _LOOKS[kind]) for low, high, kind in looks.touching(start, end)] if looks else []
        index = max(0, bisect_right(self._edges, start) - 1)
        while index < len(self._edges) and self._edges[index] < end:
            if cover := self._covers[index]:
                following = self._edges[index + 1] if index + 1 < len(self._edges) else end
                pieces.append((self._edges[index], following, self._evidence_bits(cover)))
            index += 1
        if self._regions:
            pieces += [(low, high, DIMMED) for low, high in _touch(self._regions, start, end)]
        if self._matches:
            found = self._matches[self._found] if self._found >= 0 else None
            pieces += [
                (low, high, FOUND if (low, high) == found else MATCH) for low, high in _touch(self._matches, start, end)
            ]
        return pieces

    def _evidence_bits(self, cover: tuple[Span, ...]) -> int:
        """Return how evidence shows: the active criterion's, others', or both at once."""
        bits = 0
        for span in cover:
            bits |= REPORTED if span.reported else ACTIVE if span.criterion == self.active else EVIDENCE
        return bits

    def _covering(self, start: int, end: int) -> list[Span]:
        """Return every piece of evidence that touches the characters from `start` to `end`."""
        index = max(0, bisect_right(self._edges, start) - 1)
        stop = max(index + 1, bisect_left(self._edges, end))
        return list(dict.fromkeys(span for cover in self._covers[index:stop] for span in cover))

    def _snapped(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return spans of whole clusters in order, empty ones left out."""
        snapped = (self._model.snap(start, end) for start, end in pairs)
        return sorted({(start, end) for start, end in snapped if start < end})


def _reported_mark(reported: Sequence[Span], start: int) -> str:
    """Return the mark of what others hold: where it begins, or goes on."""
    return "»" if any(span.start >= start for span in reported) else "›"


def _touch(pairs: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the pairs, in order and not overlapping, that touch the characters from `start` to `end`."""
    index = max(0, bisect_right(pairs, (start, start)) - 1)
    touching = []
    while index < len(pairs) and pairs[index][0] < end:
        if pairs[index][1] > start:
            touching.append(pairs[index])
        index += 1
    return touching


def _covers(spans: tuple[Span, ...]) -> tuple[list[int], list[tuple[Span, ...]]]:
    """Cut the text where evidence begins or ends; return the cuts and what covers each piece after one."""
    edges = sorted({0, *(span.start for span in spans), *(span.end for span in spans)})
    covers: list[tuple[Span, ...]] = []
    open_spans: list[Span] = []
    following = 0
    for edge in edges:
        open_spans = [span for span in open_spans if span.end > edge]
        while following < len(spans) and spans[following].start == edge:
            open_spans.append(spans[following])
            following += 1
        covers.append(tuple(open_spans))
    return edges, covers
