"""With how many sources a position is counted alike in the report and in figures, whatever was decided."""

from __future__ import annotations

import re

import pytest
from tests.builders import adjudication, coding, decision, rubric, study

from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.reports.plots.answers import cells_of, decided_words, n_words
from stancebook.reports.summary import summary

OF = rubric()
BASIS = {"r1": coding(OF, "works", 2), "r2": coding(OF, "works", -2)}


@pytest.fixture
def matrix() -> StanceMatrix:
    """Five sources: agreed, without a common value, the same left open, that coded anew since, one not addressed."""
    opposed = {"r1": {"works": 2}, "r2": {"works": -2}}
    older = {"r1": coding(OF, "works", 1), "r2": BASIS["r2"]}
    return stance_matrix(
        study(
            OF,
            {
                "agreed": {"r1": {"works": 1}, "r2": {"works": 1}},
                "opposed": opposed,
                "open": opposed,
                "anew": opposed,
                "silent": {"r1": {"works": "not_addressed"}, "r2": {"works": "not_addressed"}},
            },
            {
                "open": adjudication("open", works=(decision(basis=BASIS),)),
                "anew": adjudication("anew", works=(decision(basis=older),)),
            },
        ),
        intervals=False,
    )


def test_the_figure_counts_the_positions_that_the_report_counts(matrix: StanceMatrix) -> None:
    told = summary(matrix)[0]
    assert told.startswith("Whether it works: 2 of 5 sources take a position")
    assert "With a position, but no common value: 1. No consensus: 2." in told
    assert n_words(cells_of(matrix, OF.by_id["works"])) == "n = 5, 2 with a position"


def test_the_figure_calls_nothing_settled_that_was_left_open(matrix: StanceMatrix) -> None:
    told = decided_words(matrix)
    assert told == ["✗ left open by adjudication", "↻ decided, coded anew since"]
    assert not re.search("settled", " ".join(told))


def test_where_nothing_is_compared_it_is_said_all_the_same_where_reviewers_differ() -> None:
    made = study(OF, {"one": {"r1": {"works": 1}, "r2": {"works": "not_applicable"}}})
    told = summary(stance_matrix(made, intervals=False))
    assert "In 1 cell reviewers differ only by answers that no figure counts, as the rubric wants it." in told
