"""The JSON Schema of a rubric: it takes what the program takes, and says what each key is for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests import builders
from tests.json_schema import violations

from stancebook.workspace.rubric_page import fields_page
from stancebook.workspace.rubric_schema import rubric_schema
from stancebook.workspace.yaml_strict import read_yaml

PROJECT = Path(__file__).parents[2]
SHIPPED = sorted([*PROJECT.glob("rubrics/**/*.yaml"), *PROJECT.glob("tests/workspace/schemas/rubric-*.yaml")])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_accepts_every_shipped_rubric(path: Path) -> None:
    data = read_yaml(path.read_text(encoding="utf-8"), path.name).data
    assert violations(data, rubric_schema()) == []


def test_every_key_has_a_sentence() -> None:
    schema = rubric_schema()
    parts: dict[str, dict[str, Any]] = {"Rubric": schema, **schema["$defs"]}
    keys = [(name, key, given) for name, part in parts.items() for key, given in part.get("properties", {}).items()]
    assert keys
    assert [f"{name}.{key}" for name, key, given in keys if not given.get("description", "").endswith(".")] == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("rubric: tiny", "rubric: Tiny Rubric", "/rubric: pattern"),
        ("title: A tiny rubric\n", "", "/title: required"),
        ("title: A tiny rubric", "titel: A tiny rubric", "/titel: unknown"),
        ('version: "1"', "version: 1", "/version: type"),
        ("type: ordinal", "type: ordinary", "/criteria/0: oneOf"),
        ("requires_evidence: each", "requires_evidence: all", "/criteria/1: oneOf"),
        ("not_addressed: {label: Not addressed, ", "not_addressed: {", "/off_scale/not_addressed/label: required"),
    ],
)
def test_it_refuses_what_the_program_refuses(old: str, new: str, where: str) -> None:
    text = builders.RUBRIC.replace(old, new, 1)
    assert where in violations(read_yaml(text, "tiny.yaml").data, rubric_schema())


def test_the_page_of_every_key_is_made_from_the_schema() -> None:
    # python -m stancebook.workspace.rubric_page > docs/rubric-fields.md
    page = (PROJECT / "docs" / "rubric-fields.md").read_text(encoding="utf-8")
    assert page == fields_page()
    schema = rubric_schema()
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", {})}
    assert {key for key in keys if f"`{key}`" not in page} == set()
