"""The base of everything that is read from a file."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Immutable, strict, and closed: a key that nobody knows is an error, not a silent loss."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True)
