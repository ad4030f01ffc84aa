"""What reviewers disagree on, the gravest first, and whether what was decided still holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import BODY, LATER, annotation, coding, rubric, study
from tests.rubrics import everything

from stancebook.comparison.cell import DISAGREEING
from stancebook.comparison.decidable import basis_of, cells_to_decide, rests_on, to_decide, why_nothing_to_decide
from stancebook.comparison.disagreement import disagreements, disagreements_in
from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.since_decided import SinceDecided
from stancebook.model.annotation import Evidence
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.study import Reviewer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.model.annotation import Coding
    from stancebook.model.study import Study

OF = rubric()


def _study(codings: Mapping[str, Mapping[str, Coding]], decision: Decision | None = None, **more: Any) -> Study:
    """One source, coded by these reviewers."""
    made = study(OF, {"one": {reviewer: {} for reviewer in codings}})
    annotations = {(r, "one"): annotation(OF, r, "one", answers, **more) for r, answers in codings.items()}
    kept = Adjudication(rubric="tiny", source="one", decisions={"works": (decision,)}) if decision else None
    return replace(made, annotations=annotations, adjudications={"one": kept} if kept else {})


def _quote(words: str) -> Evidence:
    start = BODY.index(words)
    return Evidence.at(BODY, start, start + len(words))


def _works(value: int | None = None, off: str | None = None, **more: Any) -> Coding:
    return coding(OF, "works", value, off, **more)


def _decision(basis: dict[str, str]) -> Decision:
    about: dict[str, Any] = {"cause": "slip", "rationale": "Read again.", "rule": None, "by": "r3", "at": LATER}
    return Decision(outcome="settled", value=1, off_scale=None, basis=basis, **about)


def test_position_or_not_comes_first_then_distance_then_confidence() -> None:
    table: dict[str, Any] = {
        "a": {"r1": {"works": 1}, "r2": {"works": 2}},
        "b": {"r1": {"works": -2}, "r2": {"works": 2}},
        "c": {"r1": {"works": -1}, "r2": {"works": 1}},
        "d": {"r1": {"works": 1}, "r2": {"works": "not_addressed"}},
        "e": {"r1": {"works": "unclear"}, "r2": {"works": "not_addressed"}},
        "f": {"r1": {"works": 1}, "r2": {"works": 1}},
    }
    found = disagreements(study(OF, table))
    assert [(one.source, one.kind, one.steps) for one in found] == [
        ("d", "position", None),
        ("b", "far", 4),
        ("c", "far", 2),
        ("e", "off_scale", None),
        ("a", "near", 1),
    ]
    assert [one.distance for one in found] == [None, 1.0, 0.5, None, 0.25]


def test_the_surer_both_are_the_graver_it_is() -> None:
    of_two = [(5, 1), (2, 2), (None, 5), (4, 5)]
    made = study(OF, {f"s{number}": {"r1": {}, "r2": {}} for number in range(4)})
    annotations = {
        (reviewer, f"s{number}"): annotation(
            OF, reviewer, f"s{number}", {"works": _works(value, confidence=pair[index])}
        )
        for number, pair in enumerate(of_two)
        for index, (reviewer, value) in enumerate((("r1", 2), ("r2", -2)))
    }
    found = disagreements(replace(made, annotations=annotations))
    assert [(one.source, one.sureness) for one in found] == [("s3", 4), ("s1", 2), ("s0", 1), ("s2", None)]


def test_an_unsure_third_opinion_does_not_hide_that_two_are_sure() -> None:
    views = {"r1": _works(2, confidence=5), "r2": _works(-2, confidence=4), "r3": _works(0, confidence=1)}
    assert disagreements(_study({r: {"works": c} for r, c in views.items()}))[0].sureness == 4


def test_quotes_that_only_one_side_cites_stand_apart_from_shared_ones() -> None:
    ours, both, theirs = _quote("It works"), _quote("Talk first"), _quote("Others say it fails")
    made = _study(
        {
            "r1": {"works": _works(1, quotes=(ours, both), note="results", rules=("W1",))},
            "r2": {"works": _works(-2, quotes=(theirs, _quote("Talk")))},
        }
    )
    (one,) = disagreements(made)
    by_who = {stand.side.reviewers: stand for stand in one.stands}
    assert by_who["r1",].own == (ours,)
    assert by_who["r1",].shared == (both,)
    assert by_who["r2",].own == (theirs,)
    assert by_who["r1",].note == "results"
    assert one.rules == ("W1",)
    assert one.codings["r2"].answer.value == -2


@pytest.mark.parametrize(
    ("change", "since"),
    [
        ({}, None),
        ({"r1": _works(2, note="again")}, {"changed": ("r1",)}),
        ({"r3": _works(0)}, {"new": ("r3",)}),
        ({"r2": None}, {"gone": ("r2",)}),
    ],
)
def test_a_decision_is_outdated_once_its_basis_is_no_longer_what_there_is(
    change: dict[str, Coding | None], since: dict[str, tuple[str, ...]] | None
) -> None:
    before = {"r1": _works(2), "r2": _works(-2)}
    decided = _decision({reviewer: one.rev for reviewer, one in before.items()})
    now = {r: {"works": one} for r, one in {**before, **change}.items() if one}
    if "r2" not in now:
        now["r4"] = {"works": _works(1)}
        decided = _decision({**decided.basis, "r4": now["r4"]["works"].rev})
    (one,) = disagreements(_study(now, decided))
    assert one.decision == decided
    assert one.outdated == (since is not None)
    assert one.waits == one.outdated
    assert one.since == (None if since is None else SinceDecided(**since))


def test_a_decision_on_three_is_not_outdated_where_two_are_compared() -> None:
    views = {"r1": _works(2), "r2": _works(-2), "r3": _works(0)}
    decided = _decision({reviewer: one.rev for reviewer, one in views.items()})
    made = _study({r: {"works": one} for r, one in views.items()}, decided)
    (one,) = disagreements(made, ("r1", "r2"))
    assert set(one.codings) == {"r1", "r2"}
    assert not one.outdated


def test_a_draft_outdates_nothing_until_it_is_complete() -> None:
    views = {"r1": _works(2), "r2": _works(-2)}
    decided = _decision({reviewer: one.rev for reviewer, one in views.items()})
    made = _study({r: {"works": one} for r, one in views.items()}, decided)
    draft = {("r3", "one"): annotation(OF, "r3", "one", {"works": _works(0)}, state="draft")}
    made = replace(
        made, annotations={**made.annotations, **draft}, reviewers={**made.reviewers, "r3": Reviewer(id="r3")}
    )
    assert not disagreements(made)[0].outdated
    assert disagreements(made, drafts=True)[0].since.new == ("r3",)  # type: ignore[union-attr]


def test_codings_made_after_seeing_take_part_only_where_that_is_asked_for() -> None:
    made = _study({"r1": {"works": _works(2)}, "r2": {"works": _works(-2, independent=False)}})
    assert disagreements(made) == ()
    (one,) = disagreements(made, seen=True)
    assert (one.kind, one.counting) == ("far", ("r1", "r2"))


def test_filters_choose_and_keep_the_order() -> None:
    table: dict[str, Any] = {
        "a": {"r1": {"works": 2, "tone": "calm"}, "r2": {"works": -2, "tone": "sharp"}},
        "b": {"r1": {"works": 1}, "r2": {"works": "unclear"}},
    }
    made = study(OF, table)
    assert [one.source for one in disagreements(made, criteria=["works"])] == ["b", "a"]
    assert [one.criterion.id for one in disagreements(made, kinds=["far"])] == ["works", "tone"]
    assert disagreements(made, sources=["b"], kinds=["far"]) == ()
    assert disagreements(made, rules=["W1"]) == ()


ANSWERS = st.sampled_from([-2, -1, 0, 1, 2, "not_addressed", "unclear", None])


@given(st.lists(st.lists(ANSWERS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_list_holds_the_disagreeing_cells_of_the_matrix_in_order_of_seriousness(rows: list[list[Any]]) -> None:
    made = study(OF, {f"s{n}": {f"r{i}": {"works": a} for i, a in enumerate(row)} for n, row in enumerate(rows)})
    matrix = stance_matrix(made, intervals=False)
    found = disagreements(made)
    assert list(found) == disagreements_in(matrix)
    assert {(one.source, one.criterion.id) for one in found} == {
        key for key, cell in matrix.cells.items() if cell.state in DISAGREEING
    }
    ranks = [(DISAGREEING.index(one.kind), -(one.distance or 0)) for one in found]
    assert ranks == sorted(ranks)
    for one in found:
        assert {r for stand in one.stands for r in stand.side.reviewers} == set(one.codings)


def test_of_one_coding_left_out_is_spoken_as_of_one() -> None:
    older = coding(OF, "works", 1).model_copy(update={"asked": "00000000"}).sealed()
    today = {who: {"works": coding(OF, "works", 1)} for who in ("r1", "r2")}
    told = why_nothing_to_decide(cells_to_decide(_study({**today, "r3": {"works": older}})))
    assert told.endswith("they agree; 1 coding from before the rubric changed is left out")


def test_a_decision_rests_on_what_it_was_noted_to_rest_on_and_on_no_more() -> None:
    matrix = stance_matrix(study(OF, {"one": {"r1": {"works": 1}, "r2": {"works": 2}}}), intervals=False)
    here = matrix.cells["one", "works"]
    basis = basis_of(here)
    assert rests_on(basis, here)
    assert not rests_on({"r1": basis["r1"]}, here), "r2 has coded it since"
    assert not rests_on({**basis, "r3": basis["r1"]}, here), "r3 has it no more"
    assert not rests_on({**basis, "r2": basis["r1"]}, here), "r2 has coded it anew"


def test_there_is_nothing_to_decide_on_what_is_not_asked_by_what_stands_for_the_row() -> None:
    asked = {who: {"mentions": True, "share": share} for who, share in (("a", 10), ("b", 90))}
    rest = {who: {"mentions": False} for who in ("c", "d", "e")}
    made = study(everything(), {"one": {**asked, **rest}})
    assert [one.criterion.id for one in disagreements(made)] == ["mentions", "share"]
    assert [one.criterion.id for one in to_decide(made)] == ["mentions"]


MONEY = """\
rubric: money
version: "1"
title: Money
criteria:
  - {id: cost, label: Cost, question: Cost?, type: numeric, unit: million dollars, requires_evidence: false%s}
  - id: works
    label: Works
    question: Does it work?
    type: ordinal
    requires_evidence: false
    scale:
      - {value: -2, label: No}
      - {value: -1, label: Hardly}
      - {value: 0, label: So so}
      - {value: 1, label: Mostly}
      - {value: 2, label: Yes}
