"""The words of a source stand on the terminal before the program has loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.pty
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"


def test_keys_pressed_at_the_first_page_reach_the_screen(stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana")
    assert "Rubric" not in screen.wait("On April 14, El Salvador", "opening")
    screen.press("4")
    screen.wait("Rubric", "1/4", "saved")
    screen.press("\x11")
    assert screen.ended() == 0
    assert screen.written.count(LEAVE) == 1


def test_the_terminal_is_as_it_was_when_the_rubric_turns_out_to_be_broken(
    study: Path, stance: Callable[..., Any]
) -> None:
    (study / "rubrics" / "bukele-security-us-policy.yaml").write_text("rubric: [")
    screen = stance("annotate", "wola-2025", "--reviewer", "ana")
    assert screen.ended() == 2
    assert screen.written.count(ENTER) == screen.written.count(LEAVE) == 1
    said = screen.written.split(LEAVE)[1].decode()
    assert "rubrics/bukele-security-us-policy.yaml:2:1: not readable" in said


def test_who_is_unknown_is_asked_first(stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025")
    screen.wait("Your reviewer id")
    assert ENTER not in screen.written
