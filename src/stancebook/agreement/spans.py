"""Do coders point to the same passages? Overlap in characters, pair by pair.

A span is (start, end) or (start, end, label), half-open, in code points of one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from stancebook.agreement.errors import AgreementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Span: TypeAlias = "tuple[int, int] | tuple[int, int, object]"
_Marked: TypeAlias = "tuple[list[tuple[int, int]], int]"
"""What a coder marked in a text: stretches in order that do not touch, and their length."""


@dataclass(frozen=True)
class MarkedText:
    """One text as several coders marked it.

    Attributes:
        length: Code points of the text.
        spans: For each coder who read the text the spans they marked; an empty list if none.
        name: What to call the text in a message.
    """

    length: int
    spans: Mapping[str, Sequence[Span]]
    name: str = ""


@dataclass(frozen=True)
class Overlap:
    """How far two coders marked the same characters.

    Attributes:
        first: A coder.
        second: Another.
        f1: 2 |A & B| / (|A| + |B|) over the characters of all texts, or None if neither marked any.
        shared: Characters both marked.
        only_first: Characters only the first marked.
        only_second: Characters only the second marked.
        texts: Texts that both read.
        both_empty: Texts in which neither marked anything (agreed empty; they are not in f1).
    """

    first: str
    second: str
    f1: float | None
    shared: int
    only_first: int
    only_second: int
    texts: int
    both_empty: int


def merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Stretches of text covered by spans, in order, overlapping and touching ones joined."""
    result: list[tuple[int, int]] = []
    for start, end in sorted([(span[0], span[1]) for span in spans]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif end > start:
            result.append((start, end))
    return result


def shared_characters(first: Iterable[Span], second: Iterable[Span]) -> tuple[int, int, int]:
    """Characters in both, only in the first, only in the second."""
    a, b = merged(first), merged(second)
    both = _shared(a, b)
    return both, _length(a) - both, _length(b) - both


def _length(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in stretches)


def _shared(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> int:
    """Characters in both, of stretches in order that do not touch."""
    i = j = both = 0
    while i < len(a) and j < len(b):
        (start, end), (begin, stop) = a[i], b[j]
        if start < stop and begin < end:  # most do not meet, and comparing is quicker than min and max
            both += min(end, stop) - max(start, begin)
        if end <= stop:
            i += 1
        else:
            j += 1
    return both


def character_f1(first: Iterable[Span], second: Iterable[Span]) -> float | None:
    """2 |A & B| / (|A| + |B|) over characters, labels ignored; None if both are empty.

    Not corrected for chance. Each side counts a character once, however many spans cover it.
    Source: Dice 1945; the F1 of the two sets of characters.
    """
    both, only_first, only_second = shared_characters(first, second)
    total = 2 * both + only_first + only_second
    return 2 * both / total if total else None


def overlaps(texts: Sequence[MarkedText], label: object = None) -> list[Overlap]:
    """Overlap of every pair of coders, characters summed over the texts that both read.

    Args:
        texts: The texts.
        label: Only spans with this label; None for all spans, whatever their label.

    Raises:
        AgreementError: If a span is empty or lies outside its text.
    """
    for text in texts:
        check_spans(text)
    coders = list(dict.fromkeys(coder for text in texts for coder in text.spans))
    # Each coder of a text is met by every other one: what they marked is joined and measured once.
    marked = [{coder: _marked(_with_label(spans, label)) for coder, spans in text.spans.items()} for text in texts]
    return [_overlap(marked, a, b) for a, b in combinations(coders, 2)]


def summed_overlap(texts: Iterable[MarkedText]) -> tuple[int, int]:
    """Characters that both marked, and that only one did, summed over every two coders of each text.

    What `overlaps` says pair by pair, in one walk through each text however many coders it has.

    Raises:
        AgreementError: If a span is empty or lies outside its text.
    """
    shared = apart = 0
    for text in texts:
        check_spans(text)
        stretches = [stretch for spans in text.spans.values() for stretch in merged(spans)]
        both = _by_two(stretches)
        shared += both
        apart += (len(text.spans) - 1) * _length(stretches) - 2 * both
    return shared, apart


def _by_two(stretches: Iterable[tuple[int, int]]) -> int:
    """Characters times the pairs of stretches that they lie in."""
    both = reached = depth = 0
    edges = [edge for start, end in stretches for edge in ((start, 1), (end, -1))]
    for place, step in sorted(edges):
        both += (place - reached) * (depth * (depth - 1) // 2)
        reached, depth = place, depth + step
    return both


def _marked(spans: Iterable[Span]) -> _Marked:
    stretches = merged(spans)
    return stretches, _length(stretches)


def _overlap(marked: Sequence[Mapping[str, _Marked]], first: str, second: str) -> Overlap:
    both = only_first = only_second = empty = read = 0
    for text in marked:
        if first not in text or second not in text:
            continue
        (a, here), (b, there) = text[first], text[second]
        shared = _shared(a, b)
        both, only_first, only_second = both + shared, only_first + here - shared, only_second + there - shared
        read += 1
        empty += not a and not b
    total = 2 * both + only_first + only_second
    f1 = 2 * both / total if total else None
    return Overlap(first, second, f1, both, only_first, only_second, read, empty)


def _with_label(spans: Sequence[Span], label: object) -> list[Span]:
    return [span for span in spans if label is None or label_of(span) == label]


def label_of(span: Span) -> object:
    """The label of a span; spans without one are all alike."""
    match span:
        case (_, _, label):
            return label
        case _:
            return ""


def check_spans(text: MarkedText) -> None:
    """Refuse spans that are empty or lie outside their text."""
    where = f"text {text.name!r}, " if text.name else ""
    for coder, spans in text.spans.items():
        for span in spans:
            if not 0 <= span[0] < span[1] <= text.length:
                raise AgreementError(
                    f"{where}coder {coder!r}: span {span[0]}-{span[1]} is empty or outside 0-{text.length}"
                )
