"""One line of the reader as a strip of styled segments."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.reader_layers import CURSOR, SELECTED, SENTENCE, Gutter, Layers, paint

GUTTER_WIDTH = 3  # mark, numeral, and air before the text


@dataclass(frozen=True, slots=True)
class LineState:
    """What a line shows of cursor, selection and sentence, in characters of the line; (0, 0) is nothing.

    Two equal states of one line look the same, so the reader keeps the strip.
    """

    cursor: tuple[int, int] = (0, 0)
    selected: tuple[int, int] = (0, 0)
    sentence: tuple[int, int] = (0, 0)


def paint_line(
    model: TextModel,
    layers: Layers,
    y: int,
    state: LineState,
    *,
    margin: int,
    style_of: Callable[[int], Style],
    gutter_style: Callable[[Gutter], Style],
) -> Strip:
    """Return line `y` with its gutter, `margin` cells from the left.

    Args:
        model: The text.
        layers: Evidence, regions and search results.
        y: The line.
        state: Cursor, selection and sentence on the line.
        margin: Blank cells before the gutter.
        style_of: Gives the style for a combination of layer bits.
        gutter_style: Gives the style of the gutter.
    """
    start, end = model.line(y)
    text = model.line_text(y) + " "  # a place for the cursor, and for a selected line feed
    flags = bytearray(len(text))
    layers.paint(memory := bytearray(len(text) - 1), start)
    flags[: len(memory)] = memory
    paint(flags, *state.sentence, SENTENCE)
    for index in range(len(text.rstrip()), len(text)):
        flags[index] = 0  # where a line was broken nothing but the selection shows
    paint(flags, *state.selected, SELECTED)
    paint(flags, *state.cursor, CURSOR)
    gutter = layers.gutter(start, end)
    segments = [Segment(" " * margin, style_of(0))] if margin else []
    segments.append(Segment(gutter.mark + gutter.numeral + " ", gutter_style(gutter)))
    at = 0
    for bits, run in groupby(flags):
        length = sum(1 for _ in run)
        segments.append(Segment(text[at : at + length], style_of(bits)))
        at += length
    return Strip(segments, margin + GUTTER_WIDTH + cell_len(text))
