"""Conditions: under which earlier answers a criterion is asked at all (``applies_if``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Discriminator, Field, Tag

from stancebook.model.answer import Number
from stancebook.model.base import Model
from stancebook.model.ids import Id

if TYPE_CHECKING:
    from collections.abc import Iterator

# True comes first: a union that is written inside another takes the first type that will do, and True is an int.
Named = bool | int | Number | str
"""A value or the id of an off-scale answer, as a condition names it."""


class Condition(Model):
    """What one earlier criterion must have been answered.

    Attributes:
        criterion: An earlier criterion.
        answers: Values or off-scale answers, one of which it must hold; a parent stands for all below it.
        at_least: The least position that will do, where positions have an order.
        at_most: The greatest.
        position: Whether it must hold a position, whichever (true), or an off-scale answer (false).
    """

    criterion: Id
    answers: tuple[Named, ...] = ()
    at_least: int | Number | None = None
    at_most: int | Number | None = None
    position: bool | None = None


class AllOf(Model):
    """Conditions every one of which must hold."""

    all: Annotated[tuple[Clause, ...], Field(min_length=1)]


class AnyOf(Model):
    """Conditions of which one must hold."""

    any: Annotated[tuple[Clause, ...], Field(min_length=1)]


def _kind(data: Any) -> str:
    if isinstance(data, AllOf | AnyOf):
        return "all" if isinstance(data, AllOf) else "any"
    if isinstance(data, dict):
        return next((key for key in ("all", "any") if key in data), "criterion")
    return "criterion"


Clause = Annotated[
    Annotated[Condition, Tag("criterion")] | Annotated[AllOf, Tag("all")] | Annotated[AnyOf, Tag("any")],
    Discriminator(_kind),
]

AnyClause = Condition | AllOf | AnyOf


def conditions(clause: AnyClause) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
    """Yield every condition in a clause with its path below it."""
    if isinstance(clause, Condition):
        yield (), clause
        return
    name, parts = ("all", clause.all) if isinstance(clause, AllOf) else ("any", clause.any)
    for index, part in enumerate(parts):
        for path, condition in conditions(part):
            yield (name, index, *path), condition
