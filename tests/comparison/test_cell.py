"""The state of a cell and the answer that stands for it, rule by rule."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders

from stancebook.comparison.cell import consensus_of, state_of
from stancebook.model.answer import NOT_CODED, Answer, Value

RUBRIC = builders.rubric()
NA = "not_addressed"


def answers(*given_answers: Value) -> list[Answer]:
    return [Answer(off_scale=one) if one in RUBRIC.off_scale else Answer(one) for one in given_answers]


@pytest.mark.parametrize(
    ("criterion", "given_answers", "state"),
    [
        ("works", (), "missing"),
        ("works", (1,), "single"),
        ("works", (NA,), "single"),
        ("works", (1, 1), "agree"),
        ("works", (NA, NA, NA), "agree"),
        ("works", (1, 2), "near"),
        ("works", (0, 1, 1), "near"),
        ("works", (0, 1, 2), "far"),  # the outermost are two steps apart
        ("works", (-2, 2), "far"),
        ("works", (1, NA), "position"),
        ("works", (1, 1, NA), "position"),
        ("works", (-2, 2, NA), "position"),
        ("works", (NA, "unclear"), "off_scale"),
        ("tone", ("calm", "calm"), "agree"),
        ("tone", ("calm", "warm"), "far"),
        ("tone", ("calm", NA), "position"),
        ("advice", (("stop",), ("stop",)), "agree"),
        ("advice", (("stop", "talk"), ("talk",)), "near"),
        ("advice", (("stop", "talk"), ("talk",), ("stop",)), "far"),  # talk and stop share nothing
        ("advice", (("stop",), ("talk",)), "far"),
        ("advice", (("stop",), NA), "position"),
    ],
)
def test_state(criterion: str, given_answers: tuple[Value, ...], state: str) -> None:
    for order in itertools.permutations(answers(*given_answers)):
        assert state_of(RUBRIC.criterion(criterion), order) == state


def test_steps_are_counted_on_the_scale_not_between_the_numbers() -> None:
    text = builders.RUBRIC.replace("value: 2,", "value: 10,").replace("value: 1,", "value: 5,", 1)
    criterion = builders.rubric(text.replace("{value: 1, text", "{value: 5, text")).criterion("works")
    assert state_of(criterion, answers(5, 10)) == "near"
    assert state_of(criterion, answers(0, 10)) == "far"


@pytest.mark.parametrize(
    ("criterion", "given_answers", "stands"),
    [
        ("works", (), None),
        ("works", (1,), 1),
        ("works", (NA,), NA),
        ("works", (1, 1), 1),
        ("works", (1, 2), None),  # the two middle values differ
        ("works", (1, 1, 2), 1),
        ("works", (-2, 1, 2), 1),
        ("works", (-2, 1, 1, 2), 1),
        ("works", (-2, 0, 1, 2), None),
        ("works", (1, NA), None),  # a tie between a position and an off-scale answer
        ("works", (1, 2, NA), None),  # a position, but which one?
        ("works", (1, 1, NA), 1),
        ("works", (1, NA, NA), NA),
        ("works", (NA, "unclear"), None),
        ("works", (NA, "unclear", 1), None),
        ("works", (NA, NA, "unclear", 1), None),  # half is no majority
        ("works", (NA, NA, NA, "unclear", 1), NA),
        ("tone", ("calm", "warm"), None),
        ("tone", ("calm", "calm", "warm"), "calm"),
        ("tone", ("calm", "warm", "sharp"), None),
        ("tone", ("calm", "calm", "warm", "sharp"), None),
        ("tone", ("calm", "calm", NA), "calm"),
        ("tone", ("calm", "warm", NA), None),
        ("advice", (("stop",), ("stop", "talk")), ("stop",)),
        ("advice", (("stop",), ("talk",)), None),
        ("advice", (("stop", "talk"), ("stop", "talk"), ("other",)), ("stop", "talk")),
        ("advice", (("stop", "talk"), ("talk",), ("stop", "go-on")), ("stop", "talk")),
        ("advice", (("stop",), ("stop", "talk"), NA), ("stop",)),
        ("advice", (("stop",), NA, NA), NA),
    ],
)
def test_consensus(criterion: str, given_answers: tuple[Value, ...], stands: Value | None) -> None:
    expected = NOT_CODED if stands is None else answers(stands)[0]
    for order in itertools.permutations(answers(*given_answers)):
        assert consensus_of(RUBRIC.criterion(criterion), order) == expected


choices: dict[str, st.SearchStrategy[Value]] = {
    "works": st.sampled_from([-2, -1, 0, 1, 2, NA, "unclear"]),
    "tone": st.sampled_from(["calm", "sharp", "warm", NA]),
    "advice": st.sampled_from([("stop",), ("talk",), ("stop", "talk"), ("go-on", "other", "stop"), NA]),
}


@given(st.sampled_from(sorted(choices)), st.data())
def test_consensus_is_none_or_rests_on_more_than_half(criterion: str, data: st.DataObject) -> None:
    chosen = answers(*data.draw(st.lists(choices[criterion], max_size=7)))
    stands = consensus_of(RUBRIC.criterion(criterion), chosen)
    if stands.off_scale is not None:
        assert 2 * chosen.count(stands) > len(chosen)
    elif stands.value is not None:
        positions = [one for one in chosen if one.is_position]
        assert 2 * len(positions) > len(chosen)
        assert RUBRIC.criterion(criterion).multiple or stands in positions
    if state_of(RUBRIC.criterion(criterion), chosen) == "agree":
        assert stands == chosen[0]
