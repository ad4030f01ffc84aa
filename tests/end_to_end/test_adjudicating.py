"""A disagreement settled in a real terminal, as a person does it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.pty


def test_a_disagreement_is_settled_in_a_terminal(study: Path, stance: Callable[..., Any]) -> None:
    screen = stance("adjudicate", "zinsmeister-2024", "--reviewer", "r1", columns=80, rows=24)
    screen.wait("zinsmeister-2024", "1 step apart", "a", "Decision · to decide")
    screen.press("b", "U", "m")
    screen.settle()
    screen.press("He asks for it.")
    screen.wait("He asks for it.")
    screen.press("\r")
    screen.wait("✓ US: +1 Cooperate")
    screen.wait("saved")
    screen.press("z")
    screen.wait("He asks for it.", "taken back")
    screen.press("Z")
    screen.wait("decided again", "✓ settled")
    screen.press("\x11")
    assert screen.ended() == 0
    path = study / "annotations/bukele-security-us-policy/_consensus/zinsmeister-2024.json"
    (made,) = json.loads(path.read_text(encoding="utf-8"))["decisions"]["us_engagement"]
    assert (made["value"], made["cause"], made["rationale"], made["by"]) == (1, "unclear_rule", "He asks for it.", "r1")
