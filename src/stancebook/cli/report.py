"""``stance report``: one HTML file, to read and to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from stancebook.cli.compared import choosing_options, compared, counting, counting_options, selection_of
from stancebook.cli.garbage import without_collecting
from stancebook.cli.options import Named, with_format
from stancebook.cli.output_form import form_of
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit, session_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.study import Study
    from stancebook.reports.html.rows import Over

_FORMATS: Final = ("html", "md")


@click.command("report")
@counting_options
@choosing_options
@click.option("--transpose", is_flag=True, help="Criteria down, sources across.")
@with_format(_FORMATS)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=Named(),
    help="Where to write it [default: RUBRIC-report.html; '-': print it].",
)
@session_options
@without_collecting()
def command(*, transpose: bool, form: str | None, output: str | None, session: Session, **options: Any) -> None:
    """Write the report: one HTML file, no network.

    Matrix, agreement, disagreements, and the quotes behind every cell; it prints well. As Markdown it
    reads raw, in a pull request.

    \b
    stance report -o report.html
    stance report --criterion rights --group-by publisher
    """
    form = form_of(output, form, _FORMATS)
    study, matrix = compared(session, selection=selection_of(options), intervals="printed", **counting(options))
    with working("writing the report") as progress:
        if form == "html":
            parts = page(session, study, matrix, transpose=transpose, over=progress.over)
        else:
            parts = iter([markdown(session, study, matrix, transpose=transpose)])
        emit(parts, output or f"{matrix.rubric.id}-report.{form}")


def page(
    session: Session, study: Study, matrix: StanceMatrix, *, transpose: bool = False, over: Over = iter
) -> Iterator[str]:
    """Return the report as HTML, in parts.

    Args:
        session: The session.
        study: What it was made from.
        matrix: The same compared.
        transpose: Whether criteria are rows of the matrix and sources columns.
        over: What is called with the sources and yields them, to watch how far it has come.
    """
    from stancebook.reports.html.report import report_parts

    return report_parts(matrix, transpose=transpose, over=over, **_provenance(session, study, matrix))


def markdown(session: Session, study: Study, matrix: StanceMatrix, *, transpose: bool = False) -> str:
    """Return the report as Markdown."""
    from stancebook.reports.markdown_report import report_markdown

    return report_markdown(matrix, transpose=transpose, **_provenance(session, study, matrix))


def _provenance(session: Session, study: Study, matrix: StanceMatrix) -> dict[str, Any]:
    """What a report says of where it comes from: program, revision, and the digests of the files it rests on."""
    from stancebook import __version__
    from stancebook.workspace.carried import carried_codings
    from stancebook.workspace.provenance import file_digests, git_revision

    return {
        "software": f"Stancebook {__version__}",
        "hashes": file_digests(session.workspace, study, matrix.closed),
        "revision": git_revision(session.workspace.root) or "",
        "carried": carried_codings(session.workspace, study),
    }
