"""Everything that keeps the text of a rubric from being used, found in one reading.

What is wrong in one place must not hide what is wrong in another. So where a part is of the wrong form, the others are
still looked at for whether they fit together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from stancebook.model.consistency import inconsistencies
from stancebook.model.problems import Problem
from stancebook.model.rubric import Rubric
from stancebook.workspace.complaints import complaints
from stancebook.workspace.rubric_refused import why_refused
from stancebook.workspace.rubric_scales import expand_scales
from stancebook.workspace.yaml_strict import MAX_PROBLEMS, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancebook.workspace.yaml_strict import Loc, Tree

_STAND_INS: Final = {"rubric": "x", "version": "x", "title": "x"}
"""What is put in place of what no rubric can be without."""


@dataclass(frozen=True)
class Examined:
    """What an examination found.

    Attributes:
        tree: The file as plain data with places, shared scales put in place of their names.
        problems: What is wrong, in the order of the file.
        rubric: The rubric, where nothing is.
    """

    tree: Tree
    problems: list[Problem]
    rubric: Rubric | None


def examine(text: str, where: str) -> Examined:
    """Examine the YAML text of a rubric.

    Args:
        text: The YAML.
        where: The file's name for messages.

    Raises:
        StancebookError: Where it cannot be read as YAML to its end, with every problem found on the way.
    """
    tree, problems = read_tree(text, where)
    unscaled = expand_scales(tree, where)
    problems += unscaled
    rubric = None
    try:
        rubric = _validated(tree.data)
    except ValidationError as error:
        wrong = {_part(tree.path(item["loc"])) for item in error.errors(include_url=False)}
        problems += _elsewhere(complaints(Rubric, error, tree, where, why_refused), problems)
        problems += _of_the_rest(tree, where, wrong)
    else:
        found = ((tree.place(loc), message) for loc, message in inconsistencies(rubric))
        problems += [Problem(where, message, *place) for place, message in found]
    ordered = sorted(dict.fromkeys(problems), key=lambda one: (one.line or 0, one.column or 0, one.message))
    return Examined(tree, ordered[:MAX_PROBLEMS], None if ordered else rubric)


def _validated(data: Any) -> Rubric:
    return Rubric.model_validate_json(json.dumps(data), by_alias=True, by_name=False)


def _elsewhere(found: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """Return problems at places that nothing was told of yet: one slip makes one problem."""
    places = {(one.line, one.column) for one in told}
    return [one for one in found if (one.line, one.column) not in places]


def _part(loc: Loc) -> Loc:
    """Return the part of a rubric that is left out where something in it is wrong: a criterion, a scale, a section."""
    return loc[:2] if loc[:1] in {("criteria",), ("scales",), ("off_scale",)} else loc[:1]


def _of_the_rest(tree: Tree, where: str, wrong: set[Loc]) -> list[Problem]:
    """Look at whether the parts of the right form fit together."""
    if not isinstance(tree.data, dict) or not isinstance(tree.data.get("criteria"), list) or ("criteria",) in wrong:
        return []
    data = {**tree.data, **{key: _STAND_INS[key] for key in _STAND_INS if (key,) in wrong or key not in tree.data}}
    kept = [index for index in range(len(data["criteria"])) if ("criteria", index) not in wrong]
    data["criteria"] = [tree.data["criteria"][index] for index in kept]
    for key in [key for key in data if (key,) in wrong and key not in _STAND_INS]:
        del data[key]
    for key in ("scales", "off_scale"):
        if isinstance(data.get(key), dict):
            data[key] = {name: value for name, value in data[key].items() if (key, name) not in wrong}
    try:
        rubric = _validated(data)
    except ValidationError:
        return []
    gone = {f"'{name}'" for name in _names_gone(tree, wrong)}
    found = []
    for loc, message in inconsistencies(rubric):
        if any(name in message for name in gone) or loc[:1] == ("scales",):
            continue  # it may be used by what is left out
        at = ("criteria", kept[int(loc[1])], *loc[2:]) if loc[:1] == ("criteria",) and len(loc) > 1 else loc
        found.append(Problem(where, message, *tree.place(at)))
    return found


def _names_gone(tree: Tree, wrong: set[Loc]) -> Iterator[str]:
    """Yield the ids that what is left out defines; whoever names them is not wrong."""
    for part in wrong:
        if part[:1] == ("criteria",) and len(part) > 1:
            criterion = tree.data["criteria"][part[1]]
            yield str(criterion.get("id", "")) if isinstance(criterion, dict) else ""
        elif len(part) > 1:
            yield str(part[1])
        elif part and isinstance(tree.data.get(part[0]), dict):
            yield from tree.data[part[0]]
