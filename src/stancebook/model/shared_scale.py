"""Scales that several criteria share: listed once in the rubric, named by each criterion (``scale: five-points``)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from stancebook.model.criterion_boolean import BooleanValue
from stancebook.model.criterion_nominal import NominalValue
from stancebook.model.criterion_ordinal import OrdinalValue


def _kind(data: Any) -> str:
    first = data[0] if isinstance(data, list | tuple) and data else None
    value = first.get("value") if isinstance(first, dict) else getattr(first, "value", None)
    if isinstance(value, bool):
        return "boolean"
    return "ordinal" if isinstance(value, int) else "nominal"


SharedScale = Annotated[
    Annotated[tuple[OrdinalValue, ...], Field(min_length=2), Tag("ordinal")]
    | Annotated[tuple[NominalValue, ...], Field(min_length=2), Tag("nominal")]
    | Annotated[tuple[BooleanValue, ...], Field(min_length=2, max_length=2), Tag("boolean")],
    Discriminator(_kind),
]
"""Values as a criterion would list them; the first of them tells which type of criterion they are for."""
