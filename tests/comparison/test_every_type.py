"""Numbers, truth values and texts compared; criteria that are not asked; trees of values; sources for training."""

from __future__ import annotations

import typing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders
from tests.rubrics import everything

from stancebook.comparison.agreement import NO_DISTANCE, Plan, agreement_rows, beside_counts
from stancebook.comparison.breakdown import By, parts, study_parts
from stancebook.comparison.cell import consensus_of, how_far, state_of
from stancebook.comparison.comparing import comparison
from stancebook.comparison.coverage import progress
from stancebook.comparison.distance import distance
from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.same import same_of
from stancebook.comparison.scopes import scoped_ratings
from stancebook.comparison.selection import Selection, chosen_study
from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.requirements import missing
from stancebook.reports.caveats import nothing_to_compare
from stancebook.reports.figures import Figures

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Annotation
    from stancebook.model.study import Study

RUBRIC = everything()
UNCLEAR = "unclear"


def study(table: dict[str, dict[str, dict[str, Any]]]) -> Study:
    return builders.study(RUBRIC, table)


def matrix(table: dict[str, dict[str, dict[str, Any]]], **options: Any) -> StanceMatrix:
    return stance_matrix(study(table), intervals=False, **options)


@pytest.mark.parametrize(
    ("criterion", "answers", "state", "consensus"),
    [
        ("share", [10, 10.0], "agree", 10),
        ("share", [10, 15], "near", None),
        ("share", [10, 15.5], "far", None),
        ("share", [10, 12, 90], "far", 12),
        ("deaths", [3, 4], "near", None),
        ("deaths", [3, 5, 5], "far", 5),
        ("mentions", [True, True, False], "far", True),
        ("mentions", [True, False], "far", None),
        ("demand", ["Stop it", "Stop it"], "agree", "Stop it"),
        ("demand", ["Stop it", "Halt it"], "not_compared", None),
        ("demand", ["Stop it", "Stop it", "Halt it"], "not_compared", "Stop it"),
        ("demand", ["Stop it", None], "position", None),
    ],
)
def test_the_state_and_the_consensus_of_every_type(
    criterion: str, answers: list[Any], state: str, consensus: Any
) -> None:
    given = [Answer(value) if value is not None else Answer(off_scale="not_addressed") for value in answers]
    assert state_of(RUBRIC.by_id[criterion], given) == state
    found = consensus_of(RUBRIC.by_id[criterion], given)
    assert found == (NOT_CODED if consensus is None else Answer(consensus))


def test_texts_are_in_no_count_of_the_same_answer() -> None:
    ana, ben = {"demand": "Stop it", "deaths": 3}, {"demand": "Stop it", "deaths": 4}
    found = comparison(matrix({"a": {"ana": ana, "ben": ben}}))
    assert (found.same, found.compared, found.alike("ana", "ben")) == (0, 1, (0, 1))
    alone = study({"a": {"ana": {"demand": "Stop it"}, "ben": {"demand": "Halt it"}}})
    texts = stance_matrix(chosen_study(alone, Selection(criteria=("demand",))), intervals=False)
    assert "is text, which no figure compares" in nothing_to_compare(texts)


def test_true_and_one_are_never_one_answer() -> None:
    assert Answer(True) != Answer(1)
    assert Answer(False) != Answer(0)
    assert Answer(1) == Answer(1.0)
    assert len({Answer(True), Answer(1), Answer(1.0), Answer("1"), Answer(("1",))}) == 4


YES: dict[str, Any] = {"mentions": True, "share": 50, "sure": "yes"}
NO: dict[str, Any] = {"mentions": False}


