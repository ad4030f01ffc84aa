"""Ratings in Parquet files, with and without pyarrow."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from stancebook.exchange.ratings_calculation import Asked, calculated
from stancebook.exchange.ratings_parquet import read_parquet
from stancebook.exchange.ratings_table import read_ratings
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from pathlib import Path

LONG = "unit,coder,value\n" + "".join(f"{u},{c},{(u * c) % 3}\n" for u in range(30) for c in (1, 2, 3))


pyarrow = pytest.mark.slow  # it is large, and CI installs it for the slow tests only


def arrow() -> Any:
    """Return pyarrow; without it the test is skipped, except where it must run."""
    if "parquet" in os.environ.get("STANCEBOOK_REQUIRE", "").split():
        return importlib.import_module("pyarrow")
    return pytest.importorskip("pyarrow")


def written(path: Path, columns: dict[str, list[Any]]) -> str:
    table = arrow().table(columns)
    importlib.import_module("pyarrow.parquet").write_table(table, path)
    return str(path)


@pyarrow
def test_the_figures_are_those_of_the_csv(tmp_path: Path) -> None:
    cells = [line.split(",") for line in LONG.splitlines()[1:]]
    columns: dict[str, list[Any]] = {
        "unit": [int(row[0]) for row in cells],
        "coder": [row[1] for row in cells],
        "value": [float(row[2]) for row in cells],
    }
    name = written(tmp_path / "t.parquet", columns)
    found = calculated(read_parquet(name, "t.parquet"), Asked())
    assert found.rows == calculated(read_ratings(io.BytesIO(LONG.encode()), "t.csv"), Asked()).rows
    assert any("long table" in sentence for sentence in found.said)


@pyarrow
def test_missing_ratings_and_lists(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {"id": ["a", "b"], "x": [["p", "q"], ["p"]], "y": [["q", "p"], None]}
    found = calculated(read_parquet(written(tmp_path / "t.parquet", columns), "t.parquet"), Asked(scale="set"))
    assert (found.parts[0].codings, found.parts[0].rows[0].estimate) == (3, 1.0)


@pyarrow
def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    arrow()
    (tmp_path / "t.parquet").write_text("unit,coder,value\n")
    for name in ("t.parquet", "none.parquet"):
        with pytest.raises(StancebookError, match="cannot be read"):
            read_parquet(str(tmp_path / name), name)


def test_without_pyarrow_the_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(StancebookError, match=r"t\.parquet: reading Parquet needs pyarrow"):
        read_parquet("t.parquet", "t.parquet")
