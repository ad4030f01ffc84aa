"""What part of a matrix is shown, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.comparison.same import same_of
from stancebook.comparison.selection import NO_GROUP, Selection, arranged, chosen_study
from stancebook.model.problems import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.model.answer import Value
    from stancebook.model.study import Study

TABLE: Mapping[str, Mapping[str, Mapping[str, Value | None]]] = {
    "b": {"r1": {"works": 2, "tone": "calm"}, "r2": {"works": 2, "tone": "calm"}},
    "a": {"r1": {"works": -1, "tone": "calm"}, "r2": {"works": 1, "tone": "sharp"}},
    "c": {"r1": {"works": "unclear"}, "r2": {"works": "unclear"}},
    "d": {"r1": {"works": 0}, "r2": {"works": 0}},
}


@pytest.fixture
def study() -> Study:
    made = builders.study(builders.rubric(), TABLE)
    fronts: dict[str, dict[str, Any]] = {
        "b": {"publisher": "Zed", "date": "2020-01", "region": ["north", "west"]},
        "a": {"publisher": "Ace", "date": "2019"},
        "c": {"publisher": "Ace", "date": "2020-05"},
        "d": {},
    }
    return replace(made, sources={key: builders.source(key, title=key.upper(), **fronts[key]) for key in TABLE})


def order(study: Study, **asked: object) -> list[str]:
    selection = Selection(**asked)  # type: ignore[arg-type]
    return list(arranged(matrix_of(study, selection), selection).sources)


def matrix_of(study: Study, selection: Selection) -> StanceMatrix:
    return stance_matrix(chosen_study(study, selection), intervals=False)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("title", "abcd"),
        ("-title", "dcba"),
        ("date", "abcd"),
        ("-date", "cbad"),  # what has no date comes last either way round
        ("publisher", "acbd"),
        ("disagreement", "abcd"),
        ("works", "dbca"),  # along the scale, then off it, then without a consensus
        ("-works", "bdca"),  # what is off the scale is no end of it
    ],
)
def test_sources_are_sorted(study: Study, by: str, expected: str) -> None:
    if by == "disagreement":
        assert order(study, sort=by)[0] == "a"
    else:
        assert "".join(order(study, sort=by)) == expected


def test_numbers_are_sorted_as_numbers() -> None:
    head, _, _ = builders.RUBRIC.partition("criteria:")
    rubric = builders.rubric(head + "criteria:\n  - {id: cost, label: Cost, question: 'How much?', type: numeric}\n")
    costs = {"a": 100, "b": 9, "c": -2.5, "d": 10}
    study = builders.study(rubric, {source: {"r1": {"cost": cost}} for source, cost in costs.items()})
    assert order(study, sort="cost") == ["c", "b", "d", "a"]
    assert order(study, sort="-cost") == ["a", "d", "b", "c"]


def test_sources_of_one_group_stand_together_in_their_order(study: Study) -> None:
    selection = Selection(group_by="publisher", sort="-title")
    matrix = arranged(matrix_of(study, selection), selection)
    assert "".join(matrix.sources) == "cabd"
    assert matrix.groups == {"c": "Ace", "a": "Ace", "b": "Zed", "d": NO_GROUP}


def test_dates_group_by_year_and_fields_of_ones_own_by_value(study: Study) -> None:
    by_year, own = Selection(group_by="date"), Selection(group_by="region")
    assert arranged(matrix_of(study, by_year), by_year).groups["c"] == "2020"
    assert arranged(matrix_of(study, own), own).groups["b"] == "north, west"


def test_chosen_sources_and_criteria_are_all_there_is(study: Study) -> None:
    matrix = matrix_of(study, Selection(sources=("2", "b"), criteria=("wor",)))
    assert [*matrix.sources] == ["b", "a"]
    assert [criterion.id for criterion in matrix.criteria] == ["works"]
    assert {row.criterion for row in matrix.agreement} == {"works"}
    assert max(row.comparable for row in matrix.agreement) == 2
    assert matrix.rubric.asked.keys() == {"works"}


def test_a_source_is_named_by_what_the_matrix_calls_it() -> None:
    study = builders.study(builders.rubric(), TABLE)
    study = replace(
        study, sources={"x-1": builders.source("x-1", title="A long one", short="PISM 2026")}, annotations={}
    )
    for name in ("PISM 2026", "pism 2026", "A long one"):
        assert list(chosen_study(study, Selection(sources=(name,))).sources) == ["x-1"]


def test_a_source_is_named_by_its_title_and_what_means_several_names_them() -> None:
    made = builders.study(builders.rubric(), TABLE)
    titles = {"src-1": "On Röåd 3", "src-2": "On tolls"}
    sources = {key: builders.source(key, title=title) for key, title in titles.items()}
    study = replace(made, sources=sources, annotations={})
    assert list(chosen_study(study, Selection(sources=("on röåd 3",))).sources) == ["src-1"]
    with pytest.raises(NotFoundError, match=r"'src' means 2 sources: src-1, src-2; say which"):
        chosen_study(study, Selection(sources=("src",)))
    alike = {
        key: builders.source(key, title="On-tolls" if len(key) == 1 else "Annex")
        for key in ("a", "b", "on-tolls-annex")
    }
    with pytest.raises(NotFoundError, match=r"'on-tolls' means 2 sources: a, b; say which"):
        chosen_study(replace(study, sources=alike), Selection(sources=("on-tolls",)))


@pytest.mark.parametrize("number", ["0", "5", "²", "1" * 5000], ids=["none", "beyond", "raised", "endless"])
def test_a_number_that_no_source_has_names_none(study: Study, number: str) -> None:
    assert list(chosen_study(study, Selection(sources=("04",))).sources) == ["d"]
    with pytest.raises(NotFoundError, match="there is no source"):
        chosen_study(study, Selection(sources=(number,)))


def test_a_draft_is_one_on_every_criterion(study: Study) -> None:
    drafts = {
        key: one.model_copy(update={"state": "draft"}) if key == ("r1", "b") else one
        for key, one in study.annotations.items()
    }
    chosen = matrix_of(replace(study, annotations=drafts), Selection(criteria=("advice",)))
    assert chosen.gaps["b", "r1"] == "draft"


def test_a_coding_is_no_more_stale_for_being_chosen(study: Study) -> None:
    assert matrix_of(study, Selection(criteria=("tone",))).left_out.stale == 0


def test_the_figures_are_those_of_all_sources_where_only_disagreements_are_shown(study: Study) -> None:
    selection = Selection(only_disagreements=True)
    whole = matrix_of(study, selection)
    shown = arranged(whole, selection)
    assert [*shown.sources] == ["a"]
    assert shown.agreement == whole.agreement
    assert shown.left_out.agreeing == 3


def test_each_source_has_its_agreement(study: Study) -> None:
    matrix = matrix_of(study, Selection())
    assert [same_of(matrix, source) for source in "bacd"] == [(2, 2), (0, 2), (1, 1), (1, 1)]


@pytest.mark.parametrize(
    "asked",
    [{"sources": ("zzz",)}, {"criteria": ("zzz",)}, {"sort": "zzz"}, {"group_by": "zzz"}, {"sources": ("9",)}],
)
def test_what_is_not_there_is_named(study: Study, asked: dict[str, object]) -> None:
    with pytest.raises(NotFoundError) as refused:
        order(study, **asked)
    assert "\n" not in str(refused.value)


def test_reviewers_are_chosen_and_the_figures_are_theirs(study: Study) -> None:
    alone = matrix_of(study, Selection(reviewers=("r2",)))
    assert list(alone.reviewers) == ["r2"]
    assert {cell.state for cell in alone.cells.values()} == {"single", "missing"}
    assert (
        matrix_of(study, Selection(reviewers=("r1", "r2"))).agreement == stance_matrix(study, intervals=False).agreement
    )
    with pytest.raises(NotFoundError, match="nobody called 'r9' codes here"):
        chosen_study(study, Selection(reviewers=("r9",)))


def test_of_sources_with_as_many_disagreements_the_gravest_comes_first() -> None:
    rows: Mapping[str, Mapping[str, Mapping[str, Value | None]]] = {
        "near": {"r1": {"works": 1}, "r2": {"works": 2}},
        "far": {"r1": {"works": -2}, "r2": {"works": 2}},
        "kind": {"r1": {"works": 1}, "r2": {"works": "not_addressed"}},
        "none": {"r1": {"works": 1}, "r2": {"works": 1}},
        "two": {"r1": {"works": 1, "tone": "calm"}, "r2": {"works": 2, "tone": "sharp"}},
    }
    matrix = stance_matrix(builders.study(builders.rubric(), rows), intervals=False)
    order = ["two", "kind", "far", "near", "none"]
    assert list(arranged(matrix, Selection(sort="disagreement")).sources) == order
    assert list(arranged(matrix, Selection(sort="-disagreement")).sources) == order[::-1]
