"""Breaking a text into lines of a given width in cells."""

from rich.cells import split_graphemes

from stancebook.tui.text.graphemes import JOINING, NOT_PLAIN

_NEVER_FIRST = frozenset("、。，．・：；？！）］｝〉》」』】〕〗〙”’…々ー")
_NEVER_LAST = frozenset("（［｛〈《「『【〔〖〘“‘")
_WIDE = 2
_FIRST_WIDE = "\u3001"  # among the characters that never join


def line_starts(shown: str, width: int) -> list[int]:
    """Return where each visual line begins.

    A line is as long as `width` cells allow, and ends after a space or beside a wide character where it
    can. One space may hang over the edge; a line feed belongs to the line it ends.

    Args:
        shown: Text as `visible` returns it.
        width: Cells in a line, at least one.

    Returns:
        Offsets in ascending order, the first 0; a text that ends in a line feed has an empty last line.
    """
    width = max(1, width)
    starts: list[int] = []
    start, size = 0, len(shown)
    while start <= size:
        end = shown.find("\n", start)
        end = size if end < 0 else end
        starts.append(start)
        if end - start > width or not shown.isascii():
            _wrap_paragraph(shown, start, end, width, starts)
        start = end + 1
    return starts


def _wrap_paragraph(shown: str, start: int, end: int, width: int, starts: list[int]) -> None:
    """Append where the lines of one paragraph begin, its first line excepted."""
    plain = shown[start:end].isascii()
    while True:
        if plain or NOT_PLAIN.search(shown, start, min(end, start + width + 2)) is None:
            start = _break_plain(shown, start, end, width)
        else:
            start = _break_measured(shown, start, end, width)
        if start >= end:
            return
        starts.append(start)


def _break_plain(shown: str, start: int, end: int, width: int) -> int:
    """Return where a line of one-cell characters ends."""
    if end - start <= width:
        return end
    space = shown.rfind(" ", start, start + width + 1)
    return start + width if space < 0 else space + 1


def _break_measured(shown: str, start: int, end: int, width: int) -> int:
    """Return where a line ends that has wide, joining or zero-width characters."""
    x = 0
    possible = 0
    before, before_size = " ", 1
    for first, last, size in _clusters(shown, start, end, width):
        character = shown[first]
        if first > start and _WIDE in (size, before_size):
            good = character not in _NEVER_FIRST and before not in _NEVER_LAST and character != " "
            possible = first if good else possible
        if x + size > width:
            return last if character == " " or first == start else possible or first
        if character == " ":
            possible = last
        x += size
        before, before_size = character, size
    return end


def _clusters(shown: str, start: int, end: int, width: int) -> list[tuple[int, int, int]]:
    """Return (start, end, cells) of clusters from `start`: more than fill `width`, or all up to `end`."""
    take = width + 2
    while True:
        stop = min(end, start + take)
        piece = shown[start:stop]
        if JOINING.search(piece) is None:
            return [(at, at + 1, _WIDE if character >= _FIRST_WIDE else 1) for at, character in enumerate(piece, start)]
        spans, total = split_graphemes(piece)
        if stop < end:
            total -= spans.pop()[2]  # may go on beyond the piece
        if stop == end or total > width:
            return [(start + first, start + last, size) for first, last, size in spans]
        take *= 2
