"""Whatever a file holds, a reader takes it or refuses it in words. The long run is ``python tests/fuzz.py``."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.fuzz import LONGEST, PIECES, SEEDS, mutated, nested, read

if TYPE_CHECKING:
    from pathlib import Path

kinds = pytest.mark.parametrize("kind", list(SEEDS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@kinds
@settings(max_examples=15)
@given(data=st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))
@example(data=b"")
@example(data=b"[" * 100_000)
@example(data=b"\xff" * 1000)
def test_bytes_of_any_kind(folder: Path, kind: str, data: bytes) -> None:
    read(kind, data, folder)


@kinds
def test_a_file_as_it_should_be(folder: Path, kind: str) -> None:
    read(kind, SEEDS[kind], folder)


@kinds
@settings(max_examples=25)
@given(number=st.integers(0, 2**32))
@example(number=902470)
@example(number=4895)
def test_a_file_gone_wrong(folder: Path, kind: str, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - repeatable on purpose
    data = nested(kind, chance) if number % 5 == 0 else mutated(SEEDS[kind], chance)
    began = time.perf_counter()
    read(kind, data, folder)
    assert time.perf_counter() - began < LONGEST * 5, "the machine may be busy, but not that busy"


BOMBS = {
    "ten levels of ten": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 10}]\n" for n in range(1, 10)),
    "an alias to itself": "a: &a [*a]\n",
    "merge keys": "a: &a {x: 1}\nb: {<<: *a}\n",
    "aliases as keys": "a: {id: ana, *a *a *a *a : 1, *b : 2}\n",
    "a tag": "a: !!python/object/apply:os.system [id]\n",
    "a number without end": f"a: {'9' * 5000}\n",
    "a million blanks": "a: |\n" + " " * 900_000 + "x\n",
    "a line of a megabyte": "a: " + "x" * 1_000_100,
    "keys by the thousand": "".join(f"k{n}: 1\n" for n in range(60_000)),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("kind", ["rubric", "reviewers", "source"])
def test_a_bomb_goes_off_nowhere(folder: Path, kind: str, bomb: str) -> None:
    began = time.perf_counter()
    read(kind, (f"---\n{bomb}---\ntext" if kind == "source" else bomb).encode(), folder)
    assert time.perf_counter() - began < LONGEST * 5


def test_a_table_with_columns_by_the_thousand_is_refused_at_once(folder: Path) -> None:
    began = time.perf_counter()
    read("codings", b"source" + b"," * 200_000, folder)
    read("ratings", b"unit" + b"," * 200_000, folder)
    assert time.perf_counter() - began < LONGEST
