"""The folder for local state is kept out of git by itself, however a workspace began."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.builders import AT

from stancebook.workspace.desk import Desk
from stancebook.workspace.local_folder import make_local
from stancebook.workspace.visits import Visit, Visits

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    """A workspace without any ``.gitignore``, as one is that was copied by hand; in git."""
    study = builders.workspace(tmp_path / "study")
    assert not list(study.root.glob("**/.gitignore"))
    subprocess.run(["git", "init", "--quiet"], cwd=study.root, check=True)
    return study


def seen_by_git(study: Workspace) -> str:
    words = ["git", "status", "--porcelain", "--untracked-files=all"]
    return subprocess.run(words, cwd=study.root, check=True, capture_output=True, text=True).stdout


def test_a_saved_edit_leaves_nothing_of_this_machine_for_git(study: Workspace) -> None:
    desk = Desk(study, study.rubric(), study.source("one"), "ana", lambda: AT)
    desk.set_note("tone", "a note")
    desk.save()
    assert (study.local / "undo").is_dir()
    assert "ana/one.json" in seen_by_git(study)
    assert ".stancebook" not in seen_by_git(study)


def test_neither_does_a_visit_on_the_screen(study: Workspace) -> None:
    Visits.of(study.root, study.local, "tiny", "ana").keep("one", Visit(cursor=3))
    assert (study.local / "visits").is_dir()
    assert ".stancebook" not in seen_by_git(study)


def test_a_folder_from_before_gets_it_too_and_what_somebody_wrote_there_stays(study: Workspace) -> None:
    study.local.mkdir()
    (study.local / "reviewer").write_text("ana\n", encoding="utf-8")
    make_local(study.local)
    assert ".stancebook" not in seen_by_git(study)
    (study.local / ".gitignore").write_text("*\n!reviewer\n", encoding="utf-8")
    make_local(study.local)
    assert ".stancebook/reviewer" in seen_by_git(study)
