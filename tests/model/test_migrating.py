"""What becomes of codings when the rubric's ids change: renamed, merged, split, retired."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.model import change
from stancebook.model.annotation import BLANK, Attributed, Evidence
from stancebook.model.applying import applying_in
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.doubled import doubled, keep, why_stale_in
from stancebook.model.migrating import migrated, migrated_decisions, new_revs
from stancebook.model.problems import StancebookError
from stancebook.model.staleness import why_stale

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation, Coding
    from stancebook.model.rubric import Rubric

OLD = builders.rubric()


def newer(*operations: str, edits: tuple[tuple[str, str], ...] = (), recode: str = "", version: str = "2") -> Rubric:
    """Return the tiny rubric in its next version: with operations, and edits of its text."""
    text = builders.RUBRIC.replace('version: "1"', f'version: "{version}"')
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    listed = "".join(f"\n      - {{operation: {one}}}" for one in operations)
    entry = f'  - version: "{version}"\n    date: 2026-12-01\n    recode: [{recode}]\n'
    entry += f"    operations:{listed}\n" if listed else ""
    log = f'changelog:\n{entry}  - {{version: "1", date: 2026-11-22}}\n'
    return builders.rubric(text.replace("unit:\n", f"{log}unit:\n", 1))


def one(**codings: Coding) -> Annotation:
    return builders.annotation(OLD, "r1", "one", codings)


RENAMED = newer("rename, criterion: advice, value: talk, to: dialogue", edits=(("value: talk,", "value: dialogue,"),))


def test_a_renamed_value_is_followed_and_not_stale() -> None:
    quote = Evidence.at(builders.BODY, 26, 36, "talk")
    before = one(advice=builders.coding(OLD, "advice", ("stop", "talk"), quotes=(quote,), confidence=4))
    assert why_stale(RENAMED, "advice", before.coding("advice")) == "old_terms"
    after = migrated(before, RENAMED).coding("advice")
    assert after.value == ("dialogue", "stop")
    assert after.evidence == (replace(quote, for_value="dialogue"),)
    assert (after.asked, after.version) == (RENAMED.asked["advice"], "2")
    assert (after.confidence, after.at, after.independent) == (4, builders.AT, True)
    assert after.rev == after.expected_rev != before.coding("advice").rev
    assert why_stale(RENAMED, "advice", after) is None


def test_a_rename_makes_no_other_answer_stale_neither_before_migrating_nor_after() -> None:
    before = one(advice=builders.coding(OLD, "advice", ("stop",)), works=builders.coding(OLD, "works", 1))
    assert OLD.asked["advice"] != RENAMED.asked["advice"]
    assert why_stale(RENAMED, "advice", before.coding("advice")) is None
    after = migrated(before, RENAMED)
    assert after.coding("advice").value == ("stop",)
    assert after.coding("advice").asked == RENAMED.asked["advice"]
    assert after.coding("works") == before.coding("works")


def test_a_rename_does_not_hide_that_the_question_changed_too() -> None:
    changed = newer(
        "rename, criterion: advice, value: talk, to: dialogue",
        edits=(("value: talk,", "value: dialogue,"), ("What does the author advise?", "What do they want?")),
    )
    before = one(advice=builders.coding(OLD, "advice", ("talk",)))
    after = migrated(before, changed).coding("advice")
    assert after.value == ("dialogue",)
    assert (after.asked, after.version) == (OLD.asked["advice"], "1")
    assert why_stale(changed, "advice", after) == "meaning"


def test_a_renamed_criterion_takes_its_codings_and_attributed_positions_along() -> None:
    changed = newer("rename, criterion: works, to: effect", edits=(("id: works", "id: effect"),))
    position = Attributed(
        value=-2, off_scale=None, evidence=(), note="", at=None, rev="", actor="A", actor_type=None, criterion="works"
    ).sealed()
    before = one(works=builders.coding(OLD, "works", 1)).model_copy(update={"attributed": (position,)})
    after = migrated(before, changed)
    assert "works" not in after.codings
    assert after.coding("effect") == before.coding("works")
    assert after.attributed[0].criterion == "effect"
    assert after.attributed[0].rev == after.attributed[0].expected_rev


def test_a_coding_does_not_overwrite_one_that_was_made_under_the_new_name() -> None:
    changed = newer("rename, criterion: works, to: effect", edits=(("id: works", "id: effect"),))
    before = one(works=builders.coding(OLD, "works", 1), effect=builders.coding(changed, "effect", -1))
    assert migrated(before, changed) is before


TWICE = (
    '{version: "3", date: d, operations: [{operation: rename, criterion: effect, to: outcome}]}',
    '{version: "2", date: d, operations: [{operation: rename, criterion: works, to: effect}]}',
    '{version: "1", date: d}',
)


def answers(annotation: Annotation) -> dict[str, object]:
    return {key: coding.value for key, coding in annotation.codings.items() if coding.answer.given}


def renamed_twice() -> Rubric:
    text = builders.RUBRIC.replace('version: "1"', 'version: "3"').replace("id: works", "id: outcome")
    return builders.rubric(text.replace("unit:\n", "changelog:\n" + "".join(f"  - {o}\n" for o in TWICE) + "unit:\n"))


def test_of_two_codings_that_lead_to_one_place_none_is_lost() -> None:
    changed = renamed_twice()
    before = one(works=builders.coding(OLD, "works", 1), effect=builders.coding(OLD, "works", -1))
    after = migrated(before, changed)
    assert answers(after) == {
        "works": 1,
        "outcome": -1,
    }
    assert migrated(after, changed) is after
    assert doubled(before, changed) == doubled(after, changed) == {"works": "outcome"}
    assert why_stale_in(after, changed, "works") == "doubled"
    assert why_stale_in(after, changed, "outcome") is None


def test_what_stands_under_an_old_id_takes_the_place_once_it_is_kept() -> None:
    changed = renamed_twice()
    quote = Evidence.at(builders.BODY, 0, 8)
    before = one(
        works=builders.coding(OLD, "works", 1, quotes=(quote,), confidence=4),
        effect=builders.coding(OLD, "works", 2),
        outcome=builders.coding(changed, "outcome", -1),
    )
    assert doubled(before, changed) == {"works": "outcome", "effect": "outcome"}
    kept = keep(before, changed, "works", builders.LATER)
    assert answers(kept) == {
        "effect": 2,
        "outcome": 1,
    }
    now = kept.coding("outcome")
    assert (now.evidence, now.confidence, now.asked, now.version) == ((quote,), 4, OLD.asked["works"], "1")
    assert why_stale_in(kept, changed, "outcome") is None
    assert now.rev == now.expected_rev
    today = keep(before, changed, "outcome", builders.LATER)
    assert (today.coding("outcome"), set(today.codings)) == (before.coding("outcome"), {"outcome", "advice", "tone"})
    assert change.apply(change.between(before, kept).inverse, kept) == before


def test_choosing_between_two_after_seeing_others_is_no_independent_judgement() -> None:
    changed = newer("rename, criterion: works, to: effect", edits=(("id: works", "id: effect"),))
    before = one(works=builders.coding(OLD, "works", 1), effect=builders.coding(changed, "effect", -1))
    seen = before.model_copy(update={"revealed_at": builders.LATER})
    assert keep(before, changed, "works", builders.LATER).coding("effect").independent
    assert not keep(seen, changed, "works", builders.LATER).coding("effect").independent
    assert keep(seen, changed, "effect", builders.LATER).coding("effect").independent


def test_keeping_one_that_is_stale_besides_makes_it_an_answer_of_today() -> None:
    changed = newer(
        "rename, criterion: works, to: effect", edits=(("id: works", "id: effect"), ("it works?", "it helps?"))
    )
    before = one(works=builders.coding(OLD, "works", 1), effect=builders.coding(changed, "effect", -1))
    kept = keep(before, changed, "works", builders.LATER).coding("effect")
    assert (kept.value, kept.asked, kept.at) == (1, changed.asked["effect"], builders.LATER)


@pytest.mark.parametrize("dead", ["effect", "works"])
def test_of_two_an_answer_that_is_none_any_more_does_not_take_the_place_of_the_other(dead: str) -> None:
    changed = newer(
        "rename, criterion: works, to: effect",
        "retire, criterion: effect, off_scale: unclear",
        edits=(("id: works", "id: effect"), ("[not_addressed, unclear, ", "[not_addressed, ")),
    )
    lively = {"works": builders.coding(OLD, "works", 1), "effect": builders.coding(changed, "effect", -1)}
    gone = builders.coding(OLD, "works", off_scale="unclear")
    before = one(**(lively | {dead: gone}))
    with pytest.raises(StancebookError, match=r"'unclear' was retired in 2.*; give another answer"):
        keep(before, changed, dead, builders.LATER)
    other = "works" if dead == "effect" else "effect"
    assert keep(before, changed, other, builders.LATER).coding("effect").answer == lively[other].answer


def test_a_blank_under_the_new_name_makes_room() -> None:
    changed = newer("rename, criterion: works, to: effect", edits=(("id: works", "id: effect"),))
    before = one(works=builders.coding(OLD, "works", 1), effect=BLANK)
    assert migrated(before, changed).coding("effect").value == 1
    assert "works" not in migrated(one(effect=BLANK), changed).codings
    assert "works" not in migrated(one(effect=builders.coding(changed, "effect", 1)), changed).codings


def test_a_confidence_without_an_answer_is_something_said() -> None:
    changed = newer("rename, criterion: works, to: effect", edits=(("id: works", "id: effect"),))
    before = one(works=builders.coding(OLD, "works", 1), effect=BLANK.model_copy(update={"confidence": 4}))
    assert migrated(before, changed) is before


def test_an_answer_in_old_terms_does_not_decide_what_hangs_on_it() -> None:
    hanging = ("id: tone\n", "id: tone\n    applies_if: {criterion: advice, answers: [dialogue]}\n")
    changed = newer(
        "rename, criterion: advice, value: talk, to: dialogue", edits=(("value: talk,", "value: dialogue,"), hanging)
    )
    before = one(advice=builders.coding(OLD, "advice", ("talk",)))
    assert applying_in(changed, before)["tone"] is None
    assert applying_in(changed, migrated(before, changed))["tone"] is True


MERGED = newer(
    "merge, criterion: advice, value: [stop, talk], to: end",
    edits=(("value: stop, label: Stop, definition: Stop it.", "value: end, label: End, definition: End it or talk."),
           ("      - {value: talk, label: Talk, definition: Talk first.}\n", "")),
)  # fmt: skip


def test_merged_values_become_one_also_where_a_set_holds_both() -> None:
    both = (Evidence.at(builders.BODY, 26, 36, "talk"), Evidence.at(builders.BODY, 26, 36, "stop"))
    before = one(advice=builders.coding(OLD, "advice", ("go-on", "stop", "talk"), quotes=both))
    after = migrated(before, MERGED).coding("advice")
    assert after.value == ("end", "go-on")
    assert [quote.for_value for quote in after.evidence] == ["end"]
    assert why_stale(MERGED, "advice", after) == "meaning"


def test_a_merge_makes_nothing_stale_that_is_said_to_mean_the_same() -> None:
    said = newer(
        "merge, criterion: advice, value: [talk], to: stop",
        edits=(("      - {value: talk, label: Talk, definition: Talk first.}\n", ""),
               ("requires_evidence: each", f"requires_evidence: each\n    same_meaning_as: [{OLD.asked['advice']}]")),
    )  # fmt: skip
    after = migrated(one(advice=builders.coding(OLD, "advice", ("talk",))), said).coding("advice")
    assert after.value == ("stop",)
    assert why_stale(said, "advice", after) is None


def test_a_split_leaves_the_old_answer_and_asks_again() -> None:
    changed = newer(
        "split, criterion: tone, value: sharp, to: [angry, biting]",
        edits=(
            ("{value: sharp, label: Sharp}", "{value: angry, label: Angry}\n      - {value: biting, label: Biting}"),
        ),
    )
    before = one(tone=builders.coding(OLD, "tone", "sharp"))
    assert migrated(before, changed) is before
    assert why_stale(changed, "tone", before.coding("tone")) == "gone"


def test_a_retired_value_stays_as_it_is() -> None:
    changed = newer("retire, criterion: tone, value: warm", edits=(("      - {value: warm, label: Warm}\n", ""),))
    before = one(tone=builders.coding(OLD, "tone", "warm"))
    assert migrated(before, changed) is before
    assert why_stale(changed, "tone", before.coding("tone")) == "gone"


def test_a_retired_criterion_keeps_its_codings_and_nags_nobody() -> None:
    start = builders.RUBRIC.index("  - id: tone")
    changed = newer("retire, criterion: tone", edits=((builders.RUBRIC[start:], ""),))
    before = one(tone=builders.coding(OLD, "tone", "warm"))
    assert migrated(before, changed) is before
    assert why_stale(changed, "tone", before.coding("tone")) is None


def test_what_vanished_without_a_word_is_told_from_what_was_retired() -> None:
    silent = newer(edits=(("      - {value: warm, label: Warm}\n", ""),))
    assert why_stale(silent, "tone", builders.coding(OLD, "tone", "warm")) == "unknown"


def test_a_renamed_off_scale_answer_is_followed_in_every_criterion() -> None:
    changed = newer("rename, off_scale: not_addressed, to: silent", edits=(("not_addressed", "silent"),))
    before = one(
        works=builders.coding(OLD, "works", off_scale="not_addressed"),
        tone=builders.coding(OLD, "tone", off_scale="not_addressed"),
    )
    after = migrated(before, changed)
    assert {key: after.coding(key).off_scale for key in ("works", "tone")} == {"works": "silent", "tone": "silent"}
    assert not [key for key in ("works", "tone") if why_stale(changed, key, after.coding(key))]


def test_a_scale_is_turned_by_giving_the_criterion_a_new_id() -> None:
    turned = (
        "rename, criterion: works, to: fails",
        *(f"rename, criterion: works, value: {v}, to: {-v}" for v in (-2, -1, 1, 2)),
    )
    text = [(f"{{value: {v}, label: {label}", f"{{value: {-v}, label: {label}") for v, label in
            ((2, "Works"), (1, "Mostly works"), (-1, "Mostly fails"), (-2, "Fails"))]  # fmt: skip
    changed = newer(*turned, edits=(("id: works", "id: fails"), *text, ("{value: 1, text", "{value: -1, text")))
    before = one(works=builders.coding(OLD, "works", 2))
    after = migrated(before, changed)
    assert after.coding("fails").value == -2
    assert why_stale(changed, "fails", after.coding("fails")) is None
    assert migrated(after, changed) is after


def test_versions_are_followed_one_after_the_other() -> None:
    text = builders.RUBRIC.replace("value: talk,", "value: dialogue,").replace('version: "1"', 'version: "3"')
    log = """changelog:
  - {version: "3", date: d, operations: [{operation: rename, criterion: advice, value: talks, to: dialogue}]}
  - {version: "2", date: d, operations: [{operation: rename, criterion: advice, value: talk, to: talks}]}
  - {version: "1", date: d}
