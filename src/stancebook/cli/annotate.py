"""``stance annotate``, and ``stance`` alone: the screens."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancebook.cli.options import workspace_options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


@click.command("annotate")
@click.argument("source", required=False, metavar="[SOURCE]")
@workspace_options
def command(source: str | None, workspace: str | None, rubric: str | None, reviewer: str | None) -> None:
    """Code sources in the terminal: the text, the rubric and the evidence on one screen.

    SOURCE is an id, the beginning of one, or its number in stance matrix without options. Where it
    is left out, the first that you have not completed. Without a terminal, use stance code.
    """
    with _first_page(source, workspace, reviewer):
        from stancebook.cli.session import Session, say
        from stancebook.tui.running import run_annotate

        session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
        book = session.workspace.rubric(session.rubric_id)
        if source is not None:
            source = session.source_id(source)
            session.workspace.source(source)
        _needs_terminal("stance annotate", "stance code does the same in line mode")
        coder = session.reviewer()
        welcome = session.enrol(coder)
        session.workspace.sweep()
        run_annotate(session.workspace, book, coder, source)
    if welcome:
        say(welcome)


def _first_page(source: str | None, workspace: str | None, reviewer: str | None) -> AbstractContextManager[None]:
    """Return what shows the text while all else is loading; nothing where something is to be asked or said first."""
    if source is None or not _has_terminal():
        return nullcontext()
    from stancebook.workspace.glance import glance_at

    given = click.get_current_context().find_root().obj or {}
    known = reviewer or given.get("reviewer") or os.environ.get("STANCEBOOK_REVIEWER")
    seen = glance_at(Path(workspace or given.get("workspace", ".")).absolute(), source, known)
    if seen is None or not (known or seen.knows_reviewer):
        return nullcontext()
    from stancebook.tui.first_page import first_page

    return first_page(f"{source} · opening …", seen.body[seen.top :])


def home(context: click.Context) -> None:
    """Open the home screen; without a terminal, show the help instead."""
    if not _has_terminal():
        click.echo(context.get_help())
        return
    from stancebook.cli.session import Session, say

    session = Session.of()
    book = session.workspace.rubric(session.rubric_id)
    coder = session.reviewer()

    from stancebook.tui.running import run_home

    session.workspace.sweep()
    run_home(session.workspace, book, coder)
    if welcome := session.enrol_if_coding(book.id, coder):
        say(welcome)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _needs_terminal(what: str, instead: str) -> None:
    if not _has_terminal():
        from stancebook.model.problems import StancebookError

        raise StancebookError(f"{what} needs a terminal; {instead}")
