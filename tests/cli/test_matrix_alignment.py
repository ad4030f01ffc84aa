"""`stance matrix --alignment`, on the terminal and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result


@pytest.mark.usefixtures("study")
def test_distances_say_on_how_many_criteria_they_rest(
    stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in ("80", "50"):
        monkeypatch.setenv("COLUMNS", columns)
        done = stance("matrix", "--alignment")
        assert done.status == 0
        assert ".25/3" in done.out
        assert max(map(len, done.out.splitlines())) <= int(columns)


@pytest.mark.usefixtures("study")
def test_as_json(stance: Callable[..., Result]) -> None:
    data = json.loads(stance("matrix", "--alignment", "--format", "json").out)
    assert data["schema"] == "stancebook/alignment/1"
    assert len(data["distances"]) == 10
    assert data["clusters"] == []


@pytest.mark.usefixtures("study")
def test_it_stands_alone(stance: Callable[..., Result]) -> None:
    assert stance("matrix", "--alignment", "--format", "md").status == 2
