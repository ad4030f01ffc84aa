"""Passages of a text that may be an old quote: the same words elsewhere, or words much like them.

All offsets here are those of the text searched, which may be a view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.anchoring import Place, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rapidfuzz.distance import Opcodes

MANY: Final = 100
"""The same words more often than this cannot be told apart."""

# The search's time grows with the square of what is looked for: long quotes go by their ends, contexts are cut.
_PIECE: Final = 160
_END: Final = 128
_NEIGHBOURS: Final = 16
_MEASURED: Final = 20_000
_FAINT: Final = 50.0
_WORD_AT_MOST: Final = 15
_CONTEXT_COUNTS: Final = 0.45  # a word added beside the quote shifts the whole context: less than half


class Wanted(NamedTuple):
    """A quote that is looked for: its words and what stood around them."""

    prefix: str
    quote: str
    suffix: str


class Candidate(NamedTuple):
    """A passage that may be the quote.

    Attributes:
        place: Where it stands.
        words: How like its words are to the quote's, from 0 to 1.
        context: How like what stands around it is to what stood around the quote, from 0 to 1.
    """

    place: Place
    words: float
    context: float

    @property
    def likeness(self) -> float:
        """How like it is in all; what orders candidates."""
        return (2 * self.words + self.context) / 3


def same_words(text: str, wanted: Wanted) -> list[Candidate]:
    """Return where the quote stands word for word, the likest context first; none where it is everywhere."""
    whole = wanted.prefix + wanted.quote + wanted.suffix
    with_context = places(text, whole, 2)
    if len(with_context) == 1:
        start = with_context[0].start + len(wanted.prefix)
        found = [Place(start, start + len(wanted.quote))]
        # Another with a slightly other context is no rival to one whose context is the same to the letter.
        return [candidate(text, wanted, found[0])]
    found = places(text, wanted.quote, MANY + 1)
    made = [candidate(text, wanted, place) for place in found[:MANY]]
    return sorted(made, key=lambda one: -one.likeness)


def similar_words(text: str, wanted: Wanted) -> list[Candidate]:
    """Return the passages most like the quote, the likest first: the best, and rivals that do not overlap it."""
    found = [candidate(text, wanted, place) for place in _searched(text, wanted, 0, len(text))]
    if not found:
        return []
    best = max(found, key=lambda one: one.likeness)
    for start, end in ((0, best.place.start), (best.place.end, len(text))):
        found += [candidate(text, wanted, place) for place in _searched(text, wanted, start, end)]
    apart = [one for one in found if one.place.end <= best.place.start or one.place.start >= best.place.end]
    return [best, *sorted(apart, key=lambda one: -one.likeness)]


def candidate(text: str, wanted: Wanted, place: Place) -> Candidate:
    """Return a passage as a candidate, compared with the quote and its context."""
    before = text[max(0, place.start - len(wanted.prefix)) : place.start]
    after = text[place.end : place.end + len(wanted.suffix)]
    # A passage moved whole has new neighbours on one side at its ends: the likelier side counts for more.
    sides = sorted((_alike(wanted.prefix, before), _alike(wanted.suffix, after)))
    return Candidate(place, _alike(wanted.quote, text[place.start : place.end]), 0.25 * sides[0] + 0.75 * sides[1])


def _alike(one: str, other: str) -> float:
    from rapidfuzz.distance import Levenshtein

    if one == other:
        return 1.0
    if max(len(one), len(other)) > _MEASURED:
        ends = (_alike(one[:_PIECE], other[:_PIECE]), _alike(one[-_PIECE:], other[-_PIECE:]))
        return min(*ends, min(len(one), len(other)) / max(len(one), len(other)))
    return Levenshtein.normalized_similarity(one, other)


def _searched(text: str, wanted: Wanted, start: int, end: int) -> Iterator[Place]:
    """Yield the likest passage by words and context, and the likest by words alone, between two offsets."""
    for one in (wanted, Wanted("", wanted.quote, "")):
        locate = _located_by_ends if len(one.quote) > _PIECE else _located
        place = locate(text, one, start, end)
        if place and place.start < place.end:
            yield _best_ends(text, wanted, place, start, end)


def _located_by_ends(text: str, wanted: Wanted, start: int, end: int) -> Place | None:
    head = _located(text, Wanted(wanted.prefix, wanted.quote[:_END], ""), start, end)
    if head is None:
        return None
    most = min(end, head.start + 2 * len(wanted.quote))
    tail = _located(text, Wanted("", wanted.quote[-_END:], wanted.suffix), head.start, most)
    return Place(head.start, tail.end) if tail else head


def _located(text: str, wanted: Wanted, start: int, end: int) -> Place | None:
    """Return the passage most like the quote: found roughly first, then letter by letter."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    query = wanted.prefix[-_NEIGHBOURS:] + wanted.quote + wanted.suffix[:_NEIGHBOURS]
    rough = fuzz.partial_ratio_alignment(query, text[start:end], score_cutoff=_FAINT)
    if rough is None or end - start < len(wanted.quote) // 4:
        return None
    query = wanted.prefix + wanted.quote + wanted.suffix
    margin = 32 + _NEIGHBOURS + len(wanted.quote) // 4
    low, high = max(start, start + rough.dest_start - margin), min(end, start + rough.dest_end + margin)
    steps = Levenshtein.opcodes(query, text[low:high])
    first, last = len(wanted.prefix), len(wanted.prefix) + len(wanted.quote) - 1
    found = Place(low + _carried(steps, first), low + _carried(steps, last, past=True))
    return _trimmed(text, _whole_words(text, wanted, found), low, high)


