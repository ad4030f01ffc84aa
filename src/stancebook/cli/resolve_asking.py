"""Which side stands: asked at the prompt, or said by an option of ``stance resolve``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from stancebook.workspace.resolve_merge import Side

SIDES: Final[tuple[Side, Side]] = ("ours", "theirs")


def ask_side(question: str) -> Side:
    """Ask which side stands."""
    answer = click.prompt(question, type=click.Choice(SIDES), err=True)
    return "ours" if answer == "ours" else "theirs"


def must_be_in_question(option: str, named: Iterable[str], questions: Collection[str]) -> None:
    """Refuse an option that decides what is not in question.

    Raises:
        StancebookError: Naming it, and the nearest that is.
    """
    from stancebook.model.nearest import did_you_mean
    from stancebook.model.problems import Problem, StancebookError

    for name in named:
        if name not in questions:
            raise StancebookError(Problem(option, f"'{name[:80]}' is not in question{did_you_mean(name, questions)}"))
