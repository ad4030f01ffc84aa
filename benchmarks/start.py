"""How quickly `stance --version` answers, beside `python -c "import click"`.

Run: python benchmarks/start.py
Budget: at most 1.6 times.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 25


def seconds(command: list[str]) -> float:
    """Return how long a command takes, from start to end."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Run both in turn, so that a busy machine is busy for both, and print the medians and their ratio."""
    ours = [str(Path(sys.executable).with_name("stance")), "--version"]
    beside = [sys.executable, "-c", "import click"]
    times = [(seconds(ours), seconds(beside)) for _ in range(ROUNDS)]
    own, click = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(one / other for one, other in times)
    print(f"stance --version      {own * 1000:6.1f} ms")
    print(f"python -c import click {click * 1000:5.1f} ms")
    print(f"ratio {ratio:.2f} (budget 1.60)")


if __name__ == "__main__":
    main()
