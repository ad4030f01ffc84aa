"""``stance tour``: a guided first coding."""

from __future__ import annotations

import click

from stancebook.cli.session import Session
from stancebook.model.problems import NotFoundError


@click.command("tour")
def command() -> None:
    """Code a short letter, guided: one minute, in a folder that is gone afterwards.

    Your own study is neither needed nor touched; its keys and your colours hold here too.
    """
    from stancebook.tui.preferences import keymap_of
    from stancebook.tui.tour.screen import run_tour

    try:
        keymap = keymap_of(Session.of().workspace)
    except NotFoundError:
        keymap = None
    run_tour(keymap)
