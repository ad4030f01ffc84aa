"""What the rubric panel says of an answer from before the rubric changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.staleness import earlier_codings, what_became
from stancebook.model.visible import visible_line
from stancebook.tui.widgets.rows import Row, paragraph
from stancebook.tui.wording import mark

if TYPE_CHECKING:
    from stancebook.model.staleness import Staleness
    from stancebook.tui.view import View


def stale_rows(view: View, width: int) -> list[Row]:
    """Say what became of an answer from before the rubric changed, and how it is kept where it can be."""
    earlier = [
        Row(((f" ~ before: {visible_line(key)}", "warn"),), ((mark(view.rubric, key, coding.answer), "warn"),))
        for key, coding in earlier_codings(view.rubric, view.annotation, view.active)
    ]
    why = view.stale(view.active)
    if why is None:
        return earlier if not view.coding(view.active).answer.given else []
    if why in ("meaning", "recode"):
        key = ("keep",)
        kept = Row(((f"  {view.key('code.keep')} ", "key"), ("keep this answer", "warn")), key=key)
        return [*paragraph(f"~ {stale_words(view, why)}", width, "warn", indent=1), kept]
    return paragraph(f"~ {stale_words(view, why)}", width, "warn", indent=1)


def stale_words(view: View, why: Staleness) -> str:
    """Return in words why the active criterion's answer wants a second look."""
    coding = view.coding(view.active)
    became = visible_line(what_became(view.rubric, view.active, coding.answer))
    then = f"coded under {visible_line(coding.version)}" if coding.version else "coded before"
    match why:
        case "meaning":
            return f"stale: {then}; it asks something else now"
        case "recode":
            return f"stale: {then}; to be coded anew"
        case "old_terms":
            return f"{became}; stance rubric migrate lets it follow"
        case _:
            return f"{became or mark(view.rubric, view.active, coding.answer) + ' is no answer any more'}; answer anew"
