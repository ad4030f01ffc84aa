"""``stance matrix``: the stance matrix, on the terminal or in a file."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancebook.cli.options import output_options, workspace_options
from stancebook.cli.session import Session, emit, working

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.study import Study

PIPE_WIDTH = 80


@click.command("matrix")
@click.option("--drafts", is_flag=True, help="Count annotations that are not complete, too.")
@click.option("--stale", is_flag=True, help="Count stale codings, too.")
@click.option("--unblind", is_flag=True, help="Others' codings of sources you have not completed, too; recorded.")
@output_options("terminal", "md", "csv", "json", "html")
@workspace_options
def command(
    *,
    drafts: bool,
    stale: bool,
    unblind: bool,
    form: str,
    output: str | None,
    workspace: str | None,
    rubric: str | None,
    reviewer: str | None,
) -> None:
    """Show the stance matrix: sources by criteria.

    Every cell has each reviewer's mark, the consensus and the state of agreement; under each column
    stand the agreement figures. With --format csv and -o FOLDER/, every table goes into a file of its
    own: codings, evidence, matrix, agreement, attributed positions, sources.
    """
    session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
    intervals: Intervals = "none" if form == "terminal" else "printed" if form in {"html", "md"} else "all"
    study, matrix = compared(session, drafts=drafts, stale=stale, unblind=unblind, intervals=intervals)
    if form == "html":
        from stancebook.cli.report import render

        emit(render(session, study, matrix), output)
    elif form == "csv" and output and (output.endswith("/") or Path(output).is_dir()):
        _write_tables(matrix, Path(output))
    else:
        emit(_render(matrix, form, to_file=output not in {None, "-"}), output)


def build_matrix(session: Session, *, drafts: bool, stale: bool, unblind: bool) -> StanceMatrix:
    """Return the matrix of what the one who asks may see."""
    return compared(session, drafts=drafts, stale=stale, unblind=unblind)[1]


def compared(
    session: Session, *, drafts: bool, stale: bool, unblind: bool, intervals: Intervals = "all"
) -> tuple[Study, StanceMatrix]:
    """Return what the one who asks may see, as a study and compared.

    Args:
        session: The session.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        unblind: Whether to show what is withheld from a reviewer who has not finished.
        intervals: Which agreement figures come with intervals.
    """
    from stancebook.cli.shown import shown_study
    from stancebook.comparison.matrix import stance_matrix

    with without_collecting():
        shown = shown_study(session, unblind=unblind)
        with working("comparing"):
            matrix = stance_matrix(
                shown.study, drafts=drafts, stale=stale, withheld=shown.withheld, intervals=intervals
            )
    return shown.study, matrix


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


def terminal_width() -> int:
    """Return how many columns there are; 80 in a pipe, unless COLUMNS says otherwise."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return PIPE_WIDTH


def wants_colour(*, to_file: bool) -> bool:
    """Return whether output may carry colour: on a terminal, and where NO_COLOR does not forbid it."""
    return not to_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _render(matrix: StanceMatrix, form: str, *, to_file: bool) -> str:
    match form:
        case "json":
            from stancebook.reports.json_form import json_text, matrix_json

            return json_text(matrix_json(matrix))
        case "csv":
            from stancebook.reports.tables import matrix_csv

            return matrix_csv(matrix)
        case "md":
            from stancebook.reports.markdown import matrix_markdown

            return matrix_markdown(matrix)
        case _:
            from stancebook.reports.terminal import render_matrix

            return render_matrix(matrix, width=terminal_width(), colour=wants_colour(to_file=to_file))
