"""``stance annotate``, and ``stance`` alone: the screens."""

from __future__ import annotations

import sys

import click

from stancebook.cli.options import workspace_options
from stancebook.cli.session import Session


@click.command("annotate")
@click.argument("source", required=False, metavar="[SOURCE]")
@workspace_options
def command(source: str | None, workspace: str | None, rubric: str | None, reviewer: str | None) -> None:
    """Code sources in the terminal: the text, the rubric and the evidence on one screen.

    Without SOURCE: the first that you have not completed. Without a terminal, use stance code.
    """
    session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
    book = session.workspace.rubric(session.rubric_id)
    if source is not None:
        session.workspace.source(source)
    _needs_terminal("stance annotate", "stance code does the same in line mode")
    coder = session.reviewer()

    from stancebook.tui.app import run_annotate

    session.enrol(coder)
    session.workspace.sweep()
    run_annotate(session.workspace, book, coder, source)


def home(context: click.Context) -> None:
    """Open the home screen; without a terminal, show the help instead."""
    if not _has_terminal():
        click.echo(context.get_help())
        return
    session = Session.of()
    book = session.workspace.rubric(session.rubric_id)
    coder = session.reviewer()

    from stancebook.tui.app import run_home

    session.enrol(coder)
    session.workspace.sweep()
    run_home(session.workspace, book, coder)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _needs_terminal(what: str, instead: str) -> None:
    if not _has_terminal():
        from stancebook.model.problems import StancebookError

        raise StancebookError(f"{what} needs a terminal; {instead}")
