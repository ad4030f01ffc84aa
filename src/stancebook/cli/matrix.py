"""``stance matrix``: the stance matrix, on the terminal or in a file."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from stancebook.cli.options import output_options, workspace_options
from stancebook.cli.session import Session, emit, say, working
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.selection import Selection
    from stancebook.model.study import Study

PIPE_WIDTH = 80
TRANSPOSABLE = ("terminal", "md", "latex")
F = TypeVar("F", bound="Callable[..., Any]")


def counting_options(function: F) -> F:
    """Add the options that say whose codings count."""
    for option in (
        click.option(
            "--unblind", is_flag=True, help="Others' codings of sources you have not completed, too; recorded."
        ),
        click.option("--stale", is_flag=True, help="Count stale codings, too."),
        click.option("--drafts", is_flag=True, help="Count annotations that are not complete, too."),
    ):
        function = option(function)
    return function


def choosing_options(function: F) -> F:
    """Add the options that say what is shown, and in which order."""
    for option in (
        click.option("--only", type=click.Choice(["disagreements"]), help="Only sources on which reviewers disagree."),
        click.option("--group-by", metavar="FIELD", help="publisher, date (by year), genre, any front-matter field."),
        click.option("--sort", metavar="BY", help="title, date, publisher, disagreement or a criterion; '-' turns it."),
        click.option("--criterion", "criteria", multiple=True, metavar="ID", help="Only this one; may be repeated."),
        click.option("--source", "sources", multiple=True, metavar="ID", help="Only this one; may be repeated."),
    ):
        function = option(function)
    return function


@click.command("matrix")
@counting_options
@choosing_options
@click.option("--alignment", is_flag=True, help="Instead: which sources take the same line (terminal, json).")
@click.option("--diff", metavar="REV", help="Instead: what changed since a git revision (terminal, json).")
@click.option("--transpose", is_flag=True, help="Criteria down, sources across (terminal, md, latex).")
@output_options("terminal", "md", "csv", "json", "html", "xlsx", "latex")
@workspace_options
def command(
    *, alignment: bool, diff: str | None, transpose: bool, form: str, output: str | None, **options: Any
) -> None:
    """Show the stance matrix: sources by criteria.

    Every cell has each reviewer's mark, the consensus and the state of agreement; under each column
    stand the agreement figures. With --format csv and -o FOLDER/, every table goes into a file of its
    own: codings, evidence, matrix, agreement, attributed positions, sources.

    \b
    stance matrix --source wola-2025 --criterion rights
    stance matrix --sort -effectiveness --group-by publisher
    stance matrix --format xlsx -o matrix.xlsx
    """  # noqa: D301 - click needs the escape
    if transpose and form not in TRANSPOSABLE:
        raise click.UsageError(f"--transpose comes as {', '.join(TRANSPOSABLE)}, not as {form}")
    if alignment and (transpose or form not in {"terminal", "json"}):
        raise click.UsageError("--alignment comes as terminal or json, and stands alone")
    if diff is not None and (alignment or transpose or form not in {"terminal", "json"}):
        raise click.UsageError("--diff comes as terminal or json, and stands alone")
    if form == "xlsx" and output in {None, "-"}:
        raise click.UsageError("--format xlsx needs a file: -o matrix.xlsx")
    session = Session.of(**{name: options[name] for name in ("workspace", "rubric", "reviewer")})
    intervals: Intervals = "none" if form == "terminal" else "printed" if form in {"html", "md"} else "all"
    study, matrix = compared(session, selection=selection_of(options), intervals=intervals, **counting(options))
    if diff is not None:
        emit(_changes(session, matrix, diff, form, options, to_file=output not in {None, "-"}), output)
    elif alignment:
        emit(_alignment(matrix, form, to_file=output not in {None, "-"}), output)
    elif form == "html":
        from stancebook.cli.report import render

        emit(render(session, study, matrix), output)
    elif form == "xlsx" and output:
        write_workbook(session, matrix, Path(output))
    elif form == "csv" and output and (output.endswith("/") or Path(output).is_dir()):
        _write_tables(matrix, Path(output))
    else:
        emit(_render(matrix, form, to_file=output not in {None, "-"}, transpose=transpose), output)


def counting(options: dict[str, Any]) -> dict[str, bool]:
    """Return whose codings count, out of a command's options."""
    return {name: options[name] for name in ("drafts", "stale", "unblind")}


