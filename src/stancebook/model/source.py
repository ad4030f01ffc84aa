"""Sources: the texts that are coded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import ConfigDict, Field, model_validator

from stancebook.model.base import Model

if TYPE_CHECKING:
    from stancebook.model.problems import Problem

_MISTYPED: Final = 0.8
"""How alike a key and a known one are, from 0 to 1, where it may be meant for it."""


class Region(Model):
    """A stretch of the body that is not the text itself: a standfirst, a bio, page furniture."""

    kind: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    note: str = ""

    @model_validator(mode="after")
    def _has_length(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"the region ends at {self.end}, before or where it starts ({self.start})")
        return self


class FrontMatter(Model):
    """What is known of a source. Keys of your own are kept and can be grouped by."""

    model_config = ConfigDict(extra="allow")

    title: str | None = None
    short: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None
    date_how: str | None = None
    url: str | None = None
    language: str | None = None
    genre: str | None = None
    regions: tuple[Region, ...] = ()


def mistyped_keys(front: FrontMatter) -> dict[str, str]:
    """Return the keys of one's own that look like known ones, with these: ``Author`` may be meant for ``authors``."""
    from difflib import get_close_matches

    found = {}
    for key in front.model_extra or {}:
        if near := get_close_matches(key.casefold(), list(FrontMatter.model_fields), n=1, cutoff=_MISTYPED):
            found[key] = near[0]
    return found


@dataclass(frozen=True)
class Source:
    """One text to be coded.

    Attributes:
        id: Its id, the file's name without the ending.
        front: What is known of it.
        body: The text after newline normalisation; every offset counts its code points.
        path: The file, relative to the workspace.
        faults: What is wrong in the front matter: it is left out of ``front``, and the check tells of it.
    """

    id: str
    front: FrontMatter
    body: str
    path: str = ""
    faults: tuple[Problem, ...] = ()

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The regions as far as they lie in the text, which may have been shortened since they were noted."""
        length = len(self.body)
        there = (one for one in self.front.regions if one.start < length)
        return tuple(one if one.end <= length else one.model_copy(update={"end": length}) for one in there)

    @cached_property
    def sha256(self) -> str:
        """The digest of the normalised body, in hex."""
        return hashlib.sha256(self.body.encode("utf-8")).hexdigest()

    @property
    def title(self) -> str:
        """The title; failing that the short name or the id."""
        return self.front.title or self.front.short or self.id

    @property
    def short(self) -> str:
        """A name for narrow places."""
        return self.front.short or self.front.title or self.id
