"""Text and tables in Markdown: nothing in them is markup, and columns line up raw."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDEST_PADDED: Final = 96
_SPECIAL: Final = re.compile(r"[\\`*\[\]<>|&~$#!]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])|:(?=//)|@")


@lru_cache(maxsize=8192)
def text(source: str) -> str:
    """Return text from a file as one line in which nothing is markup."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], one_line(source))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a pipe table whose columns line up raw, except very wide ones."""
    every = [list(heads), *(list(row) for row in rows)]
    widths = [max(3, *(cell_len(row[column]) for row in every)) for column in range(len(heads))]
    widths = [width if width <= _WIDEST_PADDED else 0 for width in widths]
    rule = ["-" * max(3, width) for width in widths]
    return "\n".join(
        "| "
        + " | ".join(f"{one}{' ' * (width - cell_len(one))}" for one, width in zip(row, widths, strict=True))
        + " |"
        for row in (every[0], rule, *every[1:])
    )
