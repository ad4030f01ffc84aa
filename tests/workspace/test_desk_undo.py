"""Undo: in order, after a restart, and never over what somebody else did since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.workspace.desks import finished, on_disk, open_desk, value

from stancebook.model.answer import Answer

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace


def test_every_edit_is_taken_back_and_made_again_in_order(study: Workspace) -> None:
    desk = finished(study)
    final = desk.annotation
    steps = 0
    while desk.undo():
        steps += 1
    assert steps == 6
    assert not any(coding.answer.given for coding in desk.annotation.codings.values())
    while desk.redo():
        steps -= 1
    assert steps == 0
    assert desk.annotation == final


def test_undo_and_redo_work_after_a_restart(study: Workspace) -> None:
    desk = finished(study)
    desk.set_flag("look")
    desk.save()
    desk.undo()
    desk.save()
    again = open_desk(study)
    assert again.redo()
    assert again.annotation.flag == "look"
    assert again.undo()
    assert again.undo()
    assert not again.annotation.complete
    assert again.undo()
    assert again.annotation.coding("tone").value is None
    again.save()
    assert value(again, "tone") is None
    assert on_disk(again)["state"] == "draft"


def test_a_new_edit_ends_what_could_be_made_again(study: Workspace) -> None:
    desk = finished(study)
    desk.undo()
    desk.set_flag("other")
    assert not desk.redo()


def test_undo_applies_only_while_what_it_made_is_there(study: Workspace) -> None:
    mine, other = finished(study), open_desk(study)
    mine.set_answer("works", Answer(2))
    mine.save()
    other.take_theirs()
    other.set_answer("works", Answer(-1))
    other.save()
    mine.set_flag("look")
    mine.save()
    assert mine.annotation.coding("works").value == -1
    assert mine.undo(), "the flag is as it was left"
    overtaken = mine.undo()
    assert not overtaken, "the answer is not"
    assert overtaken.beyond == ("works",)
    assert mine.annotation.coding("works").value == -1
    assert mine.undo(), "what lies below can still be taken back"
    assert not mine.annotation.complete


def test_nothing_to_undo_is_told_from_a_step_that_was_overtaken(study: Workspace) -> None:
    desk = open_desk(study)
    nothing = desk.undo()
    assert (bool(nothing), nothing.beyond) == (False, ())
    assert desk.redo().beyond == ()


def test_going_on_from_a_file_without_a_clash_is_no_step_of_its_own(study: Workspace) -> None:
    mine, other = finished(study), open_desk(study)
    mine.set_flag("look")
    mine.save()
    other.set_answer("works", Answer(2))
    other.take_theirs()
    assert other.annotation.flag == "look"
    assert other.undo()
    assert other.annotation.coding("works").value == 1
    assert other.annotation.flag == "look"


@pytest.mark.parametrize(
    "broken",
    ["", "{", "[]", "null", '{"done": 1}', '{"done": [[]]}', '{"done": [[{"codings": []}]]}', "\x00", "[" * 9999],
)
def test_a_broken_history_stops_nobody_from_editing(study: Workspace, broken: str) -> None:
    desk = finished(study)
    desk._history.path.write_text(broken, encoding="utf-8")
    again = open_desk(study)
    assert not again.undo()
    again.set_answer("works", Answer(0))
    again.save()
    assert value(again, "works") == 0
