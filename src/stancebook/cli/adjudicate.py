"""``stance adjudicate``: settle what reviewers disagree on, on a screen or in line mode."""

from __future__ import annotations

import sys
from typing import Any

import click

from stancebook.cli.options import output_options
from stancebook.cli.session import Session, session_options

_DECIDING = ("answers", "sides", "left_open", "undo", "redo")


@click.command("adjudicate")
@click.argument("source", required=False, metavar="[SOURCE]")
@click.option(
    "--set", "answers", multiple=True, metavar="CRITERION=ANSWER", help="Settle: a value (sets as a,b) or off-scale id."
)
@click.option("--take", "sides", multiple=True, metavar="CRITERION=REVIEWER", help="Settle as this reviewer answered.")
@click.option("--open", "left_open", multiple=True, metavar="CRITERION", help="Leave it open, for a reason.")
@click.option(
    "--because", "reasons", multiple=True, metavar="[CRITERION=]REASON", help="The reason; required for each decision."
)
@click.option(
    "--cause",
    "causes",
    multiple=True,
    metavar="[CRITERION=]CAUSE",
    help="Why they differed: slip, unclear_rule, unclear_text, real_difference, missed_passage.",
)
@click.option("--rule", "rules", multiple=True, metavar="[CRITERION=]ID", help="The decision rule it rests on.")
@click.option(
    "--propose-rule", "proposals", multiple=True, metavar="[CRITERION=]TEXT", help="A rule that the rubric lacks."
)
@click.option(
    "--from", "table", metavar="FILE", help="Decisions filled in: the workbook of stance compare, or the same as CSV."
)
@click.option("--untouched", is_flag=True, help="With --from: also decisions it came with, where none stands here.")
@click.option("--by", metavar="ID", help="Who decides, where that is not who is asking.")
@click.option("--undo", is_flag=True, help="Take your last decision back, on SOURCE or wherever it was.")
@click.option("--redo", is_flag=True, help="Make it again.")
@click.option("--unblind", is_flag=True, help="Sources you have not completed, too; recorded.")
@output_options("terminal", "json")
@session_options
def command(
    *,
    session: Session,
    source: str | None,
    table: str | None,
    untouched: bool,
    by: str | None,
    unblind: bool,
    form: str,
    output: str | None,
    **said: Any,
) -> None:
    """Settle what reviewers disagree on; their own codings never change by it.

    In a terminal the screen, at SOURCE (an id, or the beginning of one) or at the gravest
    disagreement; with --set, --take or --open in line mode; in a pipe the list of what waits for a
    decision. What is said with CRITERION= in front is for that criterion, else for all that are
    decided at once.

    \b
    stance adjudicate wola-2025 --set us_engagement=-1 --because "Rule U2." --cause slip
    stance adjudicate wola-2025 --take us_engagement=r1 --because "It quotes more."
    stance adjudicate wola-2025 --undo
    """
    session = session.asked_by(by)
    if said["undo"] and said["redo"]:
        raise click.UsageError("--undo and --redo exclude each other: one takes a decision back, one makes it again")
    decides = any(said[name] for name in _DECIDING)
    if source is not None and table is None:
        source = session.source_id(source, writes=decides)
    if table is not None:
        _from_table(session, table, source, said, untouched=untouched, unblind=unblind, form=form, output=output)
        return
    if untouched:
        raise click.UsageError("--untouched belongs to --from FILE")
    if decides:
        from stancebook.cli.adjudicate_line import decide

        decide(session, source, said, unblind=unblind, form=form, output=output)
        return
    _nothing_hangs(said)
    if form == "terminal" and output is None and sys.stdin.isatty() and sys.stdout.isatty():
        _open_screen(session, source, unblind=unblind)
        return
    from stancebook.cli.adjudicate_list import list_open

    list_open(session, source, unblind=unblind, form=form, output=output)


def _open_screen(session: Session, source: str | None, *, unblind: bool) -> None:
    book = session.workspace.rubric(session.rubric_id)
    if source is not None:
        session.workspace.source(source)
    by = session.reviewer(decides=True)
    from stancebook.tui.running import run_compare

    session.workspace.sweep()
    run_compare(session.workspace, book, by, source, unblinded=unblind)


def _from_table(
    session: Session,
    table: str,
    source: str | None,
    said: dict[str, Any],
    *,
    untouched: bool,
    unblind: bool,
    form: str,
    output: str | None,
) -> None:
    if source is not None or any(said.values()):
        raise click.UsageError("--from takes everything from the table; leave the rest out")
    from stancebook.cli.adjudicate_from import decide_from

    decide_from(session, table, untouched=untouched, unblind=unblind, form=form, output=output)


def _nothing_hangs(said: dict[str, Any]) -> None:
    """Refuse a reason without a decision: it would be lost."""
    from stancebook.model.problems import Problem, StancebookError

    options = {"--because": "reasons", "--cause": "causes", "--rule": "rules", "--propose-rule": "proposals"}
    for option, name in options.items():
        if said[name]:
            message = "belongs to a decision: say which with --set CRITERION=ANSWER, --take or --open"
            raise StancebookError(Problem(option, message))
