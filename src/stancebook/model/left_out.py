"""The parts of a source that are not to be coded: a bio, a menu, a caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Region, Source


def left_out(source: Source, rubric: Rubric) -> tuple[Region, ...]:
    """Return the regions of a source that a rubric leaves out; where it names no kinds, all that are marked."""
    kinds = rubric.unit.exclude_regions
    return tuple(one for one in source.regions if not kinds or one.kind in kinds)


def remark_on(source: Source, rubric: Rubric, start: int, end: int) -> str:
    """Return what is to be remarked on a quote that reaches into such a part; empty where it does not.

    Args:
        source: The source.
        rubric: The rubric.
        start: Where the quote begins, in code points of the body.
        end: Where it ends.
    """
    shared = ((one.kind, max(start, one.start), min(end, one.end)) for one in left_out(source, rubric))
    kinds = dict.fromkeys(kind.replace("_", " ") for kind, low, high in shared if source.body[low:high].strip())
    return f"in a part that is not to be coded ({', '.join(kinds)})" if kinds else ""
