"""Ratings in: every layout, and one clear line for what cannot be used."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from stancebook.agreement import AgreementError, Ratings, by_unit, disagreements, measure

REFUSED: list[tuple[dict[str, Any], list[str]]] = [
    ({"rows": [[1, 2], [1]], "scale": "nominal", "categories": [1, 2]}, ["row 2", "1 ratings", "None"]),
    ({"rows": [[1, 2], [1, 7]], "scale": "nominal", "categories": [1, 2]}, ["row 2", "coder '2'", "7", "1, 2"]),
    (
        {"rows": np.array([[1, 2], [7, 1]]), "scale": "nominal", "categories": [1, 2], "coders": ["ann", "bo"]},
        ["row 2", "'ann'", "7"],
    ),
    ({"rows": np.array([[1.0, 2.5]]), "scale": "ordinal", "categories": [1, 2]}, ["row 1", "2.5"]),
    (
        {"rows": [["a", "b"]], "scale": "nominal", "categories": ["a", "c"], "units": ["intro"]},
        ["row 1", "'intro'", "'b'"],
    ),
    ({"rows": [[0, 1], [2, -1]], "scale": "ratio"}, ["row 2", "coder '2'", "-1", "negative"]),
    ({"rows": np.array([[0, 1], [-3, 1]]), "scale": "ratio"}, ["row 2", "coder '1'", "-3"]),
    ({"rows": [[0, 1]], "scale": "ratio", "categories": [-1, 0, 1]}, ["-1", "negative"]),
    ({"rows": [[1, "two"]], "scale": "interval"}, ["row 1", "coder '2'", "'two'", "not a number"]),
    ({"rows": [[1.0, float("inf")]], "scale": "interval"}, ["row 1", "coder '2'", "infinite"]),
    ({"rows": [[1, 2]], "scale": "ordinl", "categories": [1, 2]}, ["'ordinl'", "'ordinal'"]),
    ({"rows": [[1, 2]], "scale": "ordinal"}, ["categories"]),
    ({"rows": [[1, 2]], "scale": "ordinal", "categories": []}, ["categories", "empty"]),
    ({"rows": [[1, 2]], "scale": "ordinal", "categories": [1, 2, 1]}, ["1", "twice"]),
    ({"rows": [["a"]], "scale": "nominal", "categories": "abc"}, ["'abc'"]),
    ({"rows": [["a"]], "scale": "nominal", "categories": ["a", None]}, ["None", "missing"]),
    ({"rows": [[1, 2]], "scale": "interval", "categories": [1, "x"]}, ["'x'"]),
    ({"rows": [1, 2, 3], "scale": "interval"}, ["row 1", "units x coders"]),
    ({"rows": np.arange(3), "scale": "interval"}, ["1 dimensions"]),
    ({"rows": ["ab", "cd"], "scale": "nominal", "categories": ["a"]}, ["row 1", "'ab'"]),
    ({"rows": [[["a"], ["z"]]], "scale": "set", "categories": ["a", "b"]}, ["row 1", "coder '2'", "'z'"]),
    ({"rows": [["a", ["b"]]], "scale": "set", "categories": ["a", "b"]}, ["row 1", "'a'", "set of labels"]),
    ({"rows": [[["a"]]], "scale": "set"}, ["labels"]),
    ({"rows": [[1, 2]], "scale": "interval", "coders": ["r1"]}, ["1 names for 2 coders"]),
    ({"rows": [[1, 2]], "scale": "interval", "coders": ["r1", "r1"]}, ["'r1'"]),
    ({"rows": [[1, 2]], "scale": "interval", "clusters": ["a", "b"]}, ["2 clusters for 1 units"]),
    ({"rows": [[1, 2]], "scale": "interval", "clusters": [None]}, ["row 1", "no cluster"]),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=lambda x: " ".join(x) if isinstance(x, list) else "")
def test_what_cannot_be_used_is_named_in_one_line(arguments: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(AgreementError) as caught:
        Ratings.from_rows(**arguments)
    message = str(caught.value)
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_second_rating_of_one_unit_by_one_coder_names_both() -> None:
    triples = [("intro", "ann", 1), ("intro", "bo", 2), ("end", "ann", 1), ("intro", "ann", 1)]
    with pytest.raises(AgreementError, match=r"'ann'.*'intro'"):
        Ratings.from_long(triples, "nominal", [1, 2])


@pytest.mark.parametrize(
    ("triples", "options", "words"),
    [
        ([("u", "a")], {}, "row 1"),
        ([("u", "a", 1), ("u", "b", 9)], {}, r"row 2 \(unit 'u', coder 'b'\): 9"),
        ([("u", "a", 1), (None, "b", 1)], {}, "row 2: no unit"),
        ([("u", "x", 1)], {"coders": ["a", "b"]}, "unknown coder 'x'"),
        ([("u", ["a"], 1)], {}, "cannot name a coder"),
        ([("u", "a", 1)], {"clusters": {"v": 1}}, "'u' has no cluster"),
    ],
)
def test_unusable_long_tables(triples: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(AgreementError, match=words):
        Ratings.from_long(triples, "nominal", [1, 2], **options)


def test_a_long_table_without_ratings_is_empty_and_keeps_its_names() -> None:
    assert Ratings.from_long([], "nominal", [1, 2]).codes.shape == (0, 0)
    silent = Ratings.from_long([("u", "a", None), ("v", "a", float("nan"))], "interval")
    assert (silent.codes.tolist(), silent.units, silent.values) == ([[-1], [-1]], ("u", "v"), ())
    assert measure(silent, "krippendorff_alpha").value is None


def test_missing_ratings_are_none_nan_or_masked_and_never_a_category() -> None:
    rows = [[1, None, 2], [2, float("nan"), 2], [1, 1, 1]]
    lists = Ratings.from_rows(rows, "nominal", [1, 2])
    array = Ratings.from_rows(np.array(rows, dtype=float), "nominal", [1, 2])
    mask = np.ma.masked_invalid(np.array(rows, dtype=float))
    for ratings in (lists, array, Ratings.from_rows(mask, "nominal", [1, 2])):
        assert ratings.codes.tolist() == [[0, -1, 1], [1, -1, 1], [0, 0, 0]]
        assert ratings.size == 7


@pytest.mark.parametrize("kind", ["int8", "uint8", "int64", "uint64", "float32", "float64", "bool"])
@pytest.mark.parametrize("categories", [[0, 1], [1, 0], [-1, 0, 1], [5, 1, 0, -700_000]])
def test_every_kind_of_array_gives_the_codes_of_its_categories(kind: str, categories: list[int]) -> None:
    table = np.array([[0, 1], [1, 1], [1, 0]]).astype(kind)
    ratings = Ratings.from_rows(table, "ordinal", categories)
    expected = [[categories.index(int(value)) for value in row] for row in table]
    assert ratings.codes.tolist() == expected
    strings = Ratings.from_rows(
        [[str(int(value)) for value in row] for row in table], "nominal", [str(x) for x in categories]
    )
    assert strings.codes.tolist() == expected


@pytest.mark.parametrize("table", [[[3, 10**9], [-5, 3]], [[3.5, 1e9], [-5.25, 3.5]], [[3, 4], [2, 3]]])
def test_numbers_without_categories_are_put_in_order(table: list[list[float]]) -> None:
    found = sorted({value for row in table for value in row})
    for rows in (table, np.array(table)):
        ratings = Ratings.from_rows(rows, "interval")
        assert list(ratings.values) == found
        assert [[ratings.values[code] for code in row] for row in ratings.codes] == table


def test_objects_in_arrays_are_read_like_lists() -> None:
    table = np.array([["a", None], ["b", "a"]], dtype=object)
    assert Ratings.from_rows(table, "nominal", ["a", "b"]).codes.tolist() == [[0, -1], [1, 0]]
    with pytest.raises(AgreementError, match="row 1, coder '1': 1 is not"):
        Ratings.from_rows(np.array([[1, 2]]), "nominal", ["1", "2"])


def test_sets_may_come_as_sets_lists_or_tuples_and_be_empty() -> None:
    ratings = Ratings.from_rows([[{"a", "b"}, ["b", "a"]], [(), frozenset()], [None, ("a",)]], "set", ["a", "b"])
    assert ratings.codes.tolist() == [[0, 0], [1, 1], [-1, 2]]
    long = Ratings.from_long([(1, "x", ["a"]), (1, "y", []), (2, "x", None)], "set", ["a", "b"])
    assert long.values == (frozenset({"a"}), frozenset())
    assert long.codes.tolist() == [[0, 1], [-1, -1]]


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("krippendorf_alpha", {}, "krippendorff_alpha"),
        ("gwet_ac", {"weights": "quadratc"}, "quadratic"),
        ("krippendorff_alpha", {"weights": "linear"}, "metric"),
        ("krippendorff_alpha", {"metric": "intervall"}, "interval"),
        ("gwet_ac", {"metric": "ordinal"}, "weights"),
    ],
)
def test_unknown_names_bring_the_nearest_known_one(name: str, options: dict[str, Any], words: str) -> None:
    ratings = Ratings.from_rows([[1, 2], [2, 2]], "ordinal", [1, 2])
    with pytest.raises(AgreementError, match=words):
        measure(ratings, name, **options)


def test_metrics_that_calculate_refuse_words_and_sets_refuse_metrics() -> None:
    words = Ratings.from_rows([["a", "b"], ["b", "b"]], "nominal", ["a", "b"])
    with pytest.raises(AgreementError, match="numbers, and 'a' is none"):
        measure(words, "krippendorff_alpha", metric="interval")
    sets = Ratings.from_rows([[["a"], ["b"]], [["b"], ["b"]]], "set", ["a", "b"])
    for options in ({"metric": "nominal"}, {"distance": "dice"}):
        with pytest.raises(AgreementError):
            measure(sets, "krippendorff_alpha", **options)  # type: ignore[arg-type]
    with pytest.raises(AgreementError, match="identity"):
        measure(sets, "fleiss_kappa", weights="linear")


def test_more_values_than_a_metric_can_take_are_refused_and_interval_takes_them() -> None:
    table = np.random.default_rng(0).normal(5, 1, (3_000, 2))
    ratings = Ratings.from_rows(table, "interval")
    assert measure(ratings, "krippendorff_alpha", interval=False).value is not None
    with pytest.raises(AgreementError, match="6000 different values are too many for the ordinal metric"):
        measure(ratings, "krippendorff_alpha", metric="ordinal")


def test_unused_categories_count_where_the_coefficient_depends_on_their_number() -> None:
    rows = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
    narrow, wide = (Ratings.from_rows(rows, "nominal", categories) for categories in ([1, 2], [1, 2, 3, 4]))
    for name in ("gwet_ac", "brennan_prediger"):
        assert measure(wide, name).value != measure(narrow, name).value
    for name in ("krippendorff_alpha", "fleiss_kappa", "cohen_kappa"):
        assert measure(wide, name).value == pytest.approx(measure(narrow, name).value)


def test_importing_the_package_loads_no_numpy() -> None:
    code = "import sys, stancebook.agreement as a; a.__all__; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


NEXT = 2**53 + 1  # the first whole number that a float does not hold


@pytest.mark.parametrize(
    "make", [list, np.array, lambda rows: np.ma.masked_array(rows, mask=np.zeros((3, 2), dtype=bool))]
)
def test_neighbouring_large_whole_numbers_stay_apart(make: Any) -> None:
    rows = make([[NEXT - 1, NEXT], [NEXT - 1, NEXT - 1], [NEXT, NEXT]])
    ratings = Ratings.from_rows(rows, "nominal", [NEXT - 1, NEXT])
    assert ratings.codes.tolist() == [[0, 1], [0, 0], [1, 1]]
    assert measure(ratings, "percent_agreement").value == pytest.approx(2 / 3)


def test_a_masked_large_number_is_missing_and_a_float_is_not_its_neighbour() -> None:
    masked = np.ma.masked_array([[NEXT - 1, NEXT]], mask=[[False, True]])
    assert Ratings.from_rows(masked, "nominal", [NEXT - 1, NEXT]).codes.tolist() == [[0, -1]]
    floats = np.array([[float(NEXT - 1), 1.0]])
    assert Ratings.from_rows(floats, "nominal", [NEXT, NEXT - 1, 1]).codes.tolist() == [[1, 2]]


def test_an_unsigned_number_does_not_turn_negative() -> None:
    with pytest.raises(AgreementError, match=r"row 1, coder '1': 18446744073709551615 is not one of"):
        Ratings.from_rows(np.array([[2**64 - 1, 1]], dtype=np.uint64), "ordinal", [-1, 0, 1])


UNUSABLE: list[tuple[dict[str, Any], str]] = [
    ({"rows": [[NEXT - 1, NEXT], [1, 1]]}, r"row 1, coder '2': 9007199254740993 lies beyond ±2\^53"),
    ({"rows": np.array([[1, 1], [NEXT, 1]])}, r"row 2, coder '1': 9007199254740993 lies beyond"),
    ({"rows": [[10**400, 2]]}, "row 1, coder '1': a whole number lies beyond"),
    ({"rows": [[1, 2]], "scale": "ratio", "categories": [1, 2, -(10**400)]}, "categories: a whole number lies"),
    ({"rows": [[1 + 2j, 2]]}, "row 1, coder '1'"),
    ({"rows": None}, "ratings must be a list, not None"),
    ({"rows": 5}, "ratings must be a list, not 5"),
    ({"rows": {(1, 2), (2, 1)}}, "a set has none"),
    ({"rows": [{1, 2}, {2, 3}]}, "row 1: a set has no order"),
    ({"rows": [[1, 2], {1: 2, 2: 1}]}, "row 2: a dict has no order"),
    ({"rows": [[1, 2]], "categories": {1, 2}}, "categories must have an order, and a set has none"),
    ({"rows": [[1, 2]], "categories": {1: "a", 2: "b"}}, "categories must have an order, and a dict has none"),
    ({"rows": [[["a"], ["b"]]], "scale": "set", "categories": {"a", "b"}}, "a set has none"),
    ({"rows": [[1, 2]], "scale": "nominal", "categories": [[1], [2]]}, r"category .* \[1\]"),
    ({"rows": [[1, 2]], "categories": 5}, "categories must be a list, not 5"),
    ({"rows": [[1, 2]], "clusters": [[1]]}, r"row 1: \[1\] cannot name a cluster"),
    ({"rows": [[1, 2]], "clusters": 5}, "clusters must be a list"),
    ({"rows": [[1, 2]], "coders": {"a", "b"}}, "coders must have an order"),
    ({"rows": [[(["x"],), ()]], "scale": "set", "categories": ["a"]}, "row 1, coder '1'"),
]


@pytest.mark.parametrize(("arguments", "words"), UNUSABLE, ids=[words for _, words in UNUSABLE])
def test_what_has_no_order_or_cannot_be_held_is_refused_in_one_line(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(AgreementError, match=words) as caught:
        Ratings.from_rows(**{"scale": "interval", **arguments})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("triples", "options", "words"),
    [
        (None, {}, "not None"),
        ([{1, 2, 3}], {}, "row 1: a set has no order"),
        ([("u", "a", 1)], {"clusters": 5}, "clusters must map"),
        ([("u", "a", 1)], {"clusters": {"u": [2]}}, "cannot name a cluster"),
        ([("u", "a", 1)], {"coders": [["a"]]}, "cannot name a coder"),
        ([("u", "a", 1)], {"units": {"u"}}, "units must have an order"),
    ],
)
def test_long_tables_without_order_are_refused(triples: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(AgreementError, match=words):
        Ratings.from_long(triples, "nominal", [1, 2], **options)


def test_numbers_that_cannot_be_squared_are_compared_all_the_same() -> None:
    ordinary = [[1.0, -1.0], [3e-308, 3e-308], [1.0, 1.0]]
    for factor in (1e308, 1e-300):
        rows = [[1.0 * factor, -1.0 * factor], [0.0, 0.0], [factor, factor]]
        found = measure(Ratings.from_rows(rows, "interval"), "krippendorff_alpha")
        usual = measure(Ratings.from_rows(ordinary, "interval"), "krippendorff_alpha")
        assert found.value == pytest.approx(usual.value)
        assert found.standard_error == pytest.approx(usual.standard_error)
        with pytest.raises(AgreementError, match="another unit"):
            by_unit(Ratings.from_rows(rows, "interval"))
        with pytest.raises(AgreementError, match="another unit"):
            disagreements(Ratings.from_rows(rows, "interval"), "interval")
        numbers = sorted({x for row in rows for x in row})
        for weights in ("linear", "quadratic"):
            kappa = measure(Ratings.from_rows(rows, "interval", numbers), "cohen_kappa", weights=weights)
            expected = measure(Ratings.from_rows(np.sign(rows), "interval", [-1, 0, 1]), "cohen_kappa", weights=weights)
            assert kappa.value == pytest.approx(expected.value)


def test_the_ratio_metric_has_no_unit() -> None:
    rows = [[1, 2], [3, 3], [1, 1], [0, 0]]
    alphas, shares = [], []
    for factor in (1.0, 5e307, 1e-300):
        ratings = Ratings.from_rows(np.array(rows) * factor, "ratio")
        alphas.append(measure(ratings, "krippendorff_alpha").value)
        shares.append(by_unit(ratings)[0].distance)
    assert alphas == pytest.approx([alphas[0]] * 3)
    assert shares == pytest.approx([1 / 9] * 3)
