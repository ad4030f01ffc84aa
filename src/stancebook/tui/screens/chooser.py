"""A list to choose from: by its keys, by typing a few letters of an entry, by arrows or mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from stancebook.model.visible import visible_line
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action, ActionBar
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

DIGITS: Final = "123456789"
_ALL: Final = 1_000_000
"""More rows than any list has."""


class Option(NamedTuple):
    """One entry.

    Attributes:
        value: What choosing it gives.
        label: What it is called.
        detail: What it means.
        key: The key that chooses it; a digit by its place, where it is empty.
        verb: What the footer calls it, which then names it wherever the list is scrolled to.
    """

    value: str
    label: str
    detail: str = ""
    key: str = ""
    verb: str = ""


class OptionRows(RowList):
    """The entries. Posts ``Picked`` with an entry's value.

    What is typed and is no key finds. Beyond nine entries, and once something is typed, no letter is a key, lest a word
    that is typed should choose something.
    """

    def __init__(self, options: Sequence[Option], checked: frozenset[str], *, multiple: bool) -> None:
        super().__init__()
        self.options, self.checked, self.multiple = options, checked, multiple
        self.wanted = ""  # only entries with these words are shown
        self.searched = sum(not option.key for option in options) > len(DIGITS)
        numbers = any(option.label.lstrip("-−")[:1].isdigit() for option in options)
        self._digits = "" if self.searched and numbers else DIGITS  # among numbers a digit is typed to find one
        self._taken = {option.key for option in options if option.key}
        self.can_focus = not self.searched

    def key_of(self, index: int) -> str:
        """Return the key that chooses an entry now; a space where none does."""
        option = self.options[index]
        if option.key:
            works = option.verb or not (self.wanted or (self.searched and option.key.isalnum()))
            return option.key if works else " "
        digit = self._digits[index : index + 1]
        return " " if self.wanted or digit in self._taken else digit or " "

    def option_by(self, key: str | None) -> Option | None:
        """Return the entry that a key chooses now."""
        wanted = (option for index, option in enumerate(self.options) if key == self.key_of(index))
        return next(wanted, None) if key and key.strip() else None

    @property
    def found(self) -> list[tuple[int, Option]]:
        """The entries that have all the words that were typed, with their places; the best first."""
        words = self.wanted.split()
        every = list(enumerate(self.options))
        having = [one for one in every if all(word in _text(one[1]) for word in words)]
        return sorted(having, key=lambda one: _rank(one[1], self.wanted)) if words else every

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return a row for each entry, and its meaning under it."""
        rows: list[Row] = []
        for index, option in self.found:
            on = option.value in self.checked
            glyph = ("■ " if on else "□ ") if self.multiple else ("● " if on else "")
            lines = wrap(visible_line(option.label), max(8, width - 4 - len(glyph)))
            lead = ((f" {self.key_of(index)}  ", "key"), (glyph, "accent" if on else "dim"))
            rows.append(Row((*lead, (lines[0], "strong" if on else "")), key=option.value))
            rows += [Row(((" " * (4 + len(glyph)) + line, ""),), key=option.value) for line in lines[1:]]
            if option.detail:
                rows += paragraph(visible_line(option.detail), width, "dim", indent=4 + len(glyph), key=option.value)
        return rows or [Row((("  nothing has these letters, and enter takes nothing", "warn"),))]

    def rebuild(self) -> None:
        """Make the rows; begin at what is chosen already, else at the first."""
        super().rebuild()
        if self.cursor is None and (keys := self.keys):
            self.set_cursor(next((key for key in keys if key in self.checked and not self.wanted), keys[0]))

    def row_style(self, row: Row) -> str:
        """Show the cursor also while one types what to find."""
        return "cursor" if self.searched and row.key == self.cursor is not None else super().row_style(row)


def _text(option: Option) -> str:
    return f"{option.label} {option.detail}".casefold()


def _words(typed: str) -> str:
    return " ".join(typed.casefold().split())


