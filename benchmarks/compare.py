"""How quickly comparing answers for 200 sources, 5 reviewers and 8 criteria, a third of it decided.

Beside each command stands what it takes on two sources, which is nearly all starting up; the difference is its own
processing, also as a multiple of reading every file and taking its JSON apart. Seconds of processor, and by the clock,
which is what a user waits. Budget: under one second each.

Run: python benchmarks/compare.py
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.calls import called
from tests.generator import Plan, generated

ROUNDS = 3
COMMANDS = (
    ("compare",),
    ("compare", "r1", "r2"),
    ("compare", "--pairs"),
    ("compare", "r1", "--consensus"),
    ("compare", "--format", "md"),
    ("compare", "--format", "json"),
    ("compare", "--format", "html", "-o", "c.html"),
    ("compare", "--format", "xlsx", "-o", "c.xlsx"),
    ("compare", "--mine", "--reviewer", "r2"),
    ("compare", "--rules"),
    ("adjudicate",),
    ("matrix",),
    ("agreement",),
    ("status",),
)


def seconds(folder: Path, command: tuple[str, ...]) -> tuple[float, float]:
    """Return what one call takes by the clock and of the processor, the least of several."""
    words = [sys.executable, "-m", "stancebook", "-C", str(folder), *command]
    clock, processor, _ = zip(*(called(words) for _ in range(ROUNDS)), strict=True)
    return min(clock), min(processor)


def plain(folder: Path) -> float:
    """Return the processor time of reading every annotation and decision as JSON, the least of several."""
    paths, least = list((folder / "annotations").rglob("*.json")), float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for path in paths:
            json.loads(path.read_bytes())
        least = min(least, time.process_time() - begun)
    return least


def main() -> None:
    """Measure every command on a large and on a tiny study."""
    with tempfile.TemporaryDirectory() as name:
        large, tiny = Path(name) / "large", Path(name) / "tiny"
        generated(large, Plan(decided=0.33, stale=0.02, drafts=0.05))
        generated(tiny, Plan(sources=2, decided=1.0))
        os.chdir(name)
        alone = plain(large)
        print(f"json.loads of every file: {alone:.3f} s of processor")
        print(f"{'command':<40}{'clock':>8}{'processor':>12}{'2 sources':>12}{'own':>8}{'ratio':>9}")
        for command in COMMANDS:
            (clock, much), (_, little) = seconds(large, command), seconds(tiny, command)
            own = much - little
            said = f"{clock:>7.2f}s{much:>11.2f}s{little:>11.2f}s{own:>7.2f}s{own / alone:>7.1f} x"
            print(f"{' '.join(command):<40}{said}")


if __name__ == "__main__":
    main()
