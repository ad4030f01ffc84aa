"""Reading many files and telling of all that are unusable at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from stancebook.model.problems import Problem


class collecting:  # noqa: N801 - reads as a verb at its use
    """Puts the problems of a file aside, so that all are reported at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, StancebookError):
            self.problems.extend(error.problems)
            return True
        return False
