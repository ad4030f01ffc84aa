"""What the rubric panel says of an answer from before the rubric changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.doubled import other_ids
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
    if why == "doubled":
        return [*_coded_too(view, width), *_kept(view)]
    if why is None:
        return earlier if not view.coding(view.active).given else []
    if why in ("meaning", "recode"):
        return [*paragraph(f"~ {stale_words(view, why)}", width, "warn", indent=1), *_kept(view)]
    return paragraph(f"~ {stale_words(view, why)}", width, "warn", indent=1)


def _coded_too(view: View, width: int) -> list[Row]:
    """Tell the answers that stand under older ids of the criterion, of which only one can be kept."""
    rows: list[Row] = []
    for old in other_ids(view.annotation, view.rubric, view.active):
        name = visible_line(old)
        answer = mark(view.rubric, view.active, view.coding(old).answer)
        told = f"~ {answer} stands under its older id {name}; to keep that: stance code {view.source.id} --keep {name}"
        rows += paragraph(told, width, "warn", indent=1)
    return rows


def _kept(view: View) -> list[Row]:
    return [Row(((f"  {view.key('code.keep')} ", "key"), ("keep this answer", "warn")), key=("keep",))]


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
