"""One line of the reader as a strip of styled segments."""

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.reader_layers import CURSOR, SELECTED, SENTENCE, Layers

if TYPE_CHECKING:
    from stancebook.tui.widgets.reader_style import ReaderStyles


class LineState(NamedTuple):
    """What a line shows of cursor, selection and sentence, in characters of the line; (0, 0) is nothing.

    Two equal states of one line look the same, so the reader keeps the strip.
    """

    cursor: tuple[int, int] = (0, 0)
    selected: tuple[int, int] = (0, 0)
    sentence: tuple[int, int] = (0, 0)


UNMARKED = LineState()


class Page(NamedTuple):
    """What lines are painted on.

    Attributes:
        width: Cells of a row.
        margin: How many of them stay blank before the gutter.
        styles: Gives the style for a combination of layer bits, and that of a part of the gutter.
    """

    width: int
    margin: int
    styles: "ReaderStyles"


def paint_line(model: TextModel, layers: Layers, y: int, state: LineState, page: Page) -> Strip:
    """Return line `y` with its gutter, as wide as the page.

    Args:
        model: The text.
        layers: Evidence, regions and search results.
        y: The line.
        state: Cursor, selection and sentence on the line.
        page: What it is painted on.
    """
    start, end = model.line(y)
    text = model.line_text(y)
    shown = len(text.rstrip())  # where a line was broken nothing but the selection shows
    marks = [(low - start, min(high - start, shown), bits) for low, high, bits in layers.pieces(start, end)]
    if state is not UNMARKED:
        marks.append((state.sentence[0], min(state.sentence[1], shown), SENTENCE))
        marks += [(*state.selected, SELECTED), (*state.cursor, CURSOR)]
    width, margin, styles = page.width, page.margin, page.styles
    used = margin + layers.gutter_width + (len(text) if text.isascii() else cell_len(text))
    text += " " * max(1, width - used)  # the first is a place for the cursor, and for a selected line feed
    segments = [Segment(" " * margin, styles.of(0))] if margin else []
    segments += [Segment(mark, styles.gutter(active)) for mark, active in layers.gutter(start, end).parts]
    segments += [Segment(text[low:high], styles.of(bits)) for low, high, bits in _runs(marks, len(text))]
    strip = Strip(segments, max(width, used + 1))
    return strip if used < width else strip.crop(0, width)  # a space may hang over the edge


def _runs(marks: list[tuple[int, int, int]], length: int) -> list[tuple[int, int, int]]:
    """Cut a line where marks begin or end; return the pieces, each with the bits of all the marks over it."""
    marks = [mark for mark in marks if max(mark[0], 0) < min(mark[1], length)]
    if not marks:
        return [(0, length, 0)]
    cuts = sorted({0, length, *(cut for low, high, _ in marks for cut in (low, high) if 0 < cut < length)})
    runs: list[tuple[int, int, int]] = []
    for low, high in pairwise(cuts):
        bits = 0
        for begin, end, more in marks:
            if begin <= low < end:
                bits |= more
        if runs and runs[-1][2] == bits:
            low = runs.pop()[0]  # noqa: PLW2901 - the piece before goes on
        runs.append((low, high, bits))
    return runs
