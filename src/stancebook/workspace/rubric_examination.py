"""Everything that keeps the text of a rubric from being used, found in one reading.

What is wrong in one place must not hide what is wrong in another. So where a part is of the wrong form, the others are
still looked at for whether they fit together.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from stancebook.model.consistency import inconsistencies
from stancebook.model.problems import Problem
from stancebook.model.rubric import Rubric
from stancebook.workspace.complaints import complaints
from stancebook.workspace.rubric_refused import why_refused
from stancebook.workspace.rubric_rest import problems_of_the_rest, validated
from stancebook.workspace.rubric_scales import expand_scales
from stancebook.workspace.text_file import read_text, shown_path
from stancebook.workspace.yaml_builder import MAX_PROBLEMS
from stancebook.workspace.yaml_strict import read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stancebook.workspace.yaml_tree import Loc, Tree


class Examined(NamedTuple):
    """What an examination found.

    Attributes:
        tree: The file as plain data with places, shared scales put in place of their names.
        problems: What is wrong, in the order of the file.
        rubric: The rubric, where nothing is but the file's name.
    """

    tree: Tree
    problems: list[Problem]
    rubric: Rubric | None


def examine(text: str, where: str, name: str | None = None) -> Examined:
    """Examine the YAML text of a rubric.

    Args:
        text: The YAML.
        where: The file's name for messages.
        name: The file's own name, where it must be the rubric's id.

    Raises:
        StancebookError: Where it cannot be read as YAML to its end, with every problem found on the way.
    """
    tree, problems = read_tree(text, where)
    unscaled = expand_scales(tree, where)
    problems += unscaled
    rubric = None
    try:
        rubric = validated(tree.data)
    except ValidationError as error:
        problems += _elsewhere(complaints(Rubric, error, tree, where, why_refused), problems)
        problems += problems_of_the_rest(tree, where, error)
    else:
        found = ((tree.place(loc), message) for loc, message in inconsistencies(rubric))
        problems += [Problem(where, message, *place) for place, message in found]
    usable = None if problems else rubric
    problems += _misnamed(tree, where, name) if name is not None else ()
    ordered = sorted(dict.fromkeys(problems), key=lambda one: (one.line or 0, one.column or 0, one.message))
    return Examined(tree, ordered[:MAX_PROBLEMS], usable)


def placed(path: Path, root: Path, found: Iterable[tuple[Loc, str]]) -> list[Problem]:
    """Return what was found in a rubric that can be read as problems at their lines.

    Args:
        path: Its file.
        root: The workspace's folder.
        found: Each with its path in the file, and a sentence.

    Raises:
        StancebookError: Where the file cannot be read any more.
    """
    where = shown_path(path, root)
    tree = examine(read_text(path, root), where).tree
    return [Problem(where, message, *tree.place(loc)) for loc, message in found]


def _misnamed(tree: Tree, where: str, name: str) -> Iterator[Problem]:
    """Say what is wrong with the name of the file: it must be the rubric's id."""
    path = PurePath(name)
    if path.suffix == ".yml":
        yield Problem(where, "the rubrics of a workspace end in .yaml; rename it", 1, 1)
    called: Any = tree.data.get("rubric") if isinstance(tree.data, dict) else None
    if isinstance(called, str) and called != path.stem:
        message = f"the rubric is called '{called[:80]}' but the file '{name}'; one must follow the other"
        yield Problem(where, message, *tree.place(("rubric",)))


def _elsewhere(found: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """Return problems at places that nothing was told of yet: one slip makes one problem."""
    places = {(one.line, one.column) for one in told}
    return [one for one in found if (one.line, one.column) not in places]
