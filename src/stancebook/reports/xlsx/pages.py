"""How a matrix is printed from a workbook: so small, and broken there, that nothing that belongs together is parted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stancebook.reports.xlsx.sheet import Sheet

_SCALE: Final = 65
"""Per cent at which the matrix is printed, where the columns that belong together fit a page."""
_LEAST_SCALE: Final = 35
_ACROSS: Final = 572
"""Points that columns may take on a page on its side, A4 or Letter, also where the font is broader."""
_DOWN: Final = 500
"""Points that rows may take there."""


@dataclass(frozen=True)
class Strip:
    """The columns of a sheet, or its rows, by what must stay together.

    Attributes:
        blocks: The first of each block, and one beyond the last.
        lead: How many stand before the first block.
        repeated: How many of these stand on every page.
    """

    blocks: Sequence[int]
    lead: int
    repeated: int


def set_pages(sheet: Sheet, columns: Strip, rows: Strip) -> None:
    """Set the scale at which a sheet is printed, what stands on every page, and where pages break.

    Args:
        sheet: The sheet; all of it is written.
        columns: Its columns.
        rows: Its rows.
    """
    across, down = _Sizes.of(columns, sheet.points), _Sizes.of(rows, sheet.heights)
    scale = max(_LEAST_SCALE, min(_SCALE, int(100 * _ACROSS / across.most)))
    sheet.sheet.set_print_scale(scale)
    sheet.sheet.repeat_columns(0, columns.repeated - 1)
    sheet.sheet.set_v_pagebreaks(across.breaks(_ACROSS * 100 / scale))
    sheet.sheet.set_h_pagebreaks(down.breaks(_DOWN * 100 / scale))


@dataclass(frozen=True)
class _Sizes:
    """The same in points."""

    starts: Sequence[int]
    blocks: Sequence[float]
    lead: float
    repeated: float

    @classmethod
    def of(cls, strip: Strip, points: Callable[[int, int], float]) -> _Sizes:
        blocks = [points(first, end) for first, end in pairwise(strip.blocks)]
        return cls(strip.blocks[:-1], blocks, points(0, strip.lead), points(0, strip.repeated))

    @property
    def most(self) -> float:
        """What a page must hold: what comes first and the first block, or what is repeated and a block."""
        return max([self.lead + sum(self.blocks[:1]), *(self.repeated + block for block in self.blocks[1:])])

    def breaks(self, room: float) -> list[int]:
        """Return before which blocks pages break."""
        found, used = [], self.lead
        for start, size in zip(self.starts, self.blocks, strict=True):
            if used + size > room and start > self.starts[0]:
                found.append(start)
                used = self.repeated
            used += size
        return found
