"""The desk: edits, undo across restarts, two windows on one annotation, and disks that refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import builders
from tests.builders import AT, BODY

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.problems import StancebookError
from stancebook.workspace import lock, safe_write
from stancebook.workspace import saving as desk_module
from stancebook.workspace.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    return builders.workspace(tmp_path)


def open_desk(study: Workspace, reviewer: str = "ana", at: str = AT) -> Desk:
    return Desk(study, study.rubric(), study.source("one"), reviewer, lambda: at)


def finished(study: Workspace) -> Desk:
    desk = open_desk(study)
    desk.set_answer("works", Answer(1))
    desk.add_quote("works", "It works")
    desk.set_answer("advice", Answer(("talk",)))
    desk.add_quote("advice", "Talk first", "talk")
    desk.set_answer("tone", Answer("calm"))
    desk.complete()
    desk.save()
    return desk


def on_disk(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.path.read_text(encoding="utf-8"))
    return found


def value(desk: Desk, criterion: str) -> object:
    return on_disk(desk)["codings"][criterion]["value"]


def test_opening_writes_nothing(study: Workspace) -> None:
    desk = open_desk(study)
    assert not desk.unsaved
    desk.save()
    assert list(study.annotations.iterdir()) == []
    assert not study.local.exists()


def test_what_is_saved_is_found_again(study: Workspace) -> None:
    finished(study)
    again = open_desk(study)
    assert again.annotation.complete
    assert again.missing == []
    assert again.annotation.coding("works").evidence[0].quote == "It works"
    assert study.load().annotations["ana", "one"] == again.annotation
    path = study.annotations / "tiny" / "ana" / "one.json"
    assert path.read_text(encoding="utf-8") == again.annotation.to_json()


def test_a_refused_edit_changes_nothing(study: Workspace) -> None:
    desk = open_desk(study)
    edits: list[Callable[[], None]] = [
        lambda: desk.set_answer("works", Answer(9)),
        lambda: desk.add_quote("works", "nowhere to be found"),
        lambda: desk.add_passage("works", 0, len(BODY) + 1),
        lambda: desk.toggle_value("advice", "unknown"),
        lambda: desk.set_confidence("works", 9),
        desk.complete,
    ]
    for edit in edits:
        with pytest.raises(StancebookError):
            edit()
    assert not desk.unsaved
    assert not desk.undo()


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
    with pytest.raises(StancebookError, match="gives 'flag' twice"):
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

    def only_annotations(path: Path, text: str) -> None:
        if path != desk.path:
            raise StancebookError("no space for history")
        real(path, text)

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


def test_what_a_look_at_anothers_coding_records_is_saved_and_never_undone(study: Workspace) -> None:
    desk = finished(study)
    desk.reveal()
    desk.save()
    assert on_disk(desk)["revealed_at"] == AT
    desk.set_answer("works", Answer(2))
    while desk.undo():
        pass
    desk.save()
    assert on_disk(desk)["revealed_at"] == AT
    assert on_disk(desk)["codings"]["works"]["independent"] is True, "undo brings back what was coded before"


def test_seeing_others_makes_no_draft_of_a_complete_annotation_that_lacks_something_by_now(study: Workspace) -> None:
    rubric = study.rubric()
    coded = builders.annotation(rubric, "ana", "one", {"works": builders.coding(rubric, "works", 1)})
    path = study.annotation_path(rubric.id, "ana", "one")
    path.parent.mkdir(parents=True)
    path.write_text(coded.to_json(), encoding="utf-8")
    desk = Desk(study, rubric, study.source("one"), "ana", lambda: AT)
    assert desk.missing
    desk.reveal()
    assert not desk.save().reopened
    after = study.annotation(rubric, "ana", study.source("one"))
    assert (after.state, after.revealed_at) == ("complete", AT)


def test_undoing_after_the_reveal_what_was_decided_before_is_a_new_decision(study: Workspace) -> None:
    desk = finished(study)
    first = value(desk, "works")
    desk.set_answer("works", Answer(-1))
    desk.reveal()
    desk.undo()
    coding = desk.annotation.coding("works")
    assert (coding.value, coding.independent) == (first, False)
    desk.set_answer("tone", Answer("warm"))
    desk.undo()
    assert desk.annotation.coding("tone").independent is True, "it was coded before, and stands again as it was"


def test_criteria_and_values_the_rubric_lost_stay_through_an_edit(study: Workspace) -> None:
    desk = finished(study)
    gone = builders.RUBRIC[: builders.RUBRIC.index("  - id: tone")].replace("value: 1,", "value: 3,", 1)
    (study.rubrics / "tiny.yaml").write_text(gone.replace("{value: 1, text", "{value: 3, text"), encoding="utf-8")
    before = on_disk(desk)
    again = open_desk(study)
    again.set_flag("look")
    again.save()
    after = on_disk(again)
    assert after["codings"] == before["codings"]
    assert {key for key in after if after[key] != before[key]} == {"flag", "state"}
    assert after["state"] == "draft", "its answer to works is none any more"


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