"""


def _money(limits: str, *costs: tuple[float, float]) -> list[tuple[str, float | None]]:
    of = rubric(MONEY % limits)
    rows: dict[str, Any] = {f"s{n}": {"r1": {"cost": a}, "r2": {"cost": b}} for n, (a, b) in enumerate(costs)}
    rows["opposed"] = {"r1": {"works": 1}, "r2": {"works": -1}}
    return [(one.source, one.distance) for one in disagreements(study(of, rows))]


@pytest.mark.parametrize(
    ("limits", "costs", "order"),
    [
        (", min: 0, level: ratio", [(4, 4.5)], [("opposed", 0.5), ("s0", 0.5 / 8.5)]),
        (", min: 0, level: ratio", [(4, 400)], [("s0", 396 / 404), ("opposed", 0.5)]),
        (", min: 0, level: ratio", [(0, 3)], [("s0", 1.0), ("opposed", 0.5)]),
        (", min: 0, max: 10, level: ratio", [(4, 4.5)], [("opposed", 0.5), ("s0", 0.05)]),
        (", min: 0", [(4, 4.5)], [("opposed", 0.5), ("s0", 0.5 / 4.5)]),  # the range from the limit that is named
        (", max: 5", [(4, 4.5), (3, 3)], [("opposed", 0.5), ("s0", 0.25)]),
        # Of an interval scale without limits nothing tells how far 4 is from 9, but 2 is further from 12.
        ("", [(4, 4.5)], [("opposed", 0.5), ("s0", 1.0)]),
        ("", [(4, 9), (2, 12), (4, 4)], [("opposed", 0.5), ("s1", 1.0), ("s0", 0.5)]),
    ],
)
def test_numbers_without_a_range_are_as_far_apart_as_their_scale_says(
    limits: str, costs: list[tuple[float, float]], order: list[tuple[str, float]]
) -> None:
    found = _money(limits, *costs)
    assert [source for source, _ in found] == [source for source, _ in order]
    assert [far for _, far in found] == pytest.approx([far for _, far in order])
