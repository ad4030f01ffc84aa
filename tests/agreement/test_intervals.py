"""Intervals: exact where they can be, the same for the same seed, withheld where they would mislead."""

from dataclasses import replace
from functools import cache
from itertools import product

import numpy as np
import pytest

from stancebook.agreement import AgreementError, Ratings, measure
from stancebook.agreement.choose import checked, statistic_of
from stancebook.agreement.resampling import resample


def coded(units: int, *, coders: int = 3, seed: int = 1, hit: float = 0.8, classes: int = 3) -> Ratings:
    rng = np.random.default_rng(seed)
    true = rng.integers(0, classes, units)
    guess = rng.integers(0, classes, (units, coders))
    answers = np.where(rng.random((units, coders)) < hit, true[:, None], guess)
    return Ratings.from_rows(answers, "ordinal", list(range(classes)))


def skewed(units: int, minority: int, dissent: int) -> Ratings:
    rows = [["no", "no"]] * (units - minority - dissent) + [["yes", "yes"]] * minority + [["yes", "no"]] * dissent
    return Ratings.from_rows(rows, "nominal", ["no", "yes"])


ROWS: list[list[str | None]] = [["a", "a"], ["a", "b"], ["b", "b"], ["a", None], ["b", "b"]]


@pytest.mark.parametrize("name", ["krippendorff_alpha", "fleiss_kappa", "gwet_ac", "conger_kappa"])
def test_enumeration_is_the_average_over_all_ways_to_draw_units(name: str) -> None:
    ratings = Ratings.from_rows(ROWS, "nominal", ["a", "b"])
    statistic = statistic_of(ratings, checked(ratings, name, None, None, None))
    found = resample(statistic, 10_000, 1, 0.0, {})
    assert found.method == "exact"
    # Alpha knows no unit with one coding; the others draw it like any other.
    rows = [row for row in ROWS if name != "krippendorff_alpha" or None not in row]

    @cache
    def value(drawn: tuple[int, ...]) -> float | None:
        again = Ratings.from_rows([rows[i] for i in drawn], "nominal", ["a", "b"])
        return measure(again, name, interval=False).value

    ways = product(range(len(rows)), repeat=len(rows))
    values = [value(tuple(sorted(drawn))) for drawn in ways]
    defined = np.array([v for v in values if v is not None])
    assert found.undefined == pytest.approx(1 - len(defined) / len(values), abs=1e-12)
    for cut in (-0.5123, -0.2123, 0.0512, 0.3123, 0.6667123, 0.9712):
        assert found.below(cut) == pytest.approx((defined < cut).mean(), abs=1e-9)


@pytest.mark.parametrize("units", [60, 3000])
@pytest.mark.parametrize("name", ["krippendorff_alpha", "conger_kappa", "percent_agreement"])
def test_resampling_patterns_is_resampling_units(name: str, units: int) -> None:
    """Against drawing rows one by one, the way a textbook does it."""
    ratings = coded(units, coders=3, seed=units)
    request = checked(ratings, name, None, "ordinal" if name == "krippendorff_alpha" else None, None)
    statistic = statistic_of(ratings, request)
    found = resample(statistic, 4_000, 5, 0.0, {})
    rng = np.random.default_rng(3)
    drawn = []
    for _ in range(400):
        rows = ratings.codes[rng.integers(0, units, units)]
        drawn.append(measure(Ratings.from_rows(rows, "ordinal", [0, 1, 2]), name, interval=False).value)
    values = np.array(drawn, dtype=float)
    spread = values.std(ddof=1)
    assert found.values.std() == pytest.approx(spread, rel=0.12)
    assert found.values.mean() == pytest.approx(values.mean(), abs=5 * spread / 20)


def test_the_normal_limit_gives_the_limits_of_the_multinomial() -> None:
    ratings = coded(20_000, coders=5, hit=0.7)
    statistic = statistic_of(ratings, checked(ratings, "conger_kappa", None, None, None))
    tails = np.array([0.025, 0.5, 0.975])
    limit = resample(statistic, 20_000, 1, 0.0, {})
    drawn = resample(statistic, 4_000, 1, 1.0, {})
    assert (limit.method, drawn.method) == ("bootstrap, normal limit", "bootstrap")
    assert limit.quantiles(tails) == pytest.approx(drawn.quantiles(tails), abs=0.15 * drawn.values.std())


def test_the_same_seed_gives_the_same_figures_whatever_was_measured_before() -> None:
    first = measure(coded(45), "krippendorff_alpha")
    ratings = coded(45)
    measure(ratings, "conger_kappa")
    measure(ratings, "fleiss_kappa", weights="linear")
    assert measure(ratings, "krippendorff_alpha") == first
    assert measure(ratings, "krippendorff_alpha", seed=4).low != first.low


@pytest.mark.parametrize("units", [1, 2, 5, 9])
def test_below_ten_units_there_is_no_interval_and_that_is_said(units: int) -> None:
    rows = [[i % 3, i % 3, (i + 1) % 3] for i in range(units)]
    found = measure(Ratings.from_rows(rows, "ordinal", [0, 1, 2]), "krippendorff_alpha")
    assert (found.low, found.high, found.below_667) == (None, None, None)
    assert found.interval is not None
    assert f"n = {units}" in found.interval
    assert found.value is not None


