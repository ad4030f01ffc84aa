"""A rubric as it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric


class Earlier(NamedTuple):
    """A rubric as it was before.

    Attributes:
        name: Where it was so, as in ``commit 1f2e3d4``; empty where that goes without saying.
        rubric: The rubric.
    """

    name: str
    rubric: Rubric
