"""What our screens have in common: commands from the one table, the lines around, an answer for tiny terminals."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from stancebook.model.problems import StancebookError
from stancebook.model.visible import visible_line
from stancebook.tui.coding import RefusedError
from stancebook.tui.widgets.action_bar import Action, ActionBar
from stancebook.tui.widgets.notice import Notice
from stancebook.tui.widgets.one_line import OneLine
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.row_styles import COMPONENTS, CSS
from stancebook.tui.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from stancebook.tui.app import StancebookApp
    from stancebook.tui.commands import Command
    from stancebook.tui.widgets.rows import Part

LEAST_COLUMNS, LEAST_ROWS = 60, 16
_MARGINS = 3  # cells: one on either side of the status line, and one between left and right


class TooSmall(Static):
    """Stands in for a screen that has no room."""

    def __init__(self) -> None:
        super().__init__(
            Content(
                f"This terminal is too small for Stancebook: it needs {LEAST_COLUMNS} columns and {LEAST_ROWS} rows.\n"
                "Make the window larger or the letters smaller. Nothing is lost.\n"
                "ctrl+q quits; stance code works in any terminal."
            ),
            id="too-small",
        )


class CommandScreen(Screen[None], inherit_bindings=False):
    """A screen whose keys, footer and palette come from the table of commands.

    Above stands a header, below a status line and the footer; between them what the screen itself lays out.
    Words too long for the status line stand above it instead. A command that cannot do anything says why instead.

    Attributes:
        SCOPE: Whose commands they are.
        SAVES: Whether work is done here that is saved.
        WHOLE: Tones of messages that are never cut; warnings are not, even where nobody asked for them.
    """

    SCOPE: ClassVar[str] = ""
    SAVES: ClassVar[bool] = True
    WHOLE: ClassVar[Collection[str]] = ("", "good", "accent", "warn")
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it
        (0, "-tiny"),
        (LEAST_COLUMNS, "-narrow"),
        (70, "-medium"),
        (100, "-roomy"),
        (160, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - likewise
        (0, "-flat"),
        (LEAST_ROWS, "-low"),
        (24, "-usual"),
        (30, "-tall"),
    ]
    DEFAULT_CSS = (
        """
    CommandScreen {
        background: $surface;
        #too-small { display: none; width: 1fr; height: 1fr; content-align: center middle; text-align: center; }
        &.-tiny, &.-flat {
            & > * { display: none; }
            #too-small { display: block; }
        }
        .pane {
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-color: $panel-lighten-2;
            border-top: solid $foreground 30%;
            border-title-color: $foreground 70%;
            border-title-align: left;
            &:focus { border-top: solid $accent; border-title-color: $text-accent; border-title-style: bold; }
            &:nocolor:focus { border-title-style: reverse; }
        }
        &:light .pane { scrollbar-color: $panel-darken-2; }
    """
        + CSS
        + "}"
    )

    def __init__(self) -> None:
        super().__init__()
        self.handlers: Mapping[str, Callable[[], object]] = {}
        self.header, self.status, self.bar = OneLine(id="header"), OneLine(id="status"), ActionBar()
        self.trouble, self.whole = Notice("trouble"), Notice("whole")
        self._message: Part = ("", "")
        self.busy = False  # with a command, after which the lines are shown anyway

    def compose(self) -> ComposeResult:
        """Put the lines around what the screen lays out."""
        self.fit_classes()
        yield self.header
        yield from self.lay_out()
        yield self.trouble
        yield self.whole
        yield self.status
        yield self.bar
        yield TooSmall()

    def lay_out(self) -> ComposeResult:
        """Return what stands between the header and the status line."""
        yield from ()

    def fit_classes(self) -> None:
        """Take the classes for the terminal's size before there are children whose styles would follow."""
        width, height = self.app.size
        for size, steps in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            fitting = [name for least, name in steps if size >= least]
            self.add_class(fitting[-1])

    @property
    def stance(self) -> StancebookApp:
        """The application, by its own type."""
        return cast("StancebookApp", self.app)

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done here, by which keys."""
        return self.stance.keymap.of(self.SCOPE)

    def key_of(self, command_id: str) -> str:
        """Return the key of a command, as it is shown."""
        return self.stance.keymap.key(self.SCOPE, command_id)

    def told(self, words: str) -> str:
        """Put the keys that hold in place of ``<evidence.mark>`` and its like."""
        return self.stance.keymap.told(self.SCOPE, words)

    @property
    def pane_help(self) -> tuple[str, tuple[str, ...]]:
        """A heading and sentences on the pane that has the focus, for the help; commands stand for their keys."""
        return "", ()

    def why_not(self, command_id: str) -> str | None:  # noqa: ARG002 - for those that come after
        """Return why a command cannot do anything now, or None."""
        return None

    @property
    def list_in_focus(self) -> RowList | None:
        """The list that has the focus, if one has."""
        return self.focused if isinstance(self.focused, RowList) else None

    # The status line

    @property
    def message(self) -> Part:
        """What the status line was last told to say, and in which tone."""
        return self._message

    def say(self, words: str, tone: str = "") -> None:
        """Put words on the status line until the next command; ``<evidence.mark>`` stands for that command's key."""
        self._message = (visible_line(self.told(words)), tone)
        self._show_lines()

    def say_also(self, words: str) -> None:
        """Put more words behind those on the status line."""
        said, tone = self._message
        self.say(f"{said} · {words}" if said else words, tone)

    def forget(self) -> None:
        """Let go of what was said, without showing so yet."""
        self._message = ("", "")

    def hint(self) -> Part:
        """Return what the status line says while nothing else is to be said."""
        return "", ""

    @property
    def said(self) -> Part:
        """What the status line says now: the message, else the hint."""
        words, tone = self._message if self._message[0] else self.hint()
        return visible_line(words), tone

    @property
    def saved(self) -> Part:
        """What the status line says of saving."""
        saver = self.stance.saver
        if not (self.SAVES or saver.busy or saver.unsaved):
            return "", ""
        return saver.words, "warn" if saver.unsaved else "accent" if saver.busy else "dim"

    @property
    def not_lost(self) -> str:
        """What is told beside why something is not saved."""
        return "Your work is kept here; saving is tried again."

    @property
    def whereabouts(self) -> Sequence[str]:
        """What the status line says of where one is, from the longest to the shortest; it ends with nothing."""
        return ("",)

    def _right_of(self, words: str) -> tuple[tuple[Part, ...], int]:
        """Return what stands right of the words, as much of it as leaves them room, and how much room they have."""
        saved, room = self.saved, 0
        for where in self.whereabouts:
            room = self.size.width - cell_len(where) - cell_len(saved[0]) - _MARGINS
            if cell_len(words) <= room:
                break
        return ((where, "dim"), saved), room

    def _show_lines(self) -> None:
        """Show the status line and the footer, and above them what has no room there and what is not saved."""
        words, tone = self.said
        right, room = self._right_of(words)
        asked = bool(self._message[0]) or tone == "warn"
        whole = words if asked and tone in self.WHOLE and cell_len(words) > room else ""
        self.status.show(Row((("" if whole else words, tone),), right))
        self.whole.tell(whole)
        trouble = self.stance.saver.trouble
        self.trouble.tell(f"✗ {trouble}. {self.told(self.not_lost)}" if trouble else "")
        self.set_class(bool(whole), "-told")
        self.set_class(bool(trouble), "-troubled")
        self.bar.show(self.footer())

    def refresh_all(self) -> None:
        """Show everything as it stands now."""

    def saving_changed(self) -> None:
        """Show the state of saving."""
        self._show_lines()

    def sources_changed(self) -> None:
        """Show which sources there are by now, and how far the reviewer is with them."""

    # What is done

    def run_command(self, command_id: str, number: int = 0) -> None:
        """Run a command by its id; the words of the one before go, and one that is refused says why."""
        self.forget()
        if reason := self.why_not(command_id):
            self.say(reason, "warn")
            return
        self.busy = True
        try:
            self.attempt(lambda: self.do(command_id, number))
        finally:
            self.busy = False
        self._show_lines()

    def on_key(self, event: events.Key) -> None:
        """Say of a key that is no command's that it does nothing here; what is typed into a line never comes here."""
        if event.is_printable and event.key not in self._keys:
            self.forget()
            self.say(f"{event.character} does nothing here: <help> shows all keys", "warn")

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for one in self.commands for key in one.keys)

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do something that may be refused, and say why where it is."""
        try:
            verb()
        except (RefusedError, StancebookError) as error:
            self.say(str(error), "warn")

    def do(self, command_id: str, number: int) -> None:  # noqa: ARG002 - for those that come after
        """Do what a command says."""
        self.handlers[command_id]()

    def picked(self, key: Hashable) -> None:
        """Do what a click on a row means, or enter on it.

        Raises:
            RefusedError: Where that makes no sense now.
        """

    @on(RowList.Picked)
    def _picked(self, event: RowList.Picked) -> None:
        event.stop()
        self.forget()
        self.attempt(lambda: self.picked(event.key))

    def choose_theme(self) -> None:
        """Choose the colours."""
        from stancebook.tui.screens.chooser import Option
        from stancebook.tui.themes import THEMES
        from stancebook.tui.verbs.choosing import choose_one

        options = [Option(name, label) for name, label in THEMES.items()]
        choose_one(self, "Colours", options, self.stance.use_theme, now=self.app.theme)

    def open_palette(self) -> None:
        """Find a command by its words."""
        self.app.action_command_palette()

    def action_command(self, command_id: str, number: int = 0) -> None:
        """Run a command: what every binding does."""
        self.run_command(command_id, number)

    def on_action_bar_pressed(self, event: ActionBar.Pressed) -> None:
        """Run the command of a button in the footer."""
        event.stop()
        self.press(event.id)

    def press(self, command_id: str) -> None:
        """Run the command of a button in the footer."""
        self.run_command(command_id)

    def footer(self) -> list[Action]:
        """Return the footer's verbs in their order."""
        shown = sorted((one for one in self.commands if one.footer), key=lambda one: one.footer)
        return [Action(one.id, one.key, one.label, enabled=self.why_not(one.id) is None) for one in shown]
