"""Source files: front matter there and back, and the body kept to the last character."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.model.newlines import normalise_newlines
from stancebook.model.problems import StancebookError
from stancebook.model.source import FrontMatter, Region
from stancebook.workspace import text_file
from stancebook.workspace.source_file import format_source, parse_source, read_source
from stancebook.workspace.yaml_strict import read_yaml
from stancebook.workspace.yaml_write import dump_yaml

_SAYS_IT_IS_EMPTY = Path("/proc/self/smaps")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.text("-\n\r ab:#", max_size=30)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    [
        "no",
        "1e3",
        "08",
        "−5",
        "0o7",
        "12:30",
        "~",
        "null",
        "- x",
        "a: b",
        "#x",
        "---",
        "\u2028",
        "\x85",
        "\ufeff",
        "\x07",
        "",
    ]
)


def complaint(text: str) -> str:
    with pytest.raises(StancebookError) as caught:
        parse_source("one", text, "one.md")
    return str(caught.value)


@given(texts)
@example("---\n")
@example("---\ntitle: x\n---\nbody")
@example("---")
@example("")
@example("\ufeffx")
@example("no newline at the end")
@example("\r\n---\r\n\r")
def test_the_body_is_kept_to_the_last_character(body: str) -> None:
    found = parse_source("one", format_source(FrontMatter(title="T"), body), "one.md")
    assert found.body == normalise_newlines(body)
    assert parse_source("one", format_source(FrontMatter(), body), "one.md").body == normalise_newlines(body)


@given(texts)
def test_a_text_without_front_matter_is_the_body(text: str) -> None:
    body = normalise_newlines(text)
    if not body.startswith("---\n"):
        assert parse_source("one", text, "one.md").body == body


@given(words, st.lists(words, max_size=2), st.dictionaries(words, words | st.integers(-9, 9) | st.none(), max_size=2))
def test_front_matter_is_read_as_it_was_written(title: str, authors: list[str], own: dict[str, Any]) -> None:
    extra = {key: value for key, value in own.items() if key not in FrontMatter.model_fields and key != "<<"}
    front = FrontMatter.model_validate({"title": title, "authors": tuple(authors), **extra})
    assert parse_source("one", format_source(front, "body\n"), "one.md").front == front


@given(st.lists(words | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.booleans(), max_size=4))
def test_what_is_written_as_yaml_is_read_as_the_same_data(data: list[Any]) -> None:
    found = read_yaml(dump_yaml({"data": data}), "x.yaml").data["data"]
    assert found == data
    assert [type(one) for one in found] == [type(one) for one in data]


def test_every_field_of_front_matter_is_kept() -> None:
    front = FrontMatter.model_validate(
        {
            "title": "Title: with a colon",
            "short": "no",
            "authors": ("A. Author", "B"),
            "publisher": "P",
            "date": "2023-12/2024-02-03",
            "date_how": "from the text",
            "url": "https://example.org/?a=b#c",
            "language": "no",
            "genre": "op-ed",
            "regions": (Region(kind="bio", start=0, end=4, note="x"), Region(kind="page", start=4, end=5)),
            "collection": "first",
        }
    )
    written = format_source(front, "body\n")
    assert parse_source("one", written, "one.md").front == front
    assert written.startswith("---\ntitle: 'Title: with a colon'\n")
    assert format_source(parse_source("one", written, "one.md").front, "body\n") == written


def test_offsets_and_digest_are_those_of_the_normalised_body(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_bytes("\ufeff---\r\ntitle: T\r\n---\r\na\r\nb\rc 😀 d".encode())
    found = read_source(path, tmp_path)
    assert found.body == "a\nb\nc 😀 d"
    assert found.body[6] == "😀"
    assert found.sha256 == hashlib.sha256("a\nb\nc 😀 d".encode()).hexdigest()
    assert (found.id, found.path, found.title) == ("one", "one.md", "T")


def test_a_region_that_reaches_beyond_the_text_is_told_and_cut_to_it() -> None:
    head = "---\nregions:\n  - {kind: bio, start: 1, end: 5}\n---\n"
    whole = parse_source("one", head + "12345", "one.md")
    assert (whole.faults, whole.regions) == ((), whole.front.regions)
    shortened = parse_source("one", head + "1234", "one.md")
    said = (
        "one.md:3:32: the region ends at 5, but the text has only 4 characters; correct where the bio starts and ends"
    )
    assert [str(fault) for fault in shortened.faults] == [said]
    assert [(one.start, one.end) for one in shortened.regions] == [(1, 4)]
    assert shortened.front == whole.front
    assert parse_source("one", head + "1", "one.md").regions == ()


def test_a_region_that_is_none_is_told_and_the_others_keep_their_places() -> None:
    head = (
        "---\ntitle: T\nregions:\n  - {kind: bio, start: 3, end: 1}\n  - {kind: bio, start: -1, end: 2}\n"
        "  - {kind: page, start: 1, end: 9}\n---\n"
    )
    found = parse_source("one", head + "12345", "one.md")
    assert [(fault.line, fault.message.partition(" (")[0]) for fault in found.faults] == [
        (4, "the region ends at 1, before or where it starts"),
        (5, "should be greater than or equal to 0"),
        (6, "the region ends at 9, but the text has only 5 characters; correct where the page starts and ends"),
    ]
    assert [(one.kind, one.start, one.end) for one in found.regions] == [("page", 1, 5)]
    assert found.title == "T"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: x\n", "one.md:1:1: the front matter that '---' opens is never closed"),
        ("---\ntitle: [a\n---\n", "one.md:3:1: not readable as YAML"),
        ("---\n- a\n---\n", "one.md:2:1: the front matter should be 'key: value' lines"),
        ("---\njust text\n---\n", "one.md:2:1: the front matter should be 'key: value' lines"),
    ],
)
def test_what_may_be_no_front_matter_is_refused_at_its_place(text: str, said: str) -> None:
    assert complaint(text).startswith(said)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("title: 2024", "one.md:3:8: should be text, not '2024'; put it in quotes"),
        ("authors: Jane", "one.md:3:10: should be a list, not 'Jane'"),
        ("genre: [a, b]", "one.md:3:8: should be text, not a list"),
        ("regions: none", "one.md:3:10: should be a list, not 'none'"),
        ("regions: 5", "one.md:3:10: should be a list, not '5'"),
    ],
)
def test_a_key_of_the_wrong_form_is_told_at_its_place_and_leaves_the_rest(key: str, said: str) -> None:
    found = parse_source("one", f"---\nshort: S\n{key}\nmine: [a, ~]\n---\nbody", "one.md")
    assert [str(fault) for fault in found.faults] == [said]
    assert (found.short, found.body, found.title) == ("S", "body", "S")
    assert found.front.model_extra == {"mine": ["a", None]}
    one_author = parse_source("one", "---\nauthors: [Jane, 7]\n---\n", "one.md")
    assert one_author.front.authors == ("Jane",)


def test_of_a_key_that_is_given_twice_the_last_is_read_and_that_is_told() -> None:
    found = parse_source("one", "---\ntitle: x\ntitle: y\n---\n", "one.md")
    assert [str(fault) for fault in found.faults] == ["one.md:3:1: 'title' is given twice (first on line 2); keep one"]
    assert found.title == "y"


def test_empty_front_matter_and_a_file_that_ends_with_it() -> None:
    assert parse_source("one", "---\n---\nbody", "one.md").body == "body"
    assert parse_source("one", "---\ntitle: x\n---", "one.md").body == ""
    assert parse_source("one", "---\n---", "one.md").body == ""
    assert parse_source("one", "---\n---\n---\n", "one.md").body == "---\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"abc\xff", "one.txt:1:4: not UTF-8 (byte 0xff); save it as UTF-8"),
        ("é\nüx".encode() + b"\xe4", "one.txt:2:3: not UTF-8 (byte 0xe4)"),
        ("ab".encode("utf-16"), "one.txt:1:1: not UTF-8 (byte 0xff); it looks like UTF-16; save it as UTF-8"),
    ],
)
def test_what_is_not_utf_8_is_named_at_its_place(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(data)
    with pytest.raises(StancebookError) as caught:
        read_source(path, tmp_path)
    assert str(caught.value).startswith(said)


def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    inside = tmp_path / "study"
    inside.mkdir()
    (inside / "one.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(StancebookError, match=r"one\.txt: is a link that leads out of the workspace"):
        read_source(inside / "one.txt", inside)


def test_a_name_that_is_no_id_is_refused_with_one_that_is(tmp_path: Path) -> None:
    path = tmp_path / "My Source.md"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(StancebookError, match=r"for instance my-source"):
        read_source(path, tmp_path)


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t  "])
def test_blanks_after_a_fence_cannot_be_seen_and_change_nothing(fence: str) -> None:
    found = parse_source("one", f"{fence}\ntitle: T\n{fence}\nbody\n", "one.md")
    assert (found.front.title, found.body) == ("T", "body\n")
    assert parse_source("one", f"{fence}\n{fence}", "one.md").body == ""
    assert parse_source("one", f"{fence}x\nbody", "one.md").body == f"{fence}x\nbody"
    assert "never closed" in complaint(f"{fence}\nbody")


def test_a_file_of_blanks_and_fences_takes_no_time() -> None:
    assert "never closed" in complaint("---\n" + ("---" + " " * 50_000 + "x\n") * 20)


@pytest.mark.skipif(not _SAYS_IT_IS_EMPTY.exists(), reason="needs a file that is made while it is read")
def test_a_file_that_does_not_say_how_large_it_is_is_read_in_blocks_up_to_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads, read = [], os.read

    def counted(handle: int, size: int) -> bytes:
        reads.append(size)
        return read(handle, size)

    monkeypatch.setattr(os, "read", counted)
    text = text_file.read_text(_SAYS_IT_IS_EMPTY)
    assert _SAYS_IT_IS_EMPTY.stat().st_size == 0
    assert text.endswith("\n")
    assert len(reads) < len(text) / 1000
    monkeypatch.setattr(text_file, "MAX_BYTES", 1000)
    with pytest.raises(StancebookError, match="is larger than"):
        text_file.read_text(_SAYS_IT_IS_EMPTY)
