"""Criteria: the questions of a rubric, each with its scale. One module holds each kind of scale."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stancebook.model.criterion_base import BoundaryExample, CriterionBase, Level, Rule, RuleId, Text, ValueBase
from stancebook.model.criterion_boolean import BooleanCriterion, BooleanValue
from stancebook.model.criterion_nominal import NominalCriterion, NominalExample, NominalValue
from stancebook.model.criterion_numeric import NumericCriterion
from stancebook.model.criterion_ordinal import OrdinalCriterion, OrdinalExample, OrdinalValue
from stancebook.model.criterion_text import TextCriterion
from stancebook.model.digest import digest

__all__ = [
    "AnyCriterion",
    "BooleanCriterion",
    "BooleanValue",
    "BoundaryExample",
    "Criterion",
    "CriterionBase",
    "Level",
    "NominalCriterion",
    "NominalExample",
    "NominalValue",
    "NumericCriterion",
    "OrdinalCriterion",
    "OrdinalExample",
    "OrdinalValue",
    "Rule",
    "RuleId",
    "Text",
    "TextCriterion",
    "ValueBase",
    "asked",
]

AnyCriterion = OrdinalCriterion | NominalCriterion | BooleanCriterion | NumericCriterion | TextCriterion
Criterion = Annotated[AnyCriterion, Field(discriminator="type")]


def asked(criterion: AnyCriterion, off_scale: dict[str, str], holder: str, general: dict[str, str]) -> str:
    """Return the digest of what a reviewer is asked: eight hex digits that change with the meaning only.

    Args:
        criterion: The criterion.
        off_scale: Id and definition of each off-scale answer it offers.
        holder: Whose stance is coded.
        general: Id and text of the rubric's general rules.
    """
    return digest({**criterion.meaning(), "off_scale": off_scale, "holder": holder, "general": general}, 8)