def test_a_criterion_that_is_not_asked_is_not_missing() -> None:
    made = study({"one": {"a": YES, "b": YES}, "two": {"a": NO, "b": NO}, "three": {"a": YES, "b": NO}})
    found = stance_matrix(made, intervals=False)
    assert found.cells["one", "share"].state == "agree"
    cell = found.cells["two", "share"]
    assert (cell.state, cell.unasked, cell.codings) == ("not_applicable", ("a", "b"), {})
    assert found.cells["three", "share"].state == "single"
    assert found.cells["three", "share"].unasked == ("b",)
    # Whether it is asked at all is in dispute there, so that nothing stands.
    assert not found.cells["three", "share"].consensus.given
    rows = {row.scope: row for row in found.agreement if row.criterion == "share"}
    assert (rows["answers"].comparable, rows["answers"].same) == (1, 1)


def test_what_stands_for_a_row_hangs_together() -> None:
    found = matrix({"one": {"a": YES, "b": NO, "c": NO}})
    assert found.cells["one", "mentions"].consensus == Answer(False)
    assert found.cells["one", "share"].consensus == NOT_CODED


def test_a_coding_that_is_there_all_the_same_is_kept_and_counts_nowhere() -> None:
    found = matrix({"one": {"a": {**NO, "share": 50}, "b": YES}})
    assert list(found.cells["one", "share"].codings) == ["b"]
    assert found.left_out.unasked == 1


@pytest.mark.parametrize("criteria", [("sure",), ("share",), ("mentions", "sure")])
def test_choosing_a_criterion_keeps_what_it_hangs_on_in_mind(criteria: tuple[str, ...]) -> None:
    made = study({"two": {"a": {**NO, "sure": "yes"}, "b": NO}})
    found = stance_matrix(chosen_study(made, Selection(criteria=criteria)), intervals=False)
    assert tuple(criterion.id for criterion in found.criteria) == criteria
    assert {key[1] for key in found.cells} == set(criteria)
    assert found.cells["two", criteria[-1]].state == "not_applicable"
    assert found.left_out.gone == 0


def _annotation(**answers: Any) -> Annotation:
    codings = {criterion: builders.answer_of(RUBRIC, criterion, answer) for criterion, answer in answers.items()}
    return builders.annotation(RUBRIC, "a", "one", codings)


def test_complete_asks_for_what_is_asked_only() -> None:
    rest = {"lasting": "no", "topics": ("jobs",), "deaths": 3, "demand": "Stop", "stance": 1}
    assert missing(_annotation(mentions=False, **rest), RUBRIC) == []
    assert [one.criterion for one in missing(_annotation(mentions=True, **rest), RUBRIC)] == ["share"]
    assert [one.criterion for one in missing(_annotation(mentions=True, share=5, **rest), RUBRIC)] == []
    assert [one.criterion for one in missing(_annotation(mentions=True, share=10, **rest), RUBRIC)] == ["sure"]
    assert [one.criterion for one in missing(_annotation(**rest), RUBRIC)] == ["mentions"]
    # Unclear is an answer, and not the one that is asked for.
    unclear = {"mentions": builders.coding(RUBRIC, "mentions", off_scale=UNCLEAR, note="?")}
    coded = _annotation(**rest).model_copy(update={"codings": {**_annotation(**rest).codings, **unclear}})
    assert missing(coded, RUBRIC) == []


def test_progress_counts_what_is_asked() -> None:
    made = study({"one": {"a": NO}, "two": {"a": {"mentions": True, "share": 50}}})
    first, second = progress(made, "a")
    assert (first.coded, first.criteria) == (1, 6)
    assert (second.coded, second.criteria) == (2, 8)


def test_texts_have_no_figure_and_numbers_one_of_their_level() -> None:
    table: dict[str, dict[str, dict[str, Any]]] = {
        f"s{i}": {
            "a": {"demand": f"text {i}", "deaths": i, "mentions": i % 2 == 0, "share": 10 * i},
            "b": {"demand": "other", "deaths": i + i % 2, "mentions": True, "share": 10 * i},
        }
        for i in range(6)
    }
    found = matrix(table)
    rows = {(row.criterion, row.scope): row for row in found.agreement if row.measure == "krippendorff_alpha"}
    assert (rows["demand", "positions"].undefined, rows["demand", "positions"].metric) == (NO_DISTANCE, "none")
    assert rows["demand", "answers"].undefined == NO_DISTANCE
    assert rows["deaths", "positions"].metric == "interval"
    assert rows["share", "positions"].metric == "ratio"
    assert rows["mentions", "positions"].metric == "nominal"
    assert rows["share", "answers"].comparable == 3  # where both were asked


