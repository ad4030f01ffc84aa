"""A trainee learns after each source how they did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.builders import annotation, answer_of, rubric, study

from stancebook.comparison.gold import all_feedback, feedback
from stancebook.model.study import Reviewer
from stancebook.reports.feedback import checked_words, feedback_title, render_feedback, so_far

if TYPE_CHECKING:
    from stancebook.model.study import Study

OF = rubric()
TABLE: dict[str, Any] = {
    "one": {
        "me": {"works": 1, "tone": "calm", "advice": ("stop", "talk")},
        "known": {"works": 2, "tone": "calm", "advice": "not_addressed"},
    },
    "two": {"me": {"works": -2, "tone": "sharp"}, "known": {"works": -2}},
    "three": {"me": {"works": 1}},
}


def _study(**gold: str) -> Study:
    made = study(OF, TABLE)
    return replace(made, reviewers={**made.reviewers, "known": Reviewer(id="known", kind="gold"), **{
        one: Reviewer(id=one, kind="gold") for one in gold
    }})  # fmt: skip


def test_each_answer_is_told_beside_the_gold_answer() -> None:
    found = feedback(_study(), "me", "one")
    assert found is not None
    assert [(one.criterion.id, one.kind, one.steps) for one in found.checked] == [
        ("works", "near", -1),
        ("advice", "position", None),
        ("tone", "agree", None),
    ]
    assert [checked_words(one) for one in found.checked] == ["1 step too low", "position or not?", "right"]
    assert feedback_title(found) == "1 of 3 as the gold answers"


def test_what_has_no_gold_answer_is_not_checked() -> None:
    assert [one.source for one in all_feedback(_study(), "me")] == ["one", "two"]
    two = feedback(_study(), "me", "two")
    assert two is not None
    assert [one.criterion.id for one in two.checked] == ["works"]
    assert feedback(_study(), "me", "three") is None
    assert so_far(all_feedback(_study(), "me")) == "So far 2 of 4 answers on 2 sources with gold answers."


def test_nothing_is_told_before_the_source_is_complete() -> None:
    made = _study()
    draft = annotation(OF, "me", "one", {"works": answer_of(OF, "works", 1)}, state="draft")
    assert feedback(replace(made, annotations={**made.annotations, ("me", "one"): draft}), "me", "one") is None


def test_of_several_gold_answers_the_nearest_counts() -> None:
    made = _study(other="gold")
    other = annotation(OF, "other", "one", {"works": answer_of(OF, "works", 1), "tone": answer_of(OF, "tone", "sharp")})
    made = replace(made, annotations={**made.annotations, ("other", "one"): other})
    found = feedback(made, "me", "one")
    assert found is not None
    assert [(one.criterion.id, one.known, one.right) for one in found.checked] == [
        ("works", "other", True),
        ("advice", "known", False),
        ("tone", "known", True),
    ]


def test_it_reads_well_in_a_terminal() -> None:
    made = _study()
    every = all_feedback(made, "me")
    assert render_feedback(made, every[0], every, width=80) == (
        "me on one: 1 of 3 as the gold answers\n"
        "\n"
        "≈ Works · 1 step too low\n"
        "    you:   +1 Mostly works\n"
        "    known: +2 Works\n"
        "\n"
        "! What is advised · position or not?\n"
        "    you:   Stop, Talk\n"
        "    known: Not addressed\n"
        "\n"
        "= Tone · right (Calm)\n"
        "\n"
        "So far 2 of 4 answers on 2 sources with gold answers.\n"
    )
