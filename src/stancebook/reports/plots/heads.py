"""The head of a panel: the criterion, on how many sources it rests, and what each place means."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING, Final

from stancebook.model.criterion import NumericCriterion
from stancebook.reports.plots.answers import id_of
from stancebook.reports.plots.drawing import BODY, DARK, QUIET, SMALL, Block, Item, Words, moved
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.plots.axis import Axis, Tick
    from stancebook.reports.plots.paper import Paper

TITLE: Final = 8.0
_LINE: Final = 7.6
_MOST_LINES: Final = 4
_TURNED: Final = 55.0
_UPRIGHT: Final = 90.0
_LONGEST: Final = 150.0


def head(axis: Axis, paper: Paper, n: str, *, continued: bool = False) -> Block:
    """Return what stands above the rows of a panel.

    Words stand under every place where there is room for them; else under the ends of the scale, or turned above
    the places. What lies off the scale has signs at least, which the key explains.

    Args:
        axis: Where the answers have their places.
        paper: What it is drawn for.
        n: On how many sources the panel rests.
        continued: Whether the panel began on an earlier page.
    """
    items: list[Item] = title(axis.criterion, paper, n, continued=continued)
    scale = _wrapped(axis.scale, axis, paper)
    y = 20.0
    if scale is None and not axis.ordered:
        turned, y = _turned(axis, paper, y)
        items += turned
    signed = [tick for tick in (*axis.scale, *axis.off) if tick.mark]
    items += [
        Words(tick.x, y, tick.mark, BODY, align="center", name=f"tick:{axis.criterion.id}:{id_of(tick.answer)}")
        for tick in signed
    ]
    below = y + 8.0 if any(tick.mark for tick in axis.scale) else y
    labels = scale if scale is not None else _ends(axis, paper) if axis.ordered else []
    beside = _wrapped(axis.off, axis, paper) or []
    items += moved(labels, below) + moved(beside, y + 8.0)
    lowest = max((item.y for item in items), default=y)
    return Block(lowest + 5.5, tuple(items))


def title(criterion: AnyCriterion, paper: Paper, n: str, *, continued: bool = False) -> list[Item]:
    """Return a criterion's name, and at the right end on how many sources its panel rests.

    Args:
        criterion: The criterion.
        paper: What it is drawn for.
        n: The words at the right end.
        continued: Whether the panel began on an earlier page.
    """
    face = paper.face
    room = paper.width - face.width(n, SMALL) - 8
    more = " (continued)" if continued else ""
    unit = f" ({one_line(criterion.unit)})" if isinstance(criterion, NumericCriterion) and criterion.unit else ""
    names = [one_line(criterion.label) + unit + more, one_line(criterion.heading) + unit + more]
    fitting = [name for name in names if face.width(name, TITLE, bold=True) <= room]
    name = fitting[0] if fitting else " ".join(face.fitted(names[1], room * 0.87, TITLE))
    return [
        Words(0, 8, name, TITLE, bold=True, name=f"panel:{criterion.id}"),
        Words(paper.width, 8, n, SMALL, align="right", grey=DARK, name=f"n:{criterion.id}"),
    ]


def _wrapped(ticks: Sequence[Tick], axis: Axis, paper: Paper) -> list[Words] | None:
    """The words of places under one another, in the middle of each; None where one has no room."""
    told = [paper.face.wrapped(tick.label, axis.step - 2, SMALL) for tick in ticks]
    lines = [line for one in told for line in one]
    if any(len(one) > _MOST_LINES for one in told) or any(paper.face.width(line, SMALL) > axis.step for line in lines):
        return None
    return [
        Words(tick.x, index * _LINE, line, SMALL, grey=QUIET, align="center")
        for tick, one in zip(ticks, told, strict=True)
        for index, line in enumerate(one)
    ]


def _ends(axis: Axis, paper: Paper) -> list[Words]:
    """The words of the scale's two ends."""
    left, right = axis.ends
    room = (right - left) / 2 - 3
    low = paper.face.fitted(axis.scale[0].label, room, SMALL, lines=2)
    high = paper.face.fitted(axis.scale[-1].label, room, SMALL, lines=2)
    return [
        *(Words(left, index * _LINE, line, SMALL, grey=QUIET) for index, line in enumerate(low)),
        *(Words(right, index * _LINE, line, SMALL, grey=QUIET, align="right") for index, line in enumerate(high)),
    ]


def _turned(axis: Axis, paper: Paper, y: float) -> tuple[list[Words], float]:
    """Labels that climb from their places, upright where they would leave the page; and their base line."""
    widths = [min(paper.face.width(tick.label, SMALL), _LONGEST) for tick in axis.scale]
    leave = any(
        tick.x + 4 + width * cos(radians(_TURNED)) > paper.width for tick, width in zip(axis.scale, widths, strict=True)
    )
    turned = _UPRIGHT if leave else _TURNED
    base = y - 5 + max(widths, default=0) * sin(radians(turned))
    found = [
        Words(
            tick.x + 2, base, " ".join(paper.face.fitted(tick.label, _LONGEST, SMALL)), SMALL, grey=QUIET, turned=turned
        )
        for tick in axis.scale
    ]
    return found, base
