"""Templates that are kept compiled are the ones that are asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment

from stancebook.reports.html.compiled import Compiled

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path / "templates"


def rendered(folder: Path, text: str, *, escape: bool = True) -> str:
    loader, compiled = DictLoader({"page.html.j2": text}), Compiled(folder, {"autoescape": escape})
    environment = Environment(loader=loader, autoescape=escape, bytecode_cache=compiled)  # noqa: S701 - to tell
    return environment.get_template("page.html.j2").render(word="<b>")


def test_a_template_is_compiled_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(kept, "{{ word }}") == "&lt;b&gt;"
    assert len(list((kept / "__pycache__").iterdir())) == 1
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert rendered(kept, "{{ word }}") == "&lt;b&gt;"


def test_another_text_or_other_options_are_compiled_anew(kept: Path) -> None:
    assert rendered(kept, "{{ word }}") == "&lt;b&gt;"
    assert rendered(kept, "a {{ word }}") == "a &lt;b&gt;"
    assert rendered(kept, "a {{ word }}", escape=False) == "a <b>"


def test_a_broken_file_and_a_folder_that_cannot_be_written_do_no_harm(kept: Path) -> None:
    assert rendered(kept, "{{ word }}") == "&lt;b&gt;"
    (file,) = (kept / "__pycache__").iterdir()
    whole = file.read_bytes()
    for length in (0, 10, len(whole) // 2):
        file.write_bytes(whole[:length])
        assert rendered(kept, "{{ word }}") == "&lt;b&gt;"
    (kept.parent / "file").write_text("no folder", encoding="utf-8")
    assert rendered(kept.parent / "file" / "templates", "{{ word }}") == "&lt;b&gt;"


def test_nothing_is_kept_where_python_is_told_to_keep_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(kept, "{{ word }}") == "&lt;b&gt;"
    assert not kept.exists()
