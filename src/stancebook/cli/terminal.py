"""What commands know of the terminal that they print to."""

from __future__ import annotations

import os
import shutil
import sys

PIPE_WIDTH = 80


def has_terminal() -> bool:
    """Return whether somebody sits at a terminal, both to read and to type."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def terminal_width() -> int:
    """Return how many columns there are; 80 in a pipe, unless COLUMNS says otherwise."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return PIPE_WIDTH


def wants_colour(*, to_file: bool) -> bool:
    """Return whether output may carry colour: on a terminal, and where NO_COLOR does not forbid it."""
    return not to_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
