"""``stance code --keep``: an answer from before the rubric changed goes on as today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.cli.assignments import criterion_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.workspace.desk import Desk


def place_kept(desk: Desk, name: str) -> str:
    """Return the id today of the criterion of which an answer is to be kept."""
    from stancebook.model.doubled import doubled

    older = doubled(desk.annotation, desk.rubric)
    return older[name] if name in older else criterion_named("--keep", name, desk.rubric).id


def keep(desk: Desk, name: str) -> Iterator[str]:
    """Keep a stale answer, or one of two that stand under two ids of a criterion; yield what goes for it."""
    from stancebook.model.doubled import doubled

    older, place, before = doubled(desk.annotation, desk.rubric), place_kept(desk, name), desk.annotation
    key = name if name in older else place
    desk.keep(key)
    for gone in [place, *(old for old, today in older.items() if today == place)]:
        if gone != key and key in {*older, *older.values()} and desk.annotation.coding(gone) != before.coding(gone):
            told = desk.rubric.told(place, before.coding(gone).answer)
            yield f"kept what stood under {key}; {told}, which stood under {gone}, is gone; --undo brings it back"
