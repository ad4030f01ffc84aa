"""Checks rubrics made to take all time and memory, in a process of its own: python rubric_bombs.py

Prints a line for each: its name, the seconds it took, how many things were found, and the first of them.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import builders

from stancebook.workspace.rubric_check import RubricFindings, check_rubric

MEMORY: Final = 900_000_000
SECONDS: Final = 40
HEAD: Final = builders.RUBRIC.split("criteria:\n")[0]
CRITERION: Final = "label: L, question: 'Q?', type: nominal"
VALUE: Final = "{value: v%d, label: Label %d, definition: Word%d and more words which tell when this one is right}"


def _values(number: int) -> str:
    return ", ".join(VALUE % (n, n, n) for n in range(number))


def _one(values: str) -> str:
    return f"{HEAD}criteria:\n  - {{id: a, {CRITERION}, values: [{values}]}}\n"


def _many(number: int, rest: str) -> str:
    rows = "".join(f"  - {{id: c{n}, {CRITERION}, {rest}}}\n" for n in range(number))
    return f"{HEAD}criteria:\n{rows}"


def _scales(scales: str, criteria: str) -> str:
    return f"{HEAD}scales:\n{scales}criteria:\n{criteria}"


def bombs() -> dict[str, str]:
    """Return the rubrics by name."""
    shared = "".join(f"  - {{id: c{n}, {CRITERION}, scale: s}}\n" for n in range(3000))
    own = "".join(f"  s{n}: [{{value: a, label: A}}, {{value: b, label: B}}]\n" for n in range(1200))
    uses = "".join(f"  - {{id: c{n}, {CRITERION}, scale: s{n}}}\n" for n in range(1200))
    tiny = "values: [{value: a, label: A}, {value: b, label: B}]"
    condition = f"{'{any: [' * 15}{{criterion: c0, answers: [a]}}{']}' * 15}"
    return {
        "a scale of many values": _one(_values(2500)),
        "a scale of many values that many criteria share": _scales(f"  s: [{_values(4000)}]\n", shared),
        "many shared scales": _scales(own, uses),
        "many criteria": _many(800, tiny),
        "many criteria of one id": _many(800, tiny).replace("id: c", "id: c0, short: c"),
        "many unknown names in rules": _many(500, f"{tiny}, decision_rules: [{{id: A1, rule: see x_y_%s or B12}}]"),
        "an endless name": _one(_values(2)) + f"    # {'a_' * 100}\nsummary: {'a_' * 200_000}@\n",
        "an endless name in a rule": _many(1, f"{tiny}, decision_rules: [{{id: A1, rule: '{'a_' * 200_000}@'}}]"),
        "many negations": _many(1, f"{tiny}, definition: '{'not a ' * 60_000}'"),
        "a middle of many negations": _many(1, "scale: [{value: 1, label: A}, {value: 0, label: '%s'}, "
        "{value: -1, label: B}]" % ("not aaaa " * 60_000)).replace("nominal", "ordinal"),
        "an endless word": _one(_values(3)).replace("Word1", "w" * 600_000),
        "deep conditions": _many(2, tiny) + f"  - {{id: z, {CRITERION}, {tiny}, applies_if: {condition}}}\n",
        "a tree of one branch": _one(
            "{value: v0, label: L}, "
            + ", ".join(f"{{value: v{n}, label: L{n}, parent: v{n - 1}}}" for n in range(1, 1200))
        ),
        "nothing right": _many(3000, "values: 7, off_scale: 8, shrot: 9"),
    }  # fmt: skip


def main() -> None:
    """Check them all within bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, text in bombs().items():
        started, found = time.process_time(), RubricFindings()
        check_rubric(text, "bomb.yaml", found)
        first = found.found[0].problem if found.found else ""
        print(f"{name}\t{time.process_time() - started:.2f}\t{len(found.found)}\t{first}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
