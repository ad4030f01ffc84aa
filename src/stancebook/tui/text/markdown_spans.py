"""How Markdown shows in the reader: headings, lists, quotes and emphasis as a layer over the text of the file.

Nothing is moved, left out or replaced, so that every offset stays one of the file. Worked out block by block, when
a block comes into sight. No Textual.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stancebook.tui.text.markdown_inline import Kind, Piece, inline_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LEAD", "Kind", "MarkdownSpans", "Piece"]

LEAD: Final = re.compile(r" {0,3}(?:> ?|#{1,6} +(?=\S)|(?:[-*+]|\d{1,3}[.)]) +(?=\S))+")
"""What stands before the words of a line: the marks of quotes, headings and lists."""
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_HEADING = re.compile(r" {0,3}#{1,6}(?: +|\Z)")
_CLOSING = re.compile(r" +#+ *\Z")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,}) *")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})")
_BULLET = re.compile(r" *([-*+]|\d{1,3}[.)])(?: +|\Z)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$", re.MULTILINE)
_BLOCKS: Final = (("\n\n", 3_000), ("\n", 20_000))  # up to blank lines, else one line; the longest there is a look at
_LONGEST_TITLE: Final = 200  # characters of a line that an underline makes a heading
_KEPT: Final = 256  # blocks


class MarkdownSpans:
    """The looks of one text.

    Args:
        text: The text as shown; see `visible`.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: OrderedDict[int, list[Piece]] = OrderedDict()
        self._last: tuple[int, int] | None = None  # neighbours are asked for one after another

    def touching(self, start: int, end: int) -> list[Piece]:
        """Return the pieces (start, end, kind) that touch a line, or a part of one; nested ones too."""
        if self._text[start:end].isspace():
            return []
        bounds = self._bounds(start, end)
        if bounds is None:
            return []
        pieces = self._kept.get(bounds[0])
        if pieces is None:
            pieces = self._kept[bounds[0]] = list(self._block(*bounds))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [piece for piece in pieces if piece[0] < end and piece[1] > start]

    def _bounds(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the block around a line: up to blank lines, or the line itself; None where that is too long."""
        if self._last and self._last[0] <= start and end <= self._last[1]:
            return self._last
        text = self._text
        for edge, longest in _BLOCKS:
            low, high = max(0, start - longest), min(len(text), end + longest)
            begin, stop = text.rfind(edge, low, start), text.find(edge, max(start, end - 1), high)
            begin = begin + len(edge) if begin >= 0 else 0 if low == 0 else -1
            stop = stop if stop >= 0 else len(text) if high == len(text) else -1
            if begin >= 0 <= stop and stop - begin <= longest:
                self._last = begin, stop
                return self._last
        return None

    def _block(self, begin: int, stop: int) -> Iterator[Piece]:
        """Yield the pieces of a block. Lines that go on share their emphasis."""
        text = self._text
        run: tuple[int, int] | None = None  # the words that the next line may go on
        title = False  # whether they are one line that an underline would make a heading
        for start, end in _lines(text, begin, stop):
            if title and run and end - start <= _LONGEST_TITLE and _UNDERLINE.fullmatch(text, start, end):
                yield (*run, "heading")
                yield start, end, "markup"
                run, title = None, False
                continue
            pieces, words, kind = self._line(start, end)
            yield from pieces
            if kind == "plain" and run:
                run, title = (run[0], end), False
                continue
            if run:
                yield from inline_pieces(text, *run)
            run = words if kind in ("plain", "bullet") else None
            title = kind == "plain" and end - start <= _LONGEST_TITLE
            if words and not run:
                yield from inline_pieces(text, *words)
        if run:
            yield from inline_pieces(text, *run)

    def _line(self, start: int, end: int) -> tuple[list[Piece], tuple[int, int] | None, str]:
        """Return the marks of a line, its words, and what it is."""
        text = self._text
        if self._in_fence(start):
            return [(start, end, "code")], None, "none"
        pieces: list[Piece] = []
        at = start
        if quote := _QUOTE.match(text, start, end):
            at = quote.end()
            pieces += [(start, at, "markup"), (at, end, "quote")]
        if _RULE.fullmatch(text, at, end):
            return [*pieces, (at, end, "markup")], None, "none"
        if heading := _HEADING.match(text, at, end):
            closing = _CLOSING.search(text, heading.end(), end)
            words = heading.end(), closing.start() if closing else end
            return [*pieces, (at, words[0], "markup"), (*words, "heading"), (words[1], end, "markup")], words, "heading"
        if bullet := _BULLET.match(text, at, end):
            return [*pieces, (*bullet.span(1), "bullet")], (bullet.end(), end), "bullet"
        if quote:
            return pieces, (at, end), "quote"
        blank = not text[start:end].strip()
        return [], None if blank else (start, end), "none" if blank else "plain"

    @cached_property
    def _fences(self) -> list[tuple[int, int]]:
        """Where fenced code begins and ends, fences included."""
        text, found = self._text, []
        if "```" not in text and "~~~" not in text:
            return []
        opened: re.Match[str] | None = None
        for fence in _FENCE.finditer(text):
            if opened is None:
                opened = fence if "`" not in fence[2] else None
            elif fence[1].startswith(opened[1]) and not fence[2].strip():
                found.append((opened.start(), fence.end()))
                opened = None
        if opened is not None:
            found.append((opened.start(), len(text)))
        return found

    def _in_fence(self, offset: int) -> bool:
        index = bisect_right(self._fences, (offset, len(self._text) + 1)) - 1
        return index >= 0 and offset < self._fences[index][1]


def _lines(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends, without its line feed."""
    while begin <= stop:
        end = text.find("\n", begin, stop)
        end = stop if end < 0 else end
        yield begin, end
        begin = end + 1
