"""Where two sides changed one thing, everything else is saved all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.builders import AT, LATER
from tests.workspace.desks import finished, open_desk

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.problems import StancebookError
from stancebook.workspace import storing

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.workspace.desk import Desk
    from stancebook.workspace.workspace import Workspace


def on_file(study: Workspace) -> Annotation:
    return study.annotation(study.rubric(), "ana", study.source("one"))


def clashing(study: Workspace) -> Desk:
    one, two = finished(study), open_desk(study, at=LATER)
    one.set_answer("works", Answer(2))
    one.set_flag("theirs")
    one.save()
    two.set_answer("works", Answer(-2))
    two.set_answer("tone", Answer("sharp"))
    return two


def test_what_does_not_clash_is_written(study: Workspace) -> None:
    desk = clashing(study)
    saved = desk.save()
    assert (saved.clashes, saved.joined) == (("works",), ("flag",))
    assert saved.theirs is not None
    assert saved.theirs.coding("works").value == 2
    there = on_file(study)
    assert (there.coding("works").value, there.coding("tone").value, there.flag) == (2, "sharp", "theirs")
    assert desk.unsaved
    assert (desk.annotation.coding("works").value, desk.annotation.flag) == (-2, "theirs")


def test_the_clash_stays_until_it_is_decided_and_later_edits_are_saved(study: Workspace) -> None:
    desk = clashing(study)
    desk.save()
    before = desk.path.read_bytes()
    assert desk.save().clashes == ("works",)
    assert desk.path.read_bytes() == before
    desk.set_note("tone", "a note")
    assert desk.save().clashes == ("works",)
    assert on_file(study).coding("tone").note == "a note"
    desk.keep_mine()
    assert desk.save().clashes == ()
    assert on_file(study) == desk.annotation
    assert desk.annotation.coding("works").value == -2
    assert desk.undo()
    assert desk.annotation.coding("works").value == 2


def test_edits_made_while_a_clash_was_found_are_kept(study: Workspace) -> None:
    desk = clashing(study)
    saving = desk.begin_save()
    assert saving is not None
    desk.set_answer("works", Answer(0))
    desk.set_note("advice", "meanwhile")
    assert desk.finish_save(saving, saving.run()).clashes == ("works",)
    assert (desk.annotation.coding("works").value, desk.annotation.coding("advice").note) == (0, "meanwhile")
    assert desk.save().clashes == ("works",)
    assert on_file(study).coding("advice").note == "meanwhile"
    assert on_file(study).coding("works").value == 2


def test_the_declaration_waits_for_what_is_not_decided(study: Workspace) -> None:
    one = finished(study)
    one.reopen()
    one.save()
    two = open_desk(study, at=LATER)
    one.set_answer("works", Answer(2))
    one.save()
    two.set_answer("works", Answer(-2))
    two.complete()
    assert two.save().clashes == ("works",)
    assert not on_file(study).complete, "it was declared of an answer that is not in the file"
    two.keep_mine()
    two.save()
    assert on_file(study).complete


def test_a_draft_that_two_complete_ones_make_together_is_told(study: Workspace) -> None:
    one, two = finished(study), open_desk(study)
    two.set_answer("tone", NOT_CODED)
    two.save()
    one.set_flag("look")
    saved = one.save()
    assert not saved.reopened, "the other side did it, and it was joined"
    assert "state" in saved.joined
    one.set_answer("tone", Answer("calm"))
    one.complete()
    one.reopen()
    one.save()
    three = open_desk(study)
    one.complete()
    one.save()
    three.set_answer("tone", NOT_CODED)
    saved = three.save()
    assert saved.reopened
    assert not on_file(study).complete
    assert not three.annotation.complete


def test_when_another_coding_was_first_seen_is_no_clash(study: Workspace) -> None:
    finished(study)
    early, late = open_desk(study, at=AT), open_desk(study, at=LATER)
    late.reveal()
    late.save()
    early.reveal()
    assert early.save().clashes == ()
    assert on_file(study).revealed_at == AT
    again = open_desk(study, at=LATER)
    assert again.annotation.revealed_at == AT


def test_quotes_from_an_older_text_do_not_count_as_ones_from_the_newer(study: Workspace) -> None:
    finished(study)
    old = open_desk(study)
    (study.sources / "one.md").write_text("So: " + builders.BODY, encoding="utf-8")
    new = open_desk(study, at=LATER)
    new.set_flag("followed")
    new.save()
    assert on_file(study).source_sha256 == study.source("one").sha256
    old.add_quote("tone", "Others say it fails")
    old.save()
    assert on_file(study).source_sha256 != study.source("one").sha256, "so that its quotes are looked at again"
    again = open_desk(study)
    again.set_note("tone", "a note")
    again.save()
    there = on_file(study)
    assert there.source_sha256 == study.source("one").sha256
    assert all(study.source("one").body[q.start : q.end] == q.quote for q in there.quotes)
    assert len(list(there.quotes)) == 3


def test_what_was_saved_while_codings_were_imported_is_not_overwritten(study: Workspace) -> None:
    before = study.load()
    new = finished(study).annotation
    works = builders.coding(study.rubric(), "works", -2)
    other = new.model_copy(update={"codings": {**new.codings, "works": works}})
    with pytest.raises(StancebookError, match=r"somebody changed works meanwhile, and that was not overwritten"):
        storing.store_annotations(study, before, [other])
    assert on_file(study) == new
    storing.store_annotations(study, before, [new])
    assert on_file(study) == new
