"""Ratings in: every layout, and one clear line for what cannot be used."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from stancebook.agreement import AgreementError, Ratings, measure

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
