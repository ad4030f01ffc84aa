"""Rubrics as YAML that reads back as the same rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.model.criterion import BooleanCriterion, NominalCriterion, OrdinalCriterion
from stancebook.workspace.yaml_write import dump_yaml

if TYPE_CHECKING:
    from stancebook.model.criterion import AnyCriterion
    from stancebook.model.rubric import Rubric

_LISTS: Final = {"ordinal": "scale", "nominal": "values", "boolean": "values"}


def rubric_data(rubric: Rubric) -> dict[str, Any]:
    """Return a rubric as the plain data of its file: what was given, under the names of the file, in the model's order.

    A criterion whose values are those of a shared scale names the scale.
    """
    data: dict[str, Any] = rubric.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for criterion, given in zip(rubric.criteria, data["criteria"], strict=True):
        if name := _shared(criterion, rubric):
            del given[_LISTS[criterion.type]]
            given["scale"] = name
    return data


def rubric_yaml(rubric: Rubric) -> str:
    """Return a rubric as YAML. Comments and layout of the file it came from are not in it."""
    return dump_yaml(rubric_data(rubric))


def _shared(criterion: AnyCriterion, rubric: Rubric) -> str | None:
    listed: object = None
    if isinstance(criterion, OrdinalCriterion):
        listed = criterion.scale
    elif isinstance(criterion, NominalCriterion | BooleanCriterion) and "values_" in criterion.model_fields_set:
        listed = criterion.values_
    return next((name for name, scale in rubric.scales.items() if scale == listed), None)