def selection_of(options: dict[str, Any]) -> Selection:
    """Return what is to be shown, out of a command's options."""
    from stancebook.comparison.selection import Selection

    return Selection(
        sources=options["sources"],
        criteria=options["criteria"],
        sort=options["sort"],
        group_by=options["group_by"],
        only_disagreements=options["only"] == "disagreements",
    )


def build_matrix(session: Session, *, drafts: bool, stale: bool, unblind: bool) -> StanceMatrix:
    """Return the matrix of what the one who asks may see."""
    return compared(session, drafts=drafts, stale=stale, unblind=unblind)[1]


def compared(
    session: Session,
    *,
    drafts: bool,
    stale: bool,
    unblind: bool,
    intervals: Intervals = "all",
    selection: Selection | None = None,
) -> tuple[Study, StanceMatrix]:
    """Return what the one who asks may see, as a study and compared.

    Args:
        session: The session.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        unblind: Whether to show what is withheld from a reviewer who has not finished.
        intervals: Which agreement figures come with intervals.
        selection: What is shown, and in which order; everything, where None.
    """
    from functools import partial

    from stancebook.cli.shown import shown_study
    from stancebook.comparison.matrix import stance_matrix
    from stancebook.comparison.selection import arranged, chosen_study

    with without_collecting():
        only = partial(chosen_study, selection=selection) if selection and selection.sources else None
        shown = shown_study(session, unblind=unblind, drafts=drafts, only=only)
        study = chosen_study(shown.study, selection) if selection else shown.study
        with working("comparing"):
            matrix = stance_matrix(study, drafts=drafts, stale=stale, withheld=shown.withheld, intervals=intervals)
            return study, arranged(matrix, selection) if selection else matrix


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put garbage collection off: a large study is a million objects, none rubbish, looked through again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _write_tables(matrix: StanceMatrix, folder: Path) -> None:
    from stancebook.reports.tables import csv_tables

    for name, table in csv_tables(matrix).items():
        emit(table, str(folder / (name if name.endswith(".csv") else f"{name}.csv")))


def write_workbook(session: Session, matrix: StanceMatrix, path: Path) -> None:
    """Write the matrix as a workbook, safely: a temporary file first."""
    from stancebook import __version__
    from stancebook.reports.xlsx import workbook
    from stancebook.workspace.provenance import git_revision

    revision = git_revision(session.workspace.root) or ""
    write_bytes(path.absolute(), workbook(matrix, software=f"Stancebook {__version__}", revision=revision))
    say(f"wrote {path}")


def write_bytes(path: Path, data: bytes) -> None:
    """Replace a file by one that holds ``data``; the old one stays whole until the new one is."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise StancebookError(Problem(str(path), f"could not be written ({error.strerror})")) from None


def terminal_width() -> int:
    """Return how many columns there are; 80 in a pipe, unless COLUMNS says otherwise."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return PIPE_WIDTH


def wants_colour(*, to_file: bool) -> bool:
    """Return whether output may carry colour: on a terminal, and where NO_COLOR does not forbid it."""
    return not to_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _changes(
    session: Session, matrix: StanceMatrix, since: str, form: str, options: dict[str, Any], *, to_file: bool
) -> str:
    from stancebook.cli.revision import study_at
    from stancebook.comparison.changes import changes
    from stancebook.comparison.matrix import stance_matrix
    from stancebook.reports.changes import changes_json, render_changes
    from stancebook.reports.json_form import json_text

    before = study_at(session, since, unblind=options["unblind"])
    if options["sources"] or options["only"]:
        kept = {source: about for source, about in before.sources.items() if source in matrix.sources}
        before = replace(before, sources=kept)
    old = stance_matrix(before, drafts=options["drafts"], stale=options["stale"], intervals="none")
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
            from stancebook.reports.latex import matrix_latex

            return matrix_latex(matrix, transpose=transpose)
        case _:
            from stancebook.reports.terminal import render_matrix, render_transposed

            render = render_transposed if transpose else render_matrix
            return render(matrix, width=terminal_width(), colour=wants_colour(to_file=to_file))
