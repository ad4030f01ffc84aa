"""The stance matrix: what counts, what is left out and counted, and figures checked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import builders
from tests.builders import AT, RUBRIC

from stancebook.comparison.blind import blinded, newly_shown
from stancebook.comparison.gaps import Withheld, columns
from stancebook.comparison.left_out import LeftOut
from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.study import Reviewer

if TYPE_CHECKING:
    from stancebook.comparison.agreement import AgreementRow
    from stancebook.model.study import Study

TINY = builders.rubric()
NA = "not_addressed"
Table = dict[str, dict[str, Any]]


def table(criterion: str, rows: Table) -> Study:
    """source -> reviewer -> answer to one criterion."""
    return builders.study(TINY, {s: {r: {criterion: a} for r, a in coders.items()} for s, coders in rows.items()})


def figure(matrix: StanceMatrix, criterion: str, scope: str, measure: str = "krippendorff_alpha") -> AgreementRow:
    (row,) = [row for row in matrix.agreement if (row.criterion, row.scope, row.measure) == (criterion, scope, measure)]
    return row


def compared(study: Study, **options: Any) -> StanceMatrix:
    return stance_matrix(study, intervals=False, **options)


ORDINAL: Table = {
    "s1": {"a": 1, "b": 1},
    "s2": {"a": 1, "b": 2},
    "s3": {"a": NA, "b": NA},
    "s4": {"a": -1, "b": NA},
}


def test_alpha_over_all_answers() -> None:
    # Nominal. 8 codings: 1 three times, 2 once, -1 once, not addressed three times. Two of four units disagree,
    # each with two ordered pairs: Do = 4/8. De = (64 - 9 - 1 - 1 - 9)/(8*7) = 44/56. 1 - (1/2)(56/44) = 4/11.
    row = figure(compared(table("works", ORDINAL)), "works", "answers")
    assert row.estimate == pytest.approx(4 / 11)
    assert (row.metric, row.units, row.coders, row.codings) == ("nominal", 4, 2, 8)
    assert (row.same, row.comparable) == (2, 4)
    assert figure(compared(table("works", ORDINAL)), "works", "answers", "percent_agreement").estimate == 0.5


def test_alpha_of_whether_there_is_a_position() -> None:
    # 5 positions, 3 not; one of four units disagrees: Do = 2/8. De = 2*5*3/(8*7) = 30/56. 1 - (1/4)(56/30) = 8/15.
    row = figure(compared(table("works", ORDINAL)), "works", "position")
    assert row.estimate == pytest.approx(8 / 15)
    assert (row.metric, row.same, row.comparable) == ("nominal", 3, 4)


def test_alpha_of_how_far_positions_are_apart() -> None:
    # Only s1 and s2 have two positions: 1, 1 and 1, 2. Ordinal distance of 1 and 2: (3 + 1 - (3 + 1)/2)^2 = 4.
    # Do = 2*4/4 = 2. De = 2*3*1*4/(4*3) = 2. 1 - 2/2 = 0.
    row = figure(compared(table("works", ORDINAL)), "works", "positions")
    assert row.estimate == pytest.approx(0)
    assert (row.metric, row.units, row.codings, row.same, row.comparable) == ("ordinal", 2, 4, 1, 2)


SETS: Table = {
    "s1": {"a": ("stop",), "b": ("stop",)},
    "s2": {"a": ("stop", "talk"), "b": ("talk",)},
    "s3": {"a": NA, "b": ("stop",)},
}


def test_alpha_of_sets() -> None:
    # Positions, Jaccard: s1 {stop}{stop}, s2 {stop talk}{talk}. Do = 2*(1/2)/4 = 1/4. Of the six pairs of the four
    # sets the distances are 0, 1/2, 1/2, 1, 1, 1/2: De = 2*3.5/12 = 7/12. 1 - (1/4)(12/7) = 4/7.
    matrix = compared(table("advice", SETS))
    assert figure(matrix, "advice", "positions").estimate == pytest.approx(4 / 7)
    assert figure(matrix, "advice", "positions").metric == "jaccard"
    # All answers: not addressed is at distance 1 from every set. Do = (2*(1/2) + 2*1)/6 = 1/2.
    # {stop} x3, {stop talk}, {talk}, off: 1.5 + 3 + 3 + 0.5 + 1 + 1 = 10 over unordered pairs; De = 20/30. 1/4.
    assert figure(matrix, "advice", "answers").estimate == pytest.approx(1 / 4)
    # Position or not: 5 and 1, one of three disagrees. Do = 2/6. De = 2*5*1/30. 1 - 1 = 0.
    assert figure(matrix, "advice", "position").estimate == pytest.approx(0)


def test_alpha_of_sets_by_masi_where_the_rubric_says_so() -> None:
    # MASI of {stop talk} and {talk} or {stop}: 1 - (1/2)(2/3) = 2/3, of disjoint ones 1. Do = 2*(2/3)/4 = 1/3.
    # De = 2*(2/3 + 2/3 + 1 + 1 + 2/3)/12 = 2/3. 1 - 1/2 = 1/2.
    rubric = builders.rubric(RUBRIC.replace("multiple: true", "multiple: true\n    distance: masi"))
    study = builders.study(rubric, {s: {r: {"advice": a} for r, a in c.items()} for s, c in SETS.items()})
    row = figure(compared(study), "advice", "positions")
    assert row.estimate == pytest.approx(1 / 2)
    assert row.metric == "masi"


def test_alpha_of_three_reviewers_with_gaps() -> None:
    # Nominal, codings (a b c): calm calm warm | calm calm - | warm - - (alone, left out) | warm warm warm.
    # n = 8: calm 4, warm 4. o(calm, warm) + o(warm, calm) of the first unit: 4 ordered pairs / 2 = 2. Do = 2/8.
    # De = 2*4*4/(8*7) = 32/56. 1 - (1/4)(56/32) = 9/16.
    rows: Table = {
        "s1": {"a": "calm", "b": "calm", "c": "warm"},
        "s2": {"a": "calm", "b": "calm"},
        "s3": {"a": "warm"},
        "s4": {"a": "warm", "b": "warm", "c": "warm"},
    }
    row = figure(compared(table("tone", rows)), "tone", "answers")
    assert row.estimate == pytest.approx(9 / 16)
    assert (row.same, row.comparable, row.codings, row.coders) == (2, 3, 8, 3)


def test_not_applicable_is_left_out_of_agreement_and_a_blank_everywhere() -> None:
    rows: Table = {
        **ORDINAL,
        "s5": {"a": "not_applicable", "b": 2},
        "s6": {"a": "not_applicable", "b": "not_applicable"},
    }
    rows["s7"] = {"a": None, "b": 2}
    with_them, without = compared(table("works", rows)), compared(table("works", ORDINAL))
    for scope in ("answers", "position", "positions"):
        assert figure(with_them, "works", scope).estimate == figure(without, "works", scope).estimate
        assert figure(with_them, "works", scope).comparable == figure(without, "works", scope).comparable
    assert list(with_them.cells["s7", "works"].codings) == ["b"]
    assert with_them.cells["s7", "works"].state == "single"
    assert with_them.cells["s6", "works"].consensus == Answer(off_scale="not_applicable")


def test_where_there_is_no_figure_there_is_a_reason() -> None:
    nothing = compared(builders.study(TINY, {}))
    alone = compared(table("works", {"s1": {"a": 1}}))
    same = compared(table("works", {"s1": {"a": 1, "b": 1}, "s2": {"a": 1, "b": 1}}))
    for matrix in (nothing, alone, same):
        for row in matrix.agreement:
            if row.measure == "krippendorff_alpha":
                assert row.estimate is None
                assert row.undefined
    assert figure(same, "works", "answers", "percent_agreement").estimate == 1


def test_drafts_count_only_when_asked_for() -> None:
    study = table("works", {"s1": {"a": 1, "b": 2}})
    draft = study.annotations["b", "s1"].model_copy(update={"state": "draft"})
    study = replace(study, annotations={**study.annotations, ("b", "s1"): draft})
    matrix = compared(study)
    assert matrix.cells["s1", "works"].state == "single"
    assert matrix.left_out == LeftOut(drafts=1)
    assert list(matrix.reviewers) == ["a"]
    matrix = compared(study, drafts=True)
    assert matrix.cells["s1", "works"].state == "near"
    assert matrix.cells["s1", "works"].codings["b"].draft
    assert matrix.left_out == LeftOut()


def changed(study: Study, reviewer: str, **changes: Any) -> Study:
    old = study.annotations[reviewer, "s1"]
    coding = old.coding("works").model_copy(update=changes).sealed()
    new = old.model_copy(update={"codings": {**old.codings, "works": coding}})
    return replace(study, annotations={**study.annotations, (reviewer, "s1"): new})


def test_a_stale_coding_is_shown_and_counts_only_when_asked_for() -> None:
    study = changed(table("works", {"s1": {"a": 1, "b": 2}}), "b", asked="00000000")
    matrix = compared(study)
    assert matrix.cells["s1", "works"].codings["b"].stale
    assert matrix.cells["s1", "works"].state == "single"
    assert matrix.cells["s1", "works"].consensus == Answer(1)
    assert matrix.left_out == LeftOut(stale=1)
    matrix = compared(study, stale=True)
    assert matrix.cells["s1", "works"].codings["b"].stale, "shown as such all the same"
    assert matrix.cells["s1", "works"].state == "near"
    assert matrix.left_out == LeftOut(waived=1)


@pytest.mark.parametrize("value", [7, "1", ("stop",)])
def test_what_the_rubric_does_not_know_never_counts_but_stays(value: Any) -> None:
    study = changed(table("works", {"s1": {"a": 1, "b": 2}, "s2": {"a": 1, "b": 2}}), "b", value=value)
    for stale in (False, True):
        matrix = compared(study, stale=stale)
        cell = matrix.cells["s1", "works"]
        assert cell.codings["b"].coding.value == value
        assert (cell.codings["b"].stale, cell.state, cell.consensus) == (True, "single", Answer(1))
        assert (matrix.left_out.stale, matrix.left_out.unoffered) == (0, 1)


def test_a_rubric_that_says_the_meaning_is_the_same_makes_nothing_stale() -> None:
    study = table("works", {"s1": {"a": 1}})
    text = RUBRIC.replace("definition: It works.", "definition: It works!")
    fixed = builders.rubric(text)
    assert replace(study, rubric=fixed).is_stale("works", study.annotations["a", "s1"].coding("works"))
    same = f"    same_meaning_as: [{TINY.asked['works']}]\n    type: ordinal"
    fixed = builders.rubric(text.replace("    type: ordinal", same))
    assert not replace(study, rubric=fixed).is_stale("works", study.annotations["a", "s1"].coding("works"))


def test_a_coding_of_unknown_rubric_state_is_current_while_its_answer_is_known() -> None:
    study = changed(table("works", {"s1": {"a": 1}}), "a", asked=None)
    assert compared(study).cells["s1", "works"].consensus == Answer(1)
    assert study.is_stale("gone", study.annotations["a", "s1"].coding("works"))


def test_a_coding_after_a_look_at_anothers_counts_in_the_matrix_and_not_in_reliability() -> None:
    study = changed(table("works", {"s1": {"a": 1, "b": 1, "c": 2}}), "b", independent=False)
    matrix = compared(study)
    cell = matrix.cells["s1", "works"]
    assert (cell.state, cell.consensus) == ("near", Answer(1))
    assert figure(matrix, "works", "answers").codings == 2
    assert matrix.left_out == LeftOut(seen=1)


def test_sets_in_another_order_are_the_same_answer() -> None:
    # A file mended by hand, or written by something else, may hold a set in any order.
    study = table("advice", {"s1": {"a": ("stop", "talk"), "b": ("stop", "talk")}})
    old = study.annotations["b", "s1"]
    coding = old.coding("advice").model_copy(update={"value": ("talk", "stop")})
    new = old.model_copy(update={"codings": {**old.codings, "advice": coding}})
    study = replace(study, annotations={**study.annotations, ("b", "s1"): new})
    assert compared(study).cells["s1", "advice"].state == "agree"
    assert compared(study).cells["s1", "advice"].consensus == Answer(("stop", "talk"))


def decided(*decisions: tuple[str, Any]) -> dict[str, Adjudication]:
    made = tuple(
        Decision.model_validate(
            {
                "outcome": outcome,
                "value": None if answer in TINY.off_scale else answer,
                "off_scale": answer if answer in TINY.off_scale else None,
                "basis": {},
                "cause": None,
                "rationale": "why",
                "rule": None,
                "by": "a",
                "at": AT,
            }
        )
        for outcome, answer in decisions
    )
    return {"s1": Adjudication(rubric="tiny", source="s1", decisions={"works": made})}


@pytest.mark.parametrize(
    ("decisions", "adjudication", "consensus"),
    [
        ([("settled", 0)], "settled", Answer(0)),
        ([("settled", NA)], "settled", Answer(off_scale=NA)),
        ([("open", None)], "open", NOT_CODED),
        ([("settled", 0), ("open", None)], "open", NOT_CODED),
        ([("open", None), ("settled", -2)], "settled", Answer(-2)),
        ([], None, Answer(1)),
    ],
)
def test_the_last_decision_stands_and_changes_no_coding_and_no_figure(
    decisions: list[tuple[str, Any]], adjudication: str | None, consensus: Answer
) -> None:
    study = table("works", {"s1": {"a": 1, "b": 1, "c": 2}, "s2": {"a": 0, "b": 0, "c": 0}})
    plain, matrix = compared(study), compared(replace(study, adjudications=decided(*decisions)))
    cell = matrix.cells["s1", "works"]
    assert (cell.adjudication, cell.consensus, cell.state) == (adjudication, consensus, "near")
    assert cell.codings == plain.cells["s1", "works"].codings
    assert matrix.agreement == plain.agreement


def test_every_cell_is_there_and_says_what_is_missing() -> None:
    matrix = compared(table("works", {"s1": {"a": 1}, "s2": {}}))
    assert set(matrix.cells) == {(s, c.id) for s in ("s1", "s2") for c in TINY.criteria}
    assert matrix.cells["s2", "works"].state == "missing"
    assert matrix.cells["s1", "tone"].state == "missing"
    assert matrix.cells["s1", "tone"].consensus == NOT_CODED


def test_who_has_not_completed_a_source_sees_nobody_elses_codings_of_it() -> None:
    study = table("works", {"s1": {"a": 1, "b": 2}, "s2": {"a": 1, "b": 2}, "s3": {"b": 2}})
    draft = study.annotations["a", "s2"].model_copy(update={"state": "draft"})
    decision = decided(("open", None))["s1"]
    study = replace(
        study,
        annotations={**study.annotations, ("a", "s2"): draft},
        adjudications={"s1": decision, "s2": decision.model_copy(update={"source": "s2"})},
    )
    shown = blinded(study, "a")
    assert set(shown.study.annotations) == {("a", "s1"), ("b", "s1"), ("a", "s2")}
    assert (shown.withheld, shown.sources) == (2, ("s2", "s3"))
    assert set(shown.study.adjudications) == {"s1", "s2"}, "what they decided they know"
    assert set(blinded(study, "b").study.adjudications) == {"s1", "s2"}, "b has completed both"
    assert not blinded(study, "nobody").study.adjudications
    assert newly_shown(shown.study, "a", drafts=False) == ["s1"]
    assert set(blinded(study, "nobody").study.annotations) == set()


def test_what_is_not_shown_reveals_nothing() -> None:
    study = table("works", {"s1": {"a": 1, "b": 2}, "s2": {"a": 1, "b": 2}})
    draft = study.annotations["b", "s2"].model_copy(update={"state": "draft"})
    study = replace(study, annotations={**study.annotations, ("b", "s2"): draft})
    assert newly_shown(study, "a", drafts=False) == ["s1"]
    assert newly_shown(study, "a", drafts=True) == ["s1", "s2"]


def test_codings_that_have_no_place_in_the_matrix_are_counted() -> None:
    study = table("works", {"s1": {"a": 1, "b": 1}, "s2": {"a": 1}})
    there = {"s1": study.sources["s1"]}
    matrix = compared(replace(study, sources=there))
    assert (matrix.left_out.homeless, matrix.left_out.gone) == (1, 0)
    written = study.rubric.model_copy(update={"criteria": study.rubric.criteria[1:]}).model_dump_json(by_alias=True)
    lost = type(study.rubric).model_validate_json(written)
    assert "works" not in lost.by_id
    assert compared(replace(study, rubric=lost)).left_out.gone == 3


def test_a_decision_for_what_the_rubric_does_not_offer_stands_for_nothing() -> None:
    study = replace(table("works", {"s1": {"a": 1, "b": 2}}), adjudications=decided(("settled", 99)))
    assert compared(study).cells["s1", "works"].consensus == NOT_CODED


answers = {
    "works": st.sampled_from([-2, -1, 0, 1, 2, NA, "unclear", "not_applicable", None]),
    "advice": st.sampled_from([("stop",), ("talk",), ("stop", "talk"), NA, "not_applicable", None]),
    "tone": st.sampled_from(["calm", "sharp", NA, None]),
}
studies = st.dictionaries(
    st.sampled_from(["s1", "s2", "s3", "s4"]),
    st.dictionaries(st.sampled_from("abc"), st.fixed_dictionaries(answers), max_size=3),
    max_size=4,
)


@settings(max_examples=30)
@given(studies, st.permutations(["s1", "s2", "s3", "s4"]), st.permutations("abc"))
def test_no_order_of_sources_or_reviewers_changes_anything(
    rows: dict[str, dict[str, dict[str, Any]]], sources: list[str], reviewers: list[str]
) -> None:
    renamed = dict(zip("abc", reviewers, strict=True))
    turned = {s: {renamed[r]: rows[s][r] for r in reviewers if r in rows[s]} for s in sources if s in rows}
    one, other = compared(builders.study(TINY, rows)), compared(builders.study(TINY, turned))
    for place, cell in one.cells.items():
        assert (cell.state, cell.consensus) == (other.cells[place].state, other.cells[place].consensus)
        assert {renamed[r]: v.answer for r, v in cell.codings.items()} == {
            r: v.answer for r, v in other.cells[place].codings.items()
        }
    for row, again in zip(one.agreement, other.agreement, strict=True):
        assert (row.criterion, row.measure, row.scope) == (again.criterion, again.measure, again.scope)
        assert (row.units, row.coders, row.codings, row.same, row.comparable, row.undefined) == (
            again.units, again.coders, again.codings, again.same, again.comparable, again.undefined
        )  # fmt: skip
        assert row.estimate == (None if again.estimate is None else pytest.approx(again.estimate, abs=1e-12))


def test_one_answer_above_four_in_five_is_named_with_ac1_beside_alpha() -> None:
    # Nine of ten codings see a position. Agreement on it is 4/5; AC1's chance is 2 x .9 x .1 = .18.
    rows = {f"s{n}": {"a": 1, "b": 1} for n in range(4)} | {"s4": {"a": 1, "b": NA}}
    matrix = stance_matrix(table("works", rows), intervals=False)
    skew = figure(matrix, "works", "position").skew
    assert skew is not None
    assert (skew.answer, skew.codings, skew.of) == (True, 9, 10)
    assert skew.ac1 == pytest.approx((0.8 - 0.18) / 0.82)
    even = stance_matrix(table("works", {"s0": {"a": 1, "b": NA}, "s1": {"a": NA, "b": 1}}), intervals=False)
    assert figure(even, "works", "position").skew is None


def test_where_something_is_withheld_whoever_counts_has_a_column_whether_or_not_they_have_coded() -> None:
    rubric = builders.rubric()
    made = builders.study(rubric, {"one": {"me": {"works": 1}}})
    of = {"again": "ana"}
    register = [Reviewer(id=who, second_pass_of=of.get(who)) for who in ("me", "ana", "ben", "looks", "again")]
    register.append(Reviewer(id="key", kind="gold"))
    study = replace(made, reviewers={one.id: one for one in register}, onlookers=frozenset({"looks"}))
    assert columns(study, {"me"}, None) == ["me"]
    assert columns(study, {"me"}, Withheld("me", 0, ("one",), of_any=False)) == ["me"]
    assert columns(study, {"me"}, Withheld("me", 1, ("one",), of_any=True)) == ["me", "ana", "ben"]
    assert columns(study, set(), Withheld("me", 1, ("one",), of_any=True)) == ["ana", "ben"]
