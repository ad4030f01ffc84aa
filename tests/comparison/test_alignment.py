"""Which sources take the same line: distances by hand, an order, and groups only where there are some."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

from stancebook.comparison.alignment import MOST, alignment
from stancebook.comparison.distance import distance
from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.model.annotation import Attributed
from stancebook.model.answer import Answer

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric

RUBRIC = builders.rubric()


def matrix_of(table: dict[str, dict[str, Any]], rubric: Rubric = RUBRIC) -> StanceMatrix:
    rows = {source: {"r1": answers} for source, answers in table.items()}
    return stance_matrix(builders.study(rubric, rows), intervals=False)


@pytest.mark.parametrize(
    ("criterion", "one", "other", "expected"),
    [
        ("works", 2, -2, 1.0),
        ("works", 1, 0, 0.25),
        ("tone", "calm", "calm", 0.0),
        ("tone", "calm", "sharp", 1.0),
        ("advice", ("stop", "talk"), ("talk",), 0.5),
        ("advice", ("stop",), ("talk",), 1.0),
    ],
)
def test_positions_are_apart_by_steps_or_shares(criterion: str, one: Any, other: Any, expected: float) -> None:
    assert distance(RUBRIC.by_id[criterion], Answer(one), Answer(other)) == expected


@pytest.mark.parametrize(("limits", "expected"), [("", 2 / 8), ("min: 1", 2 / 9), ("min: 1\n    level: ratio", 2 / 6)])
def test_numbers_are_apart_by_a_share_of_the_range_that_occurs_or_of_their_sum(limits: str, expected: float) -> None:
    text = (
        builders.RUBRIC
        + f"""\
  - id: number
    label: Number
    question: "How many?"
    type: numeric
    requires_evidence: false
    {limits}
"""
    )
    found = alignment(matrix_of({"a": {"number": 2}, "b": {"number": 4}, "c": {"number": 10}}, builders.rubric(text)))
    one = found.of("a", "b")
    assert one
    assert one.value == pytest.approx(expected)


def test_only_criteria_with_two_positions_count() -> None:
    found = alignment(
        matrix_of(
            {
                "a": {"works": 2, "tone": "calm"},
                "b": {"works": 1, "tone": "not_addressed"},
                "c": {"tone": "sharp", "works": "unclear"},
            }
        )
    )
    near, none, far = found.of("a", "b"), found.of("b", "c"), found.of("a", "c")
    assert near
    assert (near.value, near.shared) == (0.25, 1)
    assert none
    assert (none.value, none.shared) == (None, 0)
    assert far
    assert (far.value, far.shared) == (1.0, 1)


def test_like_stands_beside_like() -> None:
    table = {name: {"works": value} for name, value in (("a", 2), ("b", -2), ("c", 1), ("d", -1), ("e", 0))}
    order = alignment(matrix_of(table)).order
    assert "".join(order) in {"acedb", "bdeca"}


def test_what_has_no_distance_stands_apart_and_in_no_group() -> None:
    table = {f"s{n}": {"works": 2 - n % 2 * 4, "advice": (("talk",), ("stop",))[n % 2]} for n in range(10)}
    found = alignment(matrix_of({"silent": {"works": "unclear"}, **table, "other": {"tone": "calm"}}))
    assert found.order[-2:] == found.alone == ("silent", "other")
    assert {source for group in found.clusters for source in group} == set(table)
    assert alignment(matrix_of({"a": {"works": 1}})).alone == (), "one source has nothing to be compared with"


def test_two_camps_are_found() -> None:
    table = {
        f"s{n}": {"works": 2 - n % 2 * 4, "tone": ("calm", "sharp")[n % 2], "advice": (("talk",), ("stop",))[n % 2]}
        for n in range(10)
    }
    found = alignment(matrix_of(table))
    assert {frozenset(group) for group in found.clusters} == {
        frozenset(f"s{n}" for n in range(0, 10, 2)),
        frozenset(f"s{n}" for n in range(1, 10, 2)),
    }


@pytest.mark.parametrize("seed", range(3))
def test_no_groups_are_told_where_answers_are_random(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    table = {
        f"s{n:02}": {"works": rng.randint(-2, 2), "tone": rng.choice(["calm", "sharp", "warm"])} for n in range(20)
    }
    found = alignment(matrix_of(table))
    assert not found.clusters
    assert found.why_no_clusters


def test_the_criterion_that_divides_most_comes_first() -> None:
    found = alignment(matrix_of({"a": {"works": 1, "tone": "calm"}, "b": {"works": 2, "tone": "sharp"}}))
    assert [(one.criterion, one.spread) for one in found.divisions] == [
        ("tone", 1.0),
        ("works", 0.25),
        ("advice", None),
    ]


def test_actors_stand_with_those_of_the_same_position_and_apart_from_their_source() -> None:
    study = builders.study(RUBRIC, {"a": {"r1": {"works": 1}}, "b": {"r1": {"works": -2}}})
    said = [(("r1", "a"), "Amnesty", -2), (("r1", "b"), "amnesty ", -2), (("r1", "b"), "A minister", 2)]
    annotations = dict(study.annotations)
    for key, actor, value in said:
        one = Attributed(
            actor=actor, actor_type=None, criterion="works", value=value, off_scale=None, evidence=(), note="",
            at=None, rev="",
        ).sealed()  # fmt: skip
        annotations[key] = annotations[key].model_copy(update={"attributed": (*annotations[key].attributed, one)})
    found = alignment(stance_matrix(replace(study, annotations=annotations), intervals=False))
    assert [(camp.answer.value, [(one.name, one.said) for one in camp.actors]) for camp in found.camps] == [
        (-2, [("Amnesty", (("a", ("r1",)), ("b", ("r1",))))]),
        (2, [("A minister", (("b", ("r1",)),))]),
    ]
    assert [(one.source, one.actor, one.distance, one.reviewers) for one in found.apart] == [
        ("b", "A minister", 1.0, ("r1",)),
        ("a", "Amnesty", 0.75, ("r1",)),
    ]


def test_an_actor_whom_two_reviewers_write_otherwise_differs_once_as_both_record_it() -> None:
    study = builders.study(RUBRIC, {"a": {"r1": {"works": 1}, "r2": {"works": 1}}})
    annotations = dict(study.annotations)
    for who, actor in (("r1", "Amnesty"), ("r2", "amnesty ")):
        one = Attributed(
            actor=actor, actor_type=None, criterion="works", value=-2, off_scale=None, evidence=(), note="",
            at=None, rev="",
        ).sealed()  # fmt: skip
        annotations[who, "a"] = annotations[who, "a"].model_copy(update={"attributed": (one,)})
    found = alignment(stance_matrix(replace(study, annotations=annotations), intervals=False))
    assert [(one.actor, one.reviewers) for one in found.apart] == [("Amnesty", ("r1", "r2"))]


def test_too_many_sources_are_not_compared_pair_by_pair() -> None:
    found = alignment(matrix_of({f"s{n:03}": {"works": n % 5 - 2} for n in range(MOST + 1)}))
    assert found.too_many == MOST + 1
    assert not found.distances
    assert found.divisions[0].spread


@pytest.mark.parametrize("table", [{}, {"a": {"works": 1}}, {"a": {"works": "unclear"}, "b": {}}])
def test_little_is_no_error(table: dict[str, dict[str, Any]]) -> None:
    found = alignment(matrix_of(table))
    assert set(found.order) == set(table)
    assert not found.clusters
