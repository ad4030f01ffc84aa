"""The table of commands: what can be done on which screen, by which key, in which words.

Bindings, footer, palette, help screen, keymap settings and documentation are all made from it. No Textual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.tui.command_rows.annotate import ANNOTATE_ROWS
from stancebook.tui.command_rows.compare import COMPARE_ROWS
from stancebook.tui.command_rows.home import HOME_ROWS
from stancebook.tui.command_rows.matrix import MATRIX_ROWS
from stancebook.tui.command_rows.quotes import QUOTES_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.tui.command_rows.common import CommandRow, Groups

ANNOTATE: Final = "annotate"
HOME: Final = "home"
COMPARE: Final = "compare"
MATRIX: Final = "matrix"
QUOTES: Final = "quotes"

_KEY_NAMES: Final = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "exclamation_mark": "!",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "escape": "esc",
}


class Command(NamedTuple):
    """One thing that can be done.

    Attributes:
        id: Its name, ``evidence.mark``: what keymaps and the documentation call it.
        keys: Its keys in Textual's words; the first is the one shown.
        label: One or two words, for the footer.
        help: A sentence that completes "this key will …".
        group: The heading it stands under in the help.
        scope: The screen it belongs to.
        footer: Its place in the footer, lowest first; 0 keeps it out.
        shown: How its keys are shown, where that is not simply the first of them.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    scope: str
    footer: int = 0
    shown: str = ""

    @property
    def key(self) -> str:
        """The key as the footer shows it."""
        return self.shown or key_name(self.keys[0] if self.keys else "")

    @property
    def all_keys(self) -> str:
        """Every key, as the help shows them."""
        return self.shown or "  ".join(map(key_name, self.keys))


def key_name(key: str) -> str:
    """Return a key as people write it: ``?`` for ``question_mark``, ``shift+↑`` for ``shift+up``."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _KEY_NAMES.get(last, last)])


NUMBERED: Final = {"code.value": "1-9", "decide.value": "1-9", "decide.take": "a-f"}
"""Commands whose keys differ in what they mean, the first is number 1; and how these keys are shown."""


_ROWS: Final[Mapping[str, Groups]] = {
    ANNOTATE: ANNOTATE_ROWS,
    HOME: HOME_ROWS,
    COMPARE: COMPARE_ROWS,
    MATRIX: MATRIX_ROWS,
    QUOTES: QUOTES_ROWS,
}


def _command(scope: str, group: str, row: CommandRow) -> Command:
    name, keys, label, sentence, *footer = row
    place = footer[0] if footer else 0
    return Command(name, tuple(keys.split()), label, sentence, group, scope, place, NUMBERED.get(name, ""))


COMMANDS: Final[tuple[Command, ...]] = tuple(
    _command(scope, group, row) for scope, groups in _ROWS.items() for group, rows in groups.items() for row in rows
)


def commands_of(scope: str) -> tuple[Command, ...]:
    """Return the commands of a screen, in the order of the help."""
    return tuple(command for command in COMMANDS if command.scope == scope)


def command(scope: str, command_id: str) -> Command:
    """Return a command of a screen by its id."""
    return next(one for one in commands_of(scope) if one.id == command_id)
