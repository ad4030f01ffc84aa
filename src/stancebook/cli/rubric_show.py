"""``stance rubric show``: the codebook, to read or for the appendix of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.options import output_options, rubric_options
from stancebook.cli.session import Session, emit
from stancebook.cli.terminal import terminal_width, wants_colour

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric


@click.command("show")
@click.argument("rubric", required=False, metavar="[FILE|ID]")
@output_options("terminal", "md", "html", "json")
@rubric_options
def command(rubric: str | None, *, form: str, output: str | None, workspace: str | None, rubric_id: str | None) -> None:
    """Show a rubric as a codebook: a FILE, an ID of the workspace, or - for standard input; else the one here.

    As Markdown or HTML it is made for the appendix of a paper.
    """
    from stancebook.cli.rubric_target import find_rubric
    from stancebook.workspace.rubric_file import parse_rubric

    if rubric and rubric_id:
        raise click.UsageError("the rubric is named twice, by --rubric too; once is enough")
    target = find_rubric(Session.of(workspace=workspace, rubric=rubric_id), rubric)
    emit(_formatted(parse_rubric(target.text(), target.where, target.named), form, output), output)


def _formatted(rubric: Rubric, form: str, output: str | None) -> str:
    if form == "json":
        from stancebook.reports.codebook.json_form import rubric_json

        return rubric_json(rubric)
    from stancebook.reports.codebook import codebook

    book = codebook(rubric)
    if form == "md":
        from stancebook.reports.codebook.markdown import codebook_markdown

        return codebook_markdown(book)
    if form == "html":
        from stancebook import __version__
        from stancebook.reports.html.codebook import codebook_html

        return codebook_html(book, software=f"Stancebook {__version__}")
    from stancebook.reports.codebook.terminal import codebook_terminal

    return codebook_terminal(book, terminal_width(), colour=wants_colour(to_file=output not in {None, "-"}))
