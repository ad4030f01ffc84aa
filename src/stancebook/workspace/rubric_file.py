"""Rubrics from YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.consistency import inconsistencies
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.rubric import Rubric
from stancebook.workspace.complaints import validate_tree
from stancebook.workspace.text_file import read_text, shown_path
from stancebook.workspace.yaml_strict import read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def parse_rubric(text: str, where: str) -> Rubric:
    """Return the rubric that YAML ``text`` describes.

    Args:
        text: The YAML.
        where: The file's name for messages.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    tree = read_yaml(text, where)
    rubric = validate_tree(Rubric, tree, where)
    if found := inconsistencies(rubric):
        placed = sorted((tree.place(loc), message) for loc, message in found)
        raise StancebookError([Problem(where, message, *place) for place, message in placed])
    return rubric


def read_rubric(path: Path, root: Path | None = None) -> Rubric:
    """Read a rubric file, whose name must be the rubric's id.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    where = shown_path(path, root)
    text = read_text(path, root)
    rubric = parse_rubric(text, where)
    if rubric.id != path.stem:
        line, column = read_yaml(text, where).place(("rubric",))
        message = f"the rubric is called '{rubric.id}' but the file '{path.name}'; one must follow the other"
        raise StancebookError(Problem(where, message, line, column))
    return rubric
