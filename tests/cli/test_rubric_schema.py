"""`stance rubric schema`, anywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.usefixtures("empty")
def test_the_schema_is_printed_outside_of_a_workspace(stance: Callable[..., Any]) -> None:
    done = stance("rubric", "schema")
    assert (done.status, done.err) == (0, "")
    assert "criteria" in json.loads(done.out)["required"]


def test_the_schema_is_written_to_a_file(stance: Callable[..., Any], empty: Path) -> None:
    done = stance("rubric", "schema", "-o", "rubric.schema.json")
    assert (done.status, done.out, done.err) == (0, "", "wrote rubric.schema.json\n")
    assert json.loads((empty / "rubric.schema.json").read_text(encoding="utf-8"))["$schema"].startswith("https://")


@pytest.mark.usefixtures("empty")
def test_the_group_alone_tells_its_commands_and_an_unknown_one_the_nearest(stance: Callable[..., Any]) -> None:
    assert "schema" in stance("rubric").out
    done = stance("rubric", "schem")
    assert (done.status, done.err) == (
        2,
        "stance: there is no command 'schem'; did you mean schema or check? (see stance rubric --help)\n",
    )
