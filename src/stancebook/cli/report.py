"""``stance report``: one HTML file, to read and to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stancebook.cli.compared import (
    choosing_options,
    compared,
    counting,
    counting_options,
    selection_of,
    without_collecting,
)
from stancebook.cli.options import workspace_options
from stancebook.cli.session import Session, emit, working

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.study import Study


@click.command("report")
@counting_options
@choosing_options
@click.option("--format", "form", type=click.Choice(["html", "md"]), default="html", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Where to write it [default: RUBRIC-report.html; '-': print it].")
@workspace_options
def command(*, form: str, output: str | None, **options: Any) -> None:
    """Write the report: one HTML file, no network.

    Matrix, agreement, disagreements, and the quotes behind every cell; it prints well. As Markdown it
    reads raw, in a pull request.
    """
    session = Session.of(**{name: options[name] for name in ("workspace", "rubric", "reviewer")})
    study, matrix = compared(session, selection=selection_of(options), intervals="printed", **counting(options))
    with working("writing the report"), without_collecting():
        text = render(session, study, matrix) if form == "html" else markdown(session, study, matrix)
    emit(text, output or f"{matrix.rubric.id}-report.{form}")


def markdown(session: Session, study: Study, matrix: StanceMatrix) -> str:
    """Return the report as Markdown, with the digests of the files it rests on."""
    from stancebook import __version__
    from stancebook.reports.markdown_report import report_markdown
    from stancebook.workspace.provenance import file_digests, git_revision

    return report_markdown(
        matrix,
        software=f"Stancebook {__version__}",
        hashes=file_digests(session.workspace, study),
        revision=git_revision(session.workspace.root) or "",
    )


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
