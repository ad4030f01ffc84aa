"""Edits: what they stamp, what they keep, when an annotation falls back to draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders
from tests.builders import AT, BODY, LATER

from stancebook.model import change, editing
from stancebook.model.annotation import BLANK, Annotation, Attributed, Coding, Evidence
from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.problems import NotFoundError, StancebookError
from stancebook.model.requirements import missing

if TYPE_CHECKING:
    from collections.abc import Callable

RUBRIC = builders.rubric()
QUOTE = Evidence.at(BODY, 0, 8)


def new() -> Annotation:
    return Annotation.new("tiny", tuple(RUBRIC.by_id), "ana", "one", builders.source().sha256)


def finished() -> Annotation:
    annotation = editing.set_answer(new(), RUBRIC, "works", Answer(1), AT)
    annotation = editing.add_evidence(annotation, RUBRIC, "works", QUOTE, AT)
    annotation = editing.set_answer(annotation, RUBRIC, "advice", Answer(("talk",)), AT)
    annotation = editing.add_evidence(annotation, RUBRIC, "advice", Evidence.at(BODY, 26, 36, "talk"), AT)
    annotation = editing.set_answer(annotation, RUBRIC, "tone", Answer("calm"), AT)
    return editing.complete(annotation, RUBRIC)


def needs(annotation: Annotation) -> list[tuple[str, str]]:
    return [(one.criterion, one.need) for one in missing(annotation, RUBRIC)]


def test_a_new_annotation_holds_every_criterion_and_no_answer() -> None:
    annotation = new()
    assert list(annotation.codings) == ["works", "advice", "tone"]
    assert not any(coding.answer.given for coding in annotation.codings.values())
    assert needs(annotation) == [("works", "answer"), ("advice", "answer"), ("tone", "answer")]
    with pytest.raises(StancebookError, match="not complete: Works has no answer; What is advised has no answer"):
        editing.complete(annotation, RUBRIC)


def test_an_answer_is_stamped_with_what_was_asked() -> None:
    coding = editing.set_answer(new(), RUBRIC, "works", Answer(-1), AT).coding("works")
    assert coding.answer == Answer(-1)
    assert (coding.at, coding.asked, coding.version) == (AT, RUBRIC.asked["works"], "1")
    assert coding.independent
    assert coding.rev == coding.expected_rev


def test_an_edit_touches_nothing_else() -> None:
    before = finished()
    after = editing.set_note(before, RUBRIC, "tone", "a note", LATER)
    assert change.between(before, after).codings.keys() == {"tone"}
    assert not change.between(before, after).fields
    assert after.coding("tone").answer == Answer("calm")
    assert before == finished()


def test_an_edit_that_changes_nothing_stamps_nothing() -> None:
    annotation = finished()
    assert editing.set_answer(annotation, RUBRIC, "works", Answer(1), LATER) is annotation
    assert editing.add_evidence(annotation, RUBRIC, "works", QUOTE, LATER) is annotation
    assert editing.set_note(annotation, RUBRIC, "works", "", LATER) is annotation


def test_clearing_an_answer_leaves_a_criterion_not_coded_and_keeps_the_quotes() -> None:
    coding = editing.set_answer(finished(), RUBRIC, "works", NOT_CODED, LATER).coding("works")
    assert not coding.answer.given
    assert (coding.asked, coding.version, coding.confidence) == (None, None, None)
    assert coding.evidence == (QUOTE,)


@pytest.mark.parametrize(
    ("criterion", "answer"),
    [
        ("works", Answer(3)),
        ("works", Answer(True)),
        ("works", Answer("1")),
        ("works", Answer(("stop",))),
        ("works", Answer(1, "unclear")),
        ("works", Answer(off_scale="none_offered")),
        ("advice", Answer(())),
        ("advice", Answer("talk")),
        ("advice", Answer(("talk", "talk"))),
        ("advice", Answer(("nothing", "talk"))),
        ("advice", Answer(("go-on", "other", "stop", "talk"))),
        ("tone", Answer(("calm",))),
        ("tone", Answer("")),
    ],
)
def test_what_a_criterion_does_not_offer_is_refused(criterion: str, answer: Answer) -> None:
    with pytest.raises(StancebookError):
        editing.set_answer(new(), RUBRIC, criterion, answer, AT)


def test_an_unknown_criterion_is_refused() -> None:
    edits: list[Callable[[], Annotation]] = [
        lambda: editing.set_answer(new(), RUBRIC, "wroks", Answer(1), AT),
        lambda: editing.set_note(new(), RUBRIC, "wroks", "x", AT),
        lambda: editing.add_evidence(new(), RUBRIC, "wroks", QUOTE, AT),
        lambda: editing.toggle_value(new(), RUBRIC, "wroks", "x", AT),
    ]
    for edit in edits:
        with pytest.raises(NotFoundError, match="did you mean works"):
            edit()


def test_values_are_toggled_one_by_one() -> None:
    annotation = new()
    for value, chosen in [
        ("talk", ("talk",)),
        ("stop", ("stop", "talk")),
        ("talk", ("stop",)),
        ("nothing", ("nothing",)),
        ("go-on", ("go-on",)),
        ("go-on", None),
    ]:
        annotation = editing.toggle_value(annotation, RUBRIC, "advice", value, AT)
        assert annotation.coding("advice").value == chosen


def test_toggling_takes_the_place_of_an_off_scale_answer() -> None:
    annotation = editing.set_answer(new(), RUBRIC, "advice", Answer(off_scale="not_addressed"), AT)
    coding = editing.toggle_value(annotation, RUBRIC, "advice", "talk", AT).coding("advice")
    assert coding.answer == Answer(("talk",))


def test_a_value_too_many_and_a_value_unknown_are_refused() -> None:
    annotation = editing.set_answer(new(), RUBRIC, "advice", Answer(("go-on", "stop", "talk")), AT)
    with pytest.raises(StancebookError, match="at most 3"):
        editing.toggle_value(annotation, RUBRIC, "advice", "other", AT)
    with pytest.raises(StancebookError, match="did you mean talk"):
        editing.toggle_value(new(), RUBRIC, "advice", "tlak", AT)


def test_below_a_minimum_an_unknown_value_is_refused_too_and_a_known_one_waits_for_more() -> None:
    rubric = builders.rubric(builders.RUBRIC.replace("max_values: 3", "min_values: 2"))
    annotation = editing.toggle_value(new(), rubric, "advice", "talk", AT)
    assert [one.need for one in missing(annotation, rubric) if one.criterion == "advice"] == ["legal_answer"]
    with pytest.raises(StancebookError, match="did you mean talk"):
        editing.toggle_value(new(), rubric, "advice", "tlak", AT)


def test_below_a_minimum_a_retired_value_is_refused_too() -> None:
    retired = builders.RUBRIC.replace("max_values: 3", "min_values: 2").replace(
        "label: Talk,", "label: Talk, deprecated: true,"
    )
    with pytest.raises(StancebookError, match="'talk' of advice is retired"):
        editing.toggle_value(new(), builders.rubric(retired), "advice", "talk", AT)


def test_a_value_the_rubric_no_longer_knows_can_be_taken_out() -> None:
    coding = builders.coding(RUBRIC, "advice", ("gone", "talk"))
    annotation = new().model_copy(update={"codings": {**new().codings, "advice": coding}})
    assert editing.toggle_value(annotation, RUBRIC, "advice", "gone", AT).coding("advice").value == ("talk",)


def test_each_value_needs_a_quote_of_its_own() -> None:
    annotation = editing.set_answer(finished(), RUBRIC, "advice", Answer(("stop", "talk")), LATER)
    assert [(one.criterion, one.need, one.for_value) for one in missing(annotation, RUBRIC)] == [
        ("advice", "evidence", "stop")
    ]


def test_a_quote_cannot_support_a_value_that_is_not_there() -> None:
    with pytest.raises(StancebookError, match="'tlak' is no value of advice; did you mean talk"):
        editing.add_evidence(new(), RUBRIC, "advice", Evidence.at(BODY, 0, 8, "tlak"), AT)


def test_positions_need_a_quote_and_off_scale_answers_do_not() -> None:
    annotation = editing.set_answer(new(), RUBRIC, "works", Answer(0), AT)
    assert ("works", "evidence") in needs(annotation)
    annotation = editing.set_answer(annotation, RUBRIC, "works", Answer(off_scale="not_addressed"), AT)
    assert not [need for need in needs(annotation) if need[0] == "works"]


def test_some_answers_need_a_note() -> None:
    annotation = editing.set_answer(new(), RUBRIC, "works", Answer(off_scale="unclear"), AT)
    assert ("works", "note") in needs(annotation)
    assert ("works", "note") in needs(editing.set_note(annotation, RUBRIC, "works", " \n", AT))
    assert ("works", "note") not in needs(editing.set_note(annotation, RUBRIC, "works", "irony", AT))
    annotation = editing.set_answer(annotation, RUBRIC, "advice", Answer(("other", "talk")), AT)
    assert ("advice", "note") in needs(annotation)


def test_an_edit_keeps_a_complete_annotation_complete_while_nothing_lacks() -> None:
    assert editing.set_answer(finished(), RUBRIC, "works", Answer(-2), LATER).complete
    assert editing.set_confidence(finished(), RUBRIC, "works", 4, LATER).complete
    assert editing.set_flag(finished(), "look again").complete


def test_an_edit_after_which_something_lacks_makes_it_a_draft() -> None:
    assert not editing.remove_evidence(finished(), RUBRIC, "works", QUOTE, LATER).complete
    assert not editing.set_answer(finished(), RUBRIC, "tone", NOT_CODED, LATER).complete
    assert not editing.set_answer(finished(), RUBRIC, "works", Answer(off_scale="unclear"), LATER).complete
    again = editing.add_evidence(
        editing.remove_evidence(finished(), RUBRIC, "works", QUOTE, LATER), RUBRIC, "works", QUOTE, LATER
    )
    assert not again.complete, "completeness is declared, never concluded"


def test_what_is_coded_after_seeing_anothers_coding_is_not_independent() -> None:
    annotation = editing.reveal(finished(), LATER)
    assert annotation.revealed_at == LATER
    assert all(coding.independent for coding in annotation.codings.values())
    annotation = editing.set_answer(annotation, RUBRIC, "works", Answer(2), LATER)
    assert not annotation.coding("works").independent
    assert annotation.coding("tone").independent
    assert editing.reveal(annotation, "2027-01-01T00:00:00Z").revealed_at == LATER, "the first time counts"


def test_confidence_and_rules_are_those_of_the_rubric() -> None:
    assert editing.set_confidence(new(), RUBRIC, "works", 5, AT).coding("works").confidence == 5
    with pytest.raises(StancebookError, match="confidence goes from 1 to 5; 6 is not on it"):
        editing.set_confidence(new(), RUBRIC, "works", 6, AT)
    assert editing.set_rules(new(), RUBRIC, "works", ["W1", "G1", "W1"], AT).coding("works").rules == ("G1", "W1")
    with pytest.raises(StancebookError, match="works has no rule 'W9'; there are W1, G1"):
        editing.set_rules(new(), RUBRIC, "works", ["W9"], AT)


def test_a_broken_character_is_refused_and_not_kept_unsaveable() -> None:
    edits: list[Callable[[], Annotation]] = [
        lambda: editing.set_note(new(), RUBRIC, "works", "caf\udce9", AT),
        lambda: editing.set_flag(new(), "caf\udce9"),
        lambda: editing.set_source_note(new(), "caf\udce9"),
    ]
    for edit in edits:
        with pytest.raises(StancebookError, match="broken character"):
            edit()


def test_what_others_hold_is_kept_apart_and_in_order() -> None:
    def said(actor: str, value: int) -> Attributed:
        return Attributed(
            value=value, off_scale=None, evidence=(), note="", at=AT, rev="", actor=actor, actor_type=None,
            criterion="works",
        )  # fmt: skip

    annotation = editing.set_attributed(new(), RUBRIC, [said("Zoe", 1), said("amnesty", -2)])
    assert [one.actor for one in annotation.attributed] == ["amnesty", "Zoe"]
    assert all(one.rev == one.expected_rev for one in annotation.attributed)
    assert not annotation.coding("works").answer.given


def test_rev_changes_with_every_part_of_a_coding() -> None:
    base = builders.coding(RUBRIC, "works", 1, quotes=(QUOTE,))
    changes: list[dict[str, object]] = [
        {"value": 0},
        {"off_scale": "unclear", "value": None},
        {"evidence": ()},
        {"note": "x"},
        {"at": LATER},
        {"asked": "00000000"},
        {"version": "2"},
        {"confidence": 3},
        {"independent": False},
        {"rules": ("W1",)},
    ]
    revs = {base.model_copy(update=one).sealed().rev for one in changes}
    assert len(revs | {base.rev}) == len(changes) + 1
    assert base.model_copy(update={"rev": "x"}).sealed() == base


answers = st.sampled_from(
    [("works", Answer(v)) for v in (-2, 0, 2)]
    + [("works", NOT_CODED), ("works", Answer(off_scale="unclear")), ("tone", Answer("calm")), ("tone", NOT_CODED)]
)


@given(st.lists(answers, max_size=6), st.lists(answers, max_size=6))
def test_a_change_carries_over_and_back(first: list[tuple[str, Answer]], second: list[tuple[str, Answer]]) -> None:
    def edited(annotation: Annotation, edits: list[tuple[str, Answer]], at: str) -> Annotation:
        for criterion, answer in edits:
            annotation = editing.set_answer(annotation, RUBRIC, criterion, answer, at)
        return annotation

    before = edited(finished(), first, AT)
    after = edited(before, second, LATER)
    step = change.between(before, after)
    assert bool(step) == (before != after)
    assert change.apply(step, before) == after
    assert change.apply(step.inverse, after) == before
    assert change.clashes(step, before) == []
    assert change.clashes(step, after) == []
    elsewhere = editing.set_note(before, RUBRIC, "advice", "meanwhile", LATER)
    assert change.clashes(step, elsewhere) == []
    assert change.apply(step, elsewhere).coding("advice").note == "meanwhile"
    assert change.between(before, change.apply(step, elsewhere)).codings.keys() >= step.codings.keys()


def test_edits_of_the_same_criterion_clash() -> None:
    mine = editing.set_answer(new(), RUBRIC, "works", Answer(1), AT)
    theirs = editing.set_flag(editing.set_answer(new(), RUBRIC, "works", Answer(0), AT), "x")
    assert change.clashes(change.between(new(), mine), theirs) == ["works"]
    assert change.clashes(change.between(new(), editing.set_flag(new(), "y")), theirs) == ["flag"]


def test_the_blank_coding_is_one_that_a_file_could_hold() -> None:
    assert BLANK.sealed() == Coding.model_validate(BLANK.model_dump(by_alias=True)) == BLANK
    assert BLANK.model_fields_set == set(Coding.model_fields)
