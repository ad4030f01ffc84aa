"""Key bindings made from the table of commands; a keymap changes them by the commands' ids."""

from __future__ import annotations

from textual.binding import Binding

from stancebook.tui.commands import NUMBERED, commands_of


def bindings_of(scope: str) -> list[Binding]:
    """Return a screen's bindings. Each carries its command's id, so that a keymap can change its keys.

    Every binding runs the screen's action ``command``; the numbered answers give it their number.
    """
    made = []
    for one in commands_of(scope):
        if one.id in NUMBERED:
            made += [
                Binding(key, f"command('{one.id}', {number})", one.help, show=False, id=f"{one.id}-{key}")
                for number, key in enumerate(one.keys, 1)
            ]
        elif one.keys:
            made.append(Binding(",".join(one.keys), f"command('{one.id}')", one.help, show=False, id=one.id))
    return made
