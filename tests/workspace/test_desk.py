"""The desk: what is edited is saved and found again, and what is refused changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.builders import BODY
from tests.workspace.desks import finished, on_disk, open_desk

from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.workspace.workspace import Workspace


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
