"""A line on standard error says how far a command has come, on a terminal, and only when it takes long."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from stancebook.cli import progress
from stancebook.cli.progress import working

if TYPE_CHECKING:
    import pytest


def test_what_is_quick_shows_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with working("reading") as shown:
        assert list(shown.over([1, 2, 3])) == [1, 2, 3]
    assert not capsys.readouterr().err


def test_what_takes_long_shows_how_far_it_is_and_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    monkeypatch.setattr(progress, "_BETWEEN", 0.0)
    with working("reading") as shown:
        assert list(shown.over(range(1_200)))[-1] == 1_199
    said = capsys.readouterr().err
    assert "reading [############............] 600 of 1,200" in said
    assert "reading [########################] 1,200 of 1,200" in said
    assert said.endswith("\r\x1b[K")


def test_off_a_terminal_there_is_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    with working("reading") as shown:
        assert list(shown.over([1, 2])) == [1, 2]
    assert not capsys.readouterr().err