def _carried(steps: Opcodes, offset: int, *, past: bool = False) -> int:
    """Return where a character of the query stands in the window; with ``past``, one past it."""
    for step in steps:
        if step.src_start <= offset < step.src_end:
            along = min(offset - step.src_start + past, step.dest_end - step.dest_start)
            return step.dest_start + along
    return 0


def _whole_words(text: str, wanted: Wanted, place: Place) -> Place:
    """Return the place with its ends at the borders of words, where the quote's are."""
    start, end = place.start, place.end
    if not _within_word(wanted.prefix[-1:], wanted.quote[:1]):
        start = _border(text, start)
    if not _within_word(wanted.quote[-1:], wanted.suffix[:1]):
        end = _border(text, end)
    return Place(start, end) if start < end else place


def _within_word(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()


def _border(text: str, at: int) -> int:
    for away in range(_WORD_AT_MOST):
        for near in (at - away, at + away):
            if 0 <= near <= len(text) and not _within_word(text[max(0, near - 1) : near], text[near : near + 1]):
                return near
    return at


def _best_ends(text: str, wanted: Wanted, place: Place, low: int, high: int) -> Place:
    """Return the place with a word or two more or fewer at its ends, where words and context fit better then."""

    def fit(start: int, end: int) -> float:
        before = text[max(0, start - len(wanted.prefix)) : start]
        after = text[end : end + len(wanted.suffix)]
        context = _alike(wanted.prefix, before) * len(wanted.prefix) + _alike(wanted.suffix, after) * len(wanted.suffix)
        return _alike(wanted.quote, text[start:end]) * len(wanted.quote) + _CONTEXT_COUNTS * context

    starts = [at for at in _borders(text, place.start, low, high) if at < place.end and not text[at].isspace()]
    start = max([place.start, *starts], key=lambda at: fit(at, place.end))
    ends = [at for at in _borders(text, place.end, low, high) if at > start and not text[at - 1].isspace()]
    return Place(start, max([place.end, *ends], key=lambda at: fit(start, at)))


def _borders(text: str, at: int, low: int, high: int) -> list[int]:
    """Return the borders of words and punctuation marks near a place."""
    near = range(max(low, at - _WORD_AT_MOST), min(high, at + _WORD_AT_MOST) + 1)
    return [one for one in near if not _within_word(text[max(0, one - 1) : one], text[one : one + 1])]


def _trimmed(text: str, place: Place, low: int, high: int) -> Place:
    start, end = max(low, place.start), min(high, place.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Place(start, end)
