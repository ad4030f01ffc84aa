"""``stance figure``: figures for papers, as SVG, PDF or PNG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, Any, TypeVar

import click

from stancebook.cli.compared import choosing_options, compared, counting, counting_options, selection_of
from stancebook.cli.figure_files import FORMS, form_of, paper_of, write_pages
from stancebook.cli.options import ONLY_SOURCE, Named, Several
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit, say, session_options
from stancebook.model.problems import StancebookError
from stancebook.reports.words import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.plots.drawing import Drawing
    from stancebook.reports.plots.paper import Paper

    Draw = Callable[[StanceMatrix, Paper], list[Drawing]]

F = TypeVar("F", bound="Callable[..., Any]")
MOST_PAIRS = 3
"""Of more pairs of reviewers, confusion is counted together unless each one is asked for."""
MOST_LANES = 40
"""With more sources, positions are counted unless each one is asked for."""


def paper_options(function: F) -> F:
    """Add the options that say how large a figure is, in which form, and where it goes."""
    for option in (
        click.option("--caption", is_flag=True, help="Print the caption instead of drawing."),
        click.option(
            "-o", "--output", metavar="FILE", type=Named(), help="Where to [default: RUBRIC-KIND.svg; '-': print it]."
        ),
        click.option("--format", "form", type=click.Choice(FORMS), help="Else as the file's name ends, else svg."),
        click.option("--dpi", type=click.IntRange(72, 1200), help="Dots per inch of a PNG [default: 300]."),
        click.option("--font", metavar="NAME", help="A font installed here [default: DejaVu Sans, as everywhere]."),
        click.option(
            "--height",
            type=click.FloatRange(60, 1000),
            metavar="MM",
            help="At most so high; more goes on further pages [default: 240].",
        ),
        click.option("--width", type=click.FloatRange(60, 400), metavar="MM", help="So wide, instead of columns."),
        click.option(
            "--columns",
            type=click.Choice(["1", "2"]),
            default="2",
            show_default=True,
            help="One column of a journal (89 mm) or two (183 mm).",
        ),
    ):
        function = option(function)
    return function


def subject_options(function: F) -> F:
    """Add the options that say whose codings of what are drawn."""
    for option in (
        click.option("--reviewers", type=Several(), help="Only the codings of these reviewers."),
        click.option("--criterion", "criteria", multiple=True, metavar="ID", help="Only this one; may be repeated."),
        click.option("--source", "sources", multiple=True, metavar="ID", help=ONLY_SOURCE),
    ):
        function = option(function)
    return function


class Figures(click.Group):
    """The kinds of figure. Who asks for what one shows, and not for its name, is told the name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a figure; an unknown one gets the names of those that tell of it, else the nearest names."""
        if args and args[0] not in self.commands and not ctx.resilient_parsing:  # which is completing what is typed
            from stancebook.model.nearest import did_you_mean

            asked = args[0].casefold()
            about = {name: re.findall(r"\w{4,}", one.help or "") for name, one in self.commands.items()}
            telling = [name for name, told in about.items() if asked in told]
            hint = f"; did you mean {' or '.join(telling)}?" if telling else did_you_mean(asked, self.commands)
            ctx.fail(f"there is no figure '{args[0][:80]}'{hint}")
        return super().resolve_command(ctx, args)


@click.group("figure", cls=Figures, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Draw a figure for a paper, as SVG, PDF or PNG.

    Drawn in black and grey, one or two columns wide, fonts embedded; the same study gives the same bytes.
    Needs matplotlib: pip install 'stancebook[figures]'.

    \b
    stance figure positions -o positions.pdf
    stance figure confusion --reviewers r1,r2 --criterion effectiveness
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command("positions")
@counting_options
@choosing_options
@click.option(
    "--show",
    type=click.Choice(["sources", "counts"]),
    help=f"Each source, or how many stand where [default: sources, up to {MOST_LANES} of them].",
)
@paper_options
@session_options
def positions(*, session: Session, show: str | None, **options: Any) -> None:
    """Where the sources stand on each criterion.

    A row for each source, every reviewer's mark and the consensus; answers off the scale stand apart from it.
    For many sources, how many stand where.
    """
    from stancebook.reports.plots.captions import of_positions, of_tallies

    matrix = _matrix(session, options, "none")
    counts = show == "counts" or (show is None and len(matrix.sources) > MOST_LANES)
    if counts and show is None:
        say(f"{len(matrix.sources)} sources: drawn is how many stand where (--show sources draws each one)")

    def draw(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
        from stancebook.reports.plots.positions import positions as by_source
        from stancebook.reports.plots.tallies import tallies

        return tallies(matrix, paper) if counts else by_source(matrix, paper)

    figure = _Figure("positions", draw, of_tallies if counts else of_positions)
    _give(session, matrix, figure, options)


@command.command("forest")
@counting_options
@subject_options
@paper_options
@session_options
def forest(*, session: Session, **options: Any) -> None:
    """The agreement of reviewers, criterion by criterion.

    Counts first, then the coefficient with its interval; where no interval holds, there is none, and the caption
    says why.
    """
    from stancebook.reports.plots.captions import of_forest

    def draw(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
        from stancebook.reports.plots.forest import forest as drawn

        return drawn(matrix, paper)

    matrix = _matrix(session, options, "printed")
    _give(session, matrix, _Figure("forest", draw, of_forest), options)


@command.command("alignment")
@counting_options
@subject_options
@paper_options
@session_options
def alignment(*, session: Session, **options: Any) -> None:
    """Which sources take the same line.

    The distance of every two sources, like beside like. Numbers where there is room for them, else squares.
    """
    from stancebook.reports.plots.captions import of_alignment

    def draw(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
        from stancebook.reports.plots.alignment import alignment as drawn

        return drawn(matrix, paper)

    matrix = _matrix(session, options, "none")
    _give(session, matrix, _Figure("alignment", draw, of_alignment), options)


@command.command("confusion")
@counting_options
@subject_options
@click.option(
    "--summed/--each-pair",
    default=None,
    help=f"Every two reviewers in one panel, or a panel for each pair [default: each, up to {MOST_PAIRS}].",
)
@paper_options
@session_options
def confusion(*, session: Session, summed: bool | None, **options: Any) -> None:
    """Which answers two reviewers give to the same sources.

    A table of counts for each criterion and pair of reviewers; for criteria with several values label by label,
    for numbers a point for each source.
    """
    from functools import partial

    from stancebook.reports.plots.captions import of_confusion

    matrix = _matrix(session, options, "none")
    pairs = comb(len(matrix.reviewers), 2)
    together = pairs > MOST_PAIRS if summed is None else summed and pairs > 1
    if together and summed is None:
        say(f"{pairs} pairs of reviewers: they are counted together (--each-pair draws each one, --reviewers some)")

    def draw(matrix: StanceMatrix, paper: Paper) -> list[Drawing]:
        from stancebook.reports.plots.confusion import confusion as drawn

        return drawn(matrix, paper, summed=together)

    _give(session, matrix, _Figure("confusion", draw, partial(of_confusion, summed=together)), options)


def _matrix(session: Session, options: dict[str, Any], intervals: Intervals) -> StanceMatrix:
    asked = {"sort": None, "group_by": None, "only": None, **options}
    matrix = compared(session, selection=selection_of(asked), intervals=intervals, **counting(options))[1]
    if not any(view.counts for cell in matrix.cells.values() for view in cell.codings.values()):
        if blind := matrix.left_out.blind:
            kept = count(blind, "annotation of others is", "annotations of others are")
            own = "; --drafts draws drafts that you may see" if matrix.left_out.drafts else ""
            raise StancebookError(
                f"{kept} withheld until you have completed the source, so there is nothing to draw that you may see; "
                f"--unblind draws them, and that is recorded{own}"
            )
        if drafts := matrix.left_out.drafts:
            begun = f"{drafts} annotations are drafts" if drafts > 1 else "1 annotation is a draft"
            raise StancebookError(f"{begun} and none is complete, so there is nothing to draw; --drafts draws drafts")
        raise StancebookError("nothing of this is coded yet, so there is nothing to draw (stance status says what is)")
    if all(criterion.level == "text" for criterion in matrix.criteria):
        raise StancebookError("answers in the reviewers' own words have no place in a figure: stance report tells them")
    return matrix


@dataclass(frozen=True)
class _Figure:
    """A kind of figure: how it is drawn, and what is said of it."""

    kind: str
    draw: Draw
    caption: Callable[[StanceMatrix], list[str]]


def _give(session: Session, matrix: StanceMatrix, figure: _Figure, options: dict[str, Any]) -> None:
    """Print the caption, or draw and write the figure."""
    from stancebook.reports.plots.captions import study_sentences

    software, output = _software(), options["output"]
    if options["caption"]:
        from stancebook.workspace.provenance import git_revision

        revision = git_revision(session.workspace.root) or ""
        emit(" ".join([*figure.caption(matrix), *study_sentences(matrix, software, revision)]), output)
        return
    form = form_of(output, options["form"])
    with working("drawing"):
        paper = paper_of(options)
        pages = figure.draw(matrix, paper)
    title, stem = f"{matrix.rubric.title}: {figure.kind}", f"{matrix.rubric.id}-{figure.kind}"
    write_pages(pages, form, paper, title=title, software=software, options=options, stem=stem)


def _software() -> str:
    from stancebook import __version__

    return f"Stancebook {__version__}"