def _begins_a_word(typed: str) -> bool:
    """Whether typing it in a short list begins what to find, and it moves nothing there."""
    return typed.isalnum() and typed not in "jk"


def _rank(option: Option, wanted: str) -> int:
    """How far from the beginning of an entry the words stand."""
    label = option.label.casefold()
    return 0 if label.startswith(wanted) else 1 if f" {wanted}" in label else 2 if wanted in label else 3


class FindLine(Input):
    """Where one types what to find; keys that choose are not typed."""

    def __init__(self, rows: OptionRows, choose: Callable[[str], object]) -> None:
        super().__init__(placeholder=f"type to find one of {len(rows.options)}", compact=True)
        self._rows, self._choose = rows, choose

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is only written; one that may choose waits until what was typed has taken effect."""
        return self._rows.option_by(character) is None and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        self._rows.wanted = _words(self.value)  # the message that it changed may still be on its way
        option = self._rows.option_by(event.character)
        if option is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._choose(option.value)


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
        Binding("k", "move(-1)", show=False),
        Binding("j", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("home", f"move({-_ALL})", show=False, priority=True),
        Binding("end", f"move({_ALL})", show=False, priority=True),
        Binding("enter", "pick", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[Option], checked: frozenset[str] = frozenset(), *, multiple: bool = False
    ) -> None:
        leave = Action("close", "esc", "keep and close") if multiple else Action("close", "esc", "leave")
        named = (Action(f"={option.value}", option.key, option.verb) for option in options if option.verb)
        super().__init__(title, (Action("pick", "enter", "choose"), *named, leave))
        self._rows = OptionRows(options, checked, multiple=multiple)
        self._line = FindLine(self._rows, self._choose)
        self._just_chose = False  # then enter has nothing left to choose, and closes

    def content(self) -> ComposeResult:
        """Return the list, and a line for what is typed to find; in a short list it shows once something is."""
        self._line.display = self._line.can_focus = self._rows.searched
        yield self._line
        yield self._rows

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._go_on(chose=False)
        self._line.display = self._rows.searched or bool(event.value)
        self._rows.wanted = _words(event.value)
        self._rows.cursor = None
        self._rows.rebuild()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_pick()

    def action_move(self, delta: int) -> None:
        """Move the cursor."""
        self._go_on(chose=False)
        self._rows.move(delta)

    def action_page(self, delta: int) -> None:
        """Move the cursor by as many lines as there are, of which entries may take several."""
        self._go_on(chose=False)
        rows = self._rows
        keys = [row.key for row in rows.rows]
        if rows.cursor in keys:
            to = keys.index(rows.cursor) + delta * max(1, rows.size.height - 1)
            rows.set_cursor(keys[max(0, min(to, len(keys) - 1))])

    def action_pick(self) -> None:
        """Choose what the cursor is on; right after a choice, keep it and close."""
        if self._just_chose:
            self.action_leave()
        else:
            self._rows.pick()

    def action_leave(self) -> None:
        """Leave; several choices were made by then."""
        self.dismiss(self._rows.checked if self._rows.multiple else None)

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "pick":
            self.action_pick()
        elif button.startswith("="):
            self._choose(button[1:])
        else:
            self.action_leave()

    def on_key(self, event: events.Key) -> None:
        """In a short list, which has the focus, choose by an entry's key, or type what to find."""
        if self._rows.searched:
            return
        if option := self._rows.option_by(event.character):
            event.stop()
            self._choose(option.value)
        elif self._line.value and event.key == "backspace":
            event.stop()
            self._line.action_delete_left()
        elif (typed := event.character) and typed.isprintable() and (self._line.value or _begins_a_word(typed)):
            event.stop()
            self._line.insert_text_at_cursor(typed)

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
        self._go_on(chose=True)

    def _go_on(self, *, chose: bool) -> None:
        """Say what enter does next, where several can be chosen."""
        if chose == self._just_chose:
            return
        self._just_chose = chose
        keep = (Action("close", "enter", "keep and close"),)
        self.query_one(ActionBar).show(keep + tuple(self._buttons[1:-1]) if chose else self._buttons)
