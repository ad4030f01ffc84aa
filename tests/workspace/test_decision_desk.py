"""Deciding, saving and undoing decisions: whatever happens meanwhile, nobody's decision is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import AT, LATER

from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.workspace import decision_saving
from stancebook.workspace.decision_desk import DecisionDesk

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace

BASIS = {"a": "1" * 16, "b": "2" * 16}


def desk(study: Workspace, by: str = "ana", at: str = AT) -> DecisionDesk:
    return DecisionDesk(study, study.rubric(), study.source("one"), by, lambda: at)


def settle(at: DecisionDesk, value: int, criterion: str = "works", because: str = "It says so.") -> None:
    at.decide(criterion, Answer(value) if criterion == "works" else None, because=because, basis=BASIS)


def on_file(study: Workspace) -> dict[str, list[object]]:
    found = study.adjudication("tiny", "one").decisions
    return {key: [one.value for one in held] for key, held in found.items()}


def test_a_decision_stands_on_file_with_all_that_belongs_to_it(study: Workspace) -> None:
    mine = desk(study)
    mine.decide("works", Answer(1), because=" The title. \n", basis=BASIS, cause="slip", rule="W1")
    mine.decide("tone", None, because="Both hold.", basis=BASIS, rule="Sarcasm is sharp.")
    assert not mine.path.exists()
    mine.save()
    works, tone = (study.adjudication("tiny", "one").current(each) for each in ("works", "tone"))
    assert works is not None
    assert tone is not None
    assert (works.outcome, works.value, works.rationale, works.cause) == ("settled", 1, "The title.", "slip")
    assert (works.by, works.at, works.basis, works.cited_rule) == ("ana", AT, BASIS, "W1")
    assert (tone.outcome, tone.answer, tone.proposed_rule) == ("open", Answer(), "Sarcasm is sharp.")
    assert study.load().adjudications["one"].current("works") == works


def test_undo_restores_the_file_to_the_byte_also_after_a_restart(study: Workspace) -> None:
    first = desk(study)
    settle(first, 1)
    first.save()
    before = first.path.read_bytes()
    settle(first, -1)
    settle(first, 0, "tone")
    first.save()
    again = desk(study)
    assert again.undo()
    assert again.undo()
    again.save()
    assert again.path.read_bytes() == before
    assert again.undo()
    again.save()
    assert not again.path.exists()
    assert not desk(study).undo()
    last = desk(study)
    assert last.redo()
    last.save()
    assert last.path.read_bytes() == before
    assert last.redo()
    assert last.adjudication.decisions["works"][-1].value == -1


def test_what_somebody_else_decided_meanwhile_stays_and_is_told(study: Workspace) -> None:
    mine, other = desk(study, "ana", LATER), desk(study, "ben")
    settle(other, 1)
    settle(other, 0, "tone")
    other.save()
    settle(mine, -1)
    saved = mine.save()
    assert set(saved.joined) == {"works", "tone"}
    assert on_file(study) == {"works": [1, -1], "tone": [None]}
    assert mine.adjudication == study.adjudication("tiny", "one")
    assert mine.undo()
    mine.save()
    assert on_file(study) == {"works": [1], "tone": [None]}


def test_undo_does_not_reach_below_what_somebody_else_decided_since(study: Workspace) -> None:
    mine = desk(study)
    settle(mine, 1)
    mine.save()
    other = desk(study, "ben", LATER)
    settle(other, 0)
    other.save()
    assert not other.look_again()
    assert mine.look_again() == ("works",)
    stepped = mine.undo()
    assert (bool(stepped), stepped.beyond) == (False, ("works",))
    mine.save()
    assert on_file(study) == {"works": [1, 0]}


def test_what_was_withdrawn_with_its_file_stays_withdrawn_when_somebody_decides(study: Workspace) -> None:
    mine = desk(study)
    settle(mine, 1)
    mine.save()
    other = desk(study, "ben", LATER)
    assert mine.undo()
    mine.save()
    assert not mine.path.exists()
    settle(other, 0, "tone")
    assert other.save().joined == ("works",)
    assert on_file(study) == {"tone": [None]}
    assert other.undo()
    other.save()
    assert not other.path.exists()


def test_a_decision_made_while_a_save_runs_is_kept_and_saved_next(study: Workspace) -> None:
    mine = desk(study)
    settle(mine, 1)
    saving = mine.begin_save()
    assert saving is not None
    settle(mine, 2)
    mine.finish_save(saving, saving.run())
    assert (mine.unsaved, on_file(study)) == (True, {"works": [1]})
    mine.save()
    assert (mine.unsaved, on_file(study)) == (False, {"works": [1, 2]})


def test_a_save_that_fails_keeps_the_decision_here_and_the_file_as_it_was(
    study: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = desk(study)
    settle(mine, 1)
    mine.save()
    before = mine.path.read_bytes()
    settle(mine, 2)

    def full(*_: object, **__: object) -> None:
        raise StancebookError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(decision_saving, "write_text", full)
        with pytest.raises(StancebookError, match="disk is full"):
            mine.save()
    assert mine.path.read_bytes() == before
    assert mine.unsaved
    mine.save()
    assert on_file(study) == {"works": [1, 2]}


@pytest.mark.parametrize("because", ["", " \n "])
def test_no_decision_without_a_reason(study: Workspace, because: str) -> None:
    mine = desk(study)
    with pytest.raises(StancebookError, match="works: a decision needs a reason"):
        settle(mine, 1, because=because)
    with pytest.raises(StancebookError, match="broken character"):
        settle(mine, 1, because="so \udcff")
    with pytest.raises(StancebookError, match="no value of works"):
        settle(mine, 9)
    assert not mine.unsaved


def test_a_file_that_gives_a_key_twice_is_not_written_over(study: Workspace) -> None:
    mine = desk(study)
    settle(mine, 1)
    mine.save()
    text = mine.path.read_text(encoding="utf-8")
    mine.path.write_text(text.replace('"source": "one"', '"source": "one", "source": "one"'), encoding="utf-8")
    with pytest.raises(StancebookError, match="'source' is given twice"):
        desk(study)
    settle(mine, 2)
    with pytest.raises(StancebookError, match="'source' is given twice"):
        mine.save()


def test_lines_of_the_journal_that_hold_no_decision_are_passed_over(study: Workspace) -> None:
    mine = desk(study)
    settle(mine, 1)
    mine.save()
    journal = study.local / "undo" / "tiny" / "_consensus" / "ana" / "one.jsonl"
    with journal.open("a", encoding="utf-8") as lines:
        lines.write('["do", "x", ["works"]]\n["do", "y", {"works": 1}]\n["do", "z", ["works", {}, null]]\nnonsense\n')
    assert desk(study).undo()
