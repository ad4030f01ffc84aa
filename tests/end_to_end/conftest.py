"""The program as a person meets it: in a real terminal."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).parents[2]
SYNCHRONISED = b"\x1b[?2026$p"


class Terminal:
    """A program in a pseudo-terminal, and the screen it draws.

    Args:
        argv: The program and its arguments.
        cwd: Where it runs.
        columns: The terminal's width.
        rows: Its height.
        env: Environment variables besides the usual ones.
    """

    def __init__(self, argv: list[str], cwd: Path, columns: int = 100, rows: int = 30, **env: str) -> None:
        import pexpect
        import pyte

        self.screen: Any = pyte.Screen(columns, rows)
        self.stream: Any = pyte.ByteStream(self.screen)
        self.written = b""
        usual = {key: value for key, value in os.environ.items() if not key.startswith(("TEXTUAL", "STANCEBOOK"))}
        usual |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none", **env}
        self.process: Any = pexpect.spawn(argv[0], argv[1:], cwd=str(cwd), env=usual, dimensions=(rows, columns))

    def pump(self, seconds: float = 0.05) -> None:
        """Take in what the program writes, and answer what it asks of a terminal."""
        import pexpect

        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                data: bytes = self.process.read_nonblocking(65536, timeout=0.02)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return
            if SYNCHRONISED in data:
                self.process.send(b"\x1b[?2026;2$y")
            self.written += data
            self.stream.feed(data)

    @property
    def text(self) -> str:
        """The screen's text."""
        return "\n".join(self.screen.display)

    def wait(self, *words: str, seconds: float = 30) -> str:
        """Wait until all the words stand on the screen, and return its text."""
        return self.wait_until(lambda text: all(word in text for word in words), f"{words} never stood", seconds)

    def wait_until(self, condition: Callable[[str], bool], complaint: str, seconds: float = 30) -> str:
        """Wait until a condition of the screen's text holds, and return the text."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.pump()
            if condition(self.text):
                return self.text
        raise AssertionError(f"{complaint} on this screen:\n{self.text}")

    def settle(self, seconds: float = 0.4) -> None:
        """Wait until the screen has not changed for a while: what is clicked on must not move."""
        before = None
        while before != self.text:
            before = self.text
            self.pump(seconds)

    def press(self, *keys: str) -> None:
        """Press keys, one after another, as a person does."""
        for key in keys:
            self.process.send(key)
            self.pump(0.08)

    def mouse(self, kind: str, x: int, y: int) -> None:
        """Press ("down"), move ("drag") or let go ("up") the left button at a cell, counted from 0."""
        button = {"down": 0, "up": 0, "drag": 32}[kind]
        self.process.send(f"\x1b[<{button};{x + 1};{y + 1}{'m' if kind == 'up' else 'M'}")
        self.pump(0.08)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size, as a person does by dragging its corner."""
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)
        self.pump(0.2)

    def click(self, words: str) -> None:
        """Click on the first place where words stand."""
        self.settle()
        for y, line in enumerate(self.screen.display):
            if (x := line.find(words)) >= 0:
                self.mouse("down", x, y)
                self.mouse("up", x, y)
                return
        raise AssertionError(f"'{words}' is nowhere to click on:\n{self.text}")

    def ended(self, seconds: float = 20) -> int | None:
        """Wait for the end of the program and return its exit status."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.isalive():
            self.pump()
        self.pump(0.2)
        self.process.close()
        status: int | None = self.process.exitstatus
        return status


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A copy of the shipped study."""
    root = tmp_path / "study"
    for folder in ("seeds", "rubrics", "annotations"):
        shutil.copytree(PROJECT / folder, root / folder)
    return root


@pytest.fixture
def stance(study: Path) -> Iterator[Callable[..., Terminal]]:
    """Start `stance` with arguments in a terminal; it is ended when the test is."""
    started: list[Terminal] = []

    def start(*args: str, columns: int = 100, rows: int = 30, argv: list[str] | None = None, **env: str) -> Terminal:
        argv = [*(argv or [sys.executable, "-m", "stancebook"]), *args]
        started.append(Terminal(argv, study, columns, rows, **env))
        return started[-1]

    yield start
    for terminal in started:
        terminal.process.close(force=True)
