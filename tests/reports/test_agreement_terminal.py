"""Agreement in a terminal: counts first, and a sentence where a figure misleads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests import builders

from stancebook.comparison.matrix import stance_matrix
from stancebook.reports.terminal.agreement import render_agreement

if TYPE_CHECKING:
    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix


def _shown(rows: tuple[AgreementRow, ...], matrix: StanceMatrix) -> str:
    return render_agreement(rows, labels={c.id: c.label for c in matrix.criteria}, width=80)


def test_counts_come_first_and_both_parts_stand_together(shipped: StanceMatrix) -> None:
    shown = _shown(shipped.agreement, shipped)
    assert re.search(r"^  same answer +3/5 +73% +α +\.68  nominal$", shown, re.MULTILINE)
    assert re.search(r"^  agree: position or not +3/5 +73% +α +\.36  nominal$", shown, re.MULTILINE)
    assert re.search(r"^  agree: which position +3/3 +100% +α +1\.00  ordinal$", shown, re.MULTILINE)


def test_at_the_narrowest_a_figure_still_stands_in_one_line(shipped: StanceMatrix) -> None:
    shown = render_agreement(shipped.agreement, labels={}, width=60)
    assert re.search(r"^  agree: position or not +3/5 +73% +α +\.36  nominal$", shown, re.MULTILINE)
    assert not re.search(r"^ +(nominal|ordinal|jaccard)$", shown, re.MULTILINE)


def test_high_agreement_with_a_low_coefficient_is_explained(shipped: StanceMatrix) -> None:
    shown = " ".join(_shown(shipped.agreement, shipped).split())
    assert "α is low (.46) though 87% of pairs agree on whether there is a position" in shown
    assert "'which position' rests on the 3 of 5 sources with two or more positions" in shown


def test_an_interval_is_printed_with_its_method_and_none_that_is_not_printed(shipped: StanceMatrix) -> None:
    method = {"percent_agreement": "Clopper-Pearson", "krippendorff_alpha": "BCa bootstrap"}
    rows = tuple(
        row._replace(low=0.1, high=0.9, interval=method[row.measure]) if row.estimate is not None else row
        for row in shipped.agreement
    )
    shown = _shown(rows, shipped)
    assert "[.10, .90]" in shown
    assert "[low, high]: interval by BCa bootstrap." in " ".join(shown.split())


def test_an_undefined_figure_has_its_reason_below(shipped: StanceMatrix) -> None:
    rows = tuple(row._replace(estimate=None, undefined="no variation") for row in shipped.agreement)
    assert "    – no variation." in _shown(rows, shipped)


def test_a_table_of_ratings_without_a_rubric_is_shown_too(shipped: StanceMatrix) -> None:
    rows = [row._replace(criterion="ratings") for row in shipped.agreement[:2]]
    assert "\nratings\n" in render_agreement(rows, labels={}, width=80)


def test_why_there_is_no_interval_is_said_once_and_of_sources(shipped: StanceMatrix) -> None:
    why = (
        "too few units depart from the commonest answer: 3.1% of the resamples show no variation",
        "too few units depart from the commonest answer: 9.9% of the resamples show no variation",
        "not one of 12 units was coded alike, so how often that happens is not known",
    )
    alphas = [
        row for row in shipped.agreement if row.measure == "krippendorff_alpha" and row.disagreeing_at_most is None
    ]
    rows = [row._replace(interval=reason) for row, reason in zip(alphas, why, strict=False)]
    shown = " ".join(render_agreement(rows, labels={}, width=80).split())
    assert (
        "No interval: too few sources depart from the commonest answer (2 figures); none was coded alike, so how "
        "often that happens is not known (1 figure)."
    ) in shown


def test_a_reason_that_two_figures_share_is_given_once(shipped: StanceMatrix) -> None:
    alphas = [row for row in shipped.agreement if row.scope == "positions" and row.measure != "percent_agreement"][:1]
    rows = [alphas[0]._replace(measure=name, estimate=None, undefined="nothing varies") for name in ("x", "y")]
    assert render_agreement(rows, labels={}, width=80).count("– nothing varies.") == 1


def test_where_agreement_leaves_out_what_two_answered_the_title_does_not_deny_that_they_coded() -> None:
    both = {"works": "not_applicable"}
    matrix = stance_matrix(builders.study(builders.rubric(), {"one": {"a": both, "b": both}}), intervals=False)
    shown = _shown(matrix.agreement, matrix)
    assert shown.startswith("AGREEMENT  nothing to compare\n")
    assert "the rubric leaves an answer of theirs out of agreement" in " ".join(shown.split())


def test_each_ac1_is_told_with_the_part_it_is_of() -> None:
    rows = {f"s{n}": {"a": {"works": 1}, "b": {"works": 1}} for n in range(20)}
    rows["s0"] = {"a": {"works": 1}, "b": {"works": 2}}
    matrix = stance_matrix(builders.study(builders.rubric(), rows), intervals=False)
    shown = " ".join(_shown(matrix.agreement, matrix).split())
    # One of 20 units differs: pa .95; P(1) = 39/40, so the sum of p(1 - p) is .04875, and on five steps pe a fourth.
    assert "39 of 40 codings give one answer, 1: for 'same answer' read AC1 (.95) beside α" in shown
    assert "39 of 40 codings give one position, 1: for 'which position' read AC1 (.95) beside α" in shown


def test_a_value_that_is_a_name_is_told_where_nearly_all_take_it() -> None:
    rows = {f"s{n}": {"a": {"tone": "calm"}, "b": {"tone": "calm"}} for n in range(20)}
    rows["s0"] = {"a": {"tone": "calm"}, "b": {"tone": "sharp"}}
    matrix = stance_matrix(builders.study(builders.rubric(), rows), intervals=False)
    shown = " ".join(_shown(matrix.agreement, matrix).split())
    assert "39 of 40 codings give one answer, calm: for 'same answer' read AC1" in shown
    assert "39 of 40 codings give one position, calm: for 'which position' read AC1" in shown
