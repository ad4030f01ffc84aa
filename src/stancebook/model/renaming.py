"""A rubric with other ids: the renames of a version made, or taken back, wherever it names what they rename."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.model.operation import Rename, home, kind_of, old_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.model.operation import Named
    from stancebook.model.rubric import Change, Rubric

    Naming = Callable[[Any], Any]


def renamed(rubric: Rubric, change: Change, *, back: bool = False) -> Rubric:
    """Return the rubric as it would be with the renames of a version, without its changelog.

    Args:
        rubric: The rubric.
        change: The version.
        back: Whether to take the renames back instead of making them.
    """
    names = _Names.of(change, back=back)
    if not names:
        return rubric
    data = rubric.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"changelog"})
    _rename(data, names)
    return type(rubric).model_validate_json(json.dumps(data))


def earlier_meanings(rubric: Rubric) -> dict[str, frozenset[str]]:
    """Return for each criterion the digests it would have had before each version that renamed something.

    A coding that carries one of them was asked what is asked today, in other ids only.
    """
    found: dict[str, set[str]] = {criterion: set() for criterion in rubric.by_id}
    then = {criterion: criterion for criterion in rubric.by_id}
    past = rubric
    for change in rubric.changelog:
        past = renamed(past, change, back=True)
        names = _Names.of(change, back=True)
        then = {criterion: names.criterion(name) for criterion, name in then.items()}
        for criterion, name in then.items():
            found[criterion].add(past.asked[name])
    return {criterion: frozenset(digests - {rubric.asked[criterion]}) for criterion, digests in found.items()}


class _Names(NamedTuple):
    """What is called how; criteria and the homes of values by the names they have in the rubric that is changed."""

    criteria: dict[str, str]
    values: dict[tuple[str, Named], Named]
    off_scale: dict[tuple[str | None, str], str]

    def __bool__(self) -> bool:
        return bool(self.criteria or self.values or self.off_scale)

    @classmethod
    def of(cls, change: Change, *, back: bool) -> _Names:
        renames = [operation for operation in change.operations if isinstance(operation, Rename)]
        criteria = {str(o.criterion): str(o.to) for o in renames if kind_of(o) == "criterion"}
        values: dict[tuple[str, Named], Named] = {}
        off_scale: dict[tuple[str | None, str], str] = {}
        for one in renames:
            old, new, at = old_names(one)[0], one.to, home(one)
            if back:
                old, new, at = new, old, criteria.get(at, at) if at else None
            if kind_of(one) == "value":
                values[str(at), old] = new
            elif kind_of(one) == "off_scale":
                off_scale[at, str(old)] = str(new)
        return cls({new: old for old, new in criteria.items()} if back else criteria, values, off_scale)

    def criterion(self, name: str) -> str:
        return self.criteria.get(name, name)

    def answer(self, criterion: str, name: Any) -> Any:
        """Return a value or off-scale answer; anything that is no id stays."""
        if isinstance(name, bool) or not isinstance(name, int | str):
            return name
        if isinstance(name, str):
            name = self.off_scale.get((criterion, name), self.off_scale.get((None, name), name))
        return self.values.get((criterion, name), name)


def _rename(data: dict[str, Any], names: _Names) -> None:
    for criterion in data["criteria"]:
        _rename_criterion(criterion, names)
    for group in data.get("groups", ()):
        group["criteria"] = [names.criterion(one) for one in group["criteria"]]
    if off_scale := data.get("off_scale"):
        everywhere = {old: new for (at, old), new in names.off_scale.items() if at is None}
        kept = {everywhere.get(name, name): about for name, about in off_scale.items()}
        # Renamed in one criterion only, it is there under both names.
        there = {new: off_scale[old] for (at, old), new in names.off_scale.items() if at and old in off_scale}
        data["off_scale"] = {**there, **kept}


def _rename_criterion(data: dict[str, Any], names: _Names) -> None:
    criterion = data["id"]

    def answer(name: Any) -> Any:
        return names.answer(criterion, name)

    data["id"] = names.criterion(criterion)
    for value in (*data.get("scale", ()), *data.get("values", ())):
        _each(value, ("value", "parent", "opposite"), answer)
        _all(value, ("replaced_by",), answer)
    _all(data, ("off_scale", "exclusive"), answer)
    for example in data.get("examples", ()):
        known = example["value"]
        example["value"] = [answer(one) for one in known] if isinstance(known, list) else answer(known)
    for example in data.get("boundary_examples", ()):
        _each(example, ("not",), answer)
    if clause := data.get("applies_if"):
        _rename_clause(clause, names)


def _rename_clause(clause: dict[str, Any], names: _Names) -> None:
    for part in (*clause.get("all", ()), *clause.get("any", ())):
        _rename_clause(part, names)
    if criterion := clause.get("criterion"):
        clause["criterion"] = names.criterion(criterion)
        _all(clause, ("answers",), lambda name: names.answer(criterion, name))
        _each(clause, ("at_least", "at_most"), lambda name: names.answer(criterion, name))


def _each(data: dict[str, Any], keys: tuple[str, ...], naming: Naming) -> None:
    data |= {key: naming(data[key]) for key in keys if data.get(key) is not None}


def _all(data: dict[str, Any], keys: tuple[str, ...], naming: Naming) -> None:
    data |= {key: [naming(one) for one in data[key]] for key in keys if data.get(key)}
