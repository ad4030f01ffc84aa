"""Grapheme clusters: what a reader takes for one character, and how many cells it fills.

The rules are those of `rich.cells`, which measures what is painted; a cursor that follows other rules drifts.
"""

import re
from typing import Final

from rich.cells import get_character_cell_size

JOINER: Final = "\N{ZERO WIDTH JOINER}"

# Characters of one cell, and of two, that never join a neighbour; everything else needs to be measured.
_NARROW = (
    "\\n\\x20-\\x7e\\xa0-\\xac\\xae-\\u02ff\\u0370-\\u0482\\u048a-\\u0530\\u2010-\\u2027\\u2030-\\u205e"
    "\\u20a0-\\u20bf\\u2190-\\u2319\\u2400-\\u2426\\u2500-\\u25fc\\u2800-\\u28ff\\ufffd"
)
_WIDE = "\\u3001-\\u3029\\u3041-\\u3096\\u309b-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uff01-\\uff60"
WIDE: Final = re.compile(f"[{_WIDE}]")
NOT_PLAIN: Final = re.compile(f"[^{_NARROW}]")
JOINING: Final = re.compile(f"[^{_NARROW}{_WIDE}]")


def is_cluster_start(shown: str, offset: int) -> bool:
    """Tell whether a cluster begins at `offset`; both ends of the text and of every line count.

    Args:
        shown: Text as `visible` returns it.
        offset: A position from 0 to the length of the text.

    Returns:
        True where text may be cut without taking a cluster apart.
    """
    if offset <= 0 or offset >= len(shown):
        return True
    before, here = shown[offset - 1], shown[offset]
    if before == "\n" or here == "\n":
        return True
    return before != JOINER and get_character_cell_size(here) > 0


def cluster_start(shown: str, offset: int) -> int:
    """Return the start of the cluster that `offset` lies in, `offset` itself if one begins there."""
    offset = max(0, min(offset, len(shown)))
    while not is_cluster_start(shown, offset):
        offset -= 1
    return offset


def next_cluster(shown: str, offset: int) -> int:
    """Return the first cluster start after `offset`, at most the end of the text."""
    offset = min(offset + 1, len(shown))
    while not is_cluster_start(shown, offset):
        offset += 1
    return offset


def cluster_end(shown: str, offset: int) -> int:
    """Return the end of the cluster that `offset` cuts, `offset` itself if it cuts none."""
    return offset if is_cluster_start(shown, offset) else next_cluster(shown, offset)
