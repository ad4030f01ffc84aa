"""How soon the annotate screen shows its text, and all of itself, beside an empty Textual application.

All run in a real pseudo-terminal, in turn; the clock stops when a known word has been written: one of the text, one of
the rubric beside it. A second empty application has loaded pydantic, as whatever checks a study must: no screen that
shows one can be there sooner. Beside each time stands what of it went on computing, which other programs on the machine
change less; Linux only.

Run: python benchmarks/first_frame.py
Budget: at most 1.5 times.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

PROJECT = Path(__file__).parents[1]
ROUNDS = 10
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("Lorem")
Empty().run()
"""


CHECKING = (
    """
from pydantic import BaseModel
class Coding(BaseModel):
    value: int
"""
    + EMPTY
)


def timed(argv: list[str], word: bytes, cwd: Path) -> tuple[float, float]:
    """Return the milliseconds until a program in a terminal has written a word, and those it has computed."""
    # Compiled modules are kept, as they are wherever a program is run twice.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    begun = time.perf_counter()
    process = pexpect.spawn(argv[0], argv[1:], cwd=str(cwd), env=env, dimensions=(40, 120), timeout=60)
    process.expect_exact(word)
    taken = time.perf_counter() - begun
    schedules = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
    computed = sum(int(one.read_text(encoding="ascii").split()[0]) for one in schedules)
    process.kill(signal.SIGKILL)
    process.wait()
    process.close()
    return taken * 1000, computed / 1e6


def main() -> None:
    """Time all in turn and print the medians and their ratio to the empty application."""
    ours = [sys.executable, "-m", "stancebook", "annotate", "wola-2025", "--reviewer", "bench"]
    watched = {
        "annotate, five seeds: the text": (ours, b"invitation"),
        "annotate, five seeds: all of it": (ours, b"Effectiveness"),
        "an empty application with pydantic": ([sys.executable, "-c", CHECKING], b"Lorem"),
        "an empty application": ([sys.executable, "-c", EMPTY], b"Lorem"),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "rubrics", "annotations"):
            shutil.copytree(PROJECT / name, Path(folder) / name)
        rounds = [[timed(*one, Path(folder)) for one in watched.values()] for _ in range(ROUNDS + 1)][1:]
    middle = [
        [statistics.median(figures) for figures in zip(*column, strict=True)] for column in zip(*rounds, strict=True)
    ]
    bare, least = middle[-1]
    for name, (taken, computed) in zip(watched, middle, strict=True):
        words = f"{name:36} {taken:6.0f} ms, {taken / bare:.2f} x"
        print(f"{words}   computing {computed:6.0f} ms, {computed / least:.2f} x" if least else words)


if __name__ == "__main__":
    main()
