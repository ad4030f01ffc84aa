"""Where agreement is lost, checked by hand on small studies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

from stancebook.agreement import Ratings
from stancebook.comparison.agreement import Plan, agreement_rows, same_and_comparable
from stancebook.comparison.breakdown import parts, sources, study_parts, study_sources
from stancebook.comparison.breakdown_rules import study_rules
from stancebook.comparison.matrix import StanceMatrix, stance_matrix

if TYPE_CHECKING:
    from stancebook.comparison.agreement import AgreementRow
    from stancebook.model.study import Study

TINY = builders.rubric()
NA = "not_addressed"
PLAN = Plan(intervals=False)
ANSWERS: dict[str, dict[str, Any]] = {
    "s1": {"a": 1, "b": 1, "c": 1},
    "s2": {"a": 1, "b": 1, "c": -2},
    "s3": {"a": NA, "b": NA, "c": 2},
    "s4": {"a": -1, "b": -1},
}


def made(answers: dict[str, dict[str, Any]] = ANSWERS, criterion: str = "works") -> StanceMatrix:
    return stance_matrix(study(answers, criterion), intervals=False)


def study(answers: dict[str, dict[str, Any]], criterion: str = "works") -> Study:
    return builders.study(TINY, {s: {r: {criterion: a} for r, a in coders.items()} for s, coders in answers.items()})


def one(rows: list[AgreementRow], of: tuple[str, ...], scope: str = "answers", measure: str = "alpha") -> AgreementRow:
    (found,) = [row for row in rows if row.of == of and row.scope == scope and measure in row.measure]
    return found


def of_works(by: Any) -> list[AgreementRow]:
    matrix = made()
    return [row for row in study_parts(matrix.rubric, matrix.cells, PLAN, by) if row.criterion == "works"]


def test_by_value_each_answer_stands_against_the_rest() -> None:
    rows = of_works("value")
    assert [row.of[0] for row in rows[::2]] == ["2", "1", "0", "-1", "-2", "not_addressed", "unclear"]
    plus_one = one(rows, ("1",))
    assert (plus_one.given, plus_one.same, plus_one.comparable, plus_one.codings) == (5, 3, 4, 11)
    assert one(rows, ("-1",)).estimate == 1.0
    never = one(rows, ("0",))
    assert (never.given, never.same, never.estimate) == (0, 4, None)
    assert never.undefined is not None


def test_by_pair_only_what_both_coded() -> None:
    rows = of_works("pair")
    assert {row.of for row in rows} == {("a", "b"), ("a", "c"), ("b", "c")}
    close = one(rows, ("a", "b"))
    assert (close.estimate, close.same, close.comparable) == (1.0, 4, 4)
    assert (one(rows, ("a", "c")).same, one(rows, ("a", "c")).comparable) == (1, 3)
    assert one(rows, ("a", "c"), "position", "percent").estimate == pytest.approx(2 / 3)
    assert one(rows, ("a", "c"), "positions").comparable == 2


def test_without_each_reviewer() -> None:
    rows = of_works("reviewer")
    assert one(rows, ("c",)).estimate == 1.0
    assert one(rows, ("a",)).same == 1
    assert one(rows, ("a",)).estimate == one(rows, ("b",)).estimate


def test_sources_read_most_differently_come_first() -> None:
    matrix = made()
    rows = [row for row in study_sources(matrix.rubric, matrix.cells) if row.criterion == "works"]
    answers = [row for row in rows if row.scope == "answers"]
    assert [row.source for row in answers] == ["s2", "s3", "s1", "s4"]
    assert [row.share for row in answers] == [0.5, 0.5, 0.0, 0.0]
    assert answers[0].distance == pytest.approx(2 / 3)
    positions = [row for row in rows if row.scope == "positions"]
    assert (positions[0].source, positions[0].share) == ("s2", 1.0)


def test_rules_that_disagreements_hang_on() -> None:
    base = study({"s1": {"a": 1, "b": 1}, "s2": {"a": 1, "b": -2}, "s3": {"a": 2, "b": 0}})
    cited = {("a", "s1"): ("G1",), ("b", "s1"): ("G1",), ("a", "s2"): ("W1",), ("b", "s2"): ("W1", "G1")}
    annotations = {
        key: annotation.model_copy(
            update={
                "codings": {
                    **annotation.codings,
                    "works": annotation.coding("works").model_copy(update={"rules": cited.get(key, ())}),
                }
            }
        )
        for key, annotation in base.annotations.items()
    }
    matrix = stance_matrix(replace(base, annotations=annotations), intervals=False)
    rows = {row.rule: row for row in study_rules(matrix.rubric, matrix.cells)}
    w1, g1 = rows["W1"], rows["G1"]
    assert (w1.codings, w1.sources, w1.pairs, w1.differing, w1.both, w1.both_differing) == (2, 1, 1, 1, 1, 1)
    assert (g1.codings, g1.sources, g1.pairs, g1.differing, g1.both, g1.both_differing) == (3, 2, 2, 1, 1, 0)
    assert (w1.share, g1.share) == (0.5, 0.5)


def test_answers_left_out_of_agreement_are_left_out_of_rules() -> None:
    matrix = made({"s1": {"a": 1, "b": "not_applicable"}})
    assert study_rules(matrix.rubric, matrix.cells) == []


def test_labels_of_sets_by_value() -> None:
    matrix = made({"s1": {"a": ("stop",), "b": ("stop", "talk")}, "s2": {"a": ("talk",), "b": ("talk",)}}, "advice")
    rows = [row for row in study_parts(matrix.rubric, matrix.cells, PLAN, "value") if row.criterion == "advice"]
    assert one(rows, ("stop",)).estimate == 1.0
    assert (one(rows, ("talk",)).given, one(rows, ("talk",)).same) == (3, 1)


def test_nothing_to_break_down() -> None:
    matrix = made({"s1": {"a": 1}})
    for by in ("value", "pair", "reviewer"):
        assert all(row.estimate is None for row in study_parts(matrix.rubric, matrix.cells, PLAN, by))
    assert study_sources(matrix.rubric, matrix.cells) == []


def test_intervals_of_many_pairs_are_left_out() -> None:
    rows = [[(u * c) % 3 for c in range(1, 12)] for u in range(40)]
    ratings = Ratings.from_rows(rows, "nominal", [0, 1, 2])
    many = parts(ratings, Plan(measures=("krippendorff_alpha",)), "x", "answers", "pair")
    assert len(many) == 55
    assert all(row.low is None for row in many)


def test_units_of_a_table() -> None:
    ratings = Ratings.from_rows([[1, 1], [1, 3], [2, 3]], "ordinal", [1, 2, 3], units=["p", "q", "r"])
    assert [row.source for row in sources(ratings, "", "answers")] == ["q", "r", "p"]


def test_units_rated_alike_are_counted_among_those_that_several_rated() -> None:
    ratings = Ratings.from_rows([[1, 1, None], [1, None, 2], [None, None, 1], [2, 2, 2]], "nominal", [1, 2])
    assert same_and_comparable(ratings.codes) == (2, 3)


def test_measures_and_weights_can_be_chosen() -> None:
    matrix = made()
    rows = agreement_rows(matrix.rubric, matrix.cells, intervals=False, measures=["gwet_ac"], weights="linear")
    by_scope = {row.scope: row.metric for row in rows if row.criterion == "works"}
    assert by_scope == {"answers": "identity", "position": "identity", "positions": "linear"}
