"""Rubrics from YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_examination import examine
from stancebook.workspace.text_file import read_text, shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.rubric import Rubric


def parse_rubric(text: str, where: str) -> Rubric:
    """Return the rubric that YAML ``text`` describes.

    Args:
        text: The YAML.
        where: The file's name for messages.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    examined = examine(text, where)
    if examined.rubric is None:
        raise StancebookError(examined.problems)
    return examined.rubric


def read_rubric(path: Path, root: Path | None = None) -> Rubric:
    """Read a rubric file, whose name must be the rubric's id.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    examined = examine(read_text(path, root), shown_path(path, root), path.name)
    if examined.rubric is None or examined.problems:
        raise StancebookError(examined.problems)
    return examined.rubric
