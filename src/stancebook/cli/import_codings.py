"""``stance import``: codings in, from a long table."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from stancebook.cli.options import workspace_options
from stancebook.cli.session import Session, say, working


@click.command("import")
@click.argument("table", metavar="CODINGS.csv", type=click.Path())
@click.option("--column", "columns", multiple=True, metavar="NAME=HEADING", help="Read a column by another heading.")
@click.option("--ignore", multiple=True, metavar="HEADING", help="Leave a column out; may be repeated.")
@click.option(
    "--duplicates",
    type=click.Choice(["error", "first", "last"]),
    default="error",
    show_default=True,
    help="A second, different judgement of one cell by one reviewer.",
)
@click.option("--replace", is_flag=True, help="Replace codings that stand there and differ (undo brings them back).")
@click.option("--draft", is_flag=True, help="Leave all annotations drafts.")
@workspace_options
def command(
    *,
    table: str,
    columns: tuple[str, ...],
    ignore: tuple[str, ...],
    duplicates: Literal["error", "first", "last"],
    replace: bool,
    draft: bool,
    workspace: str | None,
    rubric: str | None,
    reviewer: str | None,
) -> None:
    """Add codings from a table: one row for each coding, or for each quote of one.

    Columns: source, reviewer, criterion, value or off_scale, and if you have them quote, for, start,
    note, confidence, rules, version. One bad row, and nothing is taken.
    """
    from stancebook.exchange.codings_import import import_codings
    from stancebook.exchange.codings_table import parse_codings
    from stancebook.workspace.storing import store_annotations
    from stancebook.workspace.text_file import read_text

    session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
    rows = parse_codings(read_text(Path(table)), table, rename=_renamed(columns), ignore=ignore)
    with working(f"importing {len(rows)} rows"):
        study = session.study()
        imported = import_codings(study, rows, table, duplicates=duplicates, replace=replace, draft=draft)
        store_annotations(session.workspace, study, imported.annotations.values())
    done = sum(annotation.complete for annotation in imported.annotations.values())
    say(
        f"{imported.codings} codings in {len(imported.annotations)} annotations: "
        f"{done} complete, {len(imported.annotations) - done} drafts"
    )
    for count, what in (
        (imported.unchanged, "codings were there already"),
        (imported.blank, "rows without an answer code nothing"),
        (imported.dropped, f"second judgements were left out (--duplicates {duplicates})"),
        (imported.unasked, "are of criteria that are not asked, given the other answers; kept, and counted nowhere"),
    ):
        if count:
            say(f"{count} {what}")


def _renamed(columns: tuple[str, ...]) -> dict[str, str]:
    renamed = {}
    for column in columns:
        name, equals, heading = column.partition("=")
        if not (name and equals and heading):
            raise click.UsageError(f"--column '{column}' should be NAME=HEADING, as in source=sentence_id")
        renamed[name] = heading
    return renamed
