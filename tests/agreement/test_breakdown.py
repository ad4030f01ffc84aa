"""Where agreement is lost: the parts add up to the whole, or are it."""

import numpy as np
import pytest

from stancebook.agreement import (
    METRICS,
    AgreementError,
    Ratings,
    by_pair,
    by_unit,
    by_value,
    confusion,
    disagreements,
    marginals,
    measure,
    without_each,
)

ROWS: list[list[int | None]] = [[1, 2, None], [3, 3, 3], [1, 1, 2], [2, 2, 2], [None, None, 1], [4, 1, 4]]
RATINGS = Ratings.from_rows(ROWS, "ordinal", [1, 2, 3, 4, 5], coders=["ann", "bo", "cy"], units=list("uvwxyz"))


def test_marginals_count_every_value_also_those_never_given() -> None:
    found = marginals(RATINGS)
    assert found.counts == (5, 5, 3, 2, 0)
    assert found.by_coder["cy"] == (1, 2, 1, 1, 0)
    assert found.share == pytest.approx(1 / 3)
    assert found.dominant is None


def test_a_value_of_more_than_eighty_percent_is_flagged() -> None:
    rows = [["no", "no"]] * 9 + [["no", "yes"]]
    found = marginals(Ratings.from_rows(rows, "nominal", ["yes", "no"]))
    assert (found.dominant, found.share) == ("no", 0.95)
    assert marginals(Ratings.from_rows([*rows[5:8], ["yes", "no"]], "nominal", ["yes", "no"])).dominant == "no"
    assert marginals(Ratings.from_rows([["yes", "no"]] * 3, "nominal", ["yes", "no"])).dominant is None
    assert marginals(Ratings.from_rows([[None, None]], "nominal", ["yes", "no"])).share is None


def test_a_confusion_table_counts_the_units_that_both_rated() -> None:
    found = confusion(RATINGS, "ann", "bo")
    assert found.counts[0] == (1, 1, 0, 0, 0)
    assert found.counts[3] == (1, 0, 0, 0, 0)
    assert sum(map(sum, found.counts)) == 5
    assert confusion(RATINGS, "bo", "ann").counts == tuple(zip(*found.counts, strict=True))
    with pytest.raises(AgreementError, match=r"'dee'.*ann, bo, cy"):
        confusion(RATINGS, "ann", "dee")


def test_pairs_and_left_out_coders_are_the_tables_of_their_columns() -> None:
    pairs = by_pair(RATINGS, "krippendorff_alpha", interval=False)
    assert [(p.first, p.second) for p in pairs] == [("ann", "bo"), ("ann", "cy"), ("bo", "cy")]
    columns = [[row[0], row[2]] for row in ROWS]
    alone = measure(Ratings.from_rows(columns, "ordinal", [1, 2, 3, 4, 5]), "krippendorff_alpha", interval=False)
    assert pairs[1].estimate == alone
    assert without_each(RATINGS, "krippendorff_alpha", interval=False)["bo"] == alone
    kappas = by_pair(RATINGS, "cohen_kappa", weights="linear", interval=False)
    assert all(pair.estimate.value is not None for pair in kappas)


def test_one_value_against_the_rest_is_a_binary_table() -> None:
    found = by_value(RATINGS, interval=False)
    binary = [[None if x is None else int(x == 2) for x in row] for row in ROWS]
    expected = measure(Ratings.from_rows(binary, "nominal", [0, 1]), "krippendorff_alpha", interval=False)
    assert found[2].value == pytest.approx(expected.value)
    assert found[5].value is None
    assert list(found) == [1, 2, 3, 4, 5]


def test_one_label_of_a_set_against_its_absence() -> None:
    rows = [[["a", "b"], ["a"]], [[], ["b"]], [["a"], ["a", "c"]], [None, ["b"]]]
    found = by_value(Ratings.from_rows(rows, "set", ["a", "b", "c", "d"]), interval=False)
    assert found["a"].value == 1.0
    assert found["b"].value is not None
    assert found["b"].value < 0
    assert found["d"].value is None


@pytest.mark.parametrize("metric", METRICS)
def test_the_shares_of_units_add_up_and_follow_the_observed_disagreement(metric: str) -> None:
    parts = by_unit(RATINGS, metric=metric)
    assert [part.unit for part in parts] == ["u", "v", "w", "x", "z"]
    assert sum(part.share or 0.0 for part in parts) == pytest.approx(1.0)
    both = disagreements(RATINGS, metric)
    assert both is not None
    codings = sum(part.codings for part in parts)
    assert sum(part.codings * part.distance for part in parts) / codings == pytest.approx(both[0])
    assert parts[1].distance == 0.0


def test_units_of_sets_and_tables_in_full_agreement() -> None:
    sets = Ratings.from_rows([[["a"], ["a", "b"]], [["b"], ["b"]]], "set", ["a", "b"])
    assert [part.distance for part in by_unit(sets)] == [0.5, 0.0]
    assert by_unit(sets, distance="masi")[0].distance == pytest.approx(2 / 3)
    agreed = by_unit(Ratings.from_rows([[1, 1], [2, 2]], "ordinal", [1, 2]))
    assert [part.share for part in agreed] == [None, None]


def test_many_units_are_no_loop() -> None:
    table = np.random.default_rng(0).integers(0, 3, (100_000, 3))
    parts = by_unit(Ratings.from_rows(table, "interval", [0, 1, 2]))
    assert len(parts) == 100_000
    assert sum(part.share or 0.0 for part in parts) == pytest.approx(1.0)
