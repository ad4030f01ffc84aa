"""The table of commands with a person's own keys. No Textual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.tui.commands import COMMANDS, NUMBERED, Command, key_name
from stancebook.tui.key_names import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_NO_KEY: Final = "no_key"  # what Textual is told where a command is to have none
_TOLD: Final = re.compile(r"<([a-z]+(?:\.[a-z-]+)?)>")


class Keymap(NamedTuple):
    """Which key does what.

    Attributes:
        commands: The table, with the keys that hold.
    """

    commands: tuple[Command, ...] = COMMANDS

    @classmethod
    def of_settings(cls, keys: Mapping[str, Sequence[str]], place: Callable[[str], tuple[str, int | None]]) -> Keymap:
        """Return the table with the keys that settings name.

        Args:
            keys: The keys that each command is to have instead of its own; none leaves it to the palette.
            place: Gives file and line of a command's setting, for complaints.

        Raises:
            StancebookError: With every command or key that does not exist, and every key that two would have.
        """
        problems: list[Problem] = []
        known = {one.id for one in COMMANDS}
        wanted: dict[str, tuple[str, ...]] = {}
        for name, written in keys.items():
            try:
                wanted[name] = _checked(name, written, known)
            except ValueError as error:
                problems.append(Problem(place(name)[0], str(error), place(name)[1]))
        commands = tuple(one._replace(keys=wanted.get(one.id, one.keys)) for one in COMMANDS)
        if not problems:
            problems = _clashes(commands, wanted, place)
        if problems:
            raise StancebookError(problems)
        return cls(commands)

    @property
    def changes(self) -> dict[str, str]:
        """What Textual is told: the keys of every command that has others than its own."""
        own = {(one.scope, one.id): one.keys for one in COMMANDS}
        changed = [one for one in self.commands if one.keys != own[one.scope, one.id]]
        return {one.id: ",".join(one.keys) or _NO_KEY for one in changed}

    def of(self, scope: str) -> tuple[Command, ...]:
        """Return the commands of a screen, in the order of the help."""
        return tuple(one for one in self.commands if one.scope == scope)

    def key(self, scope: str, command_id: str) -> str:
        """Return the key of a command as it is shown; how to find it in the palette where it has none."""
        command = next((one for one in self.of(scope) if one.id == command_id), None)
        return command.key or f": {command.label}" if command else ""

    def told(self, scope: str, words: str) -> str:
        """Put the keys that hold in place of ``<evidence.mark>`` and its like."""
        return _TOLD.sub(lambda found: self.key(scope, found[1]) or found[0], words)


def _checked(name: str, written: Sequence[str], known: set[str]) -> tuple[str, ...]:
    """Return a command's keys.

    Raises:
        ValueError: Where the command or a key is not there.
    """
    if name not in known:
        raise ValueError(f"keys: there is no command '{name[:60]}'{did_you_mean(name, known)}")
    if name in NUMBERED:
        raise ValueError(f"keys: {name} stays on {'the letters' if name == 'decide.take' else 'the digits'}")
    return tuple(dict.fromkeys(_key(name, one) for one in written))


def _key(name: str, written: str) -> str:
    try:
        return key_of(written)
    except ValueError as error:
        raise ValueError(f"keys: {name}: {error}") from None


def _clashes(
    commands: Sequence[Command], wanted: Mapping[str, object], place: Callable[[str], tuple[str, int | None]]
) -> list[Problem]:
    """Return a problem for each key that two commands of one screen would have."""
    problems: dict[tuple[str, str], Problem] = {}
    holders: dict[tuple[str, str], Command] = {}
    for one in commands:
        for key in one.keys:
            other = holders.setdefault((one.scope, key), one)
            if other is not one:
                mine, theirs = (one, other) if one.id in wanted else (other, one)
                message = (
                    f"keys: {mine.id}: '{key_name(key)}' is the key of {theirs.id} ({theirs.help}); "
                    f"give {theirs.id} another key too, or take one that is free"
                )
                problems.setdefault((mine.id, key), Problem(place(mine.id)[0], message, place(mine.id)[1]))
    return list(problems.values())
