"""Training, production and second passes are kept apart, and each can be looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.builders import RUBRIC, rubric, study

from stancebook.comparison.coverage import double_coding
from stancebook.comparison.disagreement import disagreements
from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.rounds import in_round, noted, passes, require_round, selected_in_round
from stancebook.comparison.selection import Selection
from stancebook.model.problems import NotFoundError
from stancebook.model.study import Reviewer

if TYPE_CHECKING:
    from stancebook.model.study import Study


def _again(reviewer: str) -> Reviewer:
    return Reviewer.model_validate({"id": f"{reviewer}.again", "second_pass_of": reviewer})


OF = rubric(RUBRIC.replace("criteria:\n", "anchors: [train]\ncriteria:\n", 1))
TABLE = {
    "one": {"r1": {"works": 1}, "r2": {"works": 1}, "r1.again": {"works": -2}},
    "two": {"r1": {"works": 2}, "r2": {"works": -1}, "known": {"works": 0}},
    "train": {"r1": {"works": 0}, "r2": {"works": 2}, "known": {"works": 0}},
}
KINDS = {
    "r1.again": _again("r1"),
    "known": Reviewer(id="known", kind="gold"),
}


def _study() -> Study:
    made = study(OF, TABLE)
    return replace(made, reviewers={**made.reviewers, **KINDS})


def test_production_leaves_out_anchors_second_passes_and_gold_answers_and_says_so() -> None:
    part = in_round(_study(), "production")
    matrix = noted(stance_matrix(part.study, part.reviewers, intervals=False), part)
    assert list(matrix.sources) == ["one", "two"]
    assert list(matrix.reviewers) == ["r1", "r2"]
    assert matrix.cells["one", "works"].state == "agree"
    left = matrix.left_out
    assert (left.anchors, left.second, left.gold, left.apart) == (1, 1, 1, 0)


def test_training_is_on_the_anchors() -> None:
    part = in_round(_study(), "training")
    assert list(part.study.sources) == ["train"]
    assert {reviewer for reviewer, _ in part.study.annotations} == {"r1", "r2"}
    assert in_round(_study(), "training", keep=["known"]).gold == 0


def test_the_second_pass_has_both_passes_of_what_was_coded_twice() -> None:
    part = in_round(_study(), "second-pass")
    matrix = noted(stance_matrix(part.study, part.reviewers, intervals=False), part)
    assert list(matrix.sources) == ["one"]
    assert list(matrix.reviewers) == ["r1", "r1.again"]
    assert matrix.cells["one", "works"].state == "far"
    assert matrix.agreement


def test_agreement_with_oneself_and_with_others_never_mixes() -> None:
    table = {"one": {**TABLE["one"], "r2.again": {"works": 1}}}
    made = study(OF, table)
    kinds = {"r1.again": KINDS["r1.again"], "r2.again": _again("r2")}
    made = replace(made, reviewers={**made.reviewers, **kinds})
    part = in_round(made, "second-pass")
    assert part.passes == (("r1", "r1.again"), ("r2", "r2.again"))
    assert noted(stance_matrix(part.study, part.reviewers, intervals=False), part).agreement == ()


def test_everything_shows_gold_answers_and_second_passes_and_counts_neither() -> None:
    part = in_round(_study(), "all")
    matrix = noted(stance_matrix(part.study, part.reviewers, intervals=False), part)
    assert set(matrix.reviewers) == {"r1", "r2", "r1.again", "known"}
    assert len(matrix.sources) == 3
    cell = matrix.cells["one", "works"]
    assert (cell.state, cell.consensus.value) == ("agree", 1)
    assert set(cell.codings) == {"r1", "r2", "r1.again"}
    assert matrix.left_out.apart == 3
    assert all(row.coders <= 2 for row in matrix.agreement)


def test_reviewers_named_are_compared_whatever_they_are() -> None:
    found = disagreements(_study(), ("r1", "r1.again"))
    assert [(one.source, one.kind, one.steps) for one in found] == [("one", "far", 3)]
    assert [one.source for one in disagreements(_study(), ("r2", "known"))] == ["train", "two"]
    assert [one.source for one in disagreements(_study())] == ["two", "train"]


def test_double_coding_counts_reviewers_not_passes_or_gold_answers() -> None:
    planned = rubric(RUBRIC + "reliability: {double_coded_share: 0.75}\n")
    table = {"a": TABLE["one"], "b": {"r1": {"works": 1}, "r1.again": {"works": 1}, "known": {"works": 1}}, "c": {}}
    made = study(planned, table)
    made = replace(made, reviewers={**made.reviewers, **KINDS})
    coding = double_coding(made)
    assert (coding.sources, coding.double, coding.once, coding.missing) == (3, 1, 1, 2)
    assert coding.share == pytest.approx(1 / 3)
    assert double_coding(replace(made, sources={})).share is None


def test_a_round_that_is_not_there_is_said_with_how_to_begin_it() -> None:
    plain = study(rubric(), {"one": {"r1": {"works": 1}}})
    with pytest.raises(NotFoundError, match="anchors: in the rubric"):
        require_round(plain, "training")
    with pytest.raises(NotFoundError, match="second_pass_of: r1"):
        require_round(plain, "second-pass")
    assert passes(plain) == []


def test_a_source_of_another_round_is_not_called_unknown() -> None:
    with pytest.raises(NotFoundError, match="train is no source of this round; try --round training"):
        selected_in_round(_study(), "production", Selection(sources=("train",)))
    assert list(selected_in_round(_study(), "training", Selection(sources=("train",))).study.sources) == ["train"]
