"""The first page of a source, on the terminal while the program is still loading.

Loading Textual and the models takes longer than finding a place in a text. So the words stand there at once,
where the reader will have them; the screen itself is drawn over them. Keys pressed meanwhile wait in the terminal's
queue and reach the screen.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from stancebook.model.visible import visible, visible_line
from stancebook.tui.text.wrapping import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[H", "\x1b[?25h\x1b[?1049l"
_ABOVE = 2  # the title of the source and that of the pane
_BELOW = 3
_GUTTER = 3
_MEASURE = 90
_LEAST = (60, 16)


@contextmanager
def first_page(title: str, body: str) -> Iterator[None]:
    """Show the beginning of a text until the block, in which a screen is to be drawn over it, ends.

    Where there is no such terminal, or it is too small, nothing is shown.

    Args:
        title: What stands above it.
        body: The text.
    """
    stream = sys.__stderr__  # where Textual draws, too
    try:
        import termios

        before = termios.tcgetattr(sys.stdin.fileno())
        size = os.get_terminal_size(sys.stdin.fileno())
    except (ImportError, OSError, ValueError):
        yield
        return
    if stream is None or not stream.isatty() or size < _LEAST:
        yield
        return
    # As the screen will have it, so that no key means anything else meanwhile; only ctrl+c still stops the program.
    silent = [*before]
    silent[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    silent[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    try:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, silent)
        stream.write(ENTER + page(title, body, size.columns, size.lines))
        stream.flush()
        yield
    except BaseException:
        stream.write(LEAVE)  # else the screen that was drawn over it has done that
        stream.flush()
        raise
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)


def page(title: str, body: str, columns: int, rows: int) -> str:
    """Return the page as it is written: the title, and the text where the reader will have it.

    Args:
        title: What stands above the text.
        body: The text; as much of it as fits is shown.
        columns: The terminal's width in cells.
        rows: Its height.
    """
    left, box = _place_of_reader(columns)
    measure = min(box - _GUTTER - 2, _MEASURE)
    margin = max(0, (box - 1 - _GUTTER - measure - 1) // 2)
    fit = max(0, rows - _ABOVE - _BELOW)
    shown = visible(body[: fit * measure])
    starts = [*line_starts(shown, measure), len(shown)]
    lines = [shown[one:other].rstrip("\n ") for one, other in pairwise(starts)][:fit]
    indent = " " * (left + margin + _GUTTER)
    return "\r\n".join([f" {visible_line(title)}"[:columns], "", *(indent + line for line in lines)])


def _place_of_reader(columns: int) -> tuple[int, int]:
    """Return where the pane of the reader begins and how wide it is, as the annotate screen lays it out."""
    if columns >= 160:  # noqa: PLR2004 - the breakpoints of the screens
        return 30, columns - 110
    if columns >= 70:  # noqa: PLR2004
        return 0, columns - (42 if columns >= 100 else 32)  # noqa: PLR2004
    return 0, columns
