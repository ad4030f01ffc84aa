"""``stance import``: codings in, from a long table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from stancebook.cli.progress import working
from stancebook.cli.session import Session, say, session_options

if TYPE_CHECKING:
    from stancebook.exchange.codings_import import Imported

_UNASKED: Final = "not asked, given the other answers; kept, and counted nowhere"
_BEGUN: Final = "begun before, and its reviewer declares it complete (stance code SOURCE --complete)"
_MOST_TOLD: Final = 10
_EXPORTED_QUOTES: Final = "evidence.csv"
"""What ``stance matrix --format csv`` calls its table of quotes."""


@click.command("import")
@click.argument("table", metavar="CODINGS.csv", type=click.Path())
@click.option(
    "--quotes", metavar="FILE", type=click.Path(), help="Their quotes, where these have a table of their own."
)
@click.option("--rubric-version", metavar="VERSION", help="Under which version of the rubric they were made.")
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
    quotes: str | None,
    rubric_version: str | None,
    columns: tuple[str, ...],
    ignore: tuple[str, ...],
    duplicates: Literal["error", "first", "last"],
    replace: bool,
    draft: bool,
) -> None:
    """Add codings from a table: one row for each coding, or for each quote of one. '-' reads standard input.

    Columns: source, reviewer, criterion, value or off_scale, and if you have them quote, for, start, end,
    note, confidence, rules, version, coded_at, independent. One bad row, and nothing is taken.

    What `stance matrix --format csv -o FOLDER` writes is read as it is:

    \b
    stance import FOLDER/codings.csv --quotes FOLDER/evidence.csv
    """
    from stancebook.exchange.codings_import import import_codings
    from stancebook.exchange.codings_table import parse_codings, parse_quotes
    from stancebook.reports.words import count
    from stancebook.workspace.given_file import STANDARD_INPUT, read_given, shown_given
    from stancebook.workspace.storing import store_annotations

    if table == quotes == STANDARD_INPUT:
        raise click.UsageError("standard input holds one table: give codings or --quotes as a file")
    where, quotes_where = shown_given(table), shown_given(quotes or "")
    rows = parse_codings(read_given(table), where, rename=_renamed(columns), ignore=ignore)
    quoted = parse_quotes(read_given(quotes), quotes_where) if quotes else []
    with working(f"importing {count(len(rows), 'row')}"):
        study = session.study()
        imported = import_codings(
            study,
            rows,
            where,
            duplicates=duplicates,
            replace=replace,
            draft=draft,
            version=rubric_version,
            quotes=quoted,
            quotes_where=quotes_where,
        )
        store_annotations(session.workspace, study, imported.annotations.values())
    done = sum(annotation.complete for annotation in imported.annotations.values())
    drafts = len(imported.annotations) - done
    say(
        f"{count(imported.codings, 'coding')} in {count(len(imported.annotations), 'annotation')}: "
        f"{done:,} complete, {count(drafts, 'draft')}"
    )
    for line in (*_lacking(imported), *_counted(imported, duplicates), *_unknown(imported, study.rubric.version)):
        say(line)
    if not quotes and rows and "value_kind" in rows[0].cells:
        _tell_of_quotes(table)
    if imported.codings:
        say("next: stance status")


def _tell_of_quotes(table: str) -> None:
    """Tell where the quotes of an exported table are, which has none itself."""
    from stancebook.workspace.given_file import STANDARD_INPUT

    beside = Path(table).with_name(_EXPORTED_QUOTES)
    if table == STANDARD_INPUT:
        say(f"their quotes were not read: --quotes {_EXPORTED_QUOTES}, which was written with them")
    elif beside.is_file():
        say(f"their quotes were not read: --quotes {beside}")


def _lacking(imported: Imported) -> list[str]:
    """Tell why annotations are drafts."""
    told = [
        f"{reviewer}, {source} is a draft: {'; '.join(one.sentence for one in lacks) or _BEGUN}"
        for (reviewer, source), lacks in imported.lacking.items()
    ]
    more = len(told) - _MOST_TOLD
    return told if more <= 0 else [*told[:_MOST_TOLD], f"… and {more:,} more: stance status --reviewer ID"]


def _counted(imported: Imported, duplicates: str) -> list[str]:
    left_out = f"left out (--duplicates {duplicates})"
    counted = (
        (imported.noted, "of them had its version noted only", "of them had their version noted only"),
        (imported.unchanged, "coding was there already", "codings were there already"),
        (imported.blank, "row without an answer codes nothing", "rows without an answer code nothing"),
        (imported.dropped, f"second judgement was {left_out}", f"second judgements were {left_out}"),
        (imported.unasked, f"is of a criterion that is {_UNASKED}", f"are of criteria that are {_UNASKED}"),
        (imported.attributed, "quote for a position of others was left out", "quotes for positions of others left out"),
    )
    return [f"{number:,} {one if number == 1 else many}" for number, one, many in counted if number]


def _unknown(imported: Imported, version: str) -> list[str]:
    """Tell what nobody knows of the codings, and what follows from it."""
    from stancebook.reports.words import count

    told = []
    if imported.stateless:
        told.append(
            f"of {count(imported.stateless, 'coding')} it is not known what the question meant when it was answered: "
            "no change of a question makes them stale. If you know the version of the rubric, import the table once "
            f"more with --rubric-version (now {version}) or a column version"
        )
    if imported.timeless:
        told.append(
            f"of {count(imported.timeless, 'coding')} it is not known whether they were made before their reviewer saw "
            "another's (columns coded_at and independent say it): they count as independent, and reports say so"
        )
    return told


def _renamed(columns: tuple[str, ...]) -> dict[str, str]:
    renamed = {}
    for column in columns:
        name, equals, heading = column.partition("=")
        if not (name and equals and heading):
            raise click.UsageError(f"--column '{column}' should be NAME=HEADING, as in source=sentence_id")
        renamed[name] = heading
    return renamed
