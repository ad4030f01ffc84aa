"""Keys as people write them in settings, and as Textual calls them. No Textual."""

from __future__ import annotations

import unicodedata
from typing import Final

_SHORT: Final = {
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    " ": "space",
}
_RENAMED: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_NAMED: Final = frozenset(
    "up down left right home end pageup pagedown enter tab escape space backspace delete insert".split()  # noqa: SIM905
) | {f"f{number}" for number in range(1, 13)}
_TAKEN: Final = {
    "ctrl+i": "terminals send it for tab",
    "ctrl+m": "terminals send it for enter",
    "ctrl+j": "terminals send it for enter",
    "ctrl+h": "terminals send it for backspace",
    "ctrl+q": "it always quits",
    "ctrl+enter": "most terminals cannot send it",
    "shift+enter": "most terminals cannot send it",
    "ctrl+s": "many terminals stop at it",
}
_CHARACTERS: Final = {
    (name := unicodedata.name(chr(code)).lower().replace("-", "_").replace(" ", "_")): _RENAMED.get(name, name)
    for code in range(0x21, 0x7F)
    if not chr(code).isalnum()
}


def key_of(written: str) -> str:
    """Return a key in Textual's words: ``question_mark`` for ``?``, ``S`` for ``shift+s``.

    Raises:
        ValueError: Where there is no such key, or it cannot or should not be bound; the message says why.
    """
    whole = written.strip() or written
    lead, last = (whole[:-1], "+") if whole.endswith("+") else (whole[: whole.rfind("+") + 1], whole.rsplit("+", 1)[-1])
    modifiers = [one.strip().lower() for one in lead.split("+") if one]
    if unknown := [one for one in modifiers if one not in ("ctrl", "shift")]:
        if unknown == ["alt"]:
            raise ValueError(f"'{written}': terminals send alt as escape and a letter; take another key")
        raise ValueError(f"'{written}': '{unknown[0]}' is no modifier; there are ctrl and shift")
    base = _base(last.strip() or last, written)
    if len(base) == 1 and base.isdigit():
        raise ValueError(f"'{written}': digits give answers, and nothing else")
    if "shift" in modifiers and len(base) == 1:
        base = base.upper()
        modifiers.remove("shift")
    key = "+".join([*sorted(modifiers), base.lower() if "ctrl" in modifiers else base])
    if reason := _TAKEN.get(key):
        raise ValueError(f"'{written}' cannot be bound: {reason}")
    return key


def _base(last: str, written: str) -> str:
    """Return the key without its modifiers."""
    if last in _SHORT:
        return _SHORT[last]
    if len(last) == 1:
        if last.isalnum():
            return last
        name = unicodedata.name(last, "").lower().replace("-", "_").replace(" ", "_")
        if name:
            return _RENAMED.get(name, name)
    low = _SHORT.get(last.lower(), last.lower())
    if low in _NAMED or low in _CHARACTERS.values():
        return low
    raise ValueError(f"'{written}' is no key; write one as ?, S, ctrl+t, f5, pgdn, space …")
