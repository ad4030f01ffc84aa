"""Saving while editing goes on, and settling a clash: nobody's coding is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.model.answer import Answer
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = """\
rubric: tiny
version: "1"
title: Tiny
criteria:
  - id: one
    label: One
    question: One?
    type: ordinal
    requires_evidence: false
    scale: [{value: 1, label: Yes it is}, {value: 0, label: No it is not}]
  - id: two
    label: Two
    question: Two?
    type: ordinal
    requires_evidence: false
    scale: [{value: 1, label: Yes it is}, {value: 0, label: No it is not}]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "rubrics" / "tiny.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "seeds" / "a.txt").write_text("A text.", encoding="utf-8")
    return Workspace.at(tmp_path)


def desk(workspace: Workspace) -> Desk:
    return Desk(workspace, workspace.rubric(), workspace.source("a"), "ana")


def value(at: Desk, criterion: str) -> object:
    return at.annotation.coding(criterion).value


def test_an_edit_made_while_a_save_runs_is_kept_and_saved_next(workspace: Workspace) -> None:
    mine = desk(workspace)
    mine.set_answer("one", Answer(1))
    saving = mine.begin_save()
    assert saving is not None
    mine.set_answer("one", Answer(0))
    mine.set_answer("two", Answer(1))
    mine.finish_save(saving, saving.run())
    assert (value(mine, "one"), value(mine, "two")) == (0, 1)
    assert value(desk(workspace), "one") == 1
    assert mine.unsaved
    mine.save()
    assert (value(desk(workspace), "one"), value(desk(workspace), "two")) == (0, 1)
    assert mine.begin_save() is None


def test_what_was_taken_over_and_edited_meanwhile_is_shown_by_the_next_save(workspace: Workspace) -> None:
    mine, other = desk(workspace), desk(workspace)
    other.set_answer("two", Answer(1))
    other.save()
    mine.set_answer("one", Answer(1))
    saving = mine.begin_save()
    assert saving is not None
    mine.set_answer("two", Answer(0))
    assert mine.finish_save(saving, saving.run()).joined == ("two",)
    assert value(mine, "two") == 0
    saved = mine.save()
    assert saved.clashes == ("two",)
    assert value(desk(workspace), "two") == 1


@pytest.mark.parametrize(("keep", "expected", "undone"), [(True, 0, 1), (False, 1, 0)])
def test_settling_a_clash_touches_only_what_clashes(
    workspace: Workspace, keep: bool, expected: int, undone: int
) -> None:
    mine, other = desk(workspace), desk(workspace)
    other.set_answer("one", Answer(1))
    other.set_flag("their flag")
    other.save()
    mine.set_answer("one", Answer(0))
    mine.set_answer("two", Answer(0))
    assert mine.save().clashes == ("one",)
    if keep:
        mine.keep_mine()
    else:
        mine.take_theirs()
    assert (value(mine, "one"), value(mine, "two"), mine.annotation.flag) == (expected, 0, "their flag")
    assert mine.save().clashes == ()
    assert value(desk(workspace), "one") == expected
    assert mine.undo()
    assert (value(mine, "one"), value(mine, "two"), mine.annotation.flag) == (undone, 0, "their flag")


def test_evidence_moves_in_one_step_that_undo_takes_back(workspace: Workspace) -> None:
    mine = desk(workspace)
    mine.add_passage("one", 0, 1)
    mine.move_evidence("one", mine.annotation.coding("one").evidence[0], 0, 7)
    assert [one.quote for one in mine.annotation.coding("one").evidence] == ["A text."]
    assert mine.undo()
    assert [one.quote for one in mine.annotation.coding("one").evidence] == ["A"]


def test_taking_over_without_a_clash_leaves_undo_as_it_was(workspace: Workspace) -> None:
    mine, other = desk(workspace), desk(workspace)
    mine.set_answer("one", Answer(1))
    mine.save()
    other.set_answer("two", Answer(1))
    other.save()
    mine.take_theirs()
    assert value(mine, "two") == 1
    assert mine.undo()
    assert (value(mine, "one"), value(mine, "two")) == (None, 1)
