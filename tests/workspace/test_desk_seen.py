"""What a look at another's coding records, and what follows for undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import builders
from tests.builders import AT
from tests.workspace.desks import finished, on_disk, value

from stancebook.model.answer import Answer
from stancebook.workspace.desk import Desk

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace


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
