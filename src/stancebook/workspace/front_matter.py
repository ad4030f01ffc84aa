"""Where the front matter of a source ends and its text begins. Loads no models: the first page must be quick."""

from __future__ import annotations

import re

FENCE = "---"
_OPENING = re.compile(f"{FENCE}[ \\t]*\\n")
# Blanks after the hyphens cannot be seen, so they change nothing.
_CLOSING = re.compile(f"^{FENCE}[ \\t]*(\\n|\\Z)", re.MULTILINE)


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Return the front matter, None where there is none, and the body, kept to the last character.

    Args:
        text: A source file's text, with LF newlines.

    Raises:
        ValueError: Where front matter is opened and never closed.
    """
    opening = _OPENING.match(text)
    if not opening:
        return None, text
    if closing := _CLOSING.search(text, opening.end()):
        return text[opening.end() : closing.start()], text[closing.end() :]
    raise ValueError("the front matter that '---' opens is never closed; end it with a line '---'")
