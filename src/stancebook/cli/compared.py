"""What commands that show a study compared start from: what counts, what is shown, and the matrix of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from stancebook.cli.garbage import without_collecting
from stancebook.cli.options import ONLY_SOURCE, Several, round_option
from stancebook.cli.progress import working

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.cli.session import Session
    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.rounds import Round
    from stancebook.comparison.selection import Selection
    from stancebook.model.study import Study

F = TypeVar("F", bound="Callable[..., Any]")


def counting_options(function: F) -> F:
    """Add the options that say whose codings count."""
    for option in (
        click.option(
            "--unblind", is_flag=True, help="Others' codings of sources you have not completed, too; recorded."
        ),
        click.option("--stale", is_flag=True, help="Count stale codings, too."),
        click.option("--drafts", is_flag=True, help="Count annotations that are not complete, too."),
        round_option,
    ):
        function = option(function)
    return function


def choosing_options(function: F) -> F:
    """Add the options that say what is shown, and in which order."""
    for option in (
        click.option("--only", type=click.Choice(["disagreements"]), help="Only sources on which reviewers disagree."),
        click.option(
            "--group-by",
            metavar="FIELD",
            help="publisher, date (by the year it begins in), genre, any front-matter field.",
        ),
        click.option("--sort", metavar="BY", help="title, date, publisher, disagreement or a criterion; '-' turns it."),
        click.option("--reviewers", type=Several(), help="Only the codings of these reviewers."),
        click.option("--criterion", "criteria", multiple=True, metavar="ID", help="Only this one; may be repeated."),
        click.option("--source", "sources", multiple=True, metavar="ID", help=ONLY_SOURCE),
    ):
        function = option(function)
    return function


def counting(options: dict[str, Any]) -> dict[str, Any]:
    """Return whose codings count, out of a command's options."""
    return {name: options[name] for name in ("drafts", "stale", "unblind", "which")}


def selection_of(options: dict[str, Any]) -> Selection:
    """Return what is to be shown, out of a command's options."""
    from stancebook.comparison.selection import Selection

    return Selection(
        sources=options["sources"],
        criteria=options["criteria"],
        reviewers=options["reviewers"] or (),
        sort=options["sort"],
        group_by=options["group_by"],
        only_disagreements=options["only"] == "disagreements",
    )


def compared(
    session: Session,
    *,
    drafts: bool,
    stale: bool,
    unblind: bool,
    which: Round = "production",
    intervals: Intervals = "all",
    selection: Selection | None = None,
) -> tuple[Study, StanceMatrix]:
    """Return what the one who asks may see, as a study and compared.

    Args:
        session: The session.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        unblind: Whether to show what is withheld from a reviewer who has not finished.
        which: Which round.
        intervals: Which agreement figures come with intervals.
        selection: What is shown, and in which order; everything, where None.
    """
    from stancebook.cli.shown import shown_study
    from stancebook.comparison.matrix import stance_matrix
    from stancebook.comparison.rounds import noted, require_round, selected_in_round
    from stancebook.comparison.selection import Selection, arranged

    chosen = selection or Selection()

    with without_collecting():
        whole = session.study()
        require_round(whole, which)
        of_all = selected_in_round(whole, which, chosen)
        shown = shown_study(session, whole, unblind=unblind, drafts=drafts, only=lambda _: of_all.study)
        study = shown.part(of_all.study)
        with working("comparing"):
            matrix = stance_matrix(
                study, of_all.reviewers, drafts=drafts, stale=stale, withheld=shown.withheld, intervals=intervals
            )
            return study, noted(arranged(matrix, chosen), of_all)
