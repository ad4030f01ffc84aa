"""How large a figure may be, and the type it is set in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.reports.plots.drawing import MM

if TYPE_CHECKING:
    from stancebook.reports.plots.face import Face

COLUMN_MM: Final = {1: 89.0, 2: 183.0}
"""Widths of one and of two columns, as most journals have them."""
TALLEST_MM: Final = 240.0
EDGE: Final = 2.0
"""Points around a drawing, so that nothing is cut."""
NARROW: Final = 320.0
"""Below so many points there is room for one column's content only."""


@dataclass(frozen=True)
class Paper:
    """What a figure is drawn for.

    Attributes:
        face: The typeface.
        width: Points.
        height: The most points a page may be high.
    """

    face: Face
    width: float
    height: float

    @classmethod
    def of(cls, face: Face, width_mm: float, height_mm: float = TALLEST_MM) -> Paper:
        """Return paper measured in millimetres."""
        return cls(face, width_mm * MM - 2 * EDGE, height_mm * MM - 2 * EDGE)

    @property
    def narrow(self) -> bool:
        """Whether it is one column wide."""
        return self.width < NARROW
