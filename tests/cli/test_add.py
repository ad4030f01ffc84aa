"""`stance add`: what a text says of itself, and what is remarked on it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]


@pytest.fixture
def begun(empty: Path, stance: Stance) -> Path:
    """A new workspace, and beside it a text with front matter as people type it."""
    assert stance("init", "study").status == 0
    text = "---\nAuthor: Jane Doe\ndate: spring 2024\n---\nHello.\n"
    (empty / "one.md").write_text(text, encoding="utf-8")
    (empty / "two.txt").write_text("Hello.\n", encoding="utf-8")
    return empty


@pytest.mark.usefixtures("begun")
def test_what_a_text_says_of_itself_in_vain_is_remarked_when_it_is_added(stance: Stance) -> None:
    added = stance("add", "-C", "study", "one.md")
    assert "one.md: 'Author' is kept as a key of your own; did you mean authors?" in added.err
    assert "one.md: date: 'spring 2024' is no date that programs understand" in added.err
    again = stance("add", "-C", "study", "two.txt")
    assert "two.txt: has the same text as the source 'one'; it was added all the same, as 'two'" in again.err


def test_a_wrong_date_and_a_folder_are_refused_when_texts_are_added(begun: Path, stance: Stance) -> None:
    wrong = stance("add", "-C", "study", "two.txt", "--date", "2024-13")
    assert (wrong.status, "--date: '2024-13' is no date" in wrong.err) == (2, True)
    assert not (begun / "study/seeds/two.txt").exists()
    (begun / "texts").mkdir()
    assert (
        "texts: is a folder; name the texts in it: stance add texts/*.txt" in stance("add", "-C", "study", "texts").err
    )


def test_one_of_several_texts_that_cannot_be_read_keeps_all_out_and_that_is_said(begun: Path, stance: Stance) -> None:
    (begun / "three.txt").write_bytes("Caf\u00e9".encode("latin-1"))
    refused = stance("add", "-C", "study", "one.md", "two.txt", "three.txt")
    assert refused.status == 2
    assert "three.txt" in refused.err.splitlines()[0]
    assert refused.err.splitlines()[-1].endswith("nothing was added: all 3 texts go in, or none")
    assert not (begun / "study/seeds/two.txt").exists()
    assert "nothing was added" not in stance("add", "-C", "study", "three.txt").err


def test_a_text_comes_through_a_pipe_and_needs_an_id(
    begun: Path, stance: Stance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Hé,\r\nyou.".encode())))
    nameless = stance("add", "-C", "study", "-")
    assert nameless.status == 2
    assert nameless.err == ("stance: standard input: has no name to make a source id of; add it by itself with --id\n")
    assert "added seeds/piped.txt" in stance("add", "-C", "study", "-", "--id", "piped").err
    assert (begun / "study/seeds/piped.txt").read_bytes() == "Hé,\nyou.".encode()


def test_what_tells_of_the_folder_is_no_source_and_is_not_written_over(begun: Path, stance: Stance) -> None:
    about = begun / "study" / "seeds" / "readme.md"
    about.write_text("Where these texts come from.\n", encoding="utf-8")
    refused = stance("add", "-C", "study", "one.md", "--id", "readme")
    assert refused.status == 2
    assert "one.md: a source cannot be called 'readme', which tells of the folder; name it otherwise" in refused.err
    assert about.read_text(encoding="utf-8") == "Where these texts come from.\n"
