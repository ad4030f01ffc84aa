"""Feeds every reader with what nobody should write: random bytes, files gone wrong, and things nested too deep.

    python tests/fuzz.py [SECONDS]

A reader may take a text or refuse it with a StancebookError. Anything else, more than two seconds, or more than
the memory that `main` allows, is a finding: it is printed with what led to it, and the exit status is 1.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from stancebook.exchange.codings_table import parse_codings
from stancebook.exchange.ratings_table import read_ratings
from stancebook.model.change import from_json
from stancebook.model.problems import StancebookError
from stancebook.model.visible import visible
from stancebook.workspace.annotation_file import read_adjudication, read_annotation
from stancebook.workspace.history import read_journal
from stancebook.workspace.reviewers_file import read_reviewers
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.settings import read_settings
from stancebook.workspace.source_file import read_source
from stancebook.workspace.text_file import read_text
from tests import builders
from tests.rubrics import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 2.0
"""Seconds that a reader may take for a file of this size."""
PIECES: Final = (
    b"---\n", b"...\n", b": ", b"- ", b"&a ", b"*a ", b"<<: ", b"!!python/object ", b"? ", b"|\n", b"{", b"[", b"}",
    b"]", b'"', b"'", b"\\", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\x85",
    b"\xe2\x80\xa8", b"\x1b]52;c;\x07", b"<<<<<<< HEAD\n", b"=======\n", b"null", b"1e999", b"-0", b"9" * 400, b"NaN",
    b",", b";", b"\t", b'"\\ud800"', b"=1+1", b"\xe2\x80\xae", b"a" * 5000, b" " * 5000, b"stancebook/annotation/9",
)  # fmt: skip


def _annotation() -> bytes:
    rubric = builders.rubric()
    return builders.annotation(rubric, "ana", "one", {"works": builders.coding(rubric, "works", 1)}).to_json().encode()


SEEDS: Final[dict[str, bytes]] = {
    "rubric": builders.RUBRIC.encode(),
    "every criterion": EVERYTHING.encode(),
    "source": b"---\ntitle: T\nauthors: [A, B]\nregions:\n  - {kind: bio, start: 0, end: 4}\n---\nThe text.\n",
    "annotation": _annotation(),
    "adjudication": b'{"schema": "stancebook/adjudication/1", "rubric": "tiny", "source": "one", "decisions": {}}',
    "settings": b'[tool.stancebook]\nsources = "articles"\nrubric = "tiny"\n',
    "own settings": b'sources = "articles"\nrubric = "tiny"\n',
    "reviewers": b"reviewers:\n  - {id: ana, name: Ana, kind: person, how: By hand}\n",
    "codings": b'source,reviewer,criterion,value,quote\none,ana,works,1,"It works"\none,bob,works,-1,\n',
    "ratings": b"unit,coder,value\nu1,a,1\nu1,b,2\nu2,a,1\nu2,b,1\n",
    "journal": b'["do", "ab", [{"codings": {}, "fields": {"flag": ""}}, {"codings": {}, "fields": {"flag": "x"}}]]\n',
}


def read(kind: str, data: bytes, folder: Path) -> None:
    """Give data to a reader as the file it would be."""
    names = {
        "source": "one.md",
        "annotation": "tiny/ana/one.json",
        "adjudication": "tiny/_consensus/one.json",
        "settings": "pyproject.toml",
        "own settings": "stancebook.toml",
    }
    path = folder / kind.replace(" ", "-") / names.get(kind, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    readers: dict[str, Callable[[], object]] = {
        "rubric": lambda: parse_rubric(read_text(path), "rubric.yaml"),
        "every criterion": lambda: parse_rubric(read_text(path), "rubric.yaml"),
        "source": lambda: visible(read_source(path).body),
        "annotation": lambda: read_annotation(path, folder, to_edit=True),
        "adjudication": lambda: read_adjudication(path, folder),
        "settings": lambda: read_settings(path.parent),
        "own settings": lambda: read_settings(path.parent),
        "reviewers": lambda: read_reviewers(path),
        "codings": lambda: parse_codings(read_text(path), "codings.csv"),
        "ratings": lambda: read_ratings(io.BytesIO(data), "ratings.csv"),
        "journal": lambda: [
            step.edit(partial(from_json, builders.annotation(builders.rubric(), "a", "b", {})))
            for step in read_journal(path)[0]
        ],
    }
    refusal = "none"
    try:
        readers[kind]()
    except StancebookError as error:
        refusal = str(error)
    assert refusal.strip(), "a refusal without a word"
    assert len(refusal) < 100_000, "a refusal that nobody can read"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few things gone wrong."""
    for _ in range(chance.randint(1, 6)):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        piece = chance.choice(PIECES)
        data = {
            0: data[:at] + piece + data[at:],
            1: data[:at] + data[end:],
            2: data[:at] + data[at:end] * chance.choice((2, 50)) + data[end:],
            3: data[:at] + bytes(chance.randrange(256) for _ in range(chance.randint(1, 20))) + data[at:],
            4: data[:at] + piece * chance.choice((3, 100, 2000)) + data[at:],
            5: data[:end],
        }[chance.randrange(6)][:300_000]
    return data


def nested(kind: str, chance: random.Random) -> bytes:
    """Return a file nested too deep."""
    depth = chance.choice((50, 1000, 50_000))
    opening = chance.choice((b"[", b"{", b'{"a":', b"- ", b"a = [", b"[[", b"x: {", b'"'))
    return SEEDS[kind][: chance.randint(0, len(SEEDS[kind]))] + opening * depth


def one_case(chance: random.Random) -> tuple[str, bytes]:
    """Return a kind of file, and what it holds this time."""
    kind = chance.choice(list(SEEDS))
    way = chance.randrange(10)
    if way == 0:
        return kind, chance.randbytes(chance.randint(0, 2000))
    if way == 1:
        return kind, nested(kind, chance)
    return kind, mutated(SEEDS[kind], chance)


def main(seconds: float) -> int:
    """Go on for some seconds; return the exit status."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
    until, seed, count, slowest = time.monotonic() + seconds, time.time_ns() % 1_000_000, 0, 0.0
    findings = 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            kind, data = one_case(random.Random(seed + count))  # noqa: S311 - repeatable on purpose
            count += 1
            began = time.perf_counter()
            try:
                read(kind, data, Path(folder))
            except (Exception, MemoryError) as error:  # noqa: BLE001 - that is what is looked for
                findings += 1
                print(f"{kind}, case {seed + count - 1}: {type(error).__name__}: {str(error)[:200]}\n  {data[:200]!r}")  # noqa: T201
            took = time.perf_counter() - began
            slowest = max(slowest, took)
            if took > LONGEST:
                findings += 1
                print(f"{kind}, case {seed + count - 1}: {took:.1f} s for {len(data):,} bytes\n  {data[:200]!r}")  # noqa: T201
    done = {"cases": count, "findings": findings, "slowest_ms": round(slowest * 1000), "first_seed": seed}
    print(json.dumps(done))  # noqa: T201
    return int(findings > 0)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
