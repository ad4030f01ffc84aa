"""Reading many files and telling of all that are unusable at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.problems import Problem


@contextmanager
def collecting(problems: list[Problem]) -> Iterator[None]:
    """Put the problems of a file aside, so that all are reported at once."""
    try:
        yield
    except StancebookError as error:
        problems.extend(error.problems)
