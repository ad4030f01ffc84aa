"""Migrating a workspace: nothing is lost, a crash is completed by doing it again, and back means to the byte."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

from stancebook.model.annotation import Attributed
from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.workspace.annotation_file import read_adjudication, read_annotation
from stancebook.workspace.carried import carried_codings
from stancebook.workspace.check import check_workspace
from stancebook.workspace.desk import Desk
from stancebook.workspace.migration import apply_migration, apply_undo, plan_migration, plan_undo

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.annotation import Annotation
    from stancebook.workspace.workspace import Workspace

OLD = builders.rubric()
LOG = """changelog:
  - version: "2"
    date: 2026-12-01
    operations:
      - {operation: rename, criterion: works, to: effect}
      - {operation: rename, criterion: advice, value: talk, to: dialogue}
      - {operation: rename, off_scale: not_addressed, to: silent}
  - {version: "1", date: 2026-11-22}
"""
NEW_TEXT = (
    builders.RUBRIC.replace("id: works", "id: effect")
    .replace("value: talk,", "value: dialogue,")
    .replace("not_addressed", "silent")
    .replace('version: "1"\n', f'version: "2"\n{LOG}')
)
POSITION = Attributed(
    value=("talk",), off_scale=None, evidence=(), note="", at=None, rev="", actor="A", actor_type=None,
    criterion="advice",
).sealed()  # fmt: skip


def coded_by_two() -> list[Annotation]:
    return [
        builders.annotation(
            OLD,
            reviewer,
            source,
            {
                "works": builders.coding(OLD, "works", step - 1),
                "advice": builders.coding(OLD, "advice", ("stop", "talk"), note=f"{reviewer} on {source}"),
                "tone": builders.coding(OLD, "tone", off_scale="not_addressed"),
            },
            attributed=(POSITION,),
            state="draft",
        )
        for step, (reviewer, source) in enumerate(
            (reviewer, source) for reviewer in ("r1", "r2") for source in ("one", "two")
        )
    ]


@pytest.fixture
def coded(tmp_path: Path) -> Workspace:
    """A coded workspace, decided in one cell, whose rubric has moved on to version 2."""
    workspace = builders.workspace(tmp_path / "study", {"one": builders.BODY, "two": builders.BODY})
    made = coded_by_two()
    for one in made:
        path = workspace.annotation_path("tiny", one.reviewer, one.source)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(one.to_json(), encoding="utf-8")
    basis = {one.reviewer: one.coding("advice") for one in made if one.source == "one"}
    decided = builders.adjudication(advice=(builders.decision(("talk",), basis=basis),))
    path = workspace.adjudication_path("tiny", "one")
    path.parent.mkdir()
    path.write_text(decided.to_json(), encoding="utf-8")
    (workspace.rubrics / "tiny.yaml").write_text(NEW_TEXT, encoding="utf-8")
    return workspace


def files(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.annotations
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_plan_writes_nothing(coded: Workspace) -> None:
    before = files(coded)
    planned = plan_migration(coded, coded.rubric())
    assert (planned.number, planned.version, len(planned.files)) == (1, "2", 5)
    assert files(coded) == before


def test_everything_follows_and_nothing_is_stale(coded: Workspace) -> None:
    assert check_workspace(coded).of_kind("problem")
    apply_migration(coded, coded.rubric())
    study = coded.load()
    for one in study.annotations.values():
        assert set(one.codings) == {"effect", "advice", "tone"}
        assert one.coding("advice").value == ("dialogue", "stop")
        assert one.coding("tone").off_scale == "silent"
        assert one.attributed[0].value == ("dialogue",)
        assert not [key for key, coding in one.codings.items() if study.is_stale(key, coding)]
    found = check_workspace(coded).of_kind("problem")
    assert [str(one.problem) for one in found if one.rule != "source-changed"] == []


def test_a_decision_follows_its_codings(coded: Workspace) -> None:
    apply_migration(coded, coded.rubric())
    decision = read_adjudication(coded.adjudication_path("tiny", "one")).decisions["advice"][0]
    study = coded.load()
    assert decision.value == ("dialogue",)
    assert decision.basis == {r: study.annotations[r, "one"].coding("advice").rev for r in ("r1", "r2")}


def test_forth_and_back_gives_the_same_bytes(coded: Workspace) -> None:
    by_hand = coded.annotation_path("tiny", "r1", "two")
    by_hand.write_bytes(b"\xef\xbb\xbf" + by_hand.read_bytes().replace(b"  ", b"\t").replace(b"\n", b"\r\n"))
    before = files(coded)
    apply_migration(coded, coded.rubric())
    there = files(coded)
    assert set(there) - set(before) == {
        "tiny/_migrations/_consensus/one.json",
        *(f"tiny/_migrations/{r}/{s}.json" for r in ("r1", "r2") for s in ("one", "two")),
    }
    undone = apply_undo(coded, coded.rubric())
    assert (undone.number, undone.version, len(undone.files)) == (1, "2", 5)
    assert files(coded) == before
    assert not (coded.annotations / "tiny" / "_migrations").exists()
    apply_migration(coded, coded.rubric())
    assert files(coded) == there
    assert plan_migration(coded, coded.rubric()).files == ()


def test_what_was_said_since_outlives_the_old_text_of_a_file_written_by_hand(coded: Workspace) -> None:
    by_hand = coded.annotation_path("tiny", "r1", "two")
    by_hand.write_bytes(by_hand.read_bytes().replace(b"\n", b"\r\n"))
    before = read_annotation(by_hand)
    apply_migration(coded, coded.rubric())
    added = builders.coding(OLD, "tone", "warm")
    now = read_annotation(by_hand)
    since = {"note": "precious", "flag": "look again", "revealed_at": builders.LATER}
    by_hand.write_text(now.model_copy(update={**since, "codings": {**now.codings, "new": added}}).to_json(), "utf-8")
    assert [one.edited_since for one in apply_undo(coded, coded.rubric()).files if one.edited_since] == []
    expected = before.model_copy(update={**since, "codings": {**before.codings, "new": added}})
    assert read_annotation(by_hand) == expected


def test_journals_disturb_nobody(coded: Workspace) -> None:
    apply_migration(coded, coded.rubric())
    assert set(coded.load().reviewers) == {"r1", "r2"}
    assert check_workspace(coded).annotations == 4
    journal = coded.annotations / "tiny" / "_migrations" / "r1" / "one.json"
    journal.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    found = [one for one in check_workspace(coded).found if "_migrations/r1/one.json" in one.problem.where]
    assert [one.rule for one in found] == ["conflict"]
    with pytest.raises(StancebookError, match="keep the steps of both"):
        plan_migration(coded, coded.rubric())


class _CrashedError(BaseException):
    """The program is gone: nothing it would have cleaned up is."""


def _stop_after(number: int, patch: pytest.MonkeyPatch, error: type[BaseException] = _CrashedError) -> list[str]:
    """Let a number of files be put in place, then crash, or fail once."""
    done: list[str] = []
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        done.append(str(target))
        if len(done) == number + 1:
            raise error
        real(source, target)

    patch.setattr(os, "replace", replace)
    return done


@pytest.mark.parametrize("point", range(11))
def test_after_a_crash_migrating_again_completes_it(
    coded: Workspace, point: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(coded)
    apply_migration(coded, coded.rubric())
    whole = files(coded)
    apply_undo(coded, coded.rubric())
    with monkeypatch.context() as patch:
        _stop_after(point, patch)
        if point < 10:
            with pytest.raises(_CrashedError):
                apply_migration(coded, coded.rubric())
        else:
            apply_migration(coded, coded.rubric())
    apply_migration(coded, coded.rubric())
    assert files(coded) == whole
    with monkeypatch.context() as patch:
        _stop_after(min(point, 4), patch)
        with pytest.raises(_CrashedError):
            apply_undo(coded, coded.rubric())
    apply_undo(coded, coded.rubric())
    assert files(coded) == before


@pytest.mark.parametrize("point", range(10))
def test_what_cannot_all_be_written_is_not_written_at_all(
    coded: Workspace, point: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(coded)
    with monkeypatch.context() as patch:
        _stop_after(point, patch, OSError)
        with pytest.raises(StancebookError, match="could not be written"):
            apply_migration(coded, coded.rubric())
    assert files(coded) == before


def test_one_broken_file_stops_all_of_it(coded: Workspace) -> None:
    coded.annotation_path("tiny", "r2", "two").write_text("{", encoding="utf-8")
    before = files(coded)
    with pytest.raises(StancebookError, match=r"r2/two\.json:1:\d+: broken JSON"):
        apply_migration(coded, coded.rubric())
    assert files(coded) == before


def test_what_was_edited_since_is_kept_and_said(coded: Workspace) -> None:
    apply_migration(coded, coded.rubric())
    rubric = coded.rubric()
    desk = Desk(coded, rubric, coded.source("one"), "r1")
    desk.set_answer("advice", Answer(("stop",)))
    desk.save()
    planned = plan_undo(coded, rubric)
    assert [one.edited_since for one in planned.files if one.edited_since] == [("advice",)]
    apply_undo(coded, rubric)
    after = read_annotation(coded.annotation_path("tiny", "r1", "one"))
    assert after.coding("advice").value == ("stop",)
    assert after.coding("works").value == -1
    assert "effect" not in after.codings
    journal = coded.annotations / "tiny" / "_migrations" / "r1" / "one.json"
    assert '"talk"' in journal.read_text(encoding="utf-8")
    assert plan_undo(coded, rubric).files == ()


def test_codings_that_come_later_follow_in_the_same_migration(coded: Workspace) -> None:
    late = coded.annotation_path("tiny", "r2", "two")
    text = late.read_bytes()
    late.unlink()
    before = files(coded)
    apply_migration(coded, coded.rubric())
    late.write_bytes(text)
    assert apply_migration(coded, coded.rubric()).number == 1
    assert read_annotation(late).coding("advice").value == ("dialogue", "stop")
    apply_undo(coded, coded.rubric())
    assert files(coded) == {**before, "tiny/r2/two.json": text}


def test_decisions_that_come_later_rest_on_the_codings_as_they_are_called_now(coded: Workspace) -> None:
    path = coded.adjudication_path("tiny", "one")
    text = path.read_bytes()
    path.unlink()
    apply_migration(coded, coded.rubric())
    path.write_bytes(text)
    apply_migration(coded, coded.rubric())
    study = coded.load()
    now = study.adjudications["one"].decisions["advice"][0].basis
    assert now == {r: study.annotations[r, "one"].coding("advice").rev for r in ("r1", "r2")}


@pytest.mark.parametrize("late", [False, True])
def test_a_decision_on_a_coding_of_which_the_version_was_noted_since_follows_too(
    coded: Workspace, *, late: bool
) -> None:
    made = read_annotation(coded.annotation_path("tiny", "r1", "one")).coding("advice")
    before_noted = made.model_copy(update={"asked": None, "version": None}).sealed()
    path = coded.adjudication_path("tiny", "one")
    if late:
        path.unlink()
        apply_migration(coded, coded.rubric())
    decided = builders.adjudication(advice=(builders.decision(("talk",), basis={"r1": before_noted}),))
    path.write_text(decided.to_json(), encoding="utf-8")
    apply_migration(coded, coded.rubric())
    study = coded.load()
    now = study.adjudications["one"].decisions["advice"][0].basis
    assert now == {"r1": study.annotations["r1", "one"].coding("advice").rev}


def test_the_next_version_has_a_migration_of_its_own(coded: Workspace) -> None:
    before = files(coded)
    apply_migration(coded, coded.rubric())
    second = files(coded)
    third = NEW_TEXT.replace('version: "2"\nchangelog:\n', 'version: "3"\nchangelog:\n'
        '  - {version: "3", date: d, operations: [{operation: rename, criterion: tone, to: voice}]}\n')  # fmt: skip
    third = third.replace("id: tone", "id: voice")
    (coded.rubrics / "tiny.yaml").write_text(third, encoding="utf-8")
    assert apply_migration(coded, coded.rubric()).number == 2
    assert read_annotation(coded.annotation_path("tiny", "r1", "one")).coding("voice").off_scale == "silent"
    made = carried_codings(coded, coded.load())
    assert {made["one", criterion, "r1"] for criterion in ("effect", "advice", "voice")} == {"1"}
    assert apply_undo(coded, coded.rubric()).version == "3"
    assert files(coded) == second
    assert apply_undo(coded, coded.rubric()).version == "2"
    assert files(coded) == before


def test_a_window_that_was_open_meanwhile_overwrites_nothing(coded: Workspace) -> None:
    (coded.rubrics / "tiny.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    desk = Desk(coded, coded.rubric(), coded.source("one"), "r1")
    (coded.rubrics / "tiny.yaml").write_text(NEW_TEXT, encoding="utf-8")
    apply_migration(coded, coded.rubric())
    desk.set_note("tone", "said later")
    desk.save()
    after = read_annotation(desk.path)
    assert after.coding("effect").value == -1
    assert after.coding("advice").value == ("dialogue", "stop")
    assert "said later" in (after.coding("tone").note, desk.annotation.coding("tone").note)


def test_undo_of_an_edit_still_works_after_forth_and_back(coded: Workspace) -> None:
    path = coded.annotation_path("tiny", "r1", "one")
    (coded.rubrics / "tiny.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    before = path.read_bytes()
    desk = Desk(coded, coded.rubric(), coded.source("one"), "r1")
    desk.set_answer("works", Answer(2))
    desk.save()
    (coded.rubrics / "tiny.yaml").write_text(NEW_TEXT, encoding="utf-8")
    apply_migration(coded, coded.rubric())
    apply_undo(coded, coded.rubric())
    (coded.rubrics / "tiny.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    again = Desk(coded, coded.rubric(), coded.source("one"), "r1")
    assert again.undo()
    again.save()
    assert path.read_bytes() == before
