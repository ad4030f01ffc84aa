"""What is wrong with an input, where, and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.visible import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable


FIRST: Final = 5
"""So many problems are told by a command that was asked for something else."""


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
    """Unusable input: nothing was changed. Carries every problem that was found.

    Attributes:
        problems: What is wrong.
        told_by: The command that tells every problem, so that others need not; empty where there is none.
    """

    def __init__(self, problems: Problem | Iterable[Problem] | str, *, told_by: str = "") -> None:
        if isinstance(problems, str):
            problems = Problem("", problems)
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.told_by = told_by
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def first_lines(self) -> str:
        """The problems, a line each; of many the first, where a command tells all."""
        more = len(self.problems) - FIRST
        if not self.told_by or more < 1:
            return str(self)
        return "\n".join([*map(str, self.problems[:FIRST]), f"and {more:,} more: {self.told_by} tells all"])


class NotFoundError(StancebookError):
    """A name that nothing in the workspace answers to."""
