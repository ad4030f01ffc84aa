"""What is remembered of visits: enough to go on, nothing that could cost a coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.workspace.visits import Visit, Visits, time_words

if TYPE_CHECKING:
    from pathlib import Path


def visits(root: Path) -> Visits:
    return Visits.of(root, root / ".stancebook", "tiny", "ana")


def test_a_visit_is_remembered_and_its_time_adds_up(tmp_path: Path) -> None:
    here = visits(tmp_path)
    assert here.read("alpha") == Visit()
    here.keep("alpha", Visit(cursor=12, top=3, criterion="works", left_lost=("x",)), 30.04)
    visits(tmp_path).keep("alpha", Visit(cursor=40, top=3, criterion="tone"), 12)
    assert here.read("alpha") == Visit(40, 3, "tone", 42.0)
    assert here.seconds() == {"alpha": 42.0}
    assert [path.name for path in (tmp_path / ".stancebook/visits/tiny/ana").iterdir()] == ["alpha.json"]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", '{"cursor": "x"}', '{"cursor": -3}', '{"cursor": true, "top": 1e400}', "\x00",
     '{"criterion": 5, "left_lost": [1], "seconds": null}', "[" * 9000],
)  # fmt: skip
def test_a_broken_file_counts_as_none(tmp_path: Path, text: str) -> None:
    here = visits(tmp_path)
    here.keep("alpha", Visit(5))
    (here.folder / "alpha.json").write_text(text, encoding="utf-8")
    assert here.read("alpha") == Visit()


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / ".stancebook").write_text("a file", encoding="utf-8")
    assert visits(tmp_path).keep("alpha", Visit(5), 3).seconds == 3
    assert visits(tmp_path).seconds() == {}


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    root, other = tmp_path / "study", tmp_path / "other"
    (root / ".stancebook").mkdir(parents=True)
    other.mkdir()
    (root / ".stancebook" / "visits").symlink_to(other)
    visits(root).keep("alpha", Visit(5), 3)
    assert not list(other.iterdir())


@given(st.integers(0, 10**6))
def test_times_are_words(seconds: int) -> None:
    assert time_words(seconds).split()[-1] in ("s", "min")
    assert (time_words(59), time_words(90), time_words(3900)) == ("59 s", "2 min", "1 h 05 min")
