"""``stance matrix``: the stance matrix, on the terminal or in a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from stancebook.cli.compared import choosing_options, compared, counting, counting_options, selection_of
from stancebook.cli.garbage import without_collecting
from stancebook.cli.options import output_options
from stancebook.cli.output_path import output_path
from stancebook.cli.session import Session, emit, say, session_options
from stancebook.cli.terminal import has_terminal, terminal_width, wants_colour
from stancebook.model.problems import StancebookError
from stancebook.workspace.safe_write import write_bytes

if TYPE_CHECKING:
    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.matrix import StanceMatrix

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
NOT_TURNED: Final = {
    "csv": "programs find its columns by name; spreadsheets transpose it when they paste",
    "json": "it has cells, no rows",
}
"""Why a form does not come with criteria down and sources across."""


@click.command("matrix")
@counting_options
@choosing_options
@click.option("--screen", is_flag=True, help="On a screen: cell by cell, down to every quote in its text.")
@click.option("--alignment", is_flag=True, help="Instead: which sources take the same line (terminal, json).")
@click.option("--diff", metavar="REV", help="Instead: what changed since a git revision (terminal, json).")
@click.option("--transpose", is_flag=True, help="Criteria down, sources across (not in csv and json).")
@click.option("--bom", is_flag=True, help="CSV for Excel, which takes it for UTF-8 by a byte order mark.")
@output_options("terminal", "md", "csv", "json", "html", "xlsx", "latex")
@session_options
def command(
    *,
    alignment: bool,
    diff: str | None,
    transpose: bool,
    bom: bool,
    form: str,
    output: str | None,
    session: Session,
    **options: Any,
) -> None:
    """Show the stance matrix: sources by criteria.

    Every cell has each reviewer's mark, the consensus and the state of agreement; under each column
    stand the agreement figures. With --format csv and -o FOLDER/, every table goes into a file of its
    own: codings, evidence, matrix, agreement, attributed positions, sources.

    \b
    stance matrix --source wola-2025 --criterion rights
    stance matrix --sort -effectiveness --group-by publisher
    stance matrix --format xlsx -o matrix.xlsx
    """
    _must_go_together(
        {"alignment": alignment, "diff": diff, "transpose": transpose, "output": output, "bom": bom}, form
    )
    if options["screen"]:
        _alone_on_a_screen({**options, "alignment": alignment, "diff": diff, "output": output}, form)
        _open_screen(session, options, transposed=transpose)
        return
    _show(session, form, output, alignment=alignment, diff=diff, transpose=transpose, bom=bom, options=options)


def _no_sources(matrix: StanceMatrix) -> str:
    if matrix.left_out.anchors:
        return "There are no sources yet but those of the training round: stance matrix --round training."
    return "There are no sources yet, so there is no matrix. Next: stance add FILE … puts texts in."


def _must_go_together(asked: dict[str, Any], form: str) -> None:
    """Refuse options that say nothing together."""
    if asked["transpose"] and form in NOT_TURNED:
        raise click.UsageError(f"--transpose does not go with --format {form}: {NOT_TURNED[form]}")
    if asked["alignment"] and (asked["transpose"] or form not in {"terminal", "json"}):
        raise click.UsageError("--alignment comes as terminal or json, and stands alone")
    if asked["diff"] is not None and (asked["alignment"] or asked["transpose"] or form not in {"terminal", "json"}):
        raise click.UsageError("--diff comes as terminal or json, and stands alone")
    if asked["bom"] and form != "csv":
        raise click.UsageError(f"--bom goes with --format csv, not with {form}")
    if form == "xlsx" and asked["output"] in {None, "-"}:
        raise click.UsageError("--format xlsx needs a file: -o matrix.xlsx")


_NOT_ON_A_SCREEN = ("sources", "criteria", "reviewers", "drafts", "stale", "alignment", "diff", "output")


def _alone_on_a_screen(options: dict[str, Any], form: str) -> None:
    """Refuse what the screen cannot do: it shows what counts of the whole study."""
    wrong = next((name for name in _NOT_ON_A_SCREEN if options[name]), "format" if form != "terminal" else "")
    wrong = {"sources": "source", "criteria": "criterion"}.get(wrong, wrong)
    wrong = wrong or ("round" if options["which"] != "production" else "")
    if wrong:
        raise click.UsageError(f"--screen takes --sort, --group-by, --only, --transpose and --unblind, not --{wrong}")


def _open_screen(session: Session, options: dict[str, Any], *, transposed: bool) -> None:
    book = session.workspace.rubric(session.rubric_id)
    by = (options["sort"] or "").removeprefix("-")
    if by:
        from stancebook.comparison.selection import SORTS

        by = by if by in SORTS else book.find_criterion(by).id
    if not has_terminal():
        raise StancebookError("--screen needs a terminal; stance matrix prints the same without it")
    from stancebook.model.ids import NOBODY
    from stancebook.tui.overview import Arrangement
    from stancebook.tui.running import run_matrix

    reviewer = session.asking or NOBODY  # who only looks need not say who they are, here as in the printed matrix

    session.workspace.sweep()
    arrangement = Arrangement(
        sort=by,
        backwards=(options["sort"] or "").startswith("-"),
        group_by=options["group_by"] or "",
        disagreements=bool(options["only"]),
        transposed=transposed,
    )
    run_matrix(session.workspace, book, reviewer, arrangement, unblinded=options["unblind"])
    if reviewer and (welcome := session.enrol_if_coding(book.id, reviewer)):
        say(welcome)


@without_collecting()
def _show(
    session: Session,
    form: str,
    output: str | None,
    *,
    alignment: bool,
    diff: str | None,
    transpose: bool,
    bom: bool,
    options: dict[str, Any],
) -> None:
    """Print the matrix or write it to a file, in the form that was asked for."""
    intervals: Intervals = "none" if form == "terminal" else "printed" if form in {"html", "md"} else "all"
    study, matrix = compared(session, selection=selection_of(options), intervals=intervals, **counting(options))
    if form == "terminal" and not study.sources:
        emit(_no_sources(matrix), output)
    elif diff is not None:
        emit(_changes(session, matrix, diff, form, options, to_file=output not in {None, "-"}), output)
    elif alignment:
        emit(_alignment(matrix, form, to_file=output not in {None, "-"}), output)
    elif form == "html":
        from stancebook.cli.report import page

        emit(page(session, study, matrix, transpose=transpose), output)
    elif form == "xlsx" and output:
        write_workbook(session, matrix, Path(output), transpose=transpose)
    elif form == "csv" and output and (output.endswith("/") or Path(output).is_dir()):
        _write_tables(matrix, Path(output), mark=_BOM if bom else "")
    else:
        told = _render(matrix, form, to_file=output not in {None, "-"}, transpose=transpose)
        emit(f"{_BOM if bom else ''}{told}", output)


def _write_tables(matrix: StanceMatrix, folder: Path, *, mark: str) -> None:
    from stancebook.reports.tables import csv_tables

    for name, table in csv_tables(matrix).items():
        emit(f"{mark}{table}", str(folder / (name if name.endswith(".csv") else f"{name}.csv")))


def write_workbook(session: Session, matrix: StanceMatrix, path: Path, *, transpose: bool = False) -> None:
    """Write the matrix as a workbook, safely: a temporary file first."""
    from stancebook import __version__
    from stancebook.reports.xlsx.workbook import workbook
    from stancebook.workspace.provenance import git_revision

    revision = git_revision(session.workspace.root) or ""
    software = f"Stancebook {__version__}"
    write_bytes(output_path(path), workbook(matrix, software=software, revision=revision, transpose=transpose))
    say(f"wrote {path}")


def _changes(
    session: Session, matrix: StanceMatrix, since: str, form: str, options: dict[str, Any], *, to_file: bool
) -> str:
    from stancebook.cli.revision import study_at
    from stancebook.comparison.changes import changes
    from stancebook.comparison.matrix import stance_matrix
    from stancebook.comparison.rounds import in_round
    from stancebook.reports.changes import changes_json, render_changes
    from stancebook.reports.json_form import json_text

    rounded = in_round(study_at(session, since, unblind=options["unblind"]), options["which"])
    before = rounded.study
    if options["reviewers"]:
        only = before.only(lambda annotation: annotation.reviewer in options["reviewers"])
        before = replace(only, cut_from=before.every_annotation)  # whether a decision is outdated rests on all
    if options["sources"] or options["only"]:
        kept = {source: about for source, about in before.sources.items() if source in matrix.sources}
        before = replace(before, sources=kept)
    old = stance_matrix(before, rounded.reviewers, drafts=options["drafts"], stale=options["stale"], intervals="none")
    found = changes(old, matrix)
    if form == "json":
        return json_text(changes_json(found, since))
    return render_changes(matrix, found, since, width=terminal_width(), colour=wants_colour(to_file=to_file))


def _alignment(matrix: StanceMatrix, form: str, *, to_file: bool) -> str:
    from stancebook.comparison.alignment import alignment
    from stancebook.reports.alignment_words import alignment_json
    from stancebook.reports.json_form import json_text
    from stancebook.reports.terminal.alignment import render_alignment

    found = alignment(matrix)
    if form == "json":
        return json_text(alignment_json(found))
    return render_alignment(matrix, found, width=terminal_width(), colour=wants_colour(to_file=to_file))


def _render(matrix: StanceMatrix, form: str, *, to_file: bool, transpose: bool) -> str:
    match form:
        case "json":
            from stancebook.reports.json_form import json_text, matrix_json

            return json_text(matrix_json(matrix))
        case "csv":
            from stancebook.reports.tables import matrix_csv

            return matrix_csv(matrix)
        case "md":
            from stancebook.reports.markdown import matrix_markdown

            return matrix_markdown(matrix, transpose=transpose)
        case "latex":
            from stancebook.reports.latex.matrix import matrix_latex

            return matrix_latex(matrix, transpose=transpose)
        case _:
            from stancebook.reports.terminal.matrix import render_matrix
            from stancebook.reports.terminal.transposed import render_transposed

            render = render_transposed if transpose else render_matrix
            return render(matrix, width=terminal_width(), colour=wants_colour(to_file=to_file))
