"""The base of everything that is read from a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterable


STRICT: Final = ConfigDict(strict=True, extra="forbid", populate_by_name=True, defer_build=True)
"""Deferred: most commands read two or three kinds of file, and a validator is made when the first of a kind is read."""


class Model(BaseModel):
    """Immutable, strict, and closed: a key that nobody knows is an error, not a silent loss."""

    model_config = ConfigDict(frozen=True, **STRICT)


_hold_field_names = vars(BaseModel)["__pydantic_fields_set__"].__set__  # a third of what object.__setattr__ takes


def share_field_names(kind: type[Model], models: Iterable[Model]) -> None:
    """Let models of one kind that have every field share one set of the names of their fields.

    Pydantic keeps with each object which fields were given. Where every field must be given that says nothing, and of
    125,000 objects it takes 90 MB.
    """
    names = _field_names(kind)
    for model in models:
        _hold_field_names(model, names)


@cache
def _field_names(kind: type[Model]) -> set[str]:
    return set(kind.model_fields)
