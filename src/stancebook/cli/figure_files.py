"""How large a figure is, in which form it comes, and the files it goes to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from stancebook.cli.output_path import output_path
from stancebook.cli.progress import working
from stancebook.cli.session import say
from stancebook.workspace.safe_write import write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.reports.plots.drawing import Drawing
    from stancebook.reports.plots.paper import Paper
    from stancebook.reports.plots.setting import Form

FORMS = ("svg", "pdf", "png")
DPI = 300


def form_of(output: str | None, form: str | None) -> Form:
    """Return the form asked for, or the one that the file's name ends in.

    Raises:
        click.UsageError: Where they contradict each other, or nothing says it.
    """
    suffix = "" if output in {None, "-"} else Path(str(output)).suffix.lstrip(".").casefold()
    if form is None and suffix and suffix not in FORMS:
        raise click.UsageError(f"a figure is no .{suffix[:20]}: end the file's name in .svg, .pdf or .png")
    if form is not None and suffix in FORMS and suffix != form:
        raise click.UsageError(f"'{output}' would hold {form.upper()}: leave --format out, or end the name in .{form}")
    return cast("Form", form or suffix or "svg")


def paper_of(options: dict[str, Any]) -> Paper:
    """Return what is drawn for.

    Raises:
        StancebookError: Where matplotlib is missing, or the font.
    """
    from stancebook.reports.plots.face import Face
    from stancebook.reports.plots.paper import COLUMN_MM, TALLEST_MM, Paper

    face = Face(options["font"])
    return Paper.of(face, options["width"] or COLUMN_MM[int(options["columns"])], options["height"] or TALLEST_MM)


def write_pages(
    pages: Sequence[Drawing],
    form: Form,
    paper: Paper,
    *,
    title: str,
    software: str,
    options: dict[str, Any],
    stem: str,
) -> None:
    """Write a figure: one file, or one for each page of what has no pages itself.

    Args:
        pages: The drawings.
        form: svg, pdf or png.
        paper: What they are drawn for.
        title: What the figure is called in the file's metadata.
        software: Name and version of the program.
        options: The command's: where to, and with how many dots per inch.
        stem: The file's name without its ending, where none was given.

    Raises:
        click.UsageError: Where several pages, or what is no text, cannot go where they were sent.
    """
    from stancebook.reports.plots.drawing import Words
    from stancebook.reports.plots.setting import set_pages

    output, dpi = options["output"], options["dpi"]
    if dpi is not None and form != "png":
        raise click.UsageError(f"--dpi is for PNG: {form.upper()} has no dots")
    if output == "-" and form != "pdf" and len(pages) > 1:
        raise click.UsageError(
            f"{len(pages)} pages of {form.upper()} go to files: -o NAME.{form}; a PDF holds them all"
        )
    if output == "-" and form != "svg" and sys.stdout.isatty():
        raise click.UsageError(f"a {form.upper()} is nothing to read: -o NAME.{form}")
    lacking = paper.face.lacks("".join(item.text for page in pages for item in page.items if isinstance(item, Words)))
    if lacking:
        say(f"the font has no sign for {' '.join(lacking[:12])}; boxes stand for them (--font NAME: one that has)")
    with working("drawing"):
        files = set_pages(pages, form, paper.face, title=title, software=software, dpi=dpi or DPI)
    if output == "-":
        sys.stdout.buffer.write(files[0])
        return
    path = Path(output or f"{stem}.{form}")
    for number, data in enumerate(files, 1):
        page = path if len(files) == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        write_bytes(output_path(page), data)
        say(f"wrote {page}")
