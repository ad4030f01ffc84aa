"""However a sitting ends, what was coded is there, and the terminal is as it was."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.pty

RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l")
BROKEN = """
import sys
from stancebook.tui.verbs.sources import SourceVerbs
from stancebook.cli.main import main
def flag(self):
    secret = "words of the source"
    raise RuntimeError("a fault of ours")
SourceVerbs.flag = flag
main(sys.argv[1:])
"""


def value(study: Path) -> Any:
    path = study / "annotations/bukele-security-us-policy/ana/wola-2025.json"
    return json.loads(path.read_text(encoding="utf-8"))["codings"]["effectiveness"]["value"] if path.exists() else None


@pytest.mark.parametrize(
    "ending", [pytest.param(signal.SIGTERM, marks=pytest.mark.slow), signal.SIGHUP], ids=["terminated", "hung up"]
)
def test_a_sitting_that_is_told_to_end_saves_and_restores(
    study: Path, stance: Callable[..., Any], ending: signal.Signals
) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana")
    screen.wait("On April 14", "1-8 answer")
    screen.press("s", "s", "4")
    os.kill(screen.process.pid, ending)
    assert screen.ended() == 0
    assert value(study) == -1
    for sequence in RESTORED:
        assert sequence in screen.written[-3000:]
    again = stance("annotate", "wola-2025", "--reviewer", "ana")
    again.wait("Rights has no answer")
    again.wait("3/61")


@pytest.mark.slow
def test_what_was_shown_as_saved_survives_being_killed(study: Path, stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana")
    screen.wait("On April 14", "1-8 answer")
    screen.press("4")
    screen.wait("saved ")
    os.kill(screen.process.pid, signal.SIGKILL)
    screen.ended()
    assert value(study) == -1
    again = stance("annotate", "wola-2025", "--reviewer", "ana")
    again.wait("draft 1/4")
    again.press("z")
    again.wait("taken back")


def test_a_fault_of_the_program_leaves_one_line_and_the_work(
    study: Path, stance: Callable[..., Any], tmp_path: Path
) -> None:
    script = tmp_path / "broken.py"
    script.write_text(BROKEN, encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    screen = stance(
        "annotate", "wola-2025", "--reviewer", "ana", argv=[sys.executable, str(script)], TMPDIR=str(temporary)
    )
    screen.wait("On April 14", "1-8 answer")
    screen.press("4", "f")
    assert screen.ended() == 2
    for sequence in RESTORED:
        assert sequence in screen.written
    told = screen.written[screen.written.rindex(b"\x1b[?1049l") :]
    assert b"something went wrong inside Stancebook (RuntimeError). What you coded is saved." in b" ".join(told.split())
    assert b"Traceback" not in told
    (report,) = temporary.iterdir()
    assert "a fault of ours" in report.read_text(encoding="utf-8")
    assert value(study) == -1


@pytest.mark.slow
def test_two_windows_on_one_source_show_both_sides_of_what_clashes(study: Path, stance: Callable[..., Any]) -> None:
    one = stance("annotate", "wola-2025", "--reviewer", "ana")
    one.wait("On April 14", "1-8 answer")
    other = stance("annotate", "wola-2025", "--reviewer", "ana")
    other.wait("On April 14", "1-8 answer")
    one.press("1")
    other.press("5")
    one.pump(0.5)
    other.pump(0.5)
    sides = ("+2 Works and lasts", "−2 Fails or backfires")
    clashing = next((screen for screen in (other, one) if all(side in screen.text for side in sides)), other)
    clashing.wait("changed in two places", *sides)
    clashing.press("m")
    clashing.wait("yours holds")
    clashing.wait("saved ")
    assert value(study) in (2, -2)
    first, second = one, other
    for screen in (first, second):
        screen.press("\x11")
        assert screen.ended() == 0


@pytest.mark.slow
def test_a_window_that_is_resized_keeps_its_place(stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana", columns=120, rows=40)
    screen.wait("On April 14", "1-8 answer")
    screen.press(*"sssssssssssssssssss")
    screen.wait("20/61")
    at_cursor, top = "MS-13 gang is now", "But if Bukele is"
    for columns, rows in ((64, 20), (40, 10), (64, 20), (200, 50), (80, 24)):
        screen.resize(columns, rows)
        screen.wait(*(["too small"] if columns < 60 else ["20/61", at_cursor]))
    screen.resize(120, 40)
    screen.wait("20/61", at_cursor, top)
    screen.press("\x11")
    assert screen.ended() == 0


def test_the_size_that_holds_is_that_of_the_terminal(stance: Callable[..., Any]) -> None:
    left_behind = {"COLUMNS": "80", "LINES": "24"}  # by a program with readline, for all that it starts
    screen = stance("annotate", "wola-2025", "--reviewer", "ana", columns=120, rows=40, **left_behind)
    screen.wait("On April 14", "1-8 answer")
    assert len(screen.screen.display[-1].rstrip()) > 80
    screen.resize(64, 20)
    screen.wait("1/61", "1-8 answer")
