"""Where there is no figure there is a reason in words, never NaN, 0 or 1."""

import math
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from stancebook.agreement import COEFFICIENTS, METRICS, Ratings, measure

CHANCE = [name for name in COEFFICIENTS if name != "percent_agreement"]
DEPENDS_ON_MARGINALS = ["krippendorff_alpha", "cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa"]


def nominal(rows: list[list[Any]], categories: list[object] | None = None) -> Ratings:
    return Ratings.from_rows(rows, "nominal", categories or ["a", "b"])


@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize(
    "rows", [[["a", None], [None, "b"]], [[None, None]], [["a"], ["b"]], []], ids=["apart", "empty", "one", "none"]
)
def test_without_a_unit_coded_by_two_there_is_no_figure(name: str, rows: list[list[Any]]) -> None:
    found = measure(nominal(rows), name)
    assert (found.value, found.low, found.high, found.standard_error) == (None, None, None, None)
    assert found.undefined is not None
    assert "two coders" in found.undefined


@pytest.mark.parametrize("name", DEPENDS_ON_MARGINALS)
@pytest.mark.parametrize("units", [1, 5, 40])
def test_without_variation_chance_corrected_figures_are_undefined(name: str, units: int) -> None:
    found = measure(nominal([["a", "a"]] * units), name)
    assert found.value is None
    assert found.undefined is not None
    assert "no variation" in found.undefined
    assert found.disagreeing_at_most == pytest.approx(1 - 0.05 ** (1 / units))


@pytest.mark.parametrize("metric", METRICS)
def test_a_lone_deviating_coding_that_cannot_be_paired_is_no_variation(metric: str) -> None:
    ratings = Ratings.from_rows([[1, 1], [1, 1], [2, None]], metric, [1, 2])
    assert measure(ratings, "krippendorff_alpha").value is None


@pytest.mark.parametrize("name", ["gwet_ac", "brennan_prediger", "percent_agreement"])
def test_without_variation_agreement_is_complete_where_chance_does_not_depend_on_it(name: str) -> None:
    found = measure(nominal([["a", "a"]] * 12), name)
    assert found.value == 1.0
    assert (found.low, found.high) == (None, None)
    assert found.disagreeing_at_most == pytest.approx(0.2209, abs=1e-4)
    if name != "percent_agreement":
        assert any("assumes the codebook's 2 categories" in note for note in found.notes)


@pytest.mark.parametrize("name", CHANCE)
def test_a_codebook_of_one_category_leaves_nothing_to_correct(name: str) -> None:
    found = measure(nominal([["a", "a"], ["a", "a"]], ["a"]), name)
    assert found.value is None
    assert found.undefined


def test_a_constant_coder_makes_kappa_zero_and_that_is_said() -> None:
    found = measure(nominal([["a", "a"], ["a", "b"], ["a", "a"], ["a", "b"]]), "cohen_kappa")
    assert found.value == 0.0
    assert any("same answer throughout" in note for note in found.notes)


def test_one_unit_has_a_point_value_and_nothing_else() -> None:
    found = measure(nominal([["a", "b"]]), "krippendorff_alpha")
    assert found.value == pytest.approx(0.0)
    assert (found.standard_error, found.low, found.high) == (None, None, None)


def test_two_zeros_on_a_ratio_scale_do_not_differ() -> None:
    ratings = Ratings.from_rows([[0, 0], [0, 2], [2, 2]], "ratio")
    found = measure(ratings, "krippendorff_alpha")
    assert found.value is not None
    assert math.isfinite(found.value)
    assert measure(Ratings.from_rows([[0, 0], [0, 0]], "ratio"), "krippendorff_alpha").value is None


