"""How soon the annotate screen shows its text, and all of itself, beside an empty Textual application.

All run in a real pseudo-terminal, in turn; the clock stops when a known word has been written: one of the text, one of
the rubric beside it.

Run: python benchmarks/first_frame.py
Budget: at most 1.5 times.
"""

from __future__ import annotations

import os
import shutil
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


def seconds(argv: list[str], word: bytes, cwd: Path) -> float:
    """Return how long a program in a terminal takes until it has written a word."""
    # Compiled modules are kept, as they are wherever a program is run twice.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    begun = time.perf_counter()
    process = pexpect.spawn(argv[0], argv[1:], cwd=str(cwd), env=env, dimensions=(40, 120), timeout=60)
    process.expect_exact(word)
    taken = time.perf_counter() - begun
    process.close(force=True)
    return taken


def main() -> None:
    """Time both in turn and print the medians and their ratio."""
    ours = [sys.executable, "-m", "stancebook", "annotate", "wola-2025", "--reviewer", "bench"]
    empty = [sys.executable, "-c", EMPTY]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "rubrics", "annotations"):
            shutil.copytree(PROJECT / name, Path(folder) / name)
        watched = ((ours, b"invitation"), (ours, b"Effectiveness"), (empty, b"Lorem"))
        rounds = [tuple(seconds(argv, word, Path(folder)) for argv, word in watched) for _ in range(ROUNDS + 1)][1:]
    text, whole, bare = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"annotate, five seeds: the text      {text * 1000:6.0f} ms, {text / bare:.2f} of (budget 1.50)")
    print(f"annotate, five seeds: all of it     {whole * 1000:6.0f} ms, {whole / bare:.2f} of")
    print(f"the first frame of an empty application {bare * 1000:2.0f} ms")


if __name__ == "__main__":
    main()
