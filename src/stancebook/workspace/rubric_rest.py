"""What a rubric in which something is of the wrong form says all the same: whether the rest of it fits together.

What is wrong is left out, as little of it as can be: a key of a criterion, else what lists its values, else the whole
of it. Whoever names what was left out is not wrong.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from stancebook.model.consistency import inconsistencies
from stancebook.model.operation import home
from stancebook.model.problems import Problem
from stancebook.model.rubric import Rubric

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.workspace.yaml_tree import Loc, Tree

_STAND_INS: Final = {"rubric": "x", "version": "x", "title": "x"}
"""What is put in place of what no rubric can be without."""
_PLAIN: Final = {"id", "off_scale", "decision_rules", "applies_if"}
"""What says the same of a criterion of any type."""
_ALL: Final = ""
"""In place of a key: it is not known which of them is wrong."""
_HANG_TOGETHER: Final = {
    *("multiple", "requires_evidence", "min_values", "max_values", "exclusive", "codable", "agreement_levels"),
    *("integer", "level", "min", "max"),
}
"""Where one of these is left out, others of them may only seem wrong."""


def validated(data: Any) -> Rubric:
    """Return the rubric that plain data describes.

    Raises:
        ValidationError: Where it describes none.
    """
    return Rubric.model_validate_json(json.dumps(data), by_alias=True, by_name=False)


def problems_of_the_rest(tree: Tree, where: str, error: ValidationError) -> list[Problem]:
    """Return what does not fit together in what is of the right form.

    Args:
        tree: The file.
        where: Its name for messages.
        error: What is of the wrong form.
    """
    if not isinstance(tree.data, dict) or not isinstance(tree.data.get("criteria"), list):
        return []
    wrong = {_wrong(tree, item) for item in error.errors(include_url=False)} - {()}
    if ("criteria",) in wrong:
        return []
    rest = _Rest(tree, wrong)
    try:
        rubric = validated(rest.data)
    except ValidationError:
        return []
    return [Problem(where, message, *tree.place(loc)) for loc, message in rest.findings(rubric)]


def _wrong(tree: Tree, item: Any) -> Loc:
    """Return the part that is left out for an error: a section, an entry of one, or a key of a criterion."""
    loc = tree.path(item["loc"])
    match loc:
        case ("criteria", _) if item["type"] == "missing":
            return (*loc, item["loc"][-1])
        case ("criteria", *_):
            return loc[:3]
        case ("scales" | "off_scale", *_):
            return loc[:2]
        case _:
            return loc[:1]


class _Rest:
    """What is left of a file.

    Args:
        tree: The file.
        wrong: The parts that are of the wrong form.
    """

    def __init__(self, tree: Tree, wrong: set[Loc]) -> None:
        self.kept: list[int] = []  # which criteria
        self.plain: set[str] = set()  # those of which only what any type has is left
        self.lacking: set[int] = set()  # those that lack a key they had
        self.gone: set[str] = set()
        sections = {loc[0] for loc in wrong if len(loc) == 1}
        whole = {key: value for key, value in tree.data.items() if key not in sections}
        for key in ("scales", "off_scale"):
            if isinstance(whole.get(key), dict):
                whole[key] = {name: one for name, one in whole[key].items() if (key, name) not in wrong}
        self.gone |= {str(loc[1]) for loc in wrong if loc[0] in ("scales", "off_scale") and len(loc) > 1}
        for section in sections:
            self.gone |= set(tree.data[section]) if isinstance(tree.data.get(section), dict) else set()
        self.data = {**_STAND_INS, **whole, "criteria": list(self._criteria(tree.data["criteria"], wrong))}

    def _criteria(self, criteria: list[Any], wrong: set[Loc]) -> Iterator[dict[str, Any]]:
        keys_of: dict[int, set[str]] = {}
        for _, index, *below in (loc for loc in wrong if loc[0] == "criteria"):
            keys_of.setdefault(int(index), set()).add(str(below[0]) if below else _ALL)
        for index, criterion in enumerate(criteria):
            keys = keys_of.get(index, set())
            if not isinstance(criterion, dict) or "id" in keys:
                self.gone.add(str(criterion.get("id")) if isinstance(criterion, dict) else "None")
                continue
            self.kept.append(index)
            left = {key: value for key, value in criterion.items() if key not in keys}
            if keys & {_ALL, "type", "scale", "values", "off_scale"}:
                self.plain.add(str(criterion.get("id")))
                left = {key: left[key] for key in _PLAIN & left.keys()} | {"type": "text"}
            elif keys & _HANG_TOGETHER:
                self.lacking.add(index)
            yield {"label": "x", "question": "x?", **left}

    def findings(self, rubric: Rubric) -> Iterator[tuple[Loc, str]]:
        """Yield what does not fit together and has nothing to do with what is left out."""
        gone = {f"'{name}'" for name in self.gone}
        for loc, message in inconsistencies(rubric):
            if any(name in message for name in gone) or loc[:1] == ("scales",):
                continue  # it may be used by what is left out
            if loc[:1] != ("criteria",) or len(loc) == 1:
                if not self._of_plain(rubric, loc):
                    yield loc, message
                continue
            at = self.kept[int(loc[1])]
            only_seems = at in self.lacking and loc[2] in _HANG_TOGETHER
            if not only_seems and not (loc[2] == "applies_if" and self._hangs_on_plain(loc)):
                yield ("criteria", at, *loc[2:]), message

    def _of_plain(self, rubric: Rubric, loc: Loc) -> bool:
        """Return whether a finding is of an operation on values of which nothing is known."""
        if loc[0] != "changelog" or "operations" not in loc:
            return False
        at = home(rubric.changelog[int(loc[1])].operations[int(loc[3])])
        return at is not None and not self.plain.isdisjoint({at, rubric.terms.now(at).criterion})

    def _hangs_on_plain(self, loc: Loc) -> bool:
        """Return whether a finding is of the answers to a criterion of whose values nothing is known."""
        part: Any = self.data
        for key in loc:
            if isinstance(part, dict) and "criterion" in part:
                return key != "criterion" and part["criterion"] in self.plain
            part = part[key]
        return False
