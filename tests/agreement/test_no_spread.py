"""Where resamples do not differ there is no interval of no width, but a reason."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import beta

from stancebook.agreement import COEFFICIENTS, AgreementError, Ratings, measure
from stancebook.agreement.intervals import MOST_UNDEFINED, by_rule
from stancebook.agreement.jackknife import Jackknife
from stancebook.agreement.resampling import Resamples


def nominal(rows: list[list[Any]], **more: Any) -> Ratings:
    return Ratings.from_rows(rows, "nominal", sorted({x for row in rows for x in row if x is not None}), **more)


UNSPREAD: list[list[list[Any]]] = [[[1, 2]] * 30, [["a", "a", "b"], ["a", "b", "a"]] * 15, [[1, 2], [2, 1]] * 15]


@pytest.mark.parametrize("rows", UNSPREAD, ids=["one pair", "two of three", "crossed"])
@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize("method", [True, "bca", "percentile", "jackknife"])
def test_units_that_all_disagree_alike_have_no_interval(rows: list[list[Any]], name: str, method: Any) -> None:
    found = measure(nominal(rows), name, interval=method)
    if found.value is None:  # Cohen and Scott with three coders
        return
    assert (found.standard_error, found.low, found.high, found.below_667) == (None, None, None, None)
    assert found.interval == "not one of 30 units was coded alike; up to 10% could still be"


def test_units_all_coded_in_one_way_are_said_to_be() -> None:
    ratings = Ratings.from_rows([[1, 1, 2, 2]] * 12, "ordinal", [1, 2, 3])
    found = measure(ratings, "krippendorff_alpha")
    assert (found.standard_error, found.low) == (None, None)
    assert found.interval == "all 12 units were coded in the same way, so no resample differs"
    weighted = Ratings.from_rows([[1, 2], [2, 3]] * 6, "ordinal", [1, 2, 3])
    assert measure(weighted, "percent_agreement", weights="linear").interval == (
        "leaving out any of the 12 units changes nothing, so there is no spread to show"
    )


@pytest.mark.parametrize("rows", [[["a", "a"]] * 30 + [["a", "b"]] * 10, [["a", "a"]] * 39 + [["a", "b"]]])
@pytest.mark.parametrize("method", [True, False, "bca"])
def test_a_constant_coder_leaves_kappa_without_error_and_interval(rows: list[list[Any]], method: Any) -> None:
    found = measure(nominal(rows), "cohen_kappa", interval=method)
    assert found.value == pytest.approx(0.0)
    assert (found.standard_error, found.low, found.high) == (None, None, None)
    if method is not False:
        assert found.interval == "one coder gave the same answer throughout, so kappa is 0 whatever units are drawn"


def test_complete_agreement_has_no_standard_error() -> None:
    found = measure(nominal([[1, 1], [2, 2]] * 10), "krippendorff_alpha")
    assert (found.value, found.standard_error) == (1.0, None)


def test_clusters_without_agreement_promise_nothing_about_units() -> None:
    found = measure(nominal([[1, 2]] * 30, clusters=[i // 2 for i in range(30)]), "percent_agreement")
    assert found.interval == "not one unit in 15 clusters was coded alike"


def distribution(undefined: float) -> tuple[Jackknife, Resamples]:
    values = np.linspace(0.2, 0.8, 1_000)
    around = Jackknife(0.5, np.array([0.48, 0.5, 0.52]), np.array([5, 20, 5]))
    return around, Resamples(values, np.full(1_000, 0.001), undefined, "bootstrap")


def test_each_branch_of_the_rule_begins_where_it_says() -> None:
    assert MOST_UNDEFINED == 0.0025
    for undefined, printed in ((0.0, True), (0.0025, True), (0.0026, False), (0.01, False)):
        found = by_rule(30, *distribution(undefined), 0.95, what="units")
        assert (found.low is not None) is printed
        assert printed or f"{100 * undefined:.1f}% of the resamples" in found.method
    around, resamples = distribution(0.0)
    assert by_rule(29, around, resamples, 0.95, what="units").method.startswith("jackknife")
    assert by_rule(30, around, resamples, 0.95, what="units").method.startswith("BCa")
    assert by_rule(30, None, resamples, 0.95, what="clusters").low is None


@pytest.mark.parametrize(("units", "printed"), [(19, False), (20, True)])
def test_units_never_alike_need_twenty(units: int, printed: bool) -> None:
    rows = [[i % 4, (i + 1 + i % 3) % 4] for i in range(units)]
    found = measure(Ratings.from_rows(rows, "nominal", [0, 1, 2, 3]), "krippendorff_alpha")
    assert (found.low is not None) is printed


@pytest.mark.parametrize(("agreeing", "units"), [(9, 10), (29, 30), (27, 30), (12, 40), (1, 15)])
def test_percent_agreement_of_pairs_has_the_limits_of_clopper_and_pearson(agreeing: int, units: int) -> None:
    rows = [[1, 1]] * agreeing + [[1, 2]] * (units - agreeing)
    found = measure(nominal(rows), "percent_agreement", level=0.9)
    other = units - agreeing
    limits = (beta.ppf(0.05, agreeing, other + 1), beta.ppf(0.95, agreeing + 1, other))
    assert (found.low, found.high) == pytest.approx(limits)
    assert found.interval == "Clopper-Pearson"
    # A third coder who repeats the first makes a disagreement weigh two thirds; units tell no more than before.
    three = measure(nominal([[*row, row[0]] for row in rows]), "percent_agreement", level=0.9)
    assert three.interval is not None
    assert "effective number" in three.interval


def test_an_effective_number_of_units_is_that_of_the_clusters() -> None:
    rows = [[1, 1]] * 26 + [[1, 2]] * 4
    five = [row for row in rows for _ in range(5)]
    alone = measure(nominal(rows, clusters=list(range(30))), "percent_agreement")
    grouped = measure(nominal(five, clusters=[i // 5 for i in range(150)]), "percent_agreement")
    plain = measure(nominal(rows), "percent_agreement")
    assert (grouped.low, grouped.high) == pytest.approx((alone.low, alone.high))
    assert None not in (grouped.low, plain.low, grouped.high, plain.high)
    assert grouped.low < plain.low < plain.high < grouped.high  # type: ignore[operator]


def test_coders_without_a_rating_do_not_count() -> None:
    rows = [[1, None, 2], [2, None, 2], [1, None, 1]] * 10
    wide, narrow = nominal(rows), nominal([[row[0], row[2]] for row in rows])
    for name in ("cohen_kappa", "scott_pi", "conger_kappa"):
        found, expected = measure(wide, name), measure(narrow, name)
        assert found.value is not None
        assert (found.value, found.standard_error, found.low) == (expected.value, expected.standard_error, expected.low)
    assert measure(nominal([[1, None, None], [2, None, None]]), "cohen_kappa").value is None


def test_coders_who_drop_out_of_resamples_are_named_as_the_cause() -> None:
    rows: list[list[Any]] = [[None] * 8 for _ in range(24)]
    for i, row in enumerate(rows):
        for j in range(3):
            row[(i // 3 + j) % 8] = (i * 7 + j * (i % 5 == 0)) % 3
    found = measure(nominal(rows, clusters=[i // 2 for i in range(24)]), "conger_kappa")
    assert found.low is None
    assert found.interval is not None
    assert found.interval.startswith("some coders rated few clusters: in ")
    skewed = nominal([["a", "a"]] * 38 + [["b", "b"], ["a", "b"]])
    assert "commonest answer" in (measure(skewed, "conger_kappa").interval or "")


@pytest.mark.parametrize(
    ("rows", "noted"),
    [
        ([[1, 1]] * 18 + [[2, 2]] * 2, False),  # alpha 1
        ([[1, 1]] * 90 + [[2, 2]] * 9 + [[1, 2]], False),  # alpha .94
        ([[1, 1]] * 90 + [[2, 2]] + [[1, 2]] * 9, True),  # alpha .14, agreement .91
        ([[1, 1, 1]] * 20 + [[1, 1, 2]] * 5, True),
        ([[1, 1]] * 7 + [[1, 2]] * 3, True),
    ],
)
def test_skew_is_noted_where_the_coefficient_is_well_below_agreement(rows: list[list[Any]], noted: bool) -> None:
    for name in ("krippendorff_alpha", "fleiss_kappa"):
        notes = measure(nominal(rows), name, interval=False).notes
        assert any("Feinstein" in note for note in notes) is noted


@pytest.mark.parametrize("name", ["gwet_ac", "brennan_prediger"])
def test_an_undefined_figure_assumes_nothing(name: str) -> None:
    found = measure(Ratings.from_rows([["a", "a"]] * 12, "nominal", ["a"]), name)
    assert (found.value, found.notes) == (None, ())
    assert found.undefined is not None
    assert "codebook" not in found.undefined


def test_orders_are_noted_on_a_scale_that_has_none() -> None:
    rows = [[1, 2], [2, 2], [3, 1]]
    for name, options in (("fleiss_kappa", {"weights": "linear"}), ("krippendorff_alpha", {"metric": "ordinal"})):
        for categories, noted in (([1, 2, 3], True), ([1, 2], False)):
            used = [row for row in rows if set(row) <= set(categories)]
            found = measure(Ratings.from_rows(used, "nominal", categories), name, **options)  # type: ignore[arg-type]
            assert any("nominal scale has no order" in note for note in found.notes) is noted
        ordinal = Ratings.from_rows(rows, "ordinal", [1, 2, 3])
        assert not measure(ordinal, name, **options).notes  # type: ignore[arg-type]


def test_a_distance_between_sets_is_refused_elsewhere() -> None:
    ordinal = Ratings.from_rows([[1, 2], [2, 2]], "ordinal", [1, 2])
    sets = Ratings.from_rows([[["a"], ["b"]], [["b"], ["b"]]], "set", ["a", "b"])
    for ratings, name in ((ordinal, "krippendorff_alpha"), (ordinal, "fleiss_kappa"), (sets, "fleiss_kappa")):
        with pytest.raises(AgreementError, match="compares sets"):
            measure(ratings, name, distance="masi")
