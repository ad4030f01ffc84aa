"""The journal of undo: it outlives a restart, costs a save little, and breaks nothing when it breaks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.builders import AT

from stancebook.model.answer import Answer
from stancebook.workspace import history
from stancebook.workspace.desk import Desk
from stancebook.workspace.history import UNDO_DEPTH, read_journal

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    return builders.workspace(tmp_path)


def open_desk(study: Workspace) -> Desk:
    return Desk(study, study.rubric(), study.source("one"), "ana", lambda: AT)


def journal(study: Workspace) -> Path:
    return study.local / "undo" / "tiny" / "ana" / "one.jsonl"


def noted(study: Workspace, *notes: str) -> Desk:
    desk = open_desk(study)
    for note in notes:
        desk.set_note("tone", note)
        desk.save()
    return desk


def undone(desk: Desk) -> list[str]:
    notes = []
    while desk.undo():
        notes.append(desk.annotation.coding("tone").note)
    return notes


def test_a_save_adds_a_line_and_leaves_the_others(study: Workspace) -> None:
    desk = noted(study, "one", "two")
    before = journal(study).read_bytes()
    desk.set_note("tone", "three")
    desk.undo()
    desk.save()
    assert desk.save().joined == ()
    after = journal(study).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 2, "nothing differs from the file, so nothing is saved"
    desk.set_note("tone", "four")
    desk.save()
    assert journal(study).read_bytes().count(b"\n") == 5


def test_opening_an_annotation_does_not_read_the_journal(study: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    noted(study, "one")
    monkeypatch.setattr(history, "read_bytes", None)
    desk = open_desk(study)
    desk.set_note("tone", "two")
    assert desk.undo()
    with pytest.raises(TypeError):
        desk.undo()


def test_steps_of_this_sitting_and_of_those_before_come_in_order(study: Workspace) -> None:
    noted(study, "one", "two")
    desk = noted(study, "three", "four")
    assert undone(desk) == ["three", "two", "one", ""]
    desk.save()
    again = open_desk(study)
    assert [bool(again.redo()) for _ in range(5)] == [True, True, True, True, False]
    assert again.annotation.coding("tone").note == "four"


def test_an_edit_after_a_restart_ends_what_could_be_made_again(study: Workspace) -> None:
    desk = noted(study, "one", "two")
    desk.undo()
    desk.save()
    again = open_desk(study)
    again.set_flag("look")
    assert not again.redo()
    assert again.undo()
    assert undone(again) == [""]


def test_a_journal_of_an_earlier_version_is_undone_as_ever(study: Workspace) -> None:
    noted(study, "one", "two")
    path = journal(study)
    lines = [json.loads(line)[:3] for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert undone(noted(study, "three")) == ["two", "one", ""]


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_line_torn_by_a_power_cut_costs_that_step_only(study: Workspace, cut: int) -> None:
    noted(study, "one", "two", "three")
    path = journal(study)
    path.write_bytes(path.read_bytes()[:-cut])
    desk = noted(study, "four")
    assert path.read_bytes().count(b'["do"') == 4
    if cut > 1:
        desk.undo()
        assert desk.undo().beyond == ("tone",), "from two to three is lost"
    else:
        assert undone(desk) == ["three", "two", "one", ""]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "{}",
        "null",
        '["do"]',
        '["do", 1, []]',
        '["undo", "x", []]',
        '["do", "x", 1]',
        '["do", "x", [[]]]',
        "[" * 9999,
    ],
)
def test_a_line_of_something_else_is_passed_over(study: Workspace, line: str) -> None:
    noted(study, "one")
    path = journal(study)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert undone(noted(study, "two")) == ["one", ""]


def test_a_save_that_could_not_add_to_the_journal_adds_later_and_only_once(
    study: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = noted(study, "one")
    desk.set_note("tone", "two")

    def full(path: Path, entries: object) -> None:
        real(path, entries)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    real = history.append
    with monkeypatch.context() as patch:
        patch.setattr(history, "append", full)
        desk.save()
    assert not desk.unsaved
    desk.set_note("tone", "three")
    desk.save()
    assert undone(open_desk(study)) == ["two", "one", ""]


def test_a_long_journal_is_written_anew_with_the_newest_steps(
    study: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_BYTES", 20_000)
    desk = open_desk(study)
    for number in range(60):
        desk.set_note("tone", f"{number:03}" * 20)
        if number % 7 == 0:
            desk.undo()
        desk.save()
    assert journal(study).stat().st_size < 25_000
    again = open_desk(study)
    notes = undone(again)
    assert len(notes) > 5
    assert notes[:2] == ["058" * 20, "057" * 20]
    assert len(read_journal(journal(study))[0]) <= UNDO_DEPTH


def test_no_more_steps_are_kept_than_anybody_wants(study: Workspace) -> None:
    desk = open_desk(study)
    for number in range(UNDO_DEPTH + 10):
        desk.set_note("tone", str(number))
    desk.save()
    assert len(undone(open_desk(study))) == UNDO_DEPTH


def test_another_window_s_steps_are_its_own(study: Workspace) -> None:
    one, two = open_desk(study), open_desk(study)
    one.set_answer("works", Answer(1))
    one.save()
    two.set_note("tone", "mine")
    two.save()
    assert two.annotation.coding("works").value == 1
    assert two.undo()
    assert not two.undo(), "what the other window did is not for this one to undo"
    assert open_desk(study).undo()
