"""The page of the documentation that lists every key, made from the table of commands. No Textual.

Run ``python -m stancebook.tui.keys_page > docs/keys.md`` after a change of the table.
"""

from __future__ import annotations

import sys
from itertools import groupby

from stancebook.tui.commands import ANNOTATE, HOME, Command, commands_of, key_name

_INTRODUCTION = """\
# Keys

This page is made from the table of commands that also feeds the screens, the footer, the palette and the help.
On a screen, `?` shows the same; `:` finds any command by its words. Digits answer, letters are verbs, and
everything can be taken back with `z`.
"""
_TITLES = {ANNOTATE: "The annotate screen", HOME: "The list of sources"}


def keys_page() -> str:
    """Return the page as Markdown."""
    parts = [_INTRODUCTION]
    for scope, title in _TITLES.items():
        parts.append(f"\n## {title}\n")
        for group, members in groupby(commands_of(scope), key=lambda one: one.group):
            parts.append(f"\n### {group}\n\n| key | does | command |\n|---|---|---|\n")
            parts += [_row(one) for one in members]
    return "".join(parts)


def _row(one: Command) -> str:
    keys = [one.shown] if one.shown else [key_name(key) for key in one.keys]
    shown = " ".join(f"`{key}`" for key in keys) or "by name"
    return f"| {shown} | {one.help} | `{one.id}` |\n"


if __name__ == "__main__":
    sys.stdout.write(keys_page())
