"""Rubrics from YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.rubric_examination import examine
from stancebook.workspace.text_file import read_text, shown_path
from stancebook.workspace.yaml_strict import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.workspace.yaml_strict import Tree


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
    where = shown_path(path, root)
    text = read_text(path, root)
    rubric = parse_rubric(text, where)
    if rubric.id != path.stem:
        raise StancebookError(misnamed(rubric, path.name, where, read_yaml(text, where)))
    return rubric


def misnamed(rubric: Rubric, name: str, where: str, tree: Tree) -> Problem:
    """Return what to say of a file whose name is not the rubric's id."""
    message = f"the rubric is called '{rubric.id}' but the file '{name}'; one must follow the other"
    return Problem(where, message, *tree.place(("rubric",)))
