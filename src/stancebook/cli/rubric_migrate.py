"""``stance rubric migrate``: codings brought into the terms of the rubric as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.options import output_options
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit, session_options

if TYPE_CHECKING:
    from stancebook.reports.told import Told


@click.command("migrate")
@click.option("--apply", is_flag=True, help="Write it. Without this, it is only shown.")
@click.option("--undo", is_flag=True, help="Take the last migration back instead.")
@click.option("--unblind", is_flag=True, help="Others' answers, too; recorded.")
@output_options("terminal", "md", "json")
@session_options
def command(
    *,
    session: Session,
    apply: bool,
    undo: bool,
    unblind: bool,
    form: str,
    output: str | None,
) -> None:
    """Bring every coding into the terms of the rubric as it is now, as its changelog says under operations.

    Renamed and merged answers follow, with their quotes, attributed positions and decisions; what was split or
    retired stays as it is. Each file's journal, below annotations/RUBRIC/_migrations, keeps what stood there
    before, so that --undo brings it back.

    \b
    stance rubric migrate                  # what would become of each coding
    stance rubric migrate --apply
    stance rubric migrate --undo --apply
    """
    if undo and unblind:
        raise click.UsageError("--undo shows nobody's answers; leave --unblind out")
    to_file = output not in {None, "-"}
    if undo:
        text = _undone(session, form, apply=apply, to_file=to_file)
    else:
        text = _migrated(session, form, apply=apply, unblind=unblind, to_file=to_file)
    emit(text, output)


def _migrated(session: Session, form: str, *, apply: bool, unblind: bool, to_file: bool) -> str:
    from stancebook.cli.fates import shown_fates
    from stancebook.reports.json_form import json_text
    from stancebook.reports.migration_told import migration_json, migration_told
    from stancebook.workspace.migration import apply_migration, plan_migration
    from stancebook.workspace.rubric_knowledge import RubricKnowledge

    book = session.workspace.rubric(session.rubric_id)
    with working("migrating"):
        fates, withheld = shown_fates(session, book, unblind=unblind)
        unknown = RubricKnowledge(session.workspace, book).unknown()
        migration = (apply_migration if apply else plan_migration)(session.workspace, book)
    asking = None if unblind else session.asking
    if form == "json":
        seen = [fate for fate in fates if asking in {None, fate.reviewer}]
        return json_text(migration_json(migration, seen, book, withheld=withheld, applied=apply, unknown=unknown))
    told = migration_told(migration, fates, book, asking=asking, withheld=withheld, applied=apply, unknown=unknown)
    return _text(told, form, to_file=to_file)


def _undone(session: Session, form: str, *, apply: bool, to_file: bool) -> str:
    from stancebook.reports.json_form import json_text
    from stancebook.reports.migration_told import undo_json, undo_told
    from stancebook.workspace.migration import apply_undo, plan_undo

    book = session.workspace.rubric(session.rubric_id)
    with working("taking back"):
        undo = (apply_undo if apply else plan_undo)(session.workspace, book)
    if form == "json":
        return json_text(undo_json(undo, book, applied=apply))
    return _text(undo_told(undo, book, applied=apply), form, to_file=to_file)


def _text(told: list[Told], form: str, *, to_file: bool) -> str:
    from stancebook.cli.terminal import terminal_width, wants_colour
    from stancebook.reports.told import to_markdown, to_terminal

    if form == "md":
        return to_markdown(told)
    return to_terminal(told, width=terminal_width(), colour=wants_colour(to_file=to_file))
