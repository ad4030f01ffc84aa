"""What is said of codings of which no two can be compared, and how often two people gave the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import builders

from stancebook.comparison.comparing import comparison
from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.selection import Selection, arranged
from stancebook.comparison.uncompared import LEFT_OUT, ONE_POSITION, why_uncompared
from stancebook.model.problems import StancebookError
from stancebook.model.study import Reviewer, Study
from stancebook.reports.caveats import why_nothing
from stancebook.reports.cell_words import state_meaning, state_words
from stancebook.reports.legends import states_told
from stancebook.reports.plots.face import Face
from stancebook.reports.plots.forest import forest
from stancebook.reports.plots.paper import COLUMN_MM, Paper
from stancebook.reports.words import left_out_sentences

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Coding

TINY = builders.rubric()
NA = "not_addressed"


def _matrix(**codings: Coding) -> StanceMatrix:
    made = {(who, "one"): builders.annotation(TINY, who, "one", {"works": one}) for who, one in codings.items()}
    reviewers = {who: Reviewer(id=who) for who in codings}
    return stance_matrix(Study(TINY, {"one": builders.source("one")}, made, reviewers), intervals=False)


FRESH = builders.coding(TINY, "works", 1)
STALE = builders.coding(TINY, "works", 1, asked="00000000")
SEEN = builders.coding(TINY, "works", 1, independent=False)


@pytest.mark.parametrize(
    ("codings", "why"),
    [
        ({}, "there is no completed coding of it"),
        ({"a": FRESH}, "only one reviewer has coded it"),
        ({"a": STALE, "b": STALE}, "all codings of it were made before the rubric changed (stale)"),
        ({"a": SEEN, "b": SEEN}, "all codings of it were made after seeing another's"),
        ({"a": FRESH, "b": STALE}, "only one reviewer has coded it independently and up to date"),
    ],
)
def test_the_reason_is_that_of_the_codings(codings: dict[str, Coding], why: str) -> None:
    matrix = _matrix(**codings)
    assert why_uncompared(TINY, [matrix.cells["one", "works"]]) == why
    assert {row.undefined for row in matrix.agreement if row.criterion == "works"} == {why}


def test_where_nobody_but_one_sees_a_position_that_is_said() -> None:
    made = builders.study(TINY, {"one": {"a": {"works": 1}, "b": {"works": NA}}})
    rows = [row for row in stance_matrix(made, intervals=False).agreement if row.criterion == "works"]
    assert {row.undefined for row in rows if row.scope == "positions"} == {ONE_POSITION}
    assert all(row.undefined != ONE_POSITION for row in rows if row.scope != "positions")


@pytest.mark.parametrize("other", ["not_applicable", 1])
def test_of_answers_that_agreement_leaves_out_nobody_is_told_that_they_were_not_given(other: Any) -> None:
    table = {source: {"a": {"works": "not_applicable"}, "b": {"works": other}} for source in ("one", "two")}
    matrix = stance_matrix(builders.study(TINY, table), intervals=False)
    assert {row.undefined for row in matrix.agreement if row.criterion == "works"} == {LEFT_OUT}
    assert why_nothing(matrix) == LEFT_OUT
    with pytest.raises(StancebookError, match=r"nothing to compare.*leaves an answer of theirs out"):
        forest(matrix, Paper.of(Face(), COLUMN_MM[1]))


def test_where_two_coded_different_sources_that_is_still_said() -> None:
    table = {"one": {"a": {"works": "not_applicable"}}, "two": {"b": {"works": "not_applicable"}}}
    matrix = stance_matrix(builders.study(TINY, table), intervals=False)
    reasons = {row.undefined for row in matrix.agreement if row.criterion == "works"}
    assert reasons == {"no source was coded by two reviewers independently"}
    assert why_nothing(matrix) == "no source was coded by two of a and b independently"


def test_of_answers_that_are_left_out_only_those_are_told_that_would_be_compared() -> None:
    away = {
        who: builders.coding(TINY, "works", off_scale="not_applicable", independent=who != "seen")
        for who in ("a", "b", "seen")
    }
    matrix = _matrix(**away)
    assert comparison(matrix).uncompared == {"not_applicable": 2}
    assert comparison(matrix, "consensus").uncompared == {"not_applicable": 3}


ANSWERS: st.SearchStrategy[Any] = st.sampled_from([None, -1, 0, 1, NA, "unclear"])


@settings(max_examples=40)
@given(st.lists(st.tuples(ANSWERS, ANSWERS), max_size=6))
def test_two_are_alike_as_often_as_cells_agree(pairs: list[tuple[Any, Any]]) -> None:
    table = {f"s{n}": {"a": {"works": one}, "b": {"works": other}} for n, (one, other) in enumerate(pairs)}
    found = comparison(stance_matrix(builders.study(TINY, table), ("a", "b") if pairs else None, intervals=False))
    given_by_both = [pair for pair in pairs if None not in pair]
    if pairs:
        assert found.alike("a", "b") == (sum(one == other for one, other in given_by_both), len(given_by_both))
        assert found.alike("a", "b") == found.alike("b", "a") == (found.same, found.compared)


def test_beside_one_made_after_seeing_it_a_coding_is_the_only_independent_one_and_not_the_only_one() -> None:
    matrix = _matrix(ann=FRESH, bob=SEEN)
    (cell,) = (one for one in matrix.cells.values() if one.codings)
    assert "† only one independent coding" in states_told(matrix)
    assert state_words(matrix, cell) == "only one independent coding"
    assert state_meaning(matrix, cell).startswith(state_words(matrix, cell))


def test_a_source_on_which_only_those_differ_who_saw_each_others_is_not_said_to_be_without_disagreement() -> None:
    matrix = _matrix(ann=FRESH, bob=builders.coding(TINY, "works", -2, independent=False))
    shown = arranged(matrix, Selection(only_disagreements=True))
    told = " ".join(left_out_sentences(shown.left_out))
    assert "1 source on which no two independent codings that count disagree not shown" in told
