"""Texts in tables that spreadsheets open: what they would compute gets an apostrophe in front, and loses it again."""

from __future__ import annotations

import re
from typing import Final

# What makes spreadsheets compute, also behind white space they strip, and in full width; and what is guarded already.
_FORMULA: Final = re.compile(r"'*(?:[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n\x00])")
_GUARD: Final = "'"


def guarded(text: str) -> str:
    """Return a text that no spreadsheet computes, and that ``unguarded`` makes again what it was."""
    return f"{_GUARD}{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return a text as it was before it was guarded."""
    return text[1:] if text.startswith(_GUARD) and _FORMULA.match(text, 1) else text
