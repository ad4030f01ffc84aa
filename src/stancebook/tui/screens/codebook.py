"""The codebook beside the text: a criterion with all it says, and each of its answers by its digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from stancebook.model.visible import visible_line
from stancebook.tui.screens.page import Page
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.codebook_rows import CodebookRows
from stancebook.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric

_BUTTONS = (
    Action("next", "1-9 →", "answer"),
    Action("whole", "0", "whole"),
    Action("criterion", "c", "next criterion"),
    Action("keys", "?", "keys"),
)


class CodebookScreen(Page[None]):
    """Shows what the codebook says.

    Args:
        scope: The screen below, whose keys ``?`` shows.
        rubric: The rubric.
        criterion: The criterion's id.
        number: The number of the answer to begin with, from 1; 0 for the criterion as a whole.
        given: The answer that the criterion has, if that is known.
    """

    DEFAULT_CSS = """
    CodebookScreen {
        & > #box { width: 100%; max-width: 104; height: 100%; max-height: 60; }
        & RowList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,q", "leave", show=False),
        Binding("question_mark,f1,tab,shift+tab", "keys", show=False),
        *(Binding(str(digit), f"answer({digit})", show=False) for digit in range(10)),
        Binding("backspace", "answer(0)", show=False),
        Binding("right,l", "turn(1)", show=False),
        Binding("left,h", "turn(-1)", show=False),
        Binding("c", "criterion(1)", show=False),
        Binding("C", "criterion(-1)", show=False),
    ]

    def __init__(
        self, scope: str, rubric: Rubric, criterion: str, number: int = 0, *, given: Answer | None = None
    ) -> None:
        self._rows = CodebookRows(rubric, criterion, number, given)
        super().__init__("", self._rows, _BUTTONS)
        self._scope, self._at, self._given = scope, criterion, given

    def on_mount(self) -> None:
        """Name the page."""
        self._show(self._rows.number)

    def press(self, button: str) -> None:
        """Do what a button says."""
        match button:
            case "whole":
                self.action_answer(0)
            case "next":
                self.action_turn(1)
            case "criterion":
                self.action_criterion(1)
            case "keys":
                self.action_keys()
            case _:
                super().press(button)

    def action_answer(self, number: int) -> None:
        """Show an answer by its number; 0 shows the whole."""
        if number <= len(self._rows.choices):
            self._show(number)

    def action_turn(self, delta: int) -> None:
        """Show the next or previous answer; the whole comes before the first."""
        self._show((self._rows.number + delta) % (len(self._rows.choices) + 1))

    def action_criterion(self, delta: int) -> None:
        """Show the next or previous criterion."""
        ids = list(self._rows.rubric.by_id)
        self._rows.criterion = ids[(ids.index(self._rows.criterion) + delta) % len(ids)]
        self._rows.given = self._given if self._rows.criterion == self._at else None
        self._show(0)

    def action_keys(self) -> None:
        """Turn to the keys."""
        from stancebook.tui.screens.help import HelpScreen

        rubric = self._rows.rubric
        self.app.switch_screen(HelpScreen(self._scope, rubric, rubric.by_id[self._rows.criterion]))

    @on(RowList.Picked)
    def _picked(self, event: RowList.Picked) -> None:
        event.stop()
        if isinstance(event.key, tuple):
            self._show(int(event.key[1]))

    def _show(self, number: int) -> None:
        rows = self._rows
        rows.number = number
        rows.rebuild()
        rows.scroll_to(y=0, animate=False)
        label = visible_line(rows.rubric.by_id[rows.criterion].label)
        place = f" · answer {number} of {len(rows.choices)}" if number else ""
        self.call_after_refresh(self.show_buttons)
        self.query_one("#box").border_title = f"{label}{place}".replace("[", r"\[")
