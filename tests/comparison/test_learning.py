"""What decisions teach each reviewer, and the next version of the rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import LATER, rubric, study
from tests.rubrics import everything

from stancebook.comparison.comparing import comparison
from stancebook.comparison.disagreement import disagreements
from stancebook.comparison.learning import RuleCount, counts, learning, proposed_rules
from stancebook.comparison.matrix import stance_matrix
from stancebook.model.decision import CAUSES, Adjudication, Decision

if TYPE_CHECKING:
    from stancebook.model.study import Study

OF = rubric()


def _decision(value: int | None, cause: Any = None, rule: str | None = None) -> Decision:
    settled = value is not None
    about: dict[str, Any] = {"rationale": "Read again.", "by": "r3", "at": LATER, "basis": {}, "off_scale": None}
    return Decision(outcome="settled" if settled else "open", value=value, cause=cause, rule=rule, **about)


def _study(decisions: dict[str, Decision]) -> Study:
    table: dict[str, Any] = {
        source: {"r1": {"works": 1}, "r2": {"works": -1}, "r3": {"works": 1}} for source in ("a", "b", "c", "d")
    }
    kept = {
        source: Adjudication(rubric="tiny", source=source, decisions={"works": (decision,)})
        for source, decision in decisions.items()
    }
    return study(OF, table, kept)


MADE = _study(
    {
        "a": _decision(1, "slip", "W1"),
        "b": _decision(-1, "unclear_rule", "Count what is said last."),
        "c": _decision(None, "real_difference"),
        "d": _decision(1, "slip"),
    }
)


def test_each_reviewer_sees_where_they_were_overruled_and_why() -> None:
    mine, theirs = learning(MADE, "r1"), learning(MADE, "r2")
    assert [(one.source, one.decision.value, one.decision.cause) for one in mine.overruled] == [
        ("b", -1, "unclear_rule")
    ]
    assert [one.source for one in theirs.overruled] == ["a", "d"]
    assert (mine.followed, mine.left_open, mine.settled) == (2, 1, 3)
    assert (theirs.followed, theirs.left_open, theirs.settled) == (1, 1, 3)
    assert theirs.causes == (("slip", 2),)
    assert theirs.overruled[0].coding.answer.value == -1


def test_who_has_coded_nothing_was_not_overruled() -> None:
    nobody = learning(MADE, "r9")
    assert (nobody.settled, nobody.overruled, nobody.counts.disagreements) == (0, (), 0)


def test_causes_and_rules_are_counted() -> None:
    found = counts(disagreements(MADE))
    assert (found.disagreements, found.decided) == (4, 4)
    assert found.causes == (("slip", 2), ("unclear_rule", 1), ("real_difference", 1))
    assert found.rules == (RuleCount("W1", 1, 0, 1),)


def test_reliability_never_rests_on_a_decision_though_the_consensus_does() -> None:
    before, after = (stance_matrix(made) for made in (_study({}), MADE))
    assert after.agreement == before.agreement
    assert [after.cells[source, "works"].state for source in "abcd"] == ["far"] * 4
    assert [before.cells[source, "works"].consensus.value for source in "abcd"] == [1] * 4
    assert [after.cells[source, "works"].consensus.value for source in "abcd"] == [1, -1, None, 1]
    assert comparison(after).confusions == comparison(before).confusions


def test_proposed_rules_are_collected_once_with_a_free_id_and_their_cases() -> None:
    made = _study(
        {
            "a": _decision(1, None, "Count what is said last."),
            "b": _decision(1, None, "count what is said  last"),
            "c": _decision(None, None, "Popularity is no result."),
            "d": _decision(1, None, "W1"),
        }
    )
    (one,) = proposed_rules(made)
    assert (one.criterion, one.id, one.rule) == ("works", "W2", "Count what is said last.")
    assert [source for source, _ in one.cases] == ["a", "b"]


def test_a_criterion_without_rules_gets_an_id_that_no_other_has() -> None:
    words = _decision(None, None, "Take the sharper word.")
    kept = Adjudication(rubric="tiny", source="a", decisions={"tone": (words,), "works": (words,)})
    table: dict[str, Any] = {"a": {"r1": {"tone": "calm", "works": 1}, "r2": {"tone": "sharp", "works": 2}}}
    assert [(one.criterion, one.id) for one in proposed_rules(study(OF, table, {"a": kept}))] == [
        ("works", "W2"),
        ("tone", "T1"),
    ]


DECISIONS = st.dictionaries(
    st.sampled_from("abcd"),
    st.builds(
        _decision,
        st.sampled_from([None, -1, 1, 2]),
        st.sampled_from([None, *CAUSES]),
        st.sampled_from([None, "W1", "G1", "Take what is said last."]),
    ),
)


@given(DECISIONS)
def test_counts_add_up_whatever_is_decided(decisions: dict[str, Decision]) -> None:
    made = _study(decisions)
    for reviewer in ("r1", "r2", "r3"):
        found = learning(made, reviewer)
        assert found.settled + found.left_open == len(decisions)
        assert sum(many for _, many in found.causes) == len(found.overruled)
        assert found.counts.disagreements == 4
        assert sum(many for _, many in found.counts.causes) == found.counts.decided == len(decisions)
        assert all(max(rule.cited, rule.decided) <= rule.involved <= 4 for rule in found.counts.rules)


def test_nobody_is_overruled_on_what_is_not_asked_by_what_stands_though_they_were_asked() -> None:
    rest = {who: {"mentions": False} for who in ("b", "c")}
    made = study(
        everything(),
        {"one": {"a": {"mentions": True, "share": 10}, **rest}},
        {"one": Adjudication(rubric="everything", source="one", decisions={"share": (_decision(90),)})},
    )
    assert stance_matrix(made, intervals=False).cells["one", "share"].decided_in_vain
    assert learning(made, "a").settled == 0
