"""``stance agreement``: how far reviewers agree; with a table of ratings, a calculator for any data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.matrix import build_matrix, terminal_width, wants_colour
from stancebook.cli.options import output_options, workspace_options
from stancebook.cli.session import Session, emit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix


@click.command("agreement")
@click.option("--unblind", is_flag=True, help="Others' codings of sources you have not completed too; recorded.")
@click.option("--drafts", is_flag=True, help="Codings of annotations that are not complete too.")
@click.option("--stale", is_flag=True, help="Codings made before the rubric changed too.")
@output_options("terminal", "json")
@workspace_options
def command(
    *,
    unblind: bool,
    drafts: bool,
    stale: bool,
    form: str,
    output: str | None,
    workspace: str | None,
    rubric: str | None,
    reviewer: str | None,
) -> None:
    """Say how far reviewers agree, criterion by criterion."""
    session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
    matrix = build_matrix(session, drafts=drafts, stale=stale, unblind=unblind)
    if form == "json":
        from stancebook.reports.json_form import agreement_json, json_text

        emit(json_text(agreement_json(matrix.agreement)), output)
    else:
        emit(_terminal(matrix, matrix.agreement, output), output)


def _terminal(matrix: StanceMatrix, rows: Sequence[AgreementRow], output: str | None) -> str:
    from stancebook.reports.agreement_study import render_study

    to_file = output not in {None, "-"}
    return render_study(matrix, rows, width=terminal_width(), colour=wants_colour(to_file=to_file))
