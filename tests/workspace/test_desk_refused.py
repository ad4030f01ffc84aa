"""Files and disks that refuse: the edit is kept, what is on disk stays whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from tests.workspace.desks import finished, on_disk, open_desk, value

from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.workspace import lock, safe_write
from stancebook.workspace import saving as desk_module

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


def test_a_file_that_went_away_is_written_again_whole(study: Workspace) -> None:
    desk = finished(study)
    desk.path.unlink()
    desk.set_flag("look")
    desk.save()
    assert on_disk(desk)["codings"]["works"]["value"] == 1


@pytest.mark.parametrize(
    "broken",
    ["", "{\n<<<<<<< HEAD\n", '{"schema": "stancebook/annotation/2"}', '{"schema": "stancebook/annotation/1"}'],
    ids=["empty", "conflict", "newer", "cut"],
)
def test_a_file_that_became_unusable_is_left_alone_and_the_edit_kept(study: Workspace, broken: str) -> None:
    desk = finished(study)
    desk.set_answer("works", Answer(2))
    desk.path.write_text(broken, encoding="utf-8")
    with pytest.raises(StancebookError):
        desk.save()
    assert desk.path.read_text(encoding="utf-8") == broken
    assert desk.unsaved
    assert desk.annotation.coding("works").value == 2
    with pytest.raises(StancebookError):
        open_desk(study)


def test_a_key_given_twice_is_not_saved_over(study: Workspace) -> None:
    desk = finished(study)
    text = desk.path.read_text(encoding="utf-8")
    twice = text.replace('  "flag": "",', '  "flag": "one",\n  "flag": "two",')
    desk.path.write_text(twice, encoding="utf-8")
    desk.set_answer("works", Answer(2))
    with pytest.raises(StancebookError, match="'flag' is given twice"):
        desk.save()
    assert desk.path.read_text(encoding="utf-8") == twice


def test_while_the_disk_refuses_the_work_is_kept_and_saved_when_it_can(
    study: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = finished(study)
    before = desk.path.read_bytes()
    desk.set_answer("works", Answer(2))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for _ in range(2):
            with pytest.raises(StancebookError, match="No space left on device"):
                desk.save()
    assert desk.path.read_bytes() == before
    assert desk.unsaved
    assert not list(study.annotations.rglob("*.tmp"))
    desk.save()
    assert value(desk, "works") == 2


def test_a_save_that_is_not_confirmed_is_tried_again(study: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = finished(study)
    desk.set_answer("works", Answer(2))

    def unsure(_at: Path, path: Path) -> None:
        raise safe_write.DurabilityError(f"{path}: written, but not confirmed")

    with monkeypatch.context() as patch:
        patch.setattr(safe_write, "_sync_folder", unsure)
        with pytest.raises(safe_write.DurabilityError):
            desk.save()
    assert desk.unsaved
    assert desk.save().clashes == ()
    assert not desk.unsaved


def test_a_lost_history_is_no_lost_save(study: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = finished(study)
    desk.set_answer("works", Answer(2))
    real = safe_write.write_text

    def only_annotations(path: Path, text: str, root: Path) -> None:
        if path != desk.path:
            raise StancebookError("no space for history")
        real(path, text, root=root)

    monkeypatch.setattr(desk_module, "write_text", only_annotations)
    desk.save()
    assert not desk.unsaved
    assert value(desk, "works") == 2
    assert desk.undo()


def test_whoever_waits_too_long_for_the_lock_is_told_and_nothing_is_written(
    study: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = finished(study)
    before = desk.path.read_bytes()
    desk.set_answer("works", Answer(2))
    monkeypatch.setattr(lock, "SECONDS", 0.1)
    with lock.locked(study.local), pytest.raises(StancebookError, match="nothing was written, try again"):
        desk.save()
    assert desk.path.read_bytes() == before
    desk.save()
    assert value(desk, "works") == 2


def test_a_folder_for_local_state_that_cannot_be_made_is_named(study: Workspace) -> None:
    study.local.write_text("in the way", encoding="utf-8")
    desk = open_desk(study)
    desk.set_answer("works", Answer(2))
    with pytest.raises(StancebookError, match="the lock cannot be made"):
        desk.save()
    assert not desk.path.exists()
