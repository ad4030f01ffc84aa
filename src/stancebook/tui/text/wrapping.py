"""Breaking a text into lines of a given width in cells."""

from rich.cells import split_graphemes

from stancebook.tui.text.graphemes import JOINING, NOT_PLAIN, WIDE

_NEVER_FIRST = frozenset("、。，．・：；？！）］｝〉》」』】〕〗〙”’…々ー")
_NEVER_LAST = frozenset("（［｛〈《「『【〔〖〘“‘")
_WIDE = 2


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
        reach = min(end, start + width + 2)
        if plain or NOT_PLAIN.search(shown, start, reach) is None:
            start = _break_plain(shown, start, end, width)
        elif JOINING.search(shown, start, reach) is None:
            start = _break_wide(shown, start, end, width)
        else:
            start = _break_joining(shown, start, end, width)
        if start >= end:
            return
        starts.append(start)


def _break_plain(shown: str, start: int, end: int, width: int) -> int:
    """Return where a line of one-cell characters ends."""
    if end - start <= width:
        return end
    space = shown.rfind(" ", start, start + width + 1)
    return start + width if space < 0 else space + 1


def _break_wide(shown: str, start: int, end: int, width: int) -> int:
    """Return where a line ends of which some characters have two cells and none joins another."""
    wide = [found.start() for found in WIDE.finditer(shown, start, min(end, start + width + 1))]
    limit = start + width  # the first character that does not fit
    for at in wide:
        if at >= limit:
            break
        limit = max(at, limit - 1)
    if limit >= end:
        return end
    if shown[limit] == " ":
        return limit + 1
    best = shown.rfind(" ", start, limit) + 1
    for at in reversed(wide):
        for cut in (at + 1, at):
            if max(best, start) < cut <= limit and _may_break(shown, cut):
                return cut
    return best or max(limit, start + 1)


def _may_break(shown: str, cut: int) -> bool:
    """Tell whether a line may end beside a wide character before `cut`."""
    return shown[cut] not in _NEVER_FIRST and shown[cut - 1] not in _NEVER_LAST and shown[cut] != " "


def _break_joining(shown: str, start: int, end: int, width: int) -> int:
    """Return where a line ends that has joining or zero-width characters, by measuring its clusters."""
    x = possible = before = 0
    for first, last, size in _clusters(shown, start, end, width):
        hangs = shown[first] == " " and last == first + 1
        if first > start and _WIDE in (size, before) and _may_break(shown, first):
            possible = first
        if x + size > width:
            return last if hangs or first == start else possible or first
        if shown[first] == " ":
            possible = last
        x += size
        before = size
    return end


def _clusters(shown: str, start: int, end: int, width: int) -> list[tuple[int, int, int]]:
    """Return (start, end, cells) of clusters from `start`: more than fill `width`, or all up to `end`."""
    take = width + 2
    while True:
        stop = min(end, start + take)
        spans, total = split_graphemes(shown[start:stop])
        if stop < end:
            total -= spans.pop()[2]  # may go on beyond the piece
        if stop == end or total > width:
            return [(start + first, start + last, size) for first, last, size in spans]
        take *= 2
