"""How quickly `stance report` and `stance matrix` answer for 1,000 sources, 5 reviewers and 10 criteria.

Beside it: what the shortest script would do, which is to read every file and take its JSON apart.

Run: python benchmarks/report.py [SOURCES REVIEWERS] [--keep FOLDER]
Budget: the report within 3 s and 300 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.model.annotation import BLANK, Annotation, Coding, Evidence
from stancebook.model.answer import Answer
from stancebook.workspace.rubric_file import read_rubric
from stancebook.workspace.source_file import read_source

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric

SEED, ROUNDS = 20_261_122, 3
SENTENCE = "Killings are down. The model works, for now. Courts were packed, and trade went on. "
ORDINAL = """\
  - id: degree-{n}
    label: Degree {n}
    question: "How far does the author go on {n}?"
    type: ordinal
    scale:
      - {{value: 2, label: Fully for, definition: All of it.}}
      - {{value: 1, label: For, definition: Some of it.}}
      - {{value: 0, label: Balanced, definition: Both.}}
      - {{value: -1, label: Against, definition: Some of it.}}
      - {{value: -2, label: Fully against, definition: All of it.}}
    off_scale: [not_addressed, unclear]
"""
NOMINAL = """\
  - id: {id}
    label: {id}
    question: "Which {id}?"
    type: nominal
    multiple: {multiple}
    values:
      - {{value: trade, label: Trade}}
      - {{value: talks, label: Talks}}
      - {{value: courts, label: Courts}}
      - {{value: sanctions, label: Sanctions}}
      - {{value: visas, label: Visas}}
      - {{value: aid, label: Aid}}
    off_scale: [not_addressed, unclear]
"""
RUBRIC = (
    """\
rubric: large
version: "1"
title: A large study
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The text is silent.}
  unclear: {label: Unclear, symbol: "?", definition: One cannot tell.}
criteria:
"""
    + "".join(ORDINAL.format(n=n) for n in range(1, 7))
    + "".join(NOMINAL.format(id=f"kind-{n}", multiple="false") for n in (1, 2))
    + "".join(NOMINAL.format(id=f"advice-{n}", multiple="true") for n in (1, 2))
)
_MADE: dict[tuple[str, Answer, int], Coding] = {}
LABELS = ("trade", "talks", "courts", "sanctions", "visas", "aid")


def make_study(root: Path, sources: int, reviewers: int) -> None:
    """Write a study in which reviewers mostly agree, a source's front matter and text vary, and quotes are true."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    for folder in ("rubrics", "seeds"):
        (root / folder).mkdir()
    (root / "rubrics" / "large.yaml").write_text(RUBRIC)
    rubric = read_rubric(root / "rubrics" / "large.yaml")
    for number in range(sources):
        path = root / "seeds" / f"s{number:04}.md"
        front = f"title: Source number {number}\npublisher: House {number % 17}\ndate: '20{10 + number % 15}-05-01'\n"
        path.write_text(f"---\n{front}---\n{SENTENCE * 12}")
        source = read_source(path)
        truths = [_answer(rng, place) for place in range(10)]
        for reviewer in range(reviewers):
            codings = {
                criterion: _coding(
                    rubric, criterion, truth if rng.random() < 0.75 else _answer(rng, place), rng.randrange(10)
                )
                for place, (criterion, truth) in enumerate(zip(rubric.by_id, truths, strict=True))
            }
            blank = Annotation.new("large", tuple(rubric.by_id), f"r{reviewer}", source.id, source.sha256)
            made = blank.model_copy(update={"codings": codings, "state": "complete"})
            to = root / "annotations" / "large" / f"r{reviewer}" / f"{source.id}.json"
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(made.to_json(), encoding="utf-8")


def _answer(rng: random.Random, place: int) -> Answer:
    """An answer to the criterion at a place: the first six are ordinal, two nominal, two sets."""
    if rng.random() < 0.2:
        return Answer(off_scale=rng.choice(["not_addressed", "unclear"]))
    if place < 6:
        return Answer(rng.randint(-2, 2))
    if place < 8:
        return Answer(rng.choice(LABELS))
    return Answer(tuple(sorted(rng.sample(LABELS, rng.randint(1, 3)))))


def _coding(rubric: Rubric, criterion: str, answer: Answer, at: int) -> Coding:
    key = (criterion, answer, at)
    if key not in _MADE:
        _MADE[key] = _made(rubric, criterion, answer, at)
    return _MADE[key]


def _made(rubric: Rubric, criterion: str, answer: Answer, at: int) -> Coding:
    quotes = [Evidence.at(SENTENCE * 12, 84 * at, 84 * at + 18)]
    if at % 2:
        quotes.append(Evidence.at(SENTENCE * 12, 84 * at + 19, 84 * at + 44))
    given = {"value": answer.value, "off_scale": answer.off_scale, "evidence": tuple(quotes), "confidence": 1 + at % 5}
    about = {"at": "2026-01-01T00:00:00Z", "asked": rubric.asked[criterion], "version": rubric.version}
    return BLANK.model_copy(update={**given, **about}).sealed()


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command to its end; return seconds by the clock, seconds of processor, and megabytes at the peak."""
    begun = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (1, 2)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, used = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


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
            root.mkdir(exist_ok=True)
            make_study(root, asked.sources, asked.reviewers)
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
            measured = [run([stance, "-C", str(root), *words]) for _ in range(ROUNDS)]
            wall, cpu, peak = (min(column) for column in zip(*measured, strict=True))
            name = "stance " + " ".join(word for word in words if not word.startswith(("/", "-o")))
            print(f"{name:34} {cpu:6.2f} s of processor, {wall:6.2f} s, {peak:4.0f} MB, {cpu / alone:5.1f} x  {budget}")


if __name__ == "__main__":
    main()
