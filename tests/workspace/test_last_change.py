"""Undo and redo over several sources go by when steps were made, whatever a file system says and after an upgrade."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.workspace import history
from stancebook.workspace.desk import Desk, journals
from stancebook.workspace.last_change import last_changed

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

SECOND = 1_000_000_000


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    return builders.workspace(tmp_path, dict.fromkeys(("one", "two", "three"), builders.BODY))


def edit(study: Workspace, source: str) -> None:
    desk = Desk(study, study.rubric(), study.source(source), "ana")
    desk.set_flag(f"{desk.annotation.flag}?")
    desk.save()


def last(study: Workspace, *, redo: bool = False) -> str | None:
    return last_changed(journals(study, "tiny", "ana"), study.source_paths, {}, redo=redo)


def step(study: Workspace, *, redo: bool = False) -> str | None:
    """Undo or redo after a restart, wherever that leads."""
    source = last(study, redo=redo)
    if source:
        desk = Desk(study, study.rubric(), study.source(source), "ana")
        assert desk.redo() if redo else desk.undo()
        desk.save()
    return source


def journal(study: Workspace, source: str) -> Path:
    return journals(study, "tiny", "ana") / f"{source}.jsonl"


def as_before(study: Workspace, source: str) -> None:
    """Make a journal one of an earlier version, which held no times."""
    path = journal(study, source)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    old = [line[:3] if line[0] == "do" else line[:2] for line in lines]
    path.write_text("".join(json.dumps(line) + "\n" for line in old), encoding="utf-8")


def stamp(study: Workspace, source: str, at: int) -> None:
    os.utime(journal(study, source), ns=(at * SECOND, at * SECOND))


def test_after_an_upgrade_all_is_undone_and_made_again_in_order(study: Workspace) -> None:
    for source, at in (("one", 100), ("two", 200)):
        edit(study, source)
        as_before(study, source)
        stamp(study, source, at)
    for source in ("one", "three", "one"):
        edit(study, source)
    steps = ["one", "three", "one", "one", "two"]
    assert [step(study) for _ in steps] == steps
    assert step(study) is None
    assert [step(study, redo=True) for _ in steps] == steps[::-1]
    assert step(study, redo=True) is None


def test_a_change_beside_old_ones_is_made_again_and_not_what_was_undone_before_it(study: Workspace) -> None:
    for source in ("one", "two"):
        edit(study, source)
    step(study)
    as_before(study, "two")
    edit(study, "one")
    as_before(study, "one")
    edit(study, "one")
    assert (step(study), step(study, redo=True)) == ("one", "one")
    assert step(study, redo=True) is None, "what was undone in two, was before the last change"


def test_of_old_journals_the_one_written_last_goes_first(study: Workspace) -> None:
    for source, at in (("one", 300), ("two", 100), ("three", 200)):
        edit(study, source)
        as_before(study, source)
        stamp(study, source, at)
    assert [step(study) for _ in range(3)] == ["one", "three", "two"]
    assert [step(study, redo=True) for _ in range(4)] == ["two", "three", "one", None]


@pytest.mark.parametrize("stamps", [(200, 200, 200), (300, 200, 100), (9_000_000_000, 0, 0)])
def test_the_clock_of_the_file_system_does_not_matter(study: Workspace, stamps: tuple[int, int, int]) -> None:
    for source, at in zip(("one", "two", "three"), stamps, strict=True):
        edit(study, source)
        stamp(study, source, at)
    desk = Desk(study, study.rubric(), study.source("one"), "ana")
    assert last_changed(journals(study, "tiny", "ana"), study.source_paths, {"one": desk}) == "three"
    assert [step(study) for _ in range(4)] == ["three", "two", "one", None]
    assert [step(study, redo=True) for _ in range(4)] == ["one", "two", "three", None]


def test_of_a_journal_no_more_than_its_last_line_is_read(study: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("one", "two"):
        edit(study, source)
    monkeypatch.setattr(history, "read_bytes", None)
    assert last(study) == "two"
    with journal(study, "two").open("ab") as torn:
        torn.write(b'["do", "x')
    with pytest.raises(TypeError):
        last(study)
