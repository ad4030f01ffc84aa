"""What is wrong with an input, where, and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.visible import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """One finding: a place and a sentence.

    Attributes:
        where: A file, relative to the workspace, or what was asked for ("--set"). May be empty.
        message: What is wrong and what would be right, in one line.
        line: Line in the file, counted from 1, where there is one.
        column: Column in that line, counted from 1, where there is one.
    """

    where: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.where
        for number in (self.line, self.column):
            if number is None:
                break
            place += f":{number}"
        return visible_line(f"{place}: {self.message}" if place else self.message)


class StancebookError(Exception):
    """Unusable input: nothing was changed. Carries every problem that was found."""

    def __init__(self, problems: Problem | Iterable[Problem] | str) -> None:
        if isinstance(problems, str):
            problems = Problem("", problems)
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class NotFoundError(StancebookError):
    """A name that nothing in the workspace answers to."""
