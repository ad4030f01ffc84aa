"""Help: every key of the screen below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, cast

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType

from stancebook.tui.screens.page import Page
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.commands import Command

_TWO_COLUMNS = 110

Pane = tuple[str, tuple[str, ...]]
NO_PANE: Final[Pane] = ("", ())


class HelpRows(RowList):
    """The keys."""

    def __init__(self, scope: str, pane: Pane) -> None:
        super().__init__()
        self.scope, self.pane = scope, pane

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return what the pane is about, then the keys by their groups."""
        keymap, (title, sentences) = cast("StancebookApp", self.app).keymap, self.pane
        rows = [Row(((title, "accent"),))] if title else []
        for one in sentences:
            rows += paragraph(f"· {keymap.told(self.scope, one)}", width, indent=2)
        return [*rows, *([Row()] if rows else ()), *_key_rows(keymap.of(self.scope), width)]


class HelpScreen(Page[None]):
    """Shows help.

    Args:
        scope: The screen whose keys are shown.
        rubric: The rubric, where there is a criterion.
        criterion: The active criterion.
        pane: A heading and sentences on the pane that had the focus.
    """

    DEFAULT_CSS = """
    HelpScreen {
        & > #box { width: 94%; max-width: 150; height: 94%; max-height: 100%; }
        & RowList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "leave", show=False),
        Binding("i,tab,shift+tab", "turn", show=False),
    ]

    def __init__(
        self, scope: str, rubric: Rubric | None = None, criterion: AnyCriterion | None = None, pane: Pane = NO_PANE
    ) -> None:
        turn = (Action("turn", "i", "criterion"),) if rubric and criterion else ()
        super().__init__("Keys", HelpRows(scope, pane), turn)
        self._scope, self._rubric, self._criterion = scope, rubric, criterion

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "turn":
            self.action_turn()
        else:
            super().press(button)

    def action_turn(self) -> None:
        """Turn to the criterion."""
        if self._rubric and self._criterion:
            from stancebook.tui.screens.codebook import CodebookScreen

            self.app.switch_screen(CodebookScreen(self._scope, self._rubric, self._criterion.id))


def _key_rows(commands: Sequence[Command], width: int) -> list[Row]:
    groups: dict[str, list[Command]] = {}
    for one in commands:
        groups.setdefault(one.group, []).append(one)
    if width < _TWO_COLUMNS:
        return [row for group, members in groups.items() for row in _group_rows(group, members, width)]
    blocks = [_group_rows(group, members, width // 2 - 2) for group, members in groups.items()]
    left: list[Row] = []
    right: list[Row] = []
    for block in blocks:
        half = sum(map(len, blocks)) / 2
        (left if len(left) + len(block) / 2 <= half and not right else right).extend(block)
    return [_side_by_side(left, right, index, width // 2) for index in range(max(len(left), len(right)))]


def _group_rows(group: str, commands: Sequence[Command], width: int) -> list[Row]:
    rows = [Row(((group, "accent"),))]
    for one in commands:
        keys = one.all_keys or ": by name"
        lines = wrap(one.help, max(12, width - 18))
        rows.append(Row(((set_cell_size(f"  {keys}", 17) + " ", "key"), (lines[0], ""))))
        rows += [Row(((" " * 18 + line, ""),)) for line in lines[1:]]
    return [*rows, Row()]


def _side_by_side(left: Sequence[Row], right: Sequence[Row], index: int, half: int) -> Row:
    one = left[index].left if index < len(left) else ()
    other = right[index].left if index < len(right) else ()
    gap = half - sum(cell_len(text) for text, _ in one)
    return Row((*one, (" " * max(1, gap), ""), *other))
