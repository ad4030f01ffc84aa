"""Do coders point to the same passages? Overlap in characters, pair by pair.

A span is (start, end) or (start, end, label), half-open, in code points of one text.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from stancebook.agreement.errors import AgreementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stancebook.agreement.arrays import IntArray

Span: TypeAlias = "tuple[int, int] | tuple[int, int, object]"


class MarkedText(NamedTuple):
    """One text as several coders marked it.

    Attributes:
        length: Code points of the text.
        spans: For each coder who read the text the spans they marked; an empty list if none.
        name: What to call the text in a message.
    """

    length: int
    spans: Mapping[str, Sequence[Span]]
    name: str = ""


class Overlap(NamedTuple):
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
    marked = _marks(texts, label)
    return [_overlap(marked, a, b) for a, b in combinations(range(len(marked.coders)), 2)]


def summed_overlap(texts: Sequence[MarkedText]) -> tuple[int, int]:
    """Characters that both marked, and that only one did, summed over every two coders of each text.

    What `overlaps` says pair by pair, in one walk along all texts however many coders they have.

    Raises:
        AgreementError: If a span is empty or lies outside its text.
    """
    marked = _marks(texts)
    both = _by_two(marked.stretches)
    others = (marked.lengths >= 0).sum(axis=0) - 1
    return both, int((np.maximum(marked.lengths, 0) * others).sum()) - 2 * both


class _Marks(NamedTuple):
    """What coders marked, with all texts on one line.

    Attributes:
        coders: The coders.
        stretches: From where to where, in order for each coder of each text; those of one coder do not touch.
        by: The place of the coder who marked each.
        lengths: Characters that each coder marked in each text; -1 where they did not read it.
    """

    coders: list[str]
    stretches: IntArray
    by: IntArray
    lengths: IntArray


def _marks(texts: Sequence[MarkedText], label: object = None) -> _Marks:
    for text in texts:
        check_spans(text)
    coders = list(dict.fromkeys(coder for text in texts for coder in text.spans))
    place = {coder: index for index, coder in enumerate(coders)}
    read = [(place[coder], number) for number, text in enumerate(texts) for coder in text.spans]
    by, within = np.array(read, dtype=np.int64).reshape(-1, 2).T
    spans = [_with_label(spans, label) for text in texts for spans in text.spans.values()]
    edges = np.fromiter((edge for some in spans for span in some for edge in span[:2]), dtype=np.int64)
    # Each coder of each text gets a line of their own first: so everything is joined at once.
    room = max((text.length for text in texts), default=0) + 1
    # Said of every table that it has 64 bits: with numpy 1 on Windows the default has 32, and places pass them.
    numbers = np.arange(len(read), dtype=np.int64)
    line = np.repeat(numbers, np.array([len(some) for some in spans], dtype=np.int64))
    stretches = _joined(edges.reshape(-1, 2) + line[:, None] * room)
    line = stretches[:, 0] // room
    lengths = np.full((len(coders), len(texts)), -1, dtype=np.int64)
    lengths[by, within] = 0
    np.add.at(lengths, (by[line], within[line]), stretches[:, 1] - stretches[:, 0])
    return _Marks(coders, stretches + ((within - numbers)[line] * room)[:, None], by[line], lengths)


def _joined(spans: IntArray) -> IntArray:
    """Spans in order, those that overlap or touch joined: what `merged` says of many."""
    ordered = spans[np.argsort(spans[:, 0], kind="stable")]
    reached = np.maximum.accumulate(ordered[:, 1])
    first = np.flatnonzero(np.append(True, ordered[1:, 0] > reached[:-1]))[: len(ordered)]
    return np.column_stack((ordered[first, 0], np.append(reached[first[1:] - 1], reached[-1:])))


def _by_two(stretches: IntArray) -> int:
    """Characters times the pairs of stretches that they lie in."""
    edges = stretches.ravel()
    order = np.argsort(edges, kind="stable")
    depth = np.cumsum(np.where(order % 2, -1, 1))[:-1]
    return int((np.diff(edges[order]) * (depth * (depth - 1) // 2)).sum())


def _overlap(marked: _Marks, first: int, second: int) -> Overlap:
    both = _by_two(marked.stretches[(marked.by == first) | (marked.by == second)])
    of_both = marked.lengths[[first, second]]
    of_both = of_both[:, (of_both >= 0).all(axis=0)]
    one, other = map(int, of_both.sum(axis=1))
    return Overlap(
        first=marked.coders[first],
        second=marked.coders[second],
        f1=2 * both / (one + other) if one + other else None,
        shared=both,
        only_first=one - both,
        only_second=other - both,
        texts=of_both.shape[1],
        both_empty=int((of_both == 0).all(axis=0).sum()),
    )


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
