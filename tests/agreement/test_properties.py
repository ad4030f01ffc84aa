"""What must not change a coefficient, and what must change it in a known way."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebook.agreement import COEFFICIENTS, METRICS, WEIGHTS, Ratings, disagreements, measure
from stancebook.agreement.estimate import Estimate

VALUES = [1, 2, 3, 4]
Table = list[list[int | None]]


@st.composite
def tables(draw: st.DrawFn, coders: tuple[int, int] = (2, 5)) -> Table:
    width = draw(st.integers(*coders))
    cell = st.sampled_from([*VALUES, None])
    return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=12))


def requests() -> list[tuple[str, dict[str, str]]]:
    alphas: list[tuple[str, dict[str, str]]] = [("krippendorff_alpha", {"metric": name}) for name in METRICS]
    rest = [name for name in COEFFICIENTS if name != "krippendorff_alpha"]
    return alphas + [(name, {"weights": weights}) for name in rest for weights in WEIGHTS]


def figures(rows: Any, scale: str = "ordinal", categories: Any = None) -> list[Estimate]:
    ratings = Ratings.from_rows(rows, scale=scale, categories=categories or VALUES)
    return [measure(ratings, name, interval=False, **options) for name, options in requests()]  # type: ignore[arg-type]


def assert_same(first: list[Estimate], second: list[Estimate]) -> None:
    for a, b in zip(first, second, strict=True):
        assert a.value == pytest.approx(b.value, abs=1e-9)
        assert a.standard_error == pytest.approx(b.standard_error, abs=1e-7)
        assert (a.undefined, a.units, a.compared, a.codings) == (b.undefined, b.units, b.compared, b.codings)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_units_and_coders_changes_nothing(rows: Table, random: Any) -> None:
    order = list(range(len(rows[0])))
    random.shuffle(order)
    shuffled = [[row[i] for i in order] for row in rows]
    random.shuffle(shuffled)
    assert_same(figures(rows), figures(shuffled))


@given(tables(), st.permutations(VALUES))
@settings(max_examples=25, deadline=None)
def test_relabelling_nominal_categories_changes_nothing(rows: Table, order: list[int]) -> None:
    names = dict(zip(VALUES, order, strict=True))
    renamed = [[None if x is None else f"v{names[x]}" for x in row] for row in rows]
    before = Ratings.from_rows(rows, "nominal", VALUES)
    after = Ratings.from_rows(renamed, "nominal", ["v3", "v1", "v4", "v2"])
    for name in COEFFICIENTS:
        assert_same([measure(before, name, interval=False)], [measure(after, name, interval=False)])


@given(tables())
@settings(max_examples=25, deadline=None)
def test_a_monotone_map_changes_no_ordinal_alpha(rows: Table) -> None:
    curved = [[None if x is None else 10**x for x in row] for row in rows]
    before = measure(Ratings.from_rows(rows, "ordinal", VALUES), "krippendorff_alpha", interval=False)
    after = Ratings.from_rows(curved, "ordinal", [10**x for x in VALUES])
    assert_same([before], [measure(after, "krippendorff_alpha", interval=False)])


@given(tables(), st.floats(0.1, 50), st.floats(-100, 100))
@settings(max_examples=25, deadline=None)
def test_interval_alpha_knows_neither_origin_nor_scale_and_ratio_alpha_no_scale(
    rows: Table, factor: float, shift: float
) -> None:
    def alpha(scale: str, a: float, b: float) -> float | None:
        mapped = [[None if x is None else a * x + b for x in row] for row in rows]
        return measure(Ratings.from_rows(mapped, scale), "krippendorff_alpha", interval=False).value

    assert alpha("interval", factor, shift) == pytest.approx(alpha("interval", 1, 0), abs=1e-6)
    assert alpha("ratio", factor, 0) == pytest.approx(alpha("ratio", 1, 0), abs=1e-9)


@given(tables())
@settings(max_examples=25, deadline=None)
def test_doubling_every_unit_moves_only_alpha_and_that_by_its_formula(rows: Table) -> None:
    once, twice = figures(rows), figures(rows + rows)
    for before, after in zip(once, twice, strict=True):
        if before.coefficient != "krippendorff_alpha":
            assert after.value == pytest.approx(before.value, abs=1e-9)
        elif before.value is not None:
            n = before.codings  # D_e has n (n - 1) below; D_o and its numerator only double
            expected = 1 - (1 - before.value) * (2 * n - 1) / (2 * (n - 1))
            assert after.value == pytest.approx(expected, abs=1e-9)


@given(tables())
@settings(max_examples=20, deadline=None)
def test_units_that_nobody_coded_change_nothing(rows: Table) -> None:
    assert_same(figures(rows), figures([*rows, [None] * len(rows[0])]))


@given(tables())
@settings(max_examples=20, deadline=None)
def test_alpha_agrees_with_its_definition_over_pairs_of_values(rows: Table) -> None:
    units = [[x for x in row if x is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    pooled = [x for unit in units for x in unit]
    ratings = Ratings.from_rows(rows, "interval", VALUES)
    found = measure(ratings, "krippendorff_alpha", interval=False)
    if len(set(pooled)) < 2:
        assert found.value is None
        return
    observed = sum(
        (a - b) ** 2 / (len(unit) - 1) for unit in units for i, a in enumerate(unit) for b in unit[:i] + unit[i + 1 :]
    ) / len(pooled)
    n = len(pooled)
    expected = sum((a - b) ** 2 for a in pooled for b in pooled) / (n * (n - 1))
    assert found.value == pytest.approx(1 - observed / expected, abs=1e-9)
    assert disagreements(ratings, "interval") == pytest.approx((observed, expected), abs=1e-9)


@given(tables(coders=(2, 2)))
@settings(max_examples=25, deadline=None)
def test_conger_of_two_coders_without_missing_codings_is_cohen(rows: Table) -> None:
    complete = [row for row in rows if None not in row] or [[1, 2]]
    ratings = Ratings.from_rows(complete, "ordinal", VALUES)
    for weights in WEIGHTS:
        cohen = measure(ratings, "cohen_kappa", weights=weights, interval=False)
        assert measure(ratings, "conger_kappa", weights=weights, interval=False).value == pytest.approx(
            cohen.value, abs=1e-9
        )


@given(tables(), st.integers(0, 3))
@settings(max_examples=30, deadline=None)
def test_lists_arrays_and_long_tables_give_the_same_ratings(rows: Table, seed: int) -> None:
    array = np.array([[np.nan if x is None else x for x in row] for row in rows])
    cells = [(i, f"c{j}", x) for i, row in enumerate(rows) for j, x in enumerate(row)]
    order = np.random.default_rng(seed).permutation(len(cells))
    coders = [f"c{j}" for j in range(len(rows[0]))]
    long = Ratings.from_long((cells[i] for i in order), "ordinal", VALUES, coders=coders, units=list(range(len(rows))))
    from_lists = Ratings.from_rows(rows, "ordinal", VALUES)
    assert (from_lists.codes == Ratings.from_rows(array, "ordinal", VALUES).codes).all()
    assert (from_lists.codes == long.codes).all()
