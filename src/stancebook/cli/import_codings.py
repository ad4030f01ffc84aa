"""``stance import``: codings in, from a long table."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from stancebook.cli.progress import working
from stancebook.cli.session import Session, say, session_options

_UNASKED = "not asked, given the other answers; kept, and counted nowhere"


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
@session_options
def command(
    *,
    session: Session,
    table: str,
    columns: tuple[str, ...],
    ignore: tuple[str, ...],
    duplicates: Literal["error", "first", "last"],
    replace: bool,
    draft: bool,
) -> None:
    """Add codings from a table: one row for each coding, or for each quote of one.

    Columns: source, reviewer, criterion, value or off_scale, and if you have them quote, for, start,
    note, confidence, rules, version. One bad row, and nothing is taken.
    """
    from stancebook.exchange.codings_import import import_codings
    from stancebook.exchange.codings_table import parse_codings
    from stancebook.reports.words import count
    from stancebook.workspace.storing import store_annotations
    from stancebook.workspace.text_file import read_text

    rows = parse_codings(read_text(Path(table)), table, rename=_renamed(columns), ignore=ignore)
    with working(f"importing {count(len(rows), 'row')}"):
        study = session.study()
        imported = import_codings(study, rows, table, duplicates=duplicates, replace=replace, draft=draft)
        store_annotations(session.workspace, study, imported.annotations.values())
    done = sum(annotation.complete for annotation in imported.annotations.values())
    drafts = len(imported.annotations) - done
    say(
        f"{count(imported.codings, 'coding')} in {count(len(imported.annotations), 'annotation')}: "
        f"{done:,} complete, {count(drafts, 'draft')}"
    )
    left_out = f"left out (--duplicates {duplicates})"
    for number, one, many in (
        (imported.unchanged, "coding was there already", "codings were there already"),
        (imported.blank, "row without an answer codes nothing", "rows without an answer code nothing"),
        (imported.dropped, f"second judgement was {left_out}", f"second judgements were {left_out}"),
        (imported.unasked, f"is of a criterion that is {_UNASKED}", f"are of criteria that are {_UNASKED}"),
    ):
        if number:
            say(f"{number:,} {one if number == 1 else many}")
    if imported.codings:
        say("next: stance status")


def _renamed(columns: tuple[str, ...]) -> dict[str, str]:
    renamed = {}
    for column in columns:
        name, equals, heading = column.partition("=")
        if not (name and equals and heading):
            raise click.UsageError(f"--column '{column}' should be NAME=HEADING, as in source=sentence_id")
        renamed[name] = heading
    return renamed