@pytest.mark.parametrize(("units", "method"), [(10, "jackknife"), (29, "jackknife"), (30, "BCa"), (300, "BCa")])
def test_the_method_follows_the_number_of_units_and_is_named(units: int, method: str) -> None:
    found = measure(coded(units), "krippendorff_alpha")
    assert found.interval is not None
    assert method in found.interval
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert -1 <= found.low < found.value < found.high <= 1
    assert found.below_667 is not None
    assert found.below_800 is not None
    assert 0 <= found.below_667 <= found.below_800 <= 1


def test_where_all_agree_the_bound_of_clopper_and_pearson_takes_the_place_of_an_interval() -> None:
    found = measure(Ratings.from_rows([[i % 2, i % 2] for i in range(20)], "nominal", [0, 1]), "krippendorff_alpha")
    assert found.value == 1.0
    assert (found.low, found.high) == (None, None)
    assert found.disagreeing_at_most == pytest.approx(0.1391, abs=1e-4)
    assert found.interval == "all 20 units agree; up to 14% could still disagree"


def test_skew_withholds_the_interval_of_alpha_and_not_that_of_ac1() -> None:
    few, enough = skewed(20, 1, 1), skewed(40, 6, 3)
    withheld = measure(few, "krippendorff_alpha")
    assert withheld.low is None
    assert withheld.interval is not None
    assert "commonest answer" in withheld.interval
    # A resample without variation misses both units that are not "no, no".
    assert withheld.unstable == pytest.approx(0.9**20 + 2 * 0.05**20, abs=1e-9)
    assert measure(few, "gwet_ac").low is not None
    assert measure(enough, "krippendorff_alpha").low is not None


def test_units_never_coded_alike_withhold_the_interval_of_few_units() -> None:
    rows = [[i % 4, (i + 1) % 4, (i + 1 + i % 2) % 4] for i in range(12)]
    found = measure(Ratings.from_rows(rows, "nominal", [0, 1, 2, 3]), "krippendorff_alpha")
    assert found.low is None
    assert found.interval is not None
    assert "coded alike" in found.interval


def test_a_forced_method_is_marked() -> None:
    ratings = coded(7, hit=0.6)
    for method, name in (("jackknife", "jackknife"), ("percentile", "percentile"), ("bca", "BCa")):
        found = measure(ratings, "krippendorff_alpha", interval=method)
        assert found.interval is not None
        assert found.interval.startswith(name)
        assert found.interval.endswith("forced")
        assert found.low is not None


def test_clusters_are_what_is_resampled() -> None:
    base = coded(40, hit=0.7)
    table = np.repeat(base.codes, 5, axis=0)
    clusters = np.repeat(np.arange(40), 5).tolist()
    alone = measure(Ratings.from_rows(table, "ordinal", [0, 1, 2]), "percent_agreement")
    grouped = measure(Ratings.from_rows(table, "ordinal", [0, 1, 2], clusters=clusters), "percent_agreement")
    plain = measure(base, "percent_agreement")
    assert grouped.value == alone.value
    assert (alone.low, grouped.low, plain.low) != (None, None, None)
    # Five copies of a unit tell as much as one: the interval is that of 40 units, not of 200.
    assert grouped.low == pytest.approx(plain.low, abs=0.02)
    assert grouped.standard_error == pytest.approx(plain.standard_error, rel=0.02)
    assert alone.standard_error is not None
    assert grouped.standard_error is not None
    assert alone.standard_error < 0.5 * grouped.standard_error


def test_few_clusters_withhold_the_interval_however_many_units_they_hold() -> None:
    ratings = coded(200)
    table = Ratings.from_rows(ratings.codes, "ordinal", [0, 1, 2], clusters=[i % 6 for i in range(200)])
    for name in ("krippendorff_alpha", "conger_kappa"):
        found = measure(table, name)
        assert found.low is None
        assert found.interval is not None
        assert "n = 6" in found.interval
        assert "clusters" in found.interval


def test_the_jackknife_standard_error_of_agreement_is_that_of_a_mean() -> None:
    ratings = coded(50)
    analytic = measure(ratings, "percent_agreement", interval=False).standard_error
    by_unit = Ratings.from_rows(ratings.codes, "ordinal", [0, 1, 2], clusters=list(range(50)))
    assert measure(by_unit, "percent_agreement", interval=False).standard_error == pytest.approx(analytic)


@pytest.mark.parametrize(
    "options", [{"level": 95}, {"level": 0.0}, {"resamples": 5}, {"interval": "bootstrp"}, {"interval": "exact"}]
)
def test_impossible_intervals_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(AgreementError):
        measure(coded(20), "gwet_ac", **options)  # type: ignore[arg-type]


def test_without_the_standard_error_everything_else_is_the_same() -> None:
    ratings = coded(30, coders=2)
    for name in ("percent_agreement", "krippendorff_alpha", "cohen_kappa", "gwet_ac"):
        for interval in (True, False, "jackknife"):
            whole = measure(ratings, name, interval=interval, resamples=200)
            assert whole.standard_error is not None
            bare = measure(ratings, name, interval=interval, resamples=200, standard_error=False)
            assert bare == replace(whole, standard_error=None)


def test_one_unit_is_not_told_as_several() -> None:
    alike = measure(Ratings.from_rows([[1, 1]], scale="nominal", categories=[1, 2]), "percent_agreement")
    assert alike.interval == "the only unit agrees; up to 95% could still disagree"
