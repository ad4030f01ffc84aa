"""Rubrics from YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_examination import examine
from stancebook.workspace.text_file import read_text, shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.rubric import Rubric

_TELLS_ALL: Final = "stance rubric check"


def parse_rubric(text: str, where: str, named: str = "") -> Rubric:
    """Return the rubric that YAML ``text`` describes.

    Args:
        text: The YAML.
        where: The file's name for messages.
        named: How the check of rubrics is asked for it, if it can be.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    return _usable(text, where, None, f"{_TELLS_ALL} {named}" if named else "")


def read_rubric(path: Path, root: Path | None = None) -> Rubric:
    """Read a rubric file, whose name must be the rubric's id.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    return _usable(read_text(path, root), shown_path(path, root), path.name, f"{_TELLS_ALL} {path.stem}")


def _usable(text: str, where: str, name: str | None, told_by: str) -> Rubric:
    try:
        examined = examine(text, where, name)
    except StancebookError as error:
        raise StancebookError(error.problems, told_by=told_by) from None
    if examined.rubric is None or examined.problems:
        raise StancebookError(examined.problems, told_by=told_by)
    return examined.rubric
