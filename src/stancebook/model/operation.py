"""Operations: what a version of a rubric did to the ids of the version before it.

They stand in the changelog, under ``operations`` of the version that made them. What is left of ``to`` is called as
it was before that version, ``to`` as it is after it. All operations of one version happen at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from stancebook.model.base import Model
from stancebook.model.ids import Id

if TYPE_CHECKING:
    from collections.abc import Iterator

Named = int | Id
"""What an operation names: a step of an ordinal scale, or an id."""
Kind = Literal["criterion", "value", "off_scale"]


class Rename(Model):
    """A criterion, a value or an off-scale answer got another id; what it means is what it meant.

    Attributes:
        criterion: The criterion; with ``value``, the one whose value it is; with ``off_scale``, the only one in
            which the answer is renamed.
        value: A value of the criterion.
        off_scale: An off-scale answer.
        to: The new id.
    """

    operation: Literal["rename"]
    criterion: Id | None = None
    value: Named | None = None
    off_scale: Id | None = None
    to: Named

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        return _named(self)


class Merge(Model):
    """Several became one: their codings can no longer be told apart. Fields as in ``Rename``."""

    operation: Literal["merge"]
    criterion: Id | tuple[Id, ...] | None = None
    value: Annotated[tuple[Named, ...], Field(min_length=1)] | None = None
    off_scale: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    to: Named

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        return _named(self)


class Split(Model):
    """One became several; which of them holds for an old coding, only its reviewer can say."""

    operation: Literal["split"]
    criterion: Id | None = None
    value: Named | None = None
    off_scale: Id | None = None
    to: Annotated[tuple[Named, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        return _named(self)


class Retire(Model):
    """It is asked or offered no more; codings of it stay as they are."""

    operation: Literal["retire"]
    criterion: Id | None = None
    value: Named | None = None
    off_scale: Id | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        return _named(self)


AnyOperation = Rename | Merge | Split | Retire
Operation = Annotated[AnyOperation, Field(discriminator="operation")]
Done = TypeVar("Done", bound=AnyOperation)


def kind_of(operation: AnyOperation) -> Kind:
    """Return what an operation is done to."""
    if operation.value is not None:
        return "value"
    return "criterion" if operation.off_scale is None else "off_scale"


def old_names(operation: AnyOperation) -> tuple[Named, ...]:
    """Return the ids it is done to, as they were before."""
    named = getattr(operation, kind_of(operation))
    return named if isinstance(named, tuple) else (named,)


def new_names(operation: AnyOperation) -> tuple[Named, ...]:
    """Return the ids that are there instead."""
    if isinstance(operation, Retire):
        return ()
    return operation.to if isinstance(operation, Split) else (operation.to,)


def home(operation: AnyOperation) -> str | None:
    """Return the criterion whose value or off-scale answer it is done to; None for all, and for a criterion itself."""
    at = operation.criterion if kind_of(operation) != "criterion" else None
    return at if isinstance(at, str) else None


def links(operation: AnyOperation) -> Iterator[tuple[Named, Named]]:
    """Yield old and new id of each pair whose codings simply follow."""
    merged_criteria = isinstance(operation, Merge) and kind_of(operation) == "criterion"
    if isinstance(operation, Rename | Merge) and not merged_criteria:
        yield from ((old, operation.to) for old in old_names(operation))


def _named(operation: Done) -> Done:
    if operation.value is not None and operation.off_scale is not None:
        raise ValueError("names a value and an off-scale answer; write two operations")
    if operation.value is not None and not isinstance(operation.criterion, str):
        raise ValueError("'criterion' is missing: the criterion whose value it is, as it was called before")
    if operation.off_scale is not None and isinstance(operation.criterion, tuple):
        raise ValueError("'criterion' should be one criterion, or be left out where the answer is renamed in all")
    if operation.value is None and operation.off_scale is None:
        if operation.criterion is None:
            raise ValueError("says of nothing what becomes of it: name a criterion, a value or an off-scale answer")
        if isinstance(operation, Merge) and (not operation.criterion or isinstance(operation.criterion, str)):
            raise ValueError("'criterion' should be a list of the criteria that become one")
    if isinstance(operation, Rename) and operation.to in old_names(operation):
        raise ValueError(f"'{operation.to}' is what it was called before")
    _well_named(operation)
    return operation


def _well_named(operation: AnyOperation) -> None:
    old, new = old_names(operation), new_names(operation)
    for names in (old, new):
        if twice := next((name for index, name in enumerate(names) if name in names[:index]), None):
            raise ValueError(f"'{twice}' is named twice; once is enough")
    if isinstance(operation, Merge) and old == new:
        raise ValueError(f"merges '{operation.to}' with itself; name the others that became '{operation.to}'")
    numbers = [name for name in new if isinstance(name, int)]
    if kind_of(operation) != "value" and numbers:
        raise ValueError(f"'to' should be an id: put it in quotes, '{numbers[0]}'")
