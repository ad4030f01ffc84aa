"""``stance compare``: reviewers' codings side by side, and what they disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stancebook.cli.options import ONLY_SOURCE, ROUNDS, output_options
from stancebook.cli.output_path import output_path
from stancebook.cli.session import Session, emit, say, session_options
from stancebook.cli.terminal import terminal_width, wants_colour

if TYPE_CHECKING:
    from stancebook.cli.comparing import Found
    from stancebook.comparison.answer_table import Measures
    from stancebook.comparison.wanted import How
    from stancebook.model.study import Study

KINDS = ("position", "far", "off_scale", "near")
FIRST = 20


@click.command("compare")
@click.argument("reviewers", nargs=-1, metavar="[R1 R2 …]")
@click.option("--consensus", is_flag=True, help="One reviewer against the consensus, instead of against others.")
@click.option("--gold", is_flag=True, help="Against gold answers: reviewers registered as kind gold.")
@click.option("--mine", is_flag=True, help="Instead: where you were overruled, and why.")
@click.option("--rules", "proposed", is_flag=True, help="Instead: the rules that decisions propose, as YAML.")
@click.option("--pairs", is_flag=True, help="A table for each two reviewers, instead of all pairs summed.")
@click.option("--criterion", "criteria", multiple=True, metavar="ID", help="Only this one; may be repeated.")
@click.option("--source", "sources", multiple=True, metavar="ID", help=ONLY_SOURCE)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="List only these disagreements.")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="List only those where a coding cites this rule.")
@click.option("--limit", type=click.IntRange(min=0), help=f"List so many, 0 for all [default: {FIRST} in a terminal].")
@click.option("--round", "which", type=click.Choice(ROUNDS), help="[default: production; with --gold all]")
@click.option("--drafts", is_flag=True, help="Annotations that are not complete, too.")
@click.option("--stale", is_flag=True, help="Stale codings, too.")
@click.option("--unblind", is_flag=True, help="Others' codings of sources you have not completed, too; recorded.")
@output_options("terminal", "md", "json", "html", "xlsx", "csv")
@session_options
def command(*, reviewers: tuple[str, ...], form: str, output: str | None, session: Session, **options: Any) -> None:
    """Compare reviewers: where they agree, who codes higher, and what they disagree on.

    Two or more of them, all where none is named. Per criterion a confusion table, agreement, direction and
    common quotes; then every disagreement, the gravest first, with both sides' words. In the workbook (or
    the CSV) disagreements can be decided: stance adjudicate --from FILE.xlsx reads it back.

    \b
    stance compare r1 r2
    stance compare r1 --consensus --kind position
    stance compare r1 --gold --source wola-2025
    stance compare --mine --reviewer r1
    stance compare --format md -o disagreements.md
    """
    from stancebook.cli.comparing import Asked, compared_as_asked, listed
    from stancebook.comparison.selection import Selection

    if options["mine"] or options["proposed"]:
        _learn(session, reviewers, form, output, options)
        return
    if form == "xlsx" and output in {None, "-"}:
        raise click.UsageError("--format xlsx needs a file: -o compare.xlsx")
    if options["consensus"] and options["gold"]:
        raise click.UsageError("--consensus and --gold: one at a time")
    how: How | None = "consensus" if options["consensus"] else "gold" if options["gold"] else None
    asked = Asked(reviewers, how, options["which"], options["pairs"])
    selection = Selection(sources=options["sources"], criteria=options["criteria"])
    counting = {name: options[name] for name in ("drafts", "stale", "unblind")}
    measures: Measures = "all" if form == "json" else "none" if form == "csv" else "beside counts"
    study, compared = compared_as_asked(
        session, asked, selection, rules=options["rules"], measures=measures, **counting
    )
    found = listed(compared, options["kinds"], options["rules"])
    limit = (FIRST if form == "terminal" else 0) if options["limit"] is None else options["limit"]
    if form in {"xlsx", "csv"}:
        # Who compares everybody has each coding that a decision rests on in the cells already.
        whole = compared.how == "reviewers" and not (reviewers or options["drafts"] or options["stale"])
        _to_decide(study, found, limit or None, form, output, whole=whole)
        return
    if form == "terminal" and (told := _in_person(session, study, found, output)):
        emit(told, output)
        return
    emit(_text(study, found, limit or None, form, colour=wants_colour(to_file=output not in {None, "-"})), output)


_ALONE = ("consensus", "gold", "pairs", "criteria", "sources", "kinds", "rules", "limit", "which", "drafts", "stale")


def _learn(
    session: Session, reviewers: tuple[str, ...], form: str, output: str | None, options: dict[str, Any]
) -> None:
    """Tell what decisions teach; nothing that chooses codings goes with it."""
    from stancebook.cli.compare_learning import tell_mine, tell_rules

    if options["mine"] and options["proposed"]:
        raise click.UsageError("--mine and --rules: one at a time")
    if reviewers or any(options[name] for name in _ALONE):
        raise click.UsageError("--mine and --rules stand alone; whose they are is --reviewer ID")
    (tell_mine if options["mine"] else tell_rules)(session, form, output, unblind=options["unblind"])


def _to_decide(study: Study, found: Found, limit: int | None, form: str, output: str | None, *, whole: bool) -> None:
    """Write the table of disagreements with columns to fill in, as a workbook or as CSV."""
    from stancebook.comparison.decidable import bases

    told = found.listed[:limit]
    basis = None if whole else bases(study, ((one.source, one.criterion.id) for one in told))
    if form == "csv":
        from stancebook.reports.decision_table import HEADS, decision_rows
        from stancebook.reports.tables import csv_text

        rows = decision_rows(found.comparison.matrix, told, basis, found.comparison.numbers)
        emit(csv_text(HEADS, rows), output)
    elif output:
        from stancebook import __version__
        from stancebook.reports.xlsx.compare import comparison_workbook
        from stancebook.workspace.safe_write import write_bytes

        made = comparison_workbook(found.comparison, told, basis, software=f"Stancebook {__version__}")
        write_bytes(output_path(output), made)
        say(f"wrote {output}")


def _in_person(session: Session, study: Study, found: Found, output: str | None) -> str | None:
    """How a trainee did on one source beside gold answers, where that was asked."""
    if found.comparison.how != "gold":
        return None
    from stancebook.cli.compare_gold import told_in_person

    colour = wants_colour(to_file=output not in {None, "-"})
    return told_in_person(session, study, found.comparison, width=terminal_width(), colour=colour)


def _text(study: Study, found: Found, limit: int | None, form: str, *, colour: bool) -> str:
    told = found.listed[:limit]
    match form:
        case "json":
            from stancebook.reports.compare_json import comparison_json
            from stancebook.reports.json_form import json_text

            data = comparison_json(found.comparison, told)
            if found.comparison.how == "gold":
                from stancebook.cli.compare_gold import feedback_of_all

                data |= feedback_of_all(study, found.comparison)
            return json_text(data)
        case "md":
            from stancebook.reports.compare_markdown import comparison_markdown

            return comparison_markdown(found.comparison, told, found.listing)
        case "html":
            from stancebook import __version__
            from stancebook.reports.html.compare import comparison_html

            return comparison_html(found.comparison, told, found.listing, software=f"Stancebook {__version__}")
        case _:
            from stancebook.reports.terminal.compare import render_comparison

            return render_comparison(
                found.comparison,
                found.listed,
                limit=limit,
                listing=found.listing,
                width=terminal_width(),
                colour=colour,
            )
