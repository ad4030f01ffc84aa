"""A small list to choose from: by its letters or digits, by arrows and enter, or by mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from stancebook.model.visible import visible_line
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Option:
    """One entry.

    Attributes:
        value: What choosing it gives.
        label: What it is called.
        detail: What it means.
        key: The key that chooses it; numbers, where it is empty.
    """

    value: str
    label: str
    detail: str = ""
    key: str = ""


class OptionRows(RowList):
    """The entries. Posts ``Picked`` with an entry's value."""

    def __init__(self, options: Sequence[Option], checked: frozenset[str], *, multiple: bool) -> None:
        super().__init__()
        self.options, self.checked, self.multiple = options, checked, multiple
        self.wanted = ""  # only entries with these letters are shown
        self.searched = len(options) > len(KEYS)

    def key_of(self, index: int) -> str:
        """Return the key that chooses an entry; where one types to find it, there is none."""
        if self.searched:
            return " "
        return self.options[index].key or (KEYS[index] if index < len(KEYS) else " ")

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return a row for each entry, and its meaning under it."""
        rows: list[Row] = []
        for index, option in enumerate(self.options):
            if self.wanted not in f"{option.label} {option.detail}".casefold():
                continue
            on = option.value in self.checked
            glyph = ("■ " if on else "□ ") if self.multiple else ("● " if on else "")
            lines = wrap(visible_line(option.label), max(8, width - 4 - len(glyph)))
            lead = ((f" {self.key_of(index)}  ", "key"), (glyph, "accent" if on else "dim"))
            rows.append(Row((*lead, (lines[0], "strong" if on else "")), key=option.value))
            rows += [Row(((" " * (4 + len(glyph)) + line, ""),), key=option.value) for line in lines[1:]]
            if option.detail:
                rows += paragraph(visible_line(option.detail), width, "dim", indent=4 + len(glyph), key=option.value)
        return rows or [Row((("  nothing has these letters", "dim"),))]

    def rebuild(self) -> None:
        """Make the rows; begin at what is chosen already, else at the first."""
        super().rebuild()
        if self.cursor is None and (keys := self.keys):
            self.set_cursor(next((key for key in keys if key in self.checked and not self.wanted), keys[0]))

    def row_style(self, row: Row) -> str:
        """Show the cursor also while one types what to find."""
        return "cursor" if self.searched and row.key == self.cursor is not None else super().row_style(row)


class Chooser(Dialog[frozenset[str]]):
    """Gives the values chosen; None where one left without choosing.

    Args:
        title: What is to be chosen.
        options: The entries.
        checked: The values that hold now.
        multiple: Whether several can hold; then leaving is choosing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[Option], checked: frozenset[str] = frozenset(), *, multiple: bool = False
    ) -> None:
        leave = Action("close", "esc", "keep and close") if multiple else Action("close", "esc", "leave")
        super().__init__(title, (Action("pick", "enter", "choose"), leave))
        self._rows = OptionRows(options, checked, multiple=multiple)

    def content(self) -> ComposeResult:
        """Return the list, and where it is long a line to type what to find."""
        if self._rows.searched:
            yield Input(placeholder=f"type to find one of {len(self._rows.options)}", compact=True)
        yield self._rows

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._rows.wanted = event.value.strip().casefold()
        self._rows.cursor = None
        self._rows.rebuild()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_pick()

    def action_move(self, delta: int) -> None:
        """Move the cursor."""
        self._rows.move(delta)

    def action_pick(self) -> None:
        """Choose what the cursor is on."""
        self._rows.pick()

    def action_leave(self) -> None:
        """Leave; several choices were made by then."""
        self.dismiss(self._rows.checked if self._rows.multiple else None)

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "pick":
            self.action_pick()
        else:
            self.action_leave()

    def on_key(self, event: events.Key) -> None:
        """Choose by an entry's key."""
        for index, option in () if self._rows.searched else enumerate(self._rows.options):
            if event.character and event.character == self._rows.key_of(index):
                event.stop()
                self._choose(option.value)
                return

    def on_row_list_picked(self, event: RowList.Picked) -> None:
        """Choose by mouse, or by enter."""
        event.stop()
        self._choose(str(event.key))

    def _choose(self, value: str) -> None:
        if not self._rows.multiple:
            self.dismiss(frozenset({value}))
            return
        self._rows.checked = self._rows.checked ^ {value}
        self._rows.rebuild()
