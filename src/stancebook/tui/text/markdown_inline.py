"""Emphasis, code and links within one run of Markdown: where they are, not what they would be turned into.

The rules are CommonMark's for delimiter runs, without raw HTML and reference links. Bounded: whatever the text,
the work grows with its length alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["markup", "heading", "quote", "bullet", "strong", "emphasis", "struck", "code", "link"]
Piece = tuple[int, int, Kind]

_TOKEN = re.compile(r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|~~|!?\[|\]")
_TARGET = re.compile(
    r"""\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)""",
)
_MOST_OPEN: Final = 64  # delimiters that wait for their other half; more is not writing
_PAIR: Final = 2
_MULTIPLE: Final = 3


@dataclass(slots=True)
class _Run:
    """A run of one delimiter that may open something."""

    sign: str
    start: int
    count: int
    opens: bool
    closes: bool


def inline_pieces(text: str, start: int, end: int) -> list[Piece]:
    """Return what is emphasis, code or link between two offsets, and which characters only say so.

    Args:
        text: The whole text.
        start: Where the run begins.
        end: Where it ends.

    Returns:
        Pieces (start, end, kind) in offsets of the text; they nest and are in no order.
    """
    found: list[Piece] = []
    waiting: list[_Run] = []
    brackets: list[int] = []
    at = start
    while token := _TOKEN.search(text, at, end):
        sign, at = token[0], token.end()
        if sign[0] == "\\":
            found.append((token.start(), token.start() + 1, "markup"))
        elif sign[0] == "`":
            at = _code(text, token, end, found)
        elif sign[-1] == "[":
            brackets = [*brackets[-_MOST_OPEN:], token.start()]
        elif sign == "]":
            at = _link(text, token, end, brackets, found)
        else:
            _delimiter(_run(text, token, start, end), waiting, found)
            del waiting[:-_MOST_OPEN]
    return found


def _code(text: str, ticks: re.Match[str], end: int, found: list[Piece]) -> int:
    """Note a code span that these back ticks open; return where to go on."""
    close = re.compile(f"(?<!`){ticks[0]}(?!`)").search(text, ticks.end(), end)
    if not close:
        return ticks.end()
    found += [
        (ticks.start(), ticks.end(), "markup"),
        (ticks.end(), close.start(), "code"),
        (close.start(), close.end(), "markup"),
    ]
    return close.end()


def _link(text: str, bracket: re.Match[str], end: int, brackets: list[int], found: list[Piece]) -> int:
    """Note a link whose words this bracket closes; return where to go on. Brackets without a target are text."""
    opened = brackets.pop() if brackets else None
    target = _TARGET.match(text, bracket.end(), end)
    if opened is None or not target:
        return bracket.end()
    words = opened + (2 if text[opened] == "!" else 1)
    found += [
        (opened, words, "markup"),
        (words, bracket.start(), "link"),
        (bracket.start(), target.end(), "markup"),
    ]
    return target.end()


def _run(text: str, token: re.Match[str], start: int, end: int) -> _Run:
    """Return what a run of delimiters can do, by what stands beside it."""
    before = text[token.start() - 1] if token.start() > start else " "
    after = text[token.end()] if token.end() < end else " "
    left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    right = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    sign = token[0][0]
    if sign == "_":  # not within a word: snake_case_names are no emphasis
        left, right = left and (not right or _is_mark(before)), right and (not left or _is_mark(after))
    return _Run(sign, token.start(), len(token[0]), left, right)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


def _delimiter(run: _Run, waiting: list[_Run], found: list[Piece]) -> None:
    """Close with a run what earlier ones opened; what is left of it may open something."""
    while run.closes and run.count:
        opener = next((one for one in reversed(waiting) if _matches(one, run)), None)
        if opener is None:
            break
        del waiting[waiting.index(opener) + 1 :]
        used = _PAIR if min(opener.count, run.count) >= _PAIR else 1
        opener.count -= used
        low = opener.start + opener.count
        kind: Kind = "struck" if run.sign == "~" else "strong" if used == _PAIR else "emphasis"
        found += [
            (low, low + used, "markup"),
            (low + used, run.start, kind),
            (run.start, run.start + used, "markup"),
        ]
        run.start += used
        run.count -= used
        if not opener.count:
            waiting.remove(opener)
    if run.opens and run.count:
        waiting.append(run)


def _matches(opener: _Run, closer: _Run) -> bool:
    """Tell whether two runs can be the ends of one emphasis."""
    if opener.sign != closer.sign or (opener.sign == "~" and min(opener.count, closer.count) < _PAIR):
        return False
    if opener.closes or closer.opens:  # "**a*b*": which belongs to which is told by threes
        total = opener.count + closer.count
        return bool(total % _MULTIPLE) or not (opener.count % _MULTIPLE or closer.count % _MULTIPLE)
    return True
