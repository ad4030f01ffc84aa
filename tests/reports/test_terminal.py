"""The stance matrix in a terminal: everything in it, nothing wider than the terminal, nothing that acts on it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests import builders
from tests.rubrics import everything

from stancebook.comparison.alignment import alignment
from stancebook.comparison.left_out import LeftOut
from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.comparison.selection import Selection, chosen_study
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.source import FrontMatter, Source
from stancebook.model.study import Reviewer
from stancebook.reports.figures import ALPHA
from stancebook.reports.markdown import matrix_markdown
from stancebook.reports.terminal.agreement import render_agreement
from stancebook.reports.terminal.alignment import render_alignment
from stancebook.reports.terminal.edge import Edge
from stancebook.reports.terminal.matrix import render_matrix
from stancebook.reports.terminal.transposed import render_transposed

if TYPE_CHECKING:
    from collections.abc import Callable

SGR = re.compile(r"\x1b\[[0-9;]*m")
ACTS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_shipped_study_looks_as_it_did(
    shipped: StanceMatrix, golden: Callable[[str, str], None], width: int
) -> None:
    golden(f"matrix-{width}.txt", render_matrix(shipped, width=width))


def test_every_cell_shows_consensus_every_mark_and_state(shipped: StanceMatrix) -> None:
    shown = render_matrix(shipped, width=80)
    assert re.search(r"Gang crackdown 2022 +\[ –\] +– -1 +– ! +\[-2\] +-1 -2 -2 ≈ +\[ 0\] +0 +0 +0 =", shown)
    assert "[migration_labour] all · root_causes r2 ≈" in " ".join(shown.split())


def test_every_sign_in_use_is_told_in_words(every_state: StanceMatrix) -> None:
    shown = render_matrix(every_state, width=100)
    for words in (
        "= same answer", "≈ close (1 step, overlap)", "≠ apart", "! position or not?", "~ no position, reasons differ",
        "† only one independent coding", ". not coded", "[-1] consensus", "[ ] no consensus", "– not addressed",
        "? unclear", "* stale, not counted", "' made after seeing others'",
    ):  # fmt: skip
        assert words in shown


def test_no_sign_is_explained_that_is_not_there(shipped: StanceMatrix) -> None:
    told = render_matrix(shipped, width=80).partition("\nstate ")[2].partition("\n\n")[0]
    assert "○ reported, no own position" in told
    assert not [sign for sign in ("≠", "? unclear", ". not coded", "✓", "[ ]", "†") if sign in told]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_turned_round_it_says_the_same(shipped: StanceMatrix, width: int) -> None:
    shown = render_transposed(shipped, width=width)
    assert re.search(r"Effectiveness +\[ –\] +– -1 +– !", shown)
    assert "[migration_labour] all · root_causes r2 ≈" in " ".join(shown.split())
    assert re.search(r"same answer +1/4", shown)
    assert re.search(r"3/5\s+α\s+\.36", shown)
    assert "r2  R2, overall thrust" in shown
    assert max(map(cell_len, shown.splitlines())) <= width


def test_what_is_not_coded_is_never_shown_as_an_answer(every_state: StanceMatrix) -> None:
    shown = render_matrix(every_state, width=100)
    alone = next(line for line in shown.splitlines() if "alone" in line)
    kind = next(line for line in shown.splitlines() if "kind" in line)
    assert re.search(r"\[-1\] +-1 +\. +\. +†", alone)
    assert re.search(r"\[ *\] +1?\+1 +– +\. +!", kind)


def test_figures_stand_under_each_column_with_counts_and_both_parts(shipped: StanceMatrix) -> None:
    shown = render_matrix(shipped, width=80)
    assert re.search(r"^same answer +3/5 +2/5 +2/5$", shown, re.MULTILINE)
    assert re.search(r"^agree: position or not +3/5 +α +\.36 ", shown, re.MULTILINE)
    assert re.search(r"^agree: which position +3/3 +α 1\.00 ", shown, re.MULTILINE)
    assert "5 sources: read the counts, not the coefficients." in shown


@pytest.mark.parametrize("render", [render_matrix, render_transposed])
def test_an_undefined_figure_is_a_dash_with_its_reason(every_state: StanceMatrix, render: Callable[..., str]) -> None:
    shown = render(every_state, width=100)
    assert "α   –¹" in shown
    assert re.search(r"^–¹ \w", shown, re.MULTILINE)


def test_however_many_reasons_there_are_each_has_a_number_of_its_own(every_state: StanceMatrix) -> None:
    row = next(one for one in every_state.agreement if (one.measure, one.scope) == (ALPHA, "position"))
    names = [f"c{number}" for number in range(1, 13)]
    rows = tuple(row._replace(criterion=name, estimate=None, undefined=f"because of {name}") for name in names)
    edge = Edge(replace(every_state, agreement=rows))
    told = [edge.told(name, row.scope).rpartition("–")[2] for name in names]
    assert (told[0], told[8:]) == ("¹", ["⁹", "¹⁰", "¹¹", "¹²"])
    assert [sign for sign, _ in edge.undefined()] == told


def test_with_nothing_to_compare_there_are_no_figures() -> None:
    rubric = builders.rubric()
    shown = render_matrix(stance_matrix(builders.study(rubric, {"one": {"r1": {"works": 1}}})), width=80)
    assert "there is nothing to compare yet" in " ".join(shown.split())
    assert "α" not in shown


def test_many_reviewers_become_counts_per_answer() -> None:
    rubric = builders.rubric()
    coders = {f"coder{n}": {"works": -1 if n < 12 else 0, "advice": ("talk",)} for n in range(17)}
    shown = render_matrix(stance_matrix(builders.study(rubric, {"one": coders})), width=80)
    assert re.search(r"1 one +\[-1\] +12 +5 +17 ≈", shown)
    assert "[talk] ×17 =" in shown
    assert "coder3" not in shown
    turned = render_transposed(stance_matrix(builders.study(rubric, {"one": coders})), width=80)
    assert re.search(r"\[-1\] +≈", turned)
    assert "[talk] ×17 =" in turned


def test_an_adjudication_is_marked_and_the_marks_before_it_stay() -> None:
    rubric = builders.rubric()
    made = Decision(
        outcome="settled", value=2, off_scale=None, basis={}, cause=None, rationale="so", rule=None, by="x",
        at=builders.AT,
    )  # fmt: skip
    both = Adjudication(
        rubric="tiny",
        source="one",
        decisions={"works": (made,), "tone": (made.model_copy(update={"outcome": "open", "value": None}),)},
    )
    table = {"one": {"r1": {"works": -1, "tone": "calm"}, "r2": {"works": 0, "tone": "warm"}}}
    shown = render_matrix(stance_matrix(builders.study(rubric, table, {"one": both})), width=100)  # type: ignore[arg-type]
    assert re.search(r"\[\+2\]✓ +-1 +0 ≈", shown)
    assert "✓ settled by adjudication" in shown
    assert "✗ left open by adjudication" in shown


def test_what_the_figures_leave_out_is_said(shipped: StanceMatrix) -> None:
    shown = render_matrix(replace(shipped, left_out=LeftOut(drafts=2, stale=1, seen=3, blind=1)), width=80)
    for words in ("2 annotations not complete yet", "1 coding made before the rubric changed", "3 codings made after",
                  "1 annotation of others withheld"):  # fmt: skip
        assert words in shown


def test_colour_only_adds(shipped: StanceMatrix) -> None:
    assert SGR.sub("", render_matrix(shipped, width=80, colour=True)) == render_matrix(shipped, width=80)


@pytest.mark.parametrize("width", [60, 100, 200])
def test_hostile_text_reaches_no_terminal(hostile: StanceMatrix, width: int) -> None:
    assert not ACTS.search(render_matrix(hostile, width=width))
    assert not ACTS.search(SGR.sub("", render_matrix(hostile, width=width, colour=True)))
    labels = {c.id: c.label for c in hostile.criteria}
    assert not ACTS.search(render_agreement(hostile.agreement, labels=labels, width=width))


_ANSWERS = st.sampled_from([None, -2, -1, 0, 1, 2, "not_addressed", "unclear", "not_applicable"])
_ADVICE = st.sampled_from([None, ("talk",), ("go-on", "stop", "talk"), ("other",), "not_addressed"])
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@st.composite
def _studies(draw: st.DrawFn) -> StanceMatrix:
    rubric = builders.rubric()
    coders = [
        f"{draw(st.sampled_from('abc'))}{n}{'x' * draw(st.integers(0, 9))}" for n in range(draw(st.integers(1, 9)))
    ]
    table = {
        f"s{n}": {coder: {"works": draw(_ANSWERS), "advice": draw(_ADVICE)} for coder in coders}
        for n in range(draw(st.integers(1, 4)))
    }
    study = builders.study(rubric, table)
    study = replace(
        study,
        sources={s: Source(s, FrontMatter(title=draw(_WORDS) or None), "x") for s in study.sources},
        reviewers={r: Reviewer(id=r, name=draw(_WORDS), how=draw(_WORDS)) for r in study.reviewers},
    )
    return stance_matrix(study, intervals=False)


@given(matrix=_studies(), width=st.integers(60, 250))
def test_no_line_is_wider_than_the_terminal(matrix: StanceMatrix, width: int) -> None:
    labels = {c.id: c.label for c in matrix.criteria}
    shown = render_matrix(matrix, width=width) + render_agreement(matrix.agreement, labels=labels, width=width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_texts_in_the_same_words_have_the_sign_of_what_no_figure_compares() -> None:
    rows = {"one": {"ana": {"demand": "Stop it"}, "ben": {"demand": "Stop it"}}}
    study = chosen_study(builders.study(everything(), rows), Selection(criteria=("demand",)))
    shown = render_matrix(stance_matrix(study, intervals=False), width=80)
    assert "“Stop it”" in shown
    assert "¶ texts to compare" in shown
    assert "= same answer" not in shown


def test_of_several_criteria_that_changed_meanwhile_it_is_spoken_as_of_several() -> None:
    rubric = builders.rubric()
    given = {
        who: {
            criterion: builders.coding(rubric, criterion, value).model_copy(update={"asked": asked}).sealed()
            for criterion, value in (("works", 1), ("tone", "calm"))
        }
        for who, asked in (("untold", None), ("older", "00000000"))
    }
    made = builders.study(rubric, {"one": {"untold": {}, "older": {}}})
    annotations = {(who, "one"): builders.annotation(rubric, who, "one", codings) for who, codings in given.items()}
    shown = " ".join(render_matrix(stance_matrix(replace(made, annotations=annotations)), width=80).split())
    assert "Works and Tone have changed meanwhile, or are asked anew" in shown


def test_what_is_not_asked_by_what_stands_for_the_row_has_no_lack_of_consensus() -> None:
    given: dict[str, dict[str, bool | float]] = {"a": {"mentions": True, "share": 10.5}}
    given |= {"b": {"mentions": False}, "c": {"mentions": False}}
    study = chosen_study(builders.study(everything(), {"one": given}), Selection(criteria=("mentions", "share")))
    matrix = stance_matrix(study, intervals=False)
    shown = render_matrix(matrix, width=100)
    assert re.search(r"\[no\] .*≠ +\[ */\] +10\.5 +/ +/ †", shown)
    assert "/ not asked, given the other answers" in shown
    assert "no consensus" not in shown
    assert "| not asked (a 10.5, b /, c /) † |" in matrix_markdown(matrix)


def test_where_many_distances_rest_on_fewer_criteria_they_are_counted() -> None:
    table = {f"s{n}": {"a": {"works": n % 5 - 2} | ({"tone": "calm"} if n < 3 else {})} for n in range(10)}
    matrix = stance_matrix(builders.study(builders.rubric(), table), intervals=False)
    told = " ".join(render_alignment(matrix, alignment(matrix), width=100).split())
    assert "rest on fewer criteria than others (42 on 1; the rest on 2)" in told