"""
    changed = builders.rubric(text.replace("unit:\n", f"{log}unit:\n", 1))
    after = migrated(one(advice=builders.coding(OLD, "advice", ("talk",))), changed).coding("advice")
    assert (after.value, after.asked, after.version) == (("dialogue",), changed.asked["advice"], "3")


def test_asked_anew_stays_stale_though_not_a_word_of_the_question_changed() -> None:
    changed = newer(recode="works")
    coding = builders.coding(OLD, "works", 1)
    assert changed.asked["works"] == OLD.asked["works"]
    assert why_stale(changed, "works", coding) == "recode"
    assert why_stale(changed, "works", builders.coding(changed, "works", 1)) is None
    renamed = newer("rename, criterion: works, to: effect", edits=(("id: works", "id: effect"),), recode="effect")
    assert why_stale(renamed, "effect", migrated(one(works=coding), renamed).coding("effect")) == "recode"


def test_a_version_that_the_changelog_does_not_list_is_older_than_all_it_lists() -> None:
    coding = builders.coding(OLD, "works", 1, version="0")
    assert why_stale(newer(recode="works"), "works", coding) == "recode"
    assert why_stale(newer(recode="tone"), "works", coding) is None


def test_a_coding_of_unknown_rubric_state_stays_one() -> None:
    before = one(advice=builders.coding(OLD, "advice", ("talk",), asked=None, version=None))
    after = migrated(before, RENAMED).coding("advice")
    assert (after.value, after.asked, after.version) == (("dialogue",), None, None)


def test_a_coding_changed_outside_stancebook_still_shows_it() -> None:
    before = one(advice=builders.coding(OLD, "advice", ("talk",)).model_copy(update={"rev": "0" * 16}))
    after = migrated(before, RENAMED).coding("advice")
    assert (after.value, after.rev) == (("dialogue",), "0" * 16)


def test_a_decision_follows_and_does_not_become_outdated() -> None:
    before = one(advice=builders.coding(OLD, "advice", ("talk",)))
    after = migrated(before, RENAMED)
    decision = Decision(
        outcome="settled", value=("talk",), off_scale=None, basis={"r1": before.coding("advice").rev, "r2": "f" * 16},
        cause=None, rationale="It says so.", rule=None, by="r1", at=builders.LATER,
    )  # fmt: skip
    decided = Adjudication(rubric="tiny", source="one", decisions={"advice": (decision,)})
    now = migrated_decisions(decided, RENAMED, [new_revs(before, after, RENAMED)]).decisions["advice"][0]
    assert now.value == ("dialogue",)
    assert now.basis == {"r1": after.coding("advice").rev, "r2": "f" * 16}
    assert migrated_decisions(decided, OLD, []) is decided


def test_a_value_may_be_merged_into_one_that_is_named_beside_it() -> None:
    said = newer("merge, criterion: tone, value: [mild, calm], to: calm")
    assert migrated(one(tone=builders.coding(OLD, "tone", "mild")), said).coding("tone").value == "calm"


def test_a_value_that_vanished_without_a_word_is_unknown_also_beside_one_that_is_there() -> None:
    silent = newer(edits=(("      - {value: talk, label: Talk, definition: Talk first.}\n", ""),))
    assert why_stale(silent, "advice", builders.coding(OLD, "advice", ("stop", "talk"))) == "unknown"
    retired = newer(
        "retire, criterion: advice, value: talk",
        edits=(("      - {value: talk, label: Talk, definition: Talk first.}\n", ""),),
    )
    assert why_stale(retired, "advice", builders.coding(OLD, "advice", ("stop", "talk"))) == "gone"


def test_a_study_without_operations_is_left_alone() -> None:
    before = one(works=builders.coding(OLD, "works", 1))
    assert migrated(before, OLD) is before
    study = replace(builders.study(OLD, {"one": {"r1": {"works": 1}}}), rubric=RENAMED)
    assert not study.is_stale("works", before.coding("works"))
