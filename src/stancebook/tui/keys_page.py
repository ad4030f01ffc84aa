"""The page of the documentation that lists every key, made from the table of commands. No Textual.

Run ``python -m stancebook.tui.keys_page > docs/keys.md`` after a change of the table.
"""

from __future__ import annotations

import sys
from itertools import groupby

from stancebook.tui.commands import ANNOTATE, COMPARE, HOME, MATRIX, QUOTES, Command, key_name
from stancebook.tui.keymap import Keymap

_INTRODUCTION = """\
# Keys

This page is made from the table of commands that also feeds the screens, the footer, the palette and the help.
On a screen, `?` shows the same; `:` finds any command by its words. Digits answer, letters are verbs, and
everything can be taken back with `z`.

Keys of your own go under `[tool.stancebook.keys]` in `pyproject.toml`, or `[keys]` in `stancebook.toml`: the command,
and one key or several (`evidence.mark = "D"`, `note.edit = ["m", "f2"]`; `""` leaves it to the palette). Footer, help
and messages then name yours, and `stance keys` lists them. A command or key that does not exist, and a key that two
commands would share, are refused with file and line. Digits, `ctrl+q` and the keys within dialogs stay.
"""
_TITLES = {
    ANNOTATE: "The annotate screen",
    HOME: "The list of sources",
    COMPARE: "The compare screen",
    MATRIX: "The matrix",
    QUOTES: "The quotes behind a cell of the matrix",
}


def keys_page(keymap: Keymap | None = None) -> str:
    """Return the page as Markdown, with the keys of a keymap, else the program's own."""
    keymap = keymap or Keymap()
    parts = [_INTRODUCTION]
    for scope, title in _TITLES.items():
        parts.append(f"\n## {title}\n")
        for group, members in groupby(keymap.of(scope), key=lambda one: one.group):
            parts.append(f"\n### {group}\n\n| key | does | command |\n|---|---|---|\n")
            parts += [_row(one) for one in members]
    return "".join(parts)


def keys_text(keymap: Keymap) -> str:
    """Return the same for a terminal."""
    width = max(len(one.id) for one in keymap.commands)
    lines = []
    for scope, title in _TITLES.items():
        lines += [title, ""]
        for group, members in groupby(keymap.of(scope), key=lambda one: one.group):
            lines.append(f"  {group}")
            lines += [f"    {one.all_keys or ': by name':<16} {one.id:<{width}}  {one.help}" for one in members]
            lines.append("")
    return "\n".join(lines)


def _row(one: Command) -> str:
    keys = [one.shown] if one.shown else [key_name(key) for key in one.keys]
    shown = " ".join(f"`{key}`" for key in keys) or "by name"
    return f"| {shown} | {one.help} | `{one.id}` |\n"


if __name__ == "__main__":
    sys.stdout.write(keys_page())
