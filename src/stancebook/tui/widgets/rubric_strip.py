"""The active criterion in a few lines under the text, for terminals too narrow for the rubric panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from stancebook.model.criterion import NumericCriterion, TextCriterion
from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import MOST_DIGITS, Part, Row, cut, paragraph, wrap
from stancebook.tui.wording import mark

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from stancebook.tui.view import View

_TALL = 20  # a lower window keeps its lines for the text


class RubricStrip(RowList, can_focus=False):
    """Posts ``Picked`` with ("choice", id, number), or ("rubric",) to see all of it."""

    view: View | None = None

    def show(self, view: View) -> None:
        """Show another state of affairs."""
        self.view = view
        self.rebuild()

    def rebuild(self) -> None:
        """Make the rows anew, and take as many lines as they want."""
        before = len(self.rows)
        super().rebuild()
        if len(self.rows) != before:
            self.refresh(layout=True)

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - the strip has its own height
        """Return a heading, the question and two columns of answers."""
        view = self.view
        if view is None:
            return ()
        glyph, style = view.state_glyph(view.active)
        answer = view.coding(view.active).answer
        heading = Row(
            (
                ("▶", "accent"),
                (f"{view.number} {visible_line(view.criterion.heading)} ", "strong"),
                (f"{view.key('code.next')} next  {view.key('focus.next')} all", "off"),
            ),
            ((mark(view.rubric, view.active, answer) if answer.given else "", "strong"), (f" {glyph}", style)),
            key=("rubric",),
            style="active",
        )
        if reason := view.why_not_asked(view.active):
            return [heading, *paragraph(f"not asked, {visible_line(reason)}", width, "dim", indent=3)]
        if isinstance(view.criterion, NumericCriterion | TextCriterion):
            key = "0-9" if isinstance(view.criterion, NumericCriterion) else view.key("code.choose")
            told = visible_line(view.rubric.label(view.active, answer)) if answer.value is not None else ""
            left = ((f" {key} ", "key"), (told or f"▸ {view.criterion.takes}", "strong" if told else "off"))
            answers = [Row(left, key=("write", view.active))]
        else:
            answers = []
        numbers = range(1, len(view.rubric.choices(view.active)) + 1)
        half = width // 2
        pairs = [numbers[at : at + 2] for at in range(0, len(numbers), 2)]
        answers += [self._row(view, pair, half) for pair in pairs]
        asked = wrap(visible_line(view.criterion.question), width - 3, 3 if self.app.size.height >= _TALL else 1)
        return [heading, *(Row(((f"   {line}", "dim"),), key=("rubric",)) for line in asked), *answers]

    def key_under(self, row: Row, column: int) -> Hashable:
        """Return the answer under the mouse: two stand in a row."""
        if isinstance(row.key, tuple) and row.key[0] == "pair":
            _, criterion, *numbers = row.key
            index = min(len(numbers) - 1, int(column >= self.scrollable_content_region.width // 2))
            return ("choice", criterion, numbers[index])
        return row.key

    def _row(self, view: View, numbers: Sequence[int], half: int) -> Row:
        parts: list[Part] = []
        for number in numbers:
            cell = cut(_choice(view, number), half - 1)
            used = sum(cell_len(text) for text, _ in cell)
            parts += [*cell, (" " * (half - used), "")]
        return Row(tuple(parts), key=("pair", view.active, *numbers))


def _choice(view: View, number: int) -> list[Part]:
    choice = view.rubric.choices(view.active)[number - 1]
    chosen = view.chosen(view.active, choice)
    several = view.criterion.multiple and choice.is_position
    glyph = ("■ " if chosen else "□ ") if several else ("● " if chosen else "○ ")
    plain = choice.mark.casefold() == choice.label.casefold() or isinstance(choice.answer.value, str)
    shown = "" if plain else visible_line(choice.mark.replace("-", "−")) + " "
    digit = number <= MOST_DIGITS and not isinstance(view.criterion, NumericCriterion)
    return [
        (f" {number} " if digit else "   ", "key"),
        (glyph, "accent" if chosen else "dim"),
        (shown, "dim"),
        (visible_line(choice.label), "strong" if chosen else ""),
    ]
