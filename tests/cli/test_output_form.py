"""A file holds what its name ends in: nobody finds a table in a workbook that no spreadsheet opens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        ("matrix", "m.xlsx", b"PK"),
        ("matrix", "m.html", b"<!doctype html>"),
        ("matrix", "m.csv", b"source,"),
        ("matrix", "m.txt", b"STANCE MATRIX"),
        ("matrix", "m", b"STANCE MATRIX"),
        ("matrix", "m.tex", b"% "),
        ("compare r1 r2", "c.XLSX", b"PK"),
        ("report", "r.md", b"# "),
        ("report", "r.htm", b"<!doctype html>"),
        ("check", "c.sarif", b"{"),
        ("check --format sarif", "c.json", b"{"),
        ("matrix --format md", "m.txt", b"#"),
    ],
)
def test_the_ending_says_the_format_where_no_option_does(
    study: Path, stance: Stance, command: str, name: str, begins: bytes
) -> None:
    assert stance(*command.split(), "-o", name).status == 0
    assert (study / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        ("matrix", "m.pdf", "'m.pdf': there is no .pdf of this; end the name in .txt, .md, .csv, .json, .html, .xlsx"),
        ("status", "s.md", "'s.md': there is no .md of this; end the name in .txt, .json"),
        ("matrix --format csv", "m.xlsx", "would hold --format csv: leave --format out, or end the name in .csv"),
        ("matrix --format xlsx", "m.csv", "would hold --format xlsx: leave --format out, or end the name in .xlsx"),
        ("check --format github", "c.pdf", "'c.pdf' would hold --format github: name another file"),
        ("matrix --format md", "seeds", "-o: seeds: is a folder; name a file in it"),
        ("report", "new/", "-o: new/: is a folder; name a file in it"),
    ],
)
def test_a_name_that_would_mislead_is_refused(study: Path, stance: Stance, command: str, name: str, said: str) -> None:
    before = sorted(study.rglob("*"))
    done = stance(*command.split(), "-o", name)
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert said in done.err
    assert sorted(study.rglob("*")) == before


def test_a_study_without_one_of_its_texts_says_what_it_leaves_out(study: Path, stance: Stance) -> None:
    (study / "seeds/wola-2025.md").unlink()
    for command in ("matrix", "compare r1 r2", "status", "report -o -", "matrix --format json"):
        done = stance(*command.split())
        assert done.status == 0
        assert done.err.count("3 annotations of 'wola-2025' are left out: there is no source of that name; bring") == 1
    assert len(json.loads(done.out)["sources"]) == 4


@pytest.mark.usefixtures("study")
def test_a_source_named_as_a_reviewer_is_told_from_one(stance: Stance) -> None:
    done = stance("compare", "r1", "r2", "wola-2025")
    assert done.status == 2
    assert "nobody called 'wola-2025' codes here; to compare on this source only, say --source wola-2025" in done.err