def various(pairs: list[tuple[int, int | None]]) -> StanceMatrix:
    """A source for each pair of numbers, which two reviewers answer by them, on every type of criterion."""
    topics = ["jobs", "prices", "crime", "peace", "other"]

    def answers(number: int | None) -> dict[str, Any]:
        if number is None:
            return {"deaths": "not_addressed", "demand": "not_addressed", "mentions": "unclear"}
        return {
            "deaths": number,
            "demand": f"text {number % 3}",
            "mentions": number % 2 == 0,
            "share": number * 1.5,
            "topics": tuple(sorted({topics[number % 5], topics[number % 3]})),
        }

    return matrix({f"s{i}": {"a": answers(one), "b": answers(other)} for i, (one, other) in enumerate(pairs)})


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9) | st.none()), min_size=2, max_size=8))
def test_both_ways_to_the_figures_agree_for_every_type(pairs: list[tuple[int, int | None]]) -> None:
    found = various(pairs)
    plain = agreement_rows(found.rubric, found.cells, intervals=False)
    assert [row for row in found.agreement if row.metric != "none"] == [row for row in plain if row.metric != "none"]


@pytest.mark.parametrize("by", typing.get_args(By))
def test_both_ways_to_broken_down_figures_agree_for_every_type(by: By) -> None:
    found = various([(number, None if number % 4 == 1 else number * 7 % 10) for number in range(10)])
    plan = Plan(intervals=False)
    told = study_parts(found.rubric, found.cells, plan, by)
    plain = [
        row
        for name, scope in dict.fromkeys((row.criterion, row.scope) for row in told)
        for criterion in [found.rubric.by_id[name]]
        for row in parts(
            scoped_ratings(found.rubric, criterion, scope, found.cells),
            plan._replace(distance=getattr(criterion, "distance", None)),
            name,
            scope,
            by,
        )
    ]
    assert told == plain
    assert {row.criterion for row in told} >= {"deaths", "mentions", "share", "topics"}


def test_one_coefficient_stands_beside_counts() -> None:
    made = study({"one": {"a": {"deaths": 1}, "b": {"deaths": 2}}})
    every, beside = (stance_matrix(made, intervals="none", measures=which) for which in ("all", "beside counts"))
    assert beside.agreement == tuple(row for row in every.agreement if row.measure == "krippendorff_alpha")
    assert beside_counts(["percent_agreement", "gwet_ac", "krippendorff_alpha"]) == ("krippendorff_alpha",)
    assert beside_counts(["percent_agreement", "gwet_ac"]) == ("gwet_ac",)
    assert beside_counts(["percent_agreement"]) == ("percent_agreement",)


def test_agreement_is_measured_at_the_levels_of_a_tree_too() -> None:
    table: dict[str, dict[str, dict[str, Any]]] = {
        "one": {"a": {"topics": ("jobs",)}, "b": {"topics": ("prices",)}},
        "two": {"a": {"topics": ("crime",)}, "b": {"topics": ("peace",)}},
        "three": {"a": {"topics": ("jobs", "prices")}, "b": {"topics": ("crime",)}},
        "four": {"a": {"topics": ("other",)}, "b": {"topics": ("other",)}},
    }
    rows = [row for row in matrix(table).agreement if row.criterion == "topics" and row.measure != "percent_agreement"]
    leaves = next(row for row in rows if row.scope == "positions")
    upper = next(row for row in rows if row.scope == "parents")
    assert (leaves.same, leaves.comparable, leaves.depth) == (1, 4, None)
    assert (upper.same, upper.comparable, upper.depth) == (3, 4, 1)


