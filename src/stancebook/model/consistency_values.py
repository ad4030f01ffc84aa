"""Whether the values that a criterion lists fit together: the tree, what replaces what, what is left to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.answer import value_key
from stancebook.model.criterion import BooleanCriterion, NominalCriterion
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.answer import Value
    from stancebook.model.criterion import AnyCriterion, NominalValue, ValueBase

Found = tuple[tuple[str | int, ...], str]


def keys_of(criterion: AnyCriterion) -> list[str]:
    """Return the keys of the values that a criterion lists."""
    values: tuple[Value, ...] = criterion.values
    return [value_key(value) for value in values]


def value_findings(criterion: AnyCriterion) -> Iterator[Found]:
    """Yield what does not fit together, as (path below the list of values, sentence)."""
    listed: tuple[ValueBase, ...] = getattr(criterion, "scale", ()) or getattr(criterion, "values_", ())
    keys = keys_of(criterion)
    for index, about in enumerate(listed):
        yield from (((index, *loc), said) for loc, said in _replacement(about, keys[index], keys))
        if about.deprecated and isinstance(criterion, BooleanCriterion):
            yield (index, "deprecated"), "neither yes nor no can be retired alone; retire the criterion instead"
    if listed and len(criterion.offered) <= 1:
        yield (), f"{len(criterion.offered)} of its values can be chosen; a question needs two"
    if isinstance(criterion, NominalCriterion):
        yield from _tree(criterion)


def _replacement(about: ValueBase, key: str, keys: list[str]) -> Iterator[Found]:
    if about.replaced_by and not about.deprecated:
        yield ("replaced_by",), "'replaced_by' says what stands for a retired value; add 'deprecated: true'"
    for index, other in enumerate(about.replaced_by):
        if value_key(other) not in keys:
            yield ("replaced_by", index), f"there is no value '{other}'{did_you_mean(str(other), keys)}"
        elif value_key(other) == key:
            yield ("replaced_by", index), f"'{other}' cannot replace itself"


def _tree(criterion: NominalCriterion) -> Iterator[Found]:
    known = list(criterion.values)
    branch: list[str] = []
    catch_alls: dict[str | None, str] = {}
    for index, about in enumerate(criterion.values_):
        yield from (((index, *loc), said) for loc, said in _relatives(about, known))
        if about.parent in branch:
            del branch[branch.index(about.parent) + 1 :]
        elif about.parent is None:
            branch = []
        elif about.parent in known and about.parent != about.value:
            yield (
                (index, "parent"),
                f"'{about.value}' belongs right below '{about.parent}' and its other values; move it",
            )
        branch.append(about.value)
        if about.catch_all and about.parent in catch_alls:
            message = f"'{catch_alls[about.parent]}' takes what fits nowhere else already; one catch-all is enough"
            yield (index, "catch_all"), message
        if about.catch_all:
            catch_alls[about.parent] = about.value
    yield from _only_with_a_tree(criterion)


def _relatives(about: NominalValue, known: list[str]) -> Iterator[Found]:
    for key, other in (("parent", about.parent), ("opposite", about.opposite)):
        if other == about.value:
            yield (key,), f"'{other}' cannot be its own {key}"
        elif other is not None and other not in known:
            yield (key,), f"there is no value '{other}'{did_you_mean(other, known)}"
    if about.local and about.parent is None:
        yield ("local",), "a local value stands below one of the published values; name it with 'parent'"


def _only_with_a_tree(criterion: NominalCriterion) -> Iterator[Found]:
    depth = max((len(criterion.path(value)) for value in criterion.values), default=1)
    for index, level in enumerate(criterion.agreement_levels):
        if level >= depth:
            said = f"the tree of values is {depth} deep" if depth > 1 else "no value has a parent"
            yield ("..", "agreement_levels", index), f"{said}, so agreement at level {level} is nothing of its own"
    if depth == 1 and "codable" in criterion.model_fields_set:
        yield ("..", "codable"), "'codable' only means something where values have parents"
