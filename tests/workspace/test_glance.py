"""A glance shows what reading properly shows, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import BODY, workspace

from stancebook.workspace.glance import glance_at

if TYPE_CHECKING:
    from pathlib import Path


def test_it_sees_the_body_that_the_workspace_reads(tmp_path: Path) -> None:
    place = workspace(tmp_path, {"one": BODY})
    path = place.source_paths["one"]
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: One\r\n---\r\nFirst.\r\nSecond.\r")
    seen = glance_at(tmp_path / "seeds", "one")
    assert seen is not None
    assert seen.body == place.source("one").body == "First.\nSecond.\n"
    assert not seen.knows_reviewer
    place.local.mkdir()
    (place.local / "reviewer").write_text("ana\n")
    assert glance_at(tmp_path, "one") == type(seen)(seen.body, knows_reviewer=True)


def test_it_follows_the_settings(tmp_path: Path) -> None:
    workspace(tmp_path, {"one": BODY})
    (tmp_path / "seeds").rename(tmp_path / "articles")
    (tmp_path / "stancebook.toml").write_text('sources = "articles"\n')
    seen = glance_at(tmp_path, "one")
    assert seen is not None
    assert seen.body == BODY


@pytest.mark.parametrize("name", ["two", "../one", "one.txt", "ONE", ""])
def test_of_what_is_no_source_it_sees_nothing(tmp_path: Path, name: str) -> None:
    workspace(tmp_path, {"one": BODY})
    assert glance_at(tmp_path, name) is None


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("stancebook.toml", b"sources = "),
        ("stancebook.toml", b'sources = "../elsewhere"'),
        ("stancebook.toml", b"sources = 3"),
        ("stancebook.toml", b"\xff"),
        ("pyproject.toml", b"tool = 3"),
        ("seeds/one.txt", b"caf\xe9"),
        ("seeds/one.txt", b"---\nnever closed"),
        ("seeds/one.md", b"a second file of that name"),
    ],
)
def test_where_anything_is_unusual_it_sees_nothing(tmp_path: Path, file: str, content: bytes) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "study"
    root.mkdir()
    workspace(root, {"one": BODY})
    for old in (root / "seeds").iterdir():
        old.rename(root / "seeds" / "one.txt")
    assert glance_at(root, "one") is not None
    (root / file).write_bytes(content)
    assert glance_at(root, "one") is None


def test_a_link_out_of_the_workspace_is_not_looked_through(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "study"
    root.mkdir()
    workspace(root, {"one": BODY})
    (root / "seeds" / "two.txt").symlink_to(tmp_path / "secret.txt")
    assert glance_at(root, "two") is None


def test_it_begins_where_the_reviewer_left_the_text(tmp_path: Path) -> None:
    from stancebook.workspace.visits import Visit, Visits

    place = workspace(tmp_path, {"one": BODY})
    Visits.of(place.root, place.local, "tiny", "ana").keep("one", Visit(cursor=30, top=12))
    (place.local / "reviewer").write_text("ana\n")
    for reviewer, top in ((None, 12), ("ana", 12), ("ben", 0), ("../ana", 0)):
        seen = glance_at(tmp_path, "one", reviewer)
        assert seen is not None
        assert seen.top == top
    path = place.local / "visits" / "tiny" / "ana" / "one.json"
    for broken, top in (('{"top": 99999}', len(BODY)), ('{"top": -4}', 0), ('{"top": "x"}', 0)):
        path.write_text(broken)
        seen = glance_at(tmp_path, "one")
        assert seen is not None
        assert seen.top == top
