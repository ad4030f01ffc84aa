"""``stance add``: texts in, as sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.progress import working
from stancebook.cli.session import Session, say, session_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE …", type=click.Path())
@click.option("--id", "source_id", metavar="ID", help="The source's id (for one FILE; else made from its name).")
@click.option("--title", help="Its title (for one FILE).")
@click.option("--short", help="A short name for narrow places (for one FILE).")
@click.option("--author", "authors", multiple=True, help="An author; may be repeated.")
@click.option("--publisher", help="Who published it.")
@click.option("--date", help="When, as EDTF: 2025-04-14, 2025-04, 2023-12/2024-02.")
@click.option("--url", help="Where it was found.")
@click.option("--language", help="Its language, as in en-US.")
@click.option("--genre", help="What kind of text it is.")
@session_options
def command(  # noqa: D103 - the help below is written for readers of --help
    files: tuple[str, ...],
    session: Session,
    source_id: str | None,
    **known: str | tuple[str, ...] | None,
) -> None:
    from stancebook.reports.words import count
    from stancebook.workspace.adding import add_sources

    if len(files) > 1 and (source_id or known["title"] or known["short"]):
        raise click.UsageError("--id, --title and --short name one text; give one FILE with them")
    front = {name: value for name, value in known.items() if value}
    with working(f"adding {count(len(files), 'text')}"):
        added = add_sources(session.workspace, files, source_id=source_id, known=front)
    _report(added.new, session.workspace.root)
    if added.unchanged:
        were = "was" if len(added.unchanged) == 1 else "were"
        say(f"{count(len(added.unchanged), 'source')} {were} there already, word for word")
    for problem in added.warnings:
        say(str(problem))
    if added.new:
        first = f" {added.new[0].stem}" if len(added.new) == 1 else ""
        say(f"next: stance annotate{first}")


def _report(new: list[Path], root: Path) -> None:
    few = 10
    for path in new[:few]:
        say(f"added {path.relative_to(root)}")
    if len(new) > few:
        say(f"… and {len(new) - few:,} more, {len(new):,} sources in all")


command.help = """Add texts (.txt or .md, in UTF-8) as sources.

The text is kept to the last character, with line ends as LF. A file that begins with front matter
keeps it. '-' reads one text from standard input, and needs --id:

\b
pdftotext a.pdf - | stance add - --id a
"""
