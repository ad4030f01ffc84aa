"""The small scale in a cell: where its reviewers stand, drawn once for all cells that look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from stancebook.reports.plots.answers import counted

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.model.criterion import OrdinalCriterion

_STEP: Final = 13
_EDGE: Final = 7
_HEIGHT: Final = 14
_LARGEST: Final = 5.5
_SMALLEST: Final = 2.5


class Strips:
    """Small scales; each is drawn when it is first asked for, and referred to by name after that."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[int, ...], tuple[str, str]] = {}
        self._places: dict[str, dict[object, int]] = {}

    def of(self, criterion: OrdinalCriterion, cell: Cell) -> str:
        """Return the small scale of a cell as HTML; nothing where none counts or stands."""
        order = self._places.get(criterion.id)
        if order is None:
            order = self._places[criterion.id] = {value: at for at, value in enumerate(sorted(criterion.values))}
        counts = [0] * len(order)
        for answer in counted(cell).values():
            place = order.get(answer.value)
            if place is not None:
                counts[place] += 1
        stands = order.get(cell.consensus.value, -1)
        if stands < 0 and not any(counts):
            return ""
        key = (*counts, stands)
        if key not in self._drawn:
            name = f"s{len(self._drawn)}"
            self._drawn[key] = name, _symbol(name, counts, stands)
        return f'<svg class="strip" aria-hidden="true"><use href="#{self._drawn[key][0]}"/></svg>'

    @property
    def definitions(self) -> Markup:
        """The drawings, to stand anywhere in the page."""
        drawn = "".join(symbol for _, symbol in self._drawn.values())
        if not drawn:
            return Markup("")
        return Markup(f'<svg class="defs" aria-hidden="true">{drawn}</svg>\n')  # noqa: S704 - ours


def _symbol(name: str, counts: list[int], stands: int) -> str:
    """A line with a tick for each value; discs by number of reviewers, that of the consensus filled."""
    middle, width = _HEIGHT / 2, 2 * _EDGE + _STEP * (len(counts) - 1)
    at = [_EDGE + _STEP * index for index in range(len(counts))]
    ticks = "".join(f"M{x} {middle - 3}v6" for x in at)
    most = max(1, *counts)
    discs = "".join(
        f'<circle class="{"full" if index == stands else "open"}" cx="{x}" cy="{middle:g}" '
        f'r="{_SMALLEST + (_LARGEST - _SMALLEST) * (number / most) ** 0.5 if number else _SMALLEST:.1f}"/>'
        for index, (x, number) in enumerate(zip(at, counts, strict=True))
        if number or index == stands
    )
    line = f'<path d="M{at[0]} {middle:g}H{at[-1]}{ticks}"/>'
    return f'<symbol id="{name}" viewBox="0 0 {width} {_HEIGHT}">{line}{discs}</symbol>'
