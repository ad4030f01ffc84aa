"""Shared scales of a rubric file, put in place of their names before the file is validated."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem
from stancebook.workspace.yaml_builder import MAX_NODES

if TYPE_CHECKING:
    from stancebook.workspace.yaml_tree import Loc, Tree

_KEYS = {"ordinal": "scale", "nominal": "values", "boolean": "values"}
"""Where a criterion of each type lists its values."""


def expand_scales(tree: Tree, where: str) -> list[Problem]:
    """Give every criterion that names a shared scale (``scale: five-points``) that scale's values.

    What is wrong with a scale is then told at its own place, once. Returns the names that mean no scale.
    """
    data = tree.data if isinstance(tree.data, dict) else {}
    criteria, scales = data.get("criteria"), data.get("scales")
    problems = []
    copied = 0
    for index, criterion in enumerate(criteria if isinstance(criteria, list) else []):
        if not isinstance(criterion, dict) or not isinstance(name := criterion.get("scale"), str):
            continue
        loc: Loc = ("criteria", index, "scale")
        known = scales if isinstance(scales, dict) else {}
        if message := _why_not(name, criterion, known):
            problems.append(Problem(where, message, *tree.place(loc)))
            continue
        copied += tree.size("scales", name)
        if copied > MAX_NODES:
            message = f"with its shared scales the rubric has more than {MAX_NODES:,} values"
            return [*problems, Problem(where, message, *tree.place(loc))]
        key = _KEYS[criterion["type"]]
        if key != "scale":
            del criterion["scale"]
        criterion[key] = copy.deepcopy(known[name])
        tree.graft("scales", name, ("criteria", index, key))
    return problems


def _why_not(name: str, criterion: dict[str, Any], known: dict[str, Any]) -> str:
    kind = criterion.get("type")
    if not isinstance(kind, str) or kind not in _KEYS:
        return f"a criterion of type {kind} lists no values, so it has no scale; leave 'scale' out"
    if "values" in criterion:
        return "'scale' names a shared scale, and 'values' lists the values; keep one of them"
    if name not in known:
        return f"there is no shared scale '{name[:60]}'{did_you_mean(name, known)} (list it under 'scales:')"
    return ""
