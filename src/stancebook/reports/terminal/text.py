"""Pieces of styled text, measured in terminal cells, put side by side and wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOLD = "1"
DIM = "2"


class Piece(NamedTuple):
    """Text in one style.

    Attributes:
        text: Safe text without line feeds.
        style: SGR parameters, empty for plain.
    """

    text: str
    style: str = ""

    def show(self, *, colour: bool) -> str:
        """Return the text, with its style where colours are wanted."""
        if not (colour and self.style and self.text):
            return self.text
        return f"\x1b[{self.style}m{self.text}\x1b[0m"


Line = tuple[Piece, ...]


def line(*parts: str | Piece) -> Line:
    """Return a line of plain and styled parts."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def width_of(pieces: Iterable[Piece]) -> int:
    """Return how many cells pieces take side by side."""
    return sum(cell_len(piece.text) for piece in pieces)


def fit(text: str, width: int) -> str:
    """Return text cut to at most ``width`` cells, with an ellipsis where something is cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def padded(pieces: Sequence[Piece], width: int) -> Line:
    """Return a line filled with spaces to exactly ``width`` cells; longer ones are cut."""
    missing = width - width_of(pieces)
    if missing >= 0:
        return (*pieces, Piece(" " * missing))
    kept: list[Piece] = []
    for piece in pieces:
        room = width - width_of(kept)
        cut = Piece(fit(piece.text, room), piece.style)
        kept.append(cut)
        if cut != piece:
            break
    return (*kept, Piece(" " * (width - width_of(kept))))


def right(text: str, width: int) -> str:
    """Return text right-aligned in ``width`` cells, cut where it is longer."""
    text = fit(text, width)
    return " " * (width - cell_len(text)) + text


def centred(text: str, width: int) -> str:
    """Return text centred in ``width`` cells, cut where it is longer."""
    text = fit(text, width)
    before = (width - cell_len(text)) // 2
    return " " * before + text + " " * (width - cell_len(text) - before)


def flow(words: Iterable[Piece], width: int, *, first: Line = (), indent: str = "") -> list[Line]:
    """Return words, one space between them, as lines no wider than ``width``.

    Args:
        words: What is kept whole, except where one alone is wider than a line.
        width: The most cells of a line.
        first: What the first line begins with.
        indent: What every further line begins with.
    """
    lines: list[list[Piece]] = [list(first)]
    used, fresh = width_of(first), True
    for word in words:
        size = cell_len(word.text)
        if not fresh and used + 1 + size > width:
            lines.append([Piece(indent)])
            used, fresh = cell_len(indent), True
        if not fresh:
            lines[-1].append(Piece(" "))
            used += 1
        shown = fit(word.text, max(1, width - used))
        lines[-1].append(Piece(shown, word.style))
        used, fresh = used + cell_len(shown), False
    return [tuple(one) for one in lines]


def prose(text: str, width: int, *, first: str = "", indent: str = "", style: str = "") -> list[Line]:
    """Return a sentence wrapped to ``width``."""
    return flow((Piece(word, style) for word in text.split()), width, first=line(first) if first else (), indent=indent)


def beside(blocks: Sequence[tuple[Sequence[Line], int]], gap: int = 2) -> list[Line]:
    """Return blocks of lines side by side, each filled to its width and all to the same height."""
    height = max((len(lines) for lines, _ in blocks), default=0)
    rows: list[Line] = []
    for row in range(height):
        pieces: list[Piece] = []
        for index, (lines, width) in enumerate(blocks):
            if index:
                pieces.append(Piece(" " * gap))
            pieces += padded(lines[row] if row < len(lines) else (), width)
        rows.append(tuple(pieces))
    return rows


def joined(lines: Iterable[Line], *, colour: bool) -> str:
    """Return lines as text, without white space at their ends, with a final line feed."""
    return "".join(_ended(one, colour=colour) + "\n" for one in lines)


def _ended(pieces: Line, *, colour: bool) -> str:
    kept = list(pieces)
    while kept and not kept[-1].text.strip() and "4" not in kept[-1].style:
        kept.pop()
    if kept:
        kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].style)
    return "".join(piece.show(colour=colour) for piece in kept)
