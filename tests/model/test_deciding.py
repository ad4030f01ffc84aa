"""Decisions on one source: they add up, and the last counts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders

from stancebook.model import deciding
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.problems import StancebookError

RUBRIC = builders.rubric()
FIRST, SECOND = builders.decision(1), builders.decision(off_scale="unclear", at=builders.LATER)


def test_decisions_add_up_and_the_last_counts() -> None:
    made = deciding.decide(builders.adjudication(), RUBRIC, "works", FIRST)
    made = deciding.decide(made, RUBRIC, "works", SECOND)
    assert made.decisions["works"] == (FIRST, SECOND)
    assert made.current("works") == SECOND


@pytest.mark.parametrize(
    ("decision", "complaint"),
    [
        (builders.decision(7), "'7' is no value of works; its scale is -2, -1, 0, 1, 2"),
        (builders.decision("calm"), "no value of works"),
        (builders.decision(off_scale="silent"), "no off-scale answer of works"),
        (builders.decision(1, rationale=" \n"), "a decision needs a reason"),
        (builders.decision(1, rule="W2"), "there is no rule 'W2' for it.*propose a new one in words"),
    ],
)
def test_a_decision_that_does_not_fit_the_rubric_is_refused(decision: Decision, complaint: str) -> None:
    with pytest.raises(StancebookError, match=complaint):
        deciding.decide(builders.adjudication(), RUBRIC, "works", decision)


def test_a_cited_rule_and_a_proposed_one_are_told_apart() -> None:
    cited, proposed = builders.decision(1, rule="G1"), builders.decision(1, rule="Count what is announced.")
    assert (cited.cited_rule, cited.proposed_rule) == ("G1", None)
    assert (proposed.cited_rule, proposed.proposed_rule) == (None, "Count what is announced.")
    assert (FIRST.cited_rule, FIRST.proposed_rule) == (None, None)
    assert deciding.why_not(RUBRIC, "works", cited) is None
    assert deciding.why_not(RUBRIC, "works", proposed) is None
    assert "a sentence" in (deciding.why_not_a_rule(RUBRIC, "works", "Announcements", proposed=True) or "")


def test_a_rubric_may_ask_for_the_rule_of_every_settled_decision() -> None:
    plan = RUBRIC.adjudication.model_copy(update={"cite_rule": True})
    strict = RUBRIC.model_copy(update={"adjudication": plan})
    assert deciding.wants_rule(strict, FIRST)
    assert deciding.why_not(strict, "works", FIRST) is None
    assert not deciding.wants_rule(RUBRIC, FIRST)
    assert not deciding.wants_rule(strict, builders.decision())
    assert not deciding.wants_rule(strict, builders.decision(1, rule="W1"))


def test_a_file_of_decisions_reads_back_as_it_was() -> None:
    made = builders.adjudication(works=(FIRST, SECOND), advice=(builders.decision(("stop", "talk")),))
    text = made.to_json()
    assert Adjudication.model_validate_json(text) == made
    assert list(json.loads(text)["decisions"]) == ["advice", "works"]
    assert text.endswith("}\n")


def said(decisions: tuple[Decision, ...]) -> set[str]:
    return {one.model_dump_json() for one in decisions}


_TIMES = st.integers(0, 59).map(lambda second: f"2026-11-22T09:14:{second:02}Z")
_LISTS = st.lists(
    st.builds(lambda at, value: builders.decision(value, at=at), _TIMES, st.sampled_from([-1, 0, 1])),
    max_size=5,
    unique_by=lambda one: one.model_dump_json(),
).map(tuple)


@given(_LISTS, _LISTS)
def test_joining_two_files_loses_no_decision_and_doubles_none(
    ours: tuple[Decision, ...], theirs: tuple[Decision, ...]
) -> None:
    left = deciding.with_decisions(builders.adjudication(), {"works": ours})
    right = deciding.with_decisions(builders.adjudication(), {"works": theirs})
    found = deciding.joined(left, right).decisions.get("works", ())
    assert said(found) == said(ours) | said(theirs)
    assert len(found) == len(said(found))
    assert said(deciding.joined(right, left).decisions.get("works", ())) == said(found)
    if all([one.at for one in held] == sorted(one.at for one in held) for held in (ours, theirs)):
        assert [one.at for one in found] == sorted(one.at for one in found)
    if not said(ours) & said(theirs):
        for held in (ours, theirs):
            assert [one for one in found if one in held] == list(held), "what stood in an order stays in it"


def test_a_decision_that_was_preferred_to_a_later_one_stays_so_when_a_third_is_joined() -> None:
    both = deciding.with_decisions(builders.adjudication(), {"works": (FIRST, SECOND)})
    preferred = deciding.preferring(both, "works", FIRST)
    assert preferred.decisions["works"] == (SECOND, FIRST)
    for held in ((FIRST,), (SECOND,)):
        third = deciding.with_decisions(builders.adjudication(), {"works": held})
        assert deciding.joined(preferred, third) == preferred
        assert deciding.joined(third, preferred).current("works") == FIRST
    assert deciding.joined(preferred, both).current("works") == SECOND, "against one another the later counts"


_CLOSE = st.lists(  # of few persons and seconds, so that many fall together
    st.builds(
        lambda second, value, by: builders.decision(value, at=f"2026-11-22T09:14:{second:02}Z", by=by),
        st.integers(0, 1),
        st.sampled_from([-1, 0, 1, None]),
        st.sampled_from(["ana", "ben"]),
    ),
    max_size=4,
    unique_by=lambda one: one.model_dump_json(),
).map(tuple)


@given(_CLOSE, _CLOSE)
def test_two_clones_that_join_each_others_decisions_come_to_the_same(
    ours: tuple[Decision, ...], theirs: tuple[Decision, ...]
) -> None:
    left, right = builders.adjudication(works=ours), builders.adjudication(works=theirs)
    here, there = deciding.joined(left, right), deciding.joined(right, left)
    assert here == there
    assert deciding.joined(here, there) == here, "there is nothing left to join"


def test_of_two_decisions_in_one_second_the_same_counts_whoever_joins_and_a_files_own_order_stays() -> None:
    up, down = builders.decision(1), builders.decision(-1)
    one, other = builders.adjudication(works=(up,)), builders.adjudication(works=(down,))
    assert deciding.joined(one, other) == deciding.joined(other, one)
    for order in ((up, down), (down, up)):
        ordered = builders.adjudication(works=order)
        for known in (one, other):
            assert deciding.joined(ordered, known) == deciding.joined(known, ordered) == ordered
