"""Two edits of one thing, side by side: nothing is written before one of them is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap
from stancebook.tui.wording import name_of, side_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from stancebook.workspace.desk import Desk, Saved


class ClashRows(RowList, can_focus=False):
    """Both sides of everything that clashes."""

    def __init__(self, desk: Desk, saved: Saved) -> None:
        super().__init__()
        self.desk, self.saved = desk, saved

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return the two sides beside each other."""
        theirs = self.saved.theirs
        if theirs is None:
            return ()
        half = (width - 3) // 2
        rows = paragraph(
            "The file was changed elsewhere (another window, or git) where you changed it too. "
            "Nothing is overwritten: say which one holds. Undo brings the other back.",
            width,
            "dim",
        )
        for part in self.saved.clashes:
            rows += [Row(), Row(((name_of(self.desk.rubric, part), "strong"),))]
            rows.append(_beside("m  yours", "t  in the file", half, "key"))
            mine = [
                line for text in side_words(self.desk.rubric, self.desk.annotation, part) for line in wrap(text, half)
            ]
            other = [line for text in side_words(self.desk.rubric, theirs, part) for line in wrap(text, half)]
            for index in range(max(len(mine), len(other))):
                rows.append(_beside(_at(mine, index), _at(other, index), half))
        return rows


class ClashScreen(Dialog[bool]):
    """Gives True to keep one's own, False to take the file's, None to decide later.

    Args:
        desk: The desk that could not be saved.
        saved: What its save found.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "decide(True)", show=False),
        Binding("t", "decide(False)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(self, desk: Desk, saved: Saved) -> None:
        buttons = (
            Action("mine", "m", "keep mine"),
            Action("theirs", "t", "take theirs"),
            Action("close", "esc", "decide later"),
        )
        super().__init__(f"{desk.source.id}: changed in two places", buttons)
        self._rows = ClashRows(desk, saved)

    def content(self) -> ComposeResult:
        """Return both sides."""
        yield self._rows

    def press(self, button: str) -> None:
        """Do what a button says."""
        self.dismiss({"mine": True, "theirs": False}.get(button))

    def action_decide(self, mine: bool) -> None:
        """Choose a side."""
        self.dismiss(mine)


def _at(lines: list[str], index: int) -> str:
    return lines[index] if index < len(lines) else ""


def _beside(left: str, right: str, half: int, style: str = "") -> Row:
    from rich.cells import set_cell_size

    return Row(((set_cell_size(left, half), style), (" │ ", "off"), (right, style)))
