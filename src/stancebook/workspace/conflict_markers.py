"""The lines that git leaves in a file where two edits met."""

from __future__ import annotations

import re
from typing import Final

CONFLICT: Final = "git conflict markers"
_MARKER: Final = re.compile(r"^(<{7}|>{7})( |\r?$)", re.MULTILINE)
"""Where a side begins or the last one ends: seven ``=`` alone also underline a heading."""


def conflict_line(text: str) -> int | None:
    """Return the line of the first conflict marker of git in a text; None where there is none."""
    found = _MARKER.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None