def test_a_retired_value_makes_stale_what_holds_it() -> None:
    made = study({"one": {"a": {"topics": ("money",)}, "b": {"topics": ("prices",)}}})
    found = stance_matrix(made, intervals=False)
    assert found.left_out.stale == 1
    assert found.cells["one", "topics"].consensus == Answer(("prices",))
    assert RUBRIC.label("topics", Answer(("money",))) == "Money"
    reason = RUBRIC.why_not_an_answer("topics", Answer(("money",)))
    assert reason == "'money' of topics is retired; use prices"


def test_numbers_from_files_of_either_form_agree() -> None:
    made = study({"one": {"a": {**YES, "share": 50}, "b": {**YES, "share": 50.0}}})
    assert stance_matrix(replace(made), intervals=False).cells["one", "share"].state == "agree"


def test_a_retired_heading_still_stands_for_what_lies_below_it() -> None:
    values = "\n".join(
        f"      - {{value: {value}, label: {value}{more}}}"
        for value, more in {"up": ", deprecated: true", "a": ", parent: up", "b": ", parent: up", "z": ""}.items()
    )
    rubric = builders.rubric(
        'rubric: tiny\nversion: "1"\ntitle: T\ncriteria:\n  - id: what\n    label: W\n    question: Q?\n'
        f"    type: nominal\n    requires_evidence: false\n    agreement_levels: [1]\n    values:\n{values}\n"
    )
    table = {"one": {"r1": {"what": "a"}, "r2": {"what": "b"}}, "two": {"r1": {"what": "z"}, "r2": {"what": "z"}}}
    found = stance_matrix(builders.study(rubric, table), intervals=False)
    (upper,) = [row for row in found.agreement if row.scope == "parents" and row.measure == "krippendorff_alpha"]
    assert (upper.same, upper.comparable, upper.estimate) == (2, 2, 1)


def test_steps_are_counted_as_a_share_of_the_steps_that_are_offered() -> None:
    """Of five steps one is retired: from end to end are three, which is the whole scale."""
    scale = ", ".join(f"{{value: {n}, label: L{n}{', deprecated: true' if n == 0 else ''}}}" for n in range(-2, 3))
    rubric = builders.rubric(
        'rubric: tiny\nversion: "1"\ntitle: T\ncriteria:\n  - id: what\n    label: W\n    question: Q?\n'
        f"    type: ordinal\n    requires_evidence: false\n    scale: [{scale}]\n"
    )
    (criterion,) = rubric.criteria
    assert how_far(criterion, [Answer(-2), Answer(2)]) == (3, 1.0)
    assert how_far(criterion, [Answer(-1), Answer(1)]) == (1, 1 / 3)
    assert distance(criterion, Answer(-2), Answer(1)) == pytest.approx(2 / 3)
    assert distance(criterion, Answer(0), Answer(2)) <= 1


def test_texts_count_in_no_total_of_same_answers() -> None:
    """The same words would count for a source, and other words that say the same would not."""
    made = study({"one": {"a": {**YES, "demand": "Prices fell."}, "b": {**YES, "demand": "Prices fell."}}})
    found = stance_matrix(made, intervals=False)
    texts = [criterion.id for criterion in found.criteria if criterion.level == "text"]
    assert texts
    assert found.cells["one", texts[0]].state == "agree"
    assert same_of(found, "one")[1] == sum(
        Figures(found.agreement).counts(criterion.id, "answers")[1] for criterion in found.criteria
    )


def test_several_values_are_told_in_the_order_of_the_rubric() -> None:
    order = RUBRIC.by_id["topics"].values[-3:]
    turned = Answer(tuple(reversed(order)))  # type: ignore[arg-type]
    assert RUBRIC.mark("topics", turned) == ", ".join(map(str, order))
    assert RUBRIC.label("topics", turned) == ", ".join(RUBRIC.label("topics", Answer((str(one),))) for one in order)
