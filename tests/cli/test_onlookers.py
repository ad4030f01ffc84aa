"""Who only looks, or decides, is counted nowhere among those who code, though a file notes that they looked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

RUBRIC = "bukele-security-us-policy"


@pytest.fixture
def looked_at(study: Path, stance: Callable[..., Result]) -> Path:
    """The study, after Anna and a chair have looked at all of it."""
    for who in ("anna", "chair"):
        assert stance("matrix", "--reviewer", who, "--unblind").status == 0
        assert (study / f"annotations/{RUBRIC}/{who}/wola-2025.json").exists()
    return study


@pytest.mark.usefixtures("looked_at")
def test_they_are_counted_among_no_annotations(stance: Callable[..., Result]) -> None:
    assert "15 annotations by others are left out" in stance("matrix", "--reviewer", "r4").err
    assert "15 annotations of others withheld" in " ".join(stance("matrix", "--reviewer", "r4").out.split())
    assert "3 annotations by others are left out" in stance("show", "wola-2025", "--reviewer", "r4").err
    assert "5 sources, 15 annotations, 151 quotes" in stance("check").out
    assert json.loads(stance("check", "--format", "json").out)["annotations"] == 15


@pytest.mark.usefixtures("looked_at")
@pytest.mark.parametrize("asked", [("compare", "r1", "rx"), ("matrix", "--reviewers", "rx"), ("show", "wola-2025")])
def test_they_are_named_among_nobody_who_codes(stance: Callable[..., Result], asked: tuple[str, ...]) -> None:
    told = stance(*asked, "--reviewer", "zzz").err
    assert "nobody called" in told
    assert "r1, r2, r3" in told or "did you mean r1, r2 or r3" in told or "did you mean r3, r2 or r1" in told
    assert "anna" not in told
    assert "chair" not in told


@pytest.mark.usefixtures("looked_at")
def test_a_source_shows_no_codings_of_theirs(stance: Callable[..., Result]) -> None:
    assert "anna" not in stance("show", "wola-2025", "--no-text").out
    shown = json.loads(stance("show", "wola-2025", "--format", "json").out)["annotations"]
    assert [one["reviewer"] for one in shown] == ["r1", "r2", "r3"]
