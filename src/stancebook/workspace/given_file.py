"""A text that a command was given: a file by its name, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.text_file import MAX_BYTES, TOO_LARGE, decode, read_text

STANDARD_INPUT: Final = "-"
"""What stands for standard input where a file could be named."""


def read_given(name: str) -> str:
    """Return the text of a file, or of standard input for ``-``.

    Raises:
        StancebookError: Where it cannot be read, is far too large, or is not UTF-8 (with the place).
    """
    if name != STANDARD_INPUT:
        return read_text(Path(name))
    where = shown_given(name)
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise StancebookError(Problem(where, f"cannot be read ({error.strerror or error})")) from None
    if len(data) > MAX_BYTES:
        raise StancebookError(Problem(where, TOO_LARGE))
    return decode(data, Path(where))


def shown_given(name: str) -> str:
    """Return how messages call a file: as it was named, or standard input."""
    return "standard input" if name == STANDARD_INPUT else name
