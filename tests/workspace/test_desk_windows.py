"""Two windows, or two programs, on one annotation: everything is joined, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import builders
from tests.builders import AT
from tests.workspace.desks import finished, on_disk, open_desk, value

from stancebook.model.answer import NOT_CODED, Answer

if TYPE_CHECKING:
    import pytest

    from stancebook.workspace.workspace import Workspace


def test_edits_of_different_criteria_in_two_windows_are_joined(study: Workspace) -> None:
    one, two = finished(study), open_desk(study, at=builders.LATER)
    one.set_answer("works", Answer(2))
    two.set_answer("tone", Answer("warm"))
    two.set_flag("look")
    assert one.save().joined == ()
    assert sorted(two.save().joined) == ["works"]
    assert (value(two, "works"), value(two, "tone"), on_disk(two)["flag"]) == (2, "warm", "look")
    one.set_note("advice", "a note")
    assert sorted(one.save().joined) == ["flag", "tone"]
    assert one.annotation == two.annotation.model_copy(update={"codings": one.annotation.codings})
    assert (value(one, "works"), value(one, "tone")) == (2, "warm")


def test_edits_of_the_same_criterion_are_shown_and_nothing_is_overwritten(study: Workspace) -> None:
    one, two = finished(study), open_desk(study)
    one.set_answer("works", Answer(2))
    one.save()
    before = one.path.read_bytes()
    two.set_answer("works", Answer(-2))
    saved = two.save()
    assert saved.clashes == ("works",)
    assert saved.theirs is not None
    assert saved.theirs.coding("works").value == 2
    assert two.annotation.coding("works").value == -2
    assert two.unsaved
    assert one.path.read_bytes() == before


def test_completed_in_one_window_and_lacking_in_the_other_is_a_draft(study: Workspace) -> None:
    one, two = finished(study), open_desk(study)
    two.set_answer("tone", NOT_CODED)
    one.set_flag("look")
    one.save()
    two.save()
    assert on_disk(two)["state"] == "draft"
    assert on_disk(two)["flag"] == "look"


def test_an_undo_in_one_window_reopens_what_the_other_completed(study: Workspace) -> None:
    one = finished(study)
    one.reopen()
    one.set_answer("tone", Answer("warm"))
    one.save()
    one.undo()
    one.set_answer("tone", NOT_CODED)
    one.set_answer("tone", Answer("sharp"))
    one.save()
    two = open_desk(study)
    two.complete()
    two.save()
    one.set_flag("look")
    one.save()
    assert one.annotation.complete
    one.undo()
    assert one.undo()
    assert one.annotation.coding("tone").value is None
    assert not one.annotation.complete


edits = st.sampled_from(
    [("works", Answer(v)) for v in (-1, 0, 1)] + [("tone", Answer(v)) for v in ("calm", "warm")] + [("tone", NOT_CODED)]
)
steps = st.lists(st.tuples(st.integers(0, 1), st.one_of(edits, st.sampled_from(["save", "undo", "redo"]))), max_size=10)


@settings(max_examples=25)
@given(steps)
def test_no_saved_edit_is_ever_lost_between_two_windows(tmp_path_factory: pytest.TempPathFactory, moves: Any) -> None:
    study = builders.workspace(tmp_path_factory.mktemp("study"))
    desks = [open_desk(study, at=AT), open_desk(study, at=builders.LATER)]
    for who, move in moves:
        desk, path = desks[who], desks[who].path
        before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        known = json.loads(desk._on_file.to_json())
        if move == "save":
            if not desk.unsaved:
                continue
            saved = desk.save()
            if before:
                after = on_disk(desk)["codings"]
                changed_elsewhere = [c for c in after if before["codings"][c] != known["codings"][c]]
                assert all(after[c] == before["codings"][c] for c in changed_elsewhere)
            if saved.clashes:
                mine = json.loads(desk.annotation.to_json())["codings"]
                written = json.loads(path.read_text(encoding="utf-8")) != before
                # Where all of mine clashes nothing is written, and what others changed comes with the decision.
                assert all(mine[c] == on_disk(desk)["codings"][c] for c in mine if written and c not in saved.clashes)
                desk.take_theirs()
                assert desk.annotation.to_json() == path.read_text(encoding="utf-8")
            else:
                assert desk.annotation.to_json() == path.read_text(encoding="utf-8")
        elif move == "undo":
            desk.undo()
        elif move == "redo":
            desk.redo()
        else:
            desk.set_answer(*move)


WRITER = """
import pathlib, sys
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

study = Workspace.at(pathlib.Path(sys.argv[1]))
desk = Desk(study, study.rubric(), study.source("one"), "ana")
for number in range(int(sys.argv[3])):
    desk.set_note(sys.argv[2], f"edit {number}")
    saved = desk.save()
    assert not saved.clashes, saved.clashes
"""


def test_two_programs_that_write_one_annotation_lose_no_edit(study: Workspace) -> None:
    times = "25"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(study.root), criterion, times], stderr=subprocess.PIPE)
        for criterion in ("works", "tone")
    ]
    for writer in writers:
        assert writer.communicate(timeout=60)[1] == b""
    notes = {key: coding.note for key, coding in open_desk(study).annotation.codings.items()}
    assert notes == {"works": "edit 24", "tone": "edit 24", "advice": ""}
    assert [path.name for path in study.annotations.rglob("*") if path.is_file()] == ["one.json"]
