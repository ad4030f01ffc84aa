"""How quickly ``stance check`` goes through 5,000 annotations, beside reading the files and ``json.loads`` of each.

Run: python benchmarks/check.py
Budget: under two seconds on a quiet machine, start of the program included.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from stancebook.model.annotation import Annotation, Evidence
from stancebook.model.answer import Answer
from stancebook.model.editing import add_evidence, set_answer, set_note
from stancebook.workspace.check import check_workspace
from stancebook.workspace.workspace import Workspace

PROJECT = Path(__file__).parents[1]
REVIEWERS, SOURCES, ROUNDS = 5, 1_000, 5
AT = "2026-01-01T00:00:00Z"
TEXT = "Killings are down. The model works, for now. Nobody asks what it costs. " * 15


def make_study(root: Path) -> None:
    """Write a study of 1,000 sources and five annotations of each, every criterion answered, five quotes."""
    (root / "rubrics").mkdir()
    (root / "seeds").mkdir()
    name = "bukele-security-us-policy.yaml"
    (root / "rubrics" / name).write_bytes((PROJECT / "rubrics" / name).read_bytes())
    for number in range(SOURCES):
        (root / "seeds" / f"s{number:04}.txt").write_text(f"Text {number}. {TEXT}")
    workspace = Workspace.at(root)
    rubric = workspace.rubric()
    for number in range(SOURCES):
        source = workspace.source(f"s{number:04}")
        made = Annotation.new(rubric.id, tuple(rubric.by_id), "r0", source.id, source.sha256)
        for criterion in rubric.criteria:
            value = criterion.values[number % len(criterion.values)]
            chosen = (str(value),) if criterion.multiple else value
            made = set_answer(made, rubric, criterion.id, Answer(chosen), AT)
            quote = Evidence.at(source.body, 30, 48, str(value) if criterion.multiple else None)
            made = add_evidence(made, rubric, criterion.id, quote, AT)
            made = set_note(made, rubric, criterion.id, "Because the text says so, twice.", AT)
        made = add_evidence(made, rubric, rubric.criteria[0].id, Evidence.at(source.body, 100, 160), AT)
        for reviewer in range(REVIEWERS):
            path = workspace.annotation_path(rubric.id, f"r{reviewer}", source.id)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made.model_copy(update={"reviewer": f"r{reviewer}"}).to_json(), encoding="utf-8")


def timed(function: object, *args: object) -> float:
    """Return how long a call takes."""
    begun = time.perf_counter()
    function(*args)  # type: ignore[operator]
    return time.perf_counter() - begun


def read_all(paths: list[Path]) -> None:
    """Read the files and parse each, as the least that any check must do."""
    for path in paths:
        json.loads(path.read_bytes())


def main() -> None:
    """Time all in turn and print the medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_study(root)
        workspace = Workspace.at(root)
        paths = list(workspace.annotation_paths(workspace.rubric().id))
        size = sum(path.stat().st_size for path in paths) / len(paths)
        command = [sys.executable, "-m", "stancebook", "-C", folder, "check"]
        ours, alone, whole = [], [], []
        for _ in range(ROUNDS):
            alone.append(timed(read_all, paths))
            ours.append(timed(check_workspace, Workspace.at(root)))
            whole.append(timed(lambda: subprocess.run(command, capture_output=True, check=True)))
        found = check_workspace(Workspace.at(root))
    ratio = statistics.median(one / other for one, other in zip(ours, alone, strict=True))
    print(f"{found.annotations:,} annotations of {size:,.0f} bytes, {found.quotes:,} quotes, {found.sources:,} sources")
    print(f"{len(found.of_kind('problem'))} problems")
    print(f"read the files, json.loads of each {statistics.median(alone):6.3f} s")
    print(f"check_workspace                    {statistics.median(ours):6.3f} s, {ratio:.1f} times that")
    print(f"stance check, start included       {statistics.median(whole):6.3f} s (budget 2 s)")


if __name__ == "__main__":
    main()