def test_two_empty_sets_agree_and_an_empty_set_and_another_do_not() -> None:
    rows = [[[], []], [["a"], ["a"]], [[], ["a"]]]
    found = measure(Ratings.from_rows(rows, "set", ["a", "b"]), "krippendorff_alpha")
    # Three values each way: D_o = 2/6, D_e = 2 * 3 * 3 / (6 * 5).
    assert found.value == pytest.approx(1 - (2 / 6) / (18 / 30))


def test_cohen_and_scott_name_their_extension_for_three_coders() -> None:
    ratings = nominal([["a", "b", "a"], ["b", "b", "a"]])
    for name, wider in (("cohen_kappa", "conger_kappa"), ("scott_pi", "fleiss_kappa")):
        found = measure(ratings, name)
        assert found.value is None
        assert found.undefined is not None
        assert wider in found.undefined


def test_coefficients_that_count_categories_want_them_declared() -> None:
    found = measure(Ratings.from_rows([[1.5, 2], [3, 3]], "interval"), "gwet_ac")
    assert found.value is None
    assert found.undefined is not None
    assert "none were declared" in found.undefined


def test_the_deviation_of_a_single_coding_can_bring_alpha_below_zero() -> None:
    found = measure(nominal([["a", "a"]] * 24 + [["a", "b"]]), "krippendorff_alpha")
    assert found.value == pytest.approx(0.0)
    assert any("Feinstein" in note for note in found.notes)


def test_close_values_far_from_zero_still_vary() -> None:
    rows = [[1e6, 1e6], [1e6 + 1, 1e6 + 1], [1e6, 1e6 + 1]]
    for scale in ("interval", "ratio"):
        assert measure(Ratings.from_rows(rows, scale), "krippendorff_alpha").value == pytest.approx(4 / 9, abs=1e-5)


@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize("units", [1, 2, 6, 11, 33])
def test_no_field_is_ever_nan(name: str, units: int) -> None:
    rows: list[list[Any]] = [["a", "b" if i % 4 == 0 else "a", None if i % 3 else "a"] for i in range(units)]
    found = measure(nominal(rows), name)
    for field in fields(found):
        value = getattr(found, field.name)
        assert not (isinstance(value, float) and not math.isfinite(value)), field.name


INDEPENDENT = [[a, b] for a in range(3) for b in range(3)]


@pytest.mark.parametrize("weights", [None, "linear", "quadratic", "ordinal"])
@pytest.mark.parametrize(("name", "coders"), [("cohen_kappa", 2), ("conger_kappa", 2), ("conger_kappa", 3)])
@pytest.mark.parametrize("units", [5, 6, 7, 11, 13, 30, 97])
def test_of_coders_who_never_vary_kappa_is_exactly_0(name: str, coders: int, weights: str | None, units: int) -> None:
    """Beside one who does: what they share is what chance would give, and no rounding stands in the place of that."""
    rows = [[1] * (coders - 1) + [i % 3] for i in range(units)]
    assert measure(Ratings.from_rows(rows, "ordinal", [0, 1, 2]), name, weights=weights).value == 0.0


@pytest.mark.parametrize("weights", [None, "linear", "quadratic", "ordinal"])
@pytest.mark.parametrize("name", ["cohen_kappa", "conger_kappa", "scott_pi", "fleiss_kappa"])
def test_answers_that_are_independent_of_one_another_agree_by_exactly_0(name: str, weights: str | None) -> None:
    found = measure(Ratings.from_rows(INDEPENDENT * 8, "ordinal", [0, 1, 2]), name, weights=weights)
    assert found.value == 0.0


def test_a_figure_that_is_nearly_0_stays_what_it_is() -> None:
    """One unit in a million apart from independence: kappa is -2 in a million, and that is no rounding."""
    first, second = np.arange(1_000_000) < 500_000, np.arange(1_000_000) % 2 == 0
    second[0] = False
    found = measure(Ratings.from_rows(np.column_stack([first, second]) * 1.0, "nominal", [0.0, 1.0]), "cohen_kappa")
    assert found.value == pytest.approx(-2e-6, rel=1e-6)
