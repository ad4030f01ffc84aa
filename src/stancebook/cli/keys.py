"""``stance keys``: every key of the screens, as it is set here."""

from __future__ import annotations

import json

import click

from stancebook.cli.options import output_options, workspace_option
from stancebook.cli.session import Session, emit
from stancebook.model.problems import NotFoundError


@click.command("keys")
@output_options("terminal", "md", "json")
@workspace_option
def command(form: str, output: str | None, workspace: str | None) -> None:
    """List the keys of every screen, with those that this workspace's settings change.

    Change one with its command's id, under [tool.stancebook.keys] in pyproject.toml or [keys] in stancebook.toml:
    evidence.mark = "D".
    """
    from stancebook.tui.keymap import Keymap
    from stancebook.tui.keys_page import keys_page, keys_text
    from stancebook.tui.preferences import keymap_of

    try:
        keymap = keymap_of(Session.of(workspace=workspace).workspace)
    except NotFoundError:
        if workspace is not None:
            raise
        keymap = Keymap()
    if form == "json":
        rows = [
            {"command": one.id, "screen": one.scope, "keys": list(one.keys), "does": one.help}
            for one in keymap.commands
        ]
        emit(json.dumps({"schema": "stancebook/keys/1", "commands": rows}, indent=2, ensure_ascii=False), output)
    else:
        emit(keys_page(keymap) if form == "md" else keys_text(keymap), output)
