"""What changed between two rubrics: in meaning or in looks, and what vanished without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.model.rubric_diff import rubric_diff

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric

OLD = builders.rubric()


def edited(*edits: tuple[str, str], operations: str = "") -> Rubric:
    text = builders.RUBRIC
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    log = f'changelog:\n  - version: "2"\n    date: d\n    operations: [{operations}]\n' if operations else ""
    return builders.rubric(text.replace('version: "1"\n', f'version: "2"\n{log}', 1))


def test_nothing_changed_is_no_difference() -> None:
    diff = rubric_diff(OLD, edited())
    assert (diff.differences, diff.vanished, dict(diff.changed)) == ((), (), {})


@pytest.mark.parametrize(
    ("before", "after", "path", "touches"),
    [
        ("label: Whether it works", "label: Does it work", "criteria/works/label", ()),
        ("it works?", "it does work?", "criteria/works/question", ("works",)),
        ("include: [results", "include: [outcomes", "criteria/works/include", ("works",)),
        ("include: [results, figures]", "include: [figures, results]", "criteria/works/include", ()),
        ("definition: It fails.", "definition: It all fails.", "criteria/works/scale/-2/definition", ("works",)),
        ("label: Fails,", "label: Fails utterly,", "criteria/works/scale/-2/label", ()),
        ("Popularity is no result.", "Praise is none.", "criteria/works/decision_rules/W1/rule", ("works",)),
        ("text: It helps.", "text: It helps a lot.", "criteria/works/examples/It helps.", ()),
        ("rule: Code what the text says.", "rule: Code it.", "unit/general_rules/G1/rule", ("works", "advice", "tone")),
        ("holder: author", "holder: speaker", "unit/holder", ("works", "advice", "tone")),
        ("One cannot tell.", "Nobody can tell.", "off_scale/unclear/definition", ("works",)),
        ("label: Unclear", "label: Not clear", "off_scale/unclear/label", ()),
        ("max_values: 3", "max_values: 2", "criteria/advice/max_values", ()),
        ("requires_evidence: false", "requires_evidence: true", "criteria/tone/requires_evidence", ()),
        ("title: A tiny", "title: A small", "title", ()),
    ],
)
def test_each_change_is_found_with_what_it_touches(
    before: str, after: str, path: str, touches: tuple[str, ...]
) -> None:
    diff = rubric_diff(OLD, edited((before, after)))
    assert ("/".join(diff.differences[0].path), diff.differences[0].touches) == (path, touches)
    assert tuple(diff.changed) == touches
    assert all(diff.changed[key] == OLD.asked[key] for key in touches)


def test_a_recorded_rename_is_no_difference() -> None:
    diff = rubric_diff(
        OLD,
        edited(
            ("value: talk,", "value: dialogue,"),
            ("id: works", "id: effect"),
            operations="{operation: rename, criterion: advice, value: talk, to: dialogue}, "
            "{operation: rename, criterion: works, to: effect}",
        ),
    )
    assert (diff.differences, diff.vanished, dict(diff.changed)) == ((), (), {})
    assert [done.words for done in diff.operations] == [
        "'talk' is called dialogue since 2",
        "'works' is called effect since 2",
    ]


def test_an_unrecorded_rename_is_told_with_the_line_that_would_record_it() -> None:
    diff = rubric_diff(OLD, edited(("value: talk,", "value: dialogue,")))
    assert [one.entry for one in diff.vanished] == ["{operation: rename, criterion: advice, value: talk, to: dialogue}"]
    assert tuple(diff.changed) == ("advice",)
    gone = rubric_diff(OLD, edited(("      - {value: warm, label: Warm}\n", "")))
    assert [one.entry for one in gone.vanished] == ["{operation: retire, criterion: tone, value: warm}"]
    off = rubric_diff(OLD, edited(("off_scale: [not_addressed, unclear, not_applicable]", "off_scale: [unclear]")))
    assert [(one.criterion, one.kind, one.name) for one in off.vanished] == [
        ("works", "off_scale", "not_addressed"),
        ("works", "off_scale", "not_applicable"),
    ]
    renamed = rubric_diff(OLD, edited(("id: tone", "id: voice")))
    assert [one.entry for one in renamed.vanished] == ["{operation: rename, criterion: tone, to: voice}"]


def test_a_value_that_stays_as_retired_has_not_vanished() -> None:
    diff = rubric_diff(OLD, edited(("label: Warm}", "label: Warm, deprecated: true}")))
    assert diff.vanished == ()
    assert diff.changed == {}


def test_a_rename_to_an_id_that_was_there_is_called_a_merge() -> None:
    diff = rubric_diff(
        OLD,
        edited(
            ("      - {value: talk, label: Talk, definition: Talk first.}\n", ""),
            operations="{operation: rename, criterion: advice, value: talk, to: stop}",
        ),
    )
    assert [done.words for done in diff.merged] == ["'talk' is called stop since 2"]


def test_what_is_said_to_mean_the_same_is_not_changed() -> None:
    said = ("type: ordinal", f"same_meaning_as: [{OLD.asked['works']}]\n    type: ordinal")
    diff = rubric_diff(OLD, edited(("it works?", "it works well?"), said))
    assert diff.changed == {}
    assert diff.declared == ("works",)
    assert diff.in_meaning == ()


@pytest.mark.parametrize(
    ("edits", "what"),
    [
        ((("label: Warm}", "label: Warm, deprecated: true, replaced_by: [calm]}"),), "answers"),
        ((("max_values: 3", "max_values: 2"),), "answers"),
        ((("requires_evidence: false", "requires_evidence: true"),), "answers"),
        ((("id: tone\n", "id: tone\n    applies_if: {criterion: works, at_least: 1}\n"),), "answers"),
        ((("criteria:\n", "criteria:\n  - {id: new, label: New, question: 'New?', type: boolean}\n"),), "answers"),
        (
            (("requires_note: true}\n      - {value: nothing", "requires_note: false}\n      - {value: nothing"),),
            "answers",
        ),
        ((("criteria:\n", "attributed: {rule: Only who is named.}\ncriteria:\n"),), "answers"),
        ((("criteria:\n", "confidence: {scale: [1, 2, 3]}\ncriteria:\n"),), "answers"),
        ((("criteria:\n", "reliability: {measures: [gwet_ac]}\ncriteria:\n"),), "figures"),
        ((("criteria:\n", "anchors: [one]\ncriteria:\n"),), "figures"),
        ((("max_values: 3", "max_values: 3\n    distance: masi"),), "figures"),
        ((("label: Calm", "label: Quite calm"),), "looks"),
        ((("text: It helps.", "text: It helps a lot."),), "looks"),
        ((("it works?", "it does work?"),), "meaning"),
    ],
)
def test_what_may_make_an_answer_none_is_told_from_mere_looks(edits: tuple[tuple[str, str], ...], what: str) -> None:
    assert {one.what for one in rubric_diff(OLD, edited(*edits)).differences} == {what}


def test_a_wording_is_not_said_to_mean_the_same_where_an_answer_is_gone_without_a_word() -> None:
    diff = rubric_diff(OLD, edited(("      - {value: warm, label: Warm}\n", ""), ("it works?", "it does work?")))
    assert set(diff.changed) == {"works", "tone"}
    assert list(diff.same_meaning) == ["works"]


def test_digests_of_before_a_change_of_meaning_are_told_to_have_outlived_it() -> None:
    said = ("type: ordinal", "same_meaning_as: [0123abcd]\n    type: ordinal")
    before = edited(said)
    assert rubric_diff(before, edited(said, ("it works?", "it does work?"))).outlived == {"works": ["0123abcd"]}
    assert rubric_diff(before, edited(("it works?", "it does work?"))).outlived == {}
    assert rubric_diff(before, edited(said, ("label: Calm", "label: Quiet"))).outlived == {}


def test_values_of_another_kind_make_another_criterion() -> None:
    edits = [
        ("type: ordinal", "type: nominal"),
        ("    scale:\n", "    values:\n"),
        ("{value: 1, text", "{value: v1, text"),
    ]
    edits += [(f"{{value: {value}, label", f"{{value: v{value + 2}, label") for value in (2, 1, 0, -1, -2)]
    diff = rubric_diff(OLD, edited(*edits))
    assert [(one.entry, one.retyped) for one in diff.vanished] == [
        ("{operation: retire, criterion: works}", ("ordinal", "nominal"))
    ]
    assert {one.path[2] for one in diff.differences} == {"type", "scale", "values", "examples"}


def test_another_type_is_told_at_once() -> None:
    start, end = builders.RUBRIC.index("    type: ordinal"), builders.RUBRIC.index("  - id: advice")
    diff = rubric_diff(OLD, edited((builders.RUBRIC[start:end], "    type: text\n    requires_evidence: false\n")))
    assert tuple(diff.changed) == ("works",)
    assert any(one.path == ("criteria", "works", "type") for one in diff.in_meaning)


def test_a_new_criterion_and_a_new_answer_are_told() -> None:
    diff = rubric_diff(
        OLD,
        edited(
            ("label: Warm}", "label: Warm}\n      - {value: dry, label: Dry}"),
            ("criteria:\n", "criteria:\n  - {id: new, label: New, question: 'New?', type: boolean}\n"),
        ),
    )
    paths = {one.path: one.touches for one in diff.differences}
    assert paths[("criteria", "new")] == ()
    assert paths[("criteria", "tone", "values", "dry")] == ("tone",)


def test_hundreds_of_differences_are_told_in_bounded_time() -> None:
    labels = "".join(f"      - {{value: n{number}, label: N, definition: One.}}\n" for number in range(600))
    many = edited(("      - {value: warm, label: Warm}\n", f"      - {{value: warm, label: Warm}}\n{labels}"))
    diff = rubric_diff(OLD, many)
    assert len(diff.differences) == 600
    assert {one.touches for one in diff.differences} == {("tone",)}
