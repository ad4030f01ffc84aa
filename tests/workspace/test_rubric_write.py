"""Rubrics written as YAML: whatever a rubric can be reads back as itself."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from tests.rubrics import EVERYTHING, everything, read, rubrics

from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.rubric_write import rubric_data, rubric_yaml
from stancebook.workspace.yaml_strict import read_yaml


@given(rubrics())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_rubric_survives_writing_and_reading(data: dict[str, Any]) -> None:
    rubric = read(data)
    again = parse_rubric(rubric_yaml(rubric), "again.yaml")
    assert again == rubric
    assert again.asked == rubric.asked
    assert rubric_data(again) == rubric_data(rubric)


def test_a_shared_scale_is_written_once() -> None:
    written = rubric_data(everything())
    assert written == read_yaml(EVERYTHING, "everything.yaml").data
    assert [criterion.get("scale") for criterion in written["criteria"][2:4]] == ["answers", "answers"]
