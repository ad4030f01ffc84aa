"""Which name is offered for a mistyped one."""

from __future__ import annotations

import pytest

from stancebook.model.nearest import did_you_mean


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("amend", "end"),
        ("legal", "illegal"),
        ("agree", "disagree"),
        ("approve", "disapprove"),
        ("impossible", "possible"),
    ],
)
def test_no_answer_is_offered_that_may_mean_the_opposite(word: str, other: str) -> None:
    assert did_you_mean(word, [other, "keep"], answers=True) == f"; there are {other}, keep"


@pytest.mark.parametrize(
    ("word", "other"),
    [("tlak", "talk"), ("Ennd", "end"), ("us_scrutny", "us_scrutiny"), ("not_adressed", "not_addressed")],
)
def test_a_slip_of_the_hand_is_seen_through(word: str, other: str) -> None:
    assert did_you_mean(word, [other, "keep"], answers=True) == f"; did you mean {other}?"


def test_the_name_of_anything_else_may_be_farther_away() -> None:
    assert did_you_mean("wola", ["wola-2025", "pism"]) == "; did you mean wola-2025?"
