"""How quickly 5,000 annotations load and validate, beside reading the files and `model_validate_json` alone.

Run: python benchmarks/load.py
Budget: at most 1.5 times.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from stancebook.model.annotation import Annotation, Evidence
from stancebook.model.answer import Answer
from stancebook.model.editing import add_evidence, set_answer
from stancebook.workspace.annotation_file import read_annotation
from stancebook.workspace.workspace import Workspace

PROJECT = Path(__file__).parents[1]
REVIEWERS, SOURCES, ROUNDS = 5, 1_000, 5


def make_study(root: Path) -> None:
    """Write a study of 1,000 short sources and five annotations of each."""
    (root / "rubrics").mkdir()
    (root / "seeds").mkdir()
    name = "bukele-security-us-policy.yaml"
    (root / "rubrics" / name).write_bytes((PROJECT / "rubrics" / name).read_bytes())
    workspace = Workspace.at(root)
    rubric = workspace.rubric()
    text = "Killings are down. The model works, for now. " * 20
    for number in range(SOURCES):
        (root / "seeds" / f"s{number:04}.txt").write_text(text)
    source = Workspace.at(root).source("s0000")
    for reviewer in range(REVIEWERS):
        for number in range(SOURCES):
            blank = Annotation.new(rubric.id, tuple(rubric.by_id), f"r{reviewer}", f"s{number:04}", source.sha256)
            made = set_answer(blank, rubric, "effectiveness", Answer(number % 5 - 2), "2026-01-01T00:00:00Z")
            for start in (0, 45, 90, 135, 180):
                quote = Evidence.at(source.body, start, start + 18)
                made = add_evidence(made, rubric, "effectiveness", quote, "2026-01-01T00:00:00Z")
            path = workspace.annotation_path(rubric.id, made.reviewer, made.source)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made.to_json(), encoding="utf-8")


def main() -> None:
    """Time both in turn and print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_study(root)
        workspace = Workspace.at(root)
        paths = list(workspace.annotation_paths(workspace.rubric().id))
        ours, alone = [], []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            for path in paths:
                Annotation.model_validate_json(path.read_bytes())
            alone.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            for path in paths:
                read_annotation(path, root)
            ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        study = workspace.load()
        whole = time.perf_counter() - begun
    ratio = statistics.median(one / other for one, other in zip(ours, alone, strict=True))
    print(f"{len(paths):,} annotations")
    print(f"read_annotation                  {statistics.median(ours):6.3f} s")
    print(f"read_bytes + model_validate_json {statistics.median(alone):6.3f} s")
    print(f"ratio {ratio:.2f} (budget 1.50)")
    print(f"the whole study, with {len(study.sources):,} sources: {whole:.3f} s")


if __name__ == "__main__":
    main()
