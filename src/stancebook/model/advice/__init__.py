"""Advice on a rubric: what is allowed, and makes two careful reviewers answer differently."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from stancebook.model.advice.criteria import criterion_advice
from stancebook.model.advice.kinds import KINDS, Advice
from stancebook.model.advice.whole import rubric_advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.rubric import Rubric

__all__ = ["KINDS", "Advice", "advice"]

MOST = 100
"""Nobody reads on from here; a rubric made to get more is no reason to work longer."""


def advice(rubric: Rubric) -> list[Advice]:
    """Return advice on a rubric whose parts fit together, no more than ``MOST`` pieces."""
    return list(islice(_advice(rubric), MOST))


def _advice(rubric: Rubric) -> Iterator[Advice]:
    yield from rubric_advice(rubric)
    for index, criterion in enumerate(rubric.criteria):
        for one in criterion_advice(criterion, rubric):
            yield one.below("criteria", index)
