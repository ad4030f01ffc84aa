"""Running `stance` in this process, in a copy of the shipped study."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancebook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """How a call of `stance` went."""

    status: int
    out: str
    err: str


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped study, which is the current folder."""
    root = tmp_path / "study"
    for folder in ("seeds", "rubrics", "annotations"):
        shutil.copytree(PROJECT / folder, root / folder)
    monkeypatch.chdir(root)
    monkeypatch.delenv("STANCEBOOK_REVIEWER", raising=False)
    return root


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("STANCEBOOK_REVIEWER", raising=False)
    return folder


@pytest.fixture
def stance(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Call `stance` with arguments; paths and numbers are made text."""

    def run(*args: Any) -> Result:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        written = capsys.readouterr()
        status = ended.value.code
        assert isinstance(status, int)
        return Result(status, written.out, written.err)

    return run
