"""How quickly `stance report` and `stance matrix` answer for 1,000 sources, 5 reviewers and 10 criteria.

Beside it: what the shortest script would do, which is to read every file and take its JSON apart.

Run: python benchmarks/report.py [SOURCES REVIEWERS] [--keep FOLDER]
Budget: the report within 3 s and 300 MB.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.calls import called
from tests.generator import Plan, generated

ROUNDS = 3


def plain(paths: list[Path]) -> float:
    """Return the processor seconds of reading every annotation and taking its JSON apart."""
    begun = time.process_time()
    for path in paths:
        json.loads(path.read_bytes())
    return time.process_time() - begun


def main() -> None:
    """Measure in turn, and print the best of each, since a busy machine only ever adds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", type=int, nargs="?", default=1_000)
    parser.add_argument("reviewers", type=int, nargs="?", default=5)
    parser.add_argument("--keep", type=Path, help="a folder for the study, which is made if it is not there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = asked.keep or Path(temporary)
        if not (root / "rubrics").is_dir():
            plan = Plan(asked.sources, asked.reviewers, alike=0.75, ordinal=6, nominal=2, sets=2, others=False)
            generated(root, plan)
        paths = list((root / "annotations").rglob("*.json"))
        alone = min(plain(paths) for _ in range(ROUNDS))
        size = sum(path.stat().st_size for path in paths) / 1e6
        print(f"{len(paths):,} annotations ({size:.0f} MB)")
        print(f"{'json.loads of every file':34} {alone:6.2f} s of processor")
        stance = str(Path(sys.executable).with_name("stance"))
        for words, budget in (
            (["report", "-o", str(root / "r.html")], "budget 3 s, 300 MB"),
            (["matrix"], ""),
            (["matrix", "--format", "json"], ""),
        ):
            measured = [called([stance, "-C", str(root), *words]) for _ in range(ROUNDS)]
            wall, cpu, peak = (min(column) for column in zip(*measured, strict=True))
            name = "stance " + " ".join(word for word in words if not word.startswith(("/", "-o")))
            print(f"{name:34} {cpu:6.2f} s of processor, {wall:6.2f} s, {peak:4.0f} MB, {cpu / alone:5.1f} x  {budget}")


if __name__ == "__main__":
    main()
