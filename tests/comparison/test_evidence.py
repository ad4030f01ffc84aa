"""Do reviewers who agree point to the same passages? Checked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests import builders

from stancebook.comparison.evidence import EvidenceAgreement, evidence_agreement
from stancebook.comparison.matrix import stance_matrix
from stancebook.model.annotation import Evidence
from stancebook.model.study import Reviewer, Study

TINY = builders.rubric()
BODY = builders.BODY  # "It works, says the author. Talk first, then stop. Others say it fails.\n"
Marked = dict[str, tuple[Any, list[tuple[int, int]]]]


def compared(table: dict[str, Marked], criterion: str = "works") -> EvidenceAgreement:
    """source -> reviewer -> (answer, places of the quotes)."""
    annotations = {
        (reviewer, source): builders.annotation(
            TINY,
            reviewer,
            source,
            {
                criterion: builders.coding(
                    TINY, criterion, answer, quotes=tuple(Evidence.at(BODY, start, end) for start, end in places)
                )
            },
        )
        for source, coders in table.items()
        for reviewer, (answer, places) in coders.items()
    }
    reviewers = {reviewer: Reviewer(id=reviewer) for reviewer, _ in annotations}
    study = Study(TINY, {source: builders.source(source) for source in table}, annotations, reviewers)
    return evidence_agreement(stance_matrix(study, intervals=False), intervals=False)


def test_character_f1_is_summed_over_sources() -> None:
    found = compared(
        {
            "s1": {"a": (1, [(0, 8)]), "b": (1, [(0, 4)])},
            "s2": {"a": (1, [(10, 20)]), "b": (1, [(15, 25)])},
            "s3": {"a": (1, []), "b": (1, [])},
        }
    )
    (pair,) = next(row for row in found.rows if row.criterion == "works").pairs
    assert (pair.shared, pair.only_first, pair.only_second) == (9, 9, 5)
    assert pair.f1 == pytest.approx(18 / 32)
    assert (pair.texts, pair.both_empty) == (3, 1)


def test_all_together_is_any_passage_for_any_criterion() -> None:
    found = compared({"s1": {"a": (1, [(0, 8)]), "b": (1, [(0, 8)])}})
    everything, works = found.rows[0], next(row for row in found.rows if row.criterion == "works")
    assert everything.criterion == ""
    assert everything.alpha.value == works.alpha.value == pytest.approx(1.0)
    assert (everything.sources, works.sources) == (1, 1)


def test_criteria_without_evidence_say_why_there_is_no_figure() -> None:
    found = compared({"s1": {"a": (1, []), "b": (1, [])}})
    for row in found.rows:
        assert row.alpha.value is None
        assert row.alpha.undefined


def test_same_answer_other_evidence() -> None:
    found = compared({"s1": {"a": (1, [(0, 8)]), "b": (1, [(27, 37)])}, "s2": {"a": (1, [(0, 8)]), "b": (1, [(7, 9)])}})
    (one,) = found.other_evidence
    assert (one.source, one.criterion, one.reviewers) == ("s1", "works", ("a", "b"))
    assert one.quotes == (("It works",), ("Talk first",))
    assert not found.other_answer


def test_same_passage_other_answer() -> None:
    found = compared(
        {"s1": {"a": (1, [(0, 8)]), "b": (-1, [(0, 26)])}, "s2": {"a": (1, [(0, 20)]), "b": (2, [(18, 40)])}}
    )
    (one,) = found.other_answer
    assert (one.source, one.passage) == ("s1", "It works")
    assert [answer.value for answer in one.answers] == [1, -1]
    assert not found.other_evidence


def test_quotes_that_moved_are_left_out_and_counted() -> None:
    moved = replace(Evidence.at(BODY, 0, 8), start=500, end=508)
    annotations = {
        ("a", "s1"): builders.annotation(
            TINY, "a", "s1", {"works": builders.coding(TINY, "works", 1, quotes=(moved,))}
        ),
        ("b", "s1"): builders.annotation(
            TINY, "b", "s1", {"works": builders.coding(TINY, "works", 1, quotes=(Evidence.at(BODY, 0, 8),))}
        ),
    }
    study = Study(TINY, {"s1": builders.source("s1")}, annotations, {r: Reviewer(id=r) for r in "ab"})
    found = evidence_agreement(stance_matrix(study), intervals=False)
    assert found.lost == 1
    assert not found.other_evidence


def test_codings_made_after_seeing_others_take_no_part() -> None:
    seen = builders.coding(TINY, "works", 1, quotes=(Evidence.at(BODY, 27, 37),), independent=False)
    own = builders.coding(TINY, "works", 1, quotes=(Evidence.at(BODY, 0, 8),))
    annotations = {(r, "s1"): builders.annotation(TINY, r, "s1", {"works": c}) for r, c in (("a", own), ("b", seen))}
    study = Study(TINY, {"s1": builders.source("s1")}, annotations, {r: Reviewer(id=r) for r in "ab"})
    found = evidence_agreement(stance_matrix(study), intervals=False)
    assert not found.other_evidence
    assert all(not row.pairs for row in found.rows)


def test_a_study_of_nobody() -> None:
    empty = replace(builders.study(TINY, {}), sources={"s1": builders.source("s1")})
    found = evidence_agreement(stance_matrix(empty), intervals=False)
    assert (found.other_evidence, found.other_answer, found.lost) == ((), (), 0)
