"""No screen lets a text command the terminal: home, annotate, help, note, search and palette, by keys."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from tests import hostile
from tests.builders import LATER

from stancebook.model.answer import Answer
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

pytestmark = pytest.mark.pty

# What the study holds and Textual never sends.
ATTACKS = (
    b"\x1b]52;c", b"\x1b]0;evil", b"\x1b]8;;http://evil", b"\x1b[58;5;66m", b"\x1b[6n", b"\x1bc\x00", b"evil\x07",
)  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The hostile study, in place of the shipped one."""
    return hostile.workspace(tmp_path / "study").root


def attacks_in(written: bytes) -> list[str]:
    """Return what of the study's attacks reached the terminal."""
    found = [repr(attack) for attack in ATTACKS if attack in written]
    text = written.decode("utf-8")
    unsafe = {one for one in text if unicodedata.category(one) in ("Cf", "Co", "Cn", "Zl", "Zp", "Cs")}
    return found + [repr(one) for one in sorted(unsafe)] + [repr(one) for one in text if "\x80" <= one <= "\x9f"]


@pytest.mark.parametrize("columns", [80, pytest.param(140, marks=pytest.mark.slow)])
def test_no_screen_passes_on_what_would_command_the_terminal(
    study: Path, stance: Callable[..., Any], columns: int
) -> None:
    home = stance("--reviewer", "ana", columns=columns, rows=40)
    home.wait("Source", "all saved")
    for key in ("?", "\x1b", "\x10", "\x1b", "\x11"):
        home.press(key)
        home.pump(0.2)
    home.ended()
    assert attacks_in(home.written) == []
    screen = stance("annotate", "one", "--reviewer", "ana", columns=columns, rows=40)
    screen.wait("It works", "saved")
    for key in ("?", "\x1b", "i", "\x1b", "x", "\x1b", "/", "evil\r", "\x1b", "\x10", "\x1b", "\t", "\t", "c", "\x1b"):
        screen.press(key)
        screen.pump(0.15)
    screen.press("f")
    screen.pump(0.3)
    workspace = Workspace.at(study)
    other = Desk(workspace, workspace.rubric(), workspace.source("one"), "ana", lambda: LATER)
    other.set_answer("works", Answer(-2))
    other.set_flag(f"other {hostile.HOSTILE}")
    other.save()
    for key in ("1", "\x1b", "n", "p", "z"):
        screen.press(key)
        screen.pump(0.2)
    screen.press("\x11")
    screen.pump(0.5)
    screen.press("\x11")
    screen.ended()
    assert "Traceback" not in screen.text
    assert attacks_in(screen.written) == []


def test_a_source_with_a_hostile_name_is_refused_in_one_clear_line(study: Path, stance: Callable[..., Any]) -> None:
    (study / "seeds" / "one\x1b]0;evil\x07.md").write_text("Text.", encoding="utf-8")
    screen = stance("annotate", "--reviewer", "ana")
    assert screen.ended() == 2
    assert hostile.unsafe_in(screen.written.decode("utf-8")) == []
    assert "cannot be a source id" in screen.written.decode("utf-8")
