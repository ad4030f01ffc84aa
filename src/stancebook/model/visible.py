"""Text from a file, made safe to show: every invisible or commanding character becomes a visible one.

The number of code points never changes, so an offset into the shown text is an offset into the source.
"""

import re
from functools import cache
from typing import Final

UNPRINTABLE: Final = "\N{REPLACEMENT CHARACTER}"  # C1, surrogates, noncharacters: nothing better is known
INVISIBLE: Final = "\N{DOTTED CIRCLE}"  # zero-width and tag characters
DIRECTION: Final = "\N{RIGHTWARDS ARROW OVER LEFTWARDS ARROW}"  # bidirectional controls
HYPHEN: Final = "\N{HYPHENATION POINT}"  # soft hyphen
LINE: Final = "\N{SYMBOL FOR NEWLINE}"
PARAGRAPH: Final = "\N{PILCROW SIGN}"

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
_ASCII = _PICTURES | {0x09: " ", 0x7F: "\N{SYMBOL FOR DELETE}"}
_ONE_LINE = {0x0A: LINE}

# What most texts are made of and nothing else: Latin letters, usual signs, dashes and quotation marks.
_PLAIN = re.compile("[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u20ac]*")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NOTHING = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# Format characters without a glyph. Not here: joiners and variation selectors, whose context decides, and
# the Arabic, Syriac and Kaithi number signs, which are format characters with a glyph.
_ZERO_WIDTH = (
    "\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_HOSTILE = re.compile(f"[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\xad\\u2028\\u2029{_BIDI}{_NOTHING}{_ZERO_WIDTH}]")
_SPECIFIC = {chr(code): mark for code, mark in _ASCII.items()} | {
    "\x85": LINE,
    "\xad": HYPHEN,
    "\u2028": LINE,
    "\u2029": PARAGRAPH,
}
# Patterns that are no more than text are for what hardly any file holds: re makes them when one does, and keeps them.
_IS_DIRECTION = f"[{_BIDI}]"
_IS_NOTHING = f"[\\x80-\\x9f{_NOTHING}]"

_EMOJI = "\u2194-\u2199\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\U0001f000-\U0001faff"
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_IDEOGRAPH = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARK = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_IS_SELECTOR = re.compile(f"[{_SELECTOR}]")
# Each pattern begins with what it looks for, not with the context, which a search would try at every place.
# A selector is kept once, after something to select a form of; runs of them smuggle data.
_STRAY_SELECTOR = (
    f"[{_SELECTOR}](?<![^\\s\\u200c\\u200d{_SELECTOR}][{_SELECTOR}])"
    f"|[\\U000e0100-\\U000e01ef](?<![{_IDEOGRAPH}][{_SELECTOR}])"
)
_STRAY_JOINER = f"\\u200d(?!(?<=[{_EMOJI}\\ufe0f]\\u200d)[{_EMOJI}]|(?<=[{_VIRAMA}]\\u200d)[\\u0900-\\u0dff])"
_IS_MARK = re.compile(f"[{_MARK}]")
_MOST_MARKS = 8  # more marks on one letter than any script writes paint over the lines above and below
_HEAP_OF_MARKS = f"[{_MARK}]{{{_MOST_MARKS + 1},}}"


def visible(text: str) -> str:
    r"""Return `text` with every character shown that would act on the terminal or hide from the reader.

    Control characters become control pictures, a tab one space, bidirectional controls, zero-width and tag
    characters, soft hyphens, line separators, lone surrogates and noncharacters a mark each. Line feeds
    stay, as do the joiners that emoji and Indic scripts need.

    Args:
        text: Anything that comes from a file or from a person.

    Returns:
        Text of the same number of code points; applying the function again changes nothing.
    """
    if text.isascii():
        return text if text.replace("\n", " ").isprintable() else text.translate(_ASCII)
    if _PLAIN.fullmatch(text):
        return text
    alphabet = "".join(set(text))  # a text has few different characters: look at each once
    if _HOSTILE.search(alphabet):
        text = _HOSTILE.sub(_mark, text)
    if _IS_SELECTOR.search(alphabet):
        text = re.sub(_STRAY_SELECTOR, INVISIBLE, text)
    if "\u200d" in alphabet:
        text = re.sub(_STRAY_JOINER, INVISIBLE, text)
    if _IS_MARK.search(alphabet):
        text = re.sub(_HEAP_OF_MARKS, _level, text)
    return text


def visible_line(text: str) -> str:
    """Return `text` as `visible` does, with line feeds shown as well, for places of one line.

    Args:
        text: Anything that comes from a file or from a person.

    Returns:
        One line of the same number of code points.
    """
    return visible(text).translate(_ONE_LINE) if "\n" in text else visible(text)


def _mark(found: re.Match[str]) -> str:
    """Return the visible stand-in of the hostile character that was found."""
    return _stand_in(found[0])


@cache
def _stand_in(character: str) -> str:
    if specific := _SPECIFIC.get(character):
        return specific
    if re.match(_IS_DIRECTION, character):
        return DIRECTION
    return UNPRINTABLE if re.match(_IS_NOTHING, character) else INVISIBLE


def _level(found: re.Match[str]) -> str:
    """Return a run of marks, those beyond the most a letter needs replaced."""
    return found[0][:_MOST_MARKS] + INVISIBLE * (len(found[0]) - _MOST_MARKS)
