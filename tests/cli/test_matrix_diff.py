"""`stance matrix --diff REV`: what changed, read from git and beside the work tree."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


@pytest.fixture
def committed(study: Path) -> Path:
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", "-C", str(study), *words], check=True)
    return study


@pytest.mark.usefixtures("committed")
def test_nothing_changed(stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--diff", "HEAD")
    assert done.status == 0
    assert "No cell changed." in done.out


def test_a_changed_coding_is_told_with_what_it_did(committed: Path, stance: Callable[..., Result]) -> None:
    before = subprocess.run(["git", "status", "--porcelain"], cwd=committed, capture_output=True, text=True, check=True)
    changed = ["--set", "effectiveness=1", "--note", "effectiveness=second thoughts"]
    assert stance("code", "wola-2025", "--reviewer", "r1", *changed).status == 0
    done = stance("matrix", "--diff", "HEAD", "--reviewer", "r1")
    assert "WOLA text 2025 · Effectiveness" in done.out
    data = json.loads(stance("matrix", "--diff", "HEAD", "--format", "json", "--drafts").out)
    (cell,) = [one for one in data["cells"] if one["criterion"] == "effectiveness"]
    assert cell["codings"]["r1"]["before"]["value"] == -1
    assert cell["codings"]["r1"]["after"]["value"] == 1
    assert before.stdout == ""


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "HEAD^"])
def test_no_such_revision_is_one_line(revision: str, stance: Callable[..., Result]) -> None:
    done = stance("matrix", f"--diff={revision}")
    assert done.status == 2
    assert "git knows no revision" in done.err
    assert len(done.err.splitlines()) == 1
