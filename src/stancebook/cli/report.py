"""``stance report``: one HTML file, to read and to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.matrix import compared, without_collecting
from stancebook.cli.options import workspace_options
from stancebook.cli.session import Session, emit, working

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.study import Study


@click.command("report")
@click.option("--drafts", is_flag=True, help="Count annotations that are not complete, too.")
@click.option("--stale", is_flag=True, help="Count stale codings, too.")
@click.option("--unblind", is_flag=True, help="Others' codings of sources you have not completed, too; recorded.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it [default: RUBRIC-report.html; '-': print it].")
@workspace_options
def command(
    *,
    drafts: bool,
    stale: bool,
    unblind: bool,
    output: str | None,
    workspace: str | None,
    rubric: str | None,
    reviewer: str | None,
) -> None:
    """Write the report: one HTML file, no network, no scripts.

    Matrix, agreement, disagreements, and the quotes behind every cell; it prints well.
    """
    session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
    study, matrix = compared(session, drafts=drafts, stale=stale, unblind=unblind, intervals="printed")
    with working("writing the report"), without_collecting():
        text = render(session, study, matrix)
    emit(text, output or f"{matrix.rubric.id}-report.html")


def render(session: Session, study: Study, matrix: StanceMatrix) -> str:
    """Return the report as HTML, with the digests of the files it rests on."""
    from stancebook import __version__
    from stancebook.reports.html import render_report
    from stancebook.workspace.provenance import file_digests, git_revision

    workspace = session.workspace
    return render_report(
        matrix,
        software=f"Stancebook {__version__}",
        hashes=file_digests(workspace, study),
        revision=git_revision(workspace.root) or "",
    )
