"""The active criterion in a few lines under the text, for terminals too narrow for the rubric panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Part, Row
from stancebook.tui.wording import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.tui.view import View


class RubricStrip(RowList, can_focus=False):
    """Posts ``Picked`` with ("choice", id, number), or ("rubric",) to see all of it."""

    view: View | None = None

    def show(self, view: View) -> None:
        """Show another state of affairs."""
        self.view = view
        self.rebuild()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - the strip has its own height
        """Return a heading and, as far as there is room, two columns of answers."""
        view = self.view
        if view is None:
            return ()
        glyph, style = view.state_glyph(view.active)
        answer = view.coding(view.active).answer
        heading = Row(
            (
                ("▶", "accent"),
                (f"{view.number} {visible_line(view.criterion.heading)} ", "strong"),
                ("c next  f6 all", "off"),
            ),
            ((mark(view.rubric, answer) if answer.given else "", "strong"), (f" {glyph}", style)),
            key=("rubric",),
            style="active",
        )
        rows = [heading]
        for number, choice in enumerate(view.rubric.choices(view.active), 1):
            chosen = view.chosen(view.active, choice)
            shown = "" if isinstance(choice.answer.value, str) else visible_line(choice.mark.replace("-", "−")) + " "
            parts: tuple[Part, ...] = (
                (f" {number} " if number <= 9 else "   ", "key"),  # noqa: PLR2004 - there are nine digits
                ("● " if chosen else "○ ", "accent" if chosen else "dim"),
                (shown, "dim"),
                (visible_line(choice.label), "strong" if chosen else ""),
            )
            rows.append(Row(parts, key=("choice", view.active, number)))
        return rows
