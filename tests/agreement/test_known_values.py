"""Every known value is reproduced to its tolerance, in the table's own layout."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stancebook.agreement import MarkedText, Ratings, disagreements, disorder, measure, overlaps, unitizing_alpha
from stancebook.agreement.distances import jaccard, masi

KNOWN: dict[str, Any] = json.loads((Path(__file__).parent / "known_values.json").read_text(encoding="utf-8"))
TABLES = [o for o in KNOWN["oracles"] if "dataset" in o]
NAMES = {
    "ac": "gwet_ac",
    "fleiss": "fleiss_kappa",
    "bp": "brennan_prediger",
    "conger": "conger_kappa",
    "kappa": "cohen_kappa",
    "scott": "scott_pi",
    "pa": "percent_agreement",
}


@cache
def rows_of(dataset: str) -> Any:
    data = KNOWN["datasets"][dataset]
    if "table" in data:
        table = np.array(data["table"])
        pairs = np.array([[i + 1, j + 1] for i in range(len(table)) for j in range(len(table))])
        return np.repeat(pairs, table.ravel(), axis=0)
    return [list(unit) for unit in zip(*data["data"], strict=True)]


@cache
def ratings_of(dataset: str, scale: str) -> Ratings:
    categories = KNOWN["datasets"][dataset].get("categories", ["A", "B", "C"])
    return Ratings.from_rows(rows_of(dataset), scale=scale, categories=categories)


def set_metric(name: str, ratings: Ratings) -> Any:
    """The set distances by name, and three variants that other programs use, built as matrices."""
    if name in {"jaccard", "masi"}:
        return name
    sets: Any = ratings.values
    distance = np.zeros((len(sets), len(sets)))
    for i, a in enumerate(sets):
        for j, b in enumerate(sets):
            share = len(a & b) / len(a | b) if a | b else 1.0
            kind = 0 if a == b else 1 if a <= b or b <= a else 2 if a & b else 3
            if name.startswith("masi_nltk"):
                distance[i, j] = 1 - share * (1, 0.67, 0.33, 0)[kind]
            elif name.startswith("passonneau2004"):
                distance[i, j] = kind / 3
            else:
                distance[i, j] = (1 - share) * kind / 3
    return distance


def alpha_value(oracle: dict[str, Any], scale: str) -> float | None:
    part = oracle["coefficient"].split(".")
    ratings = ratings_of(oracle["dataset"], scale)
    if part[-1] in {"Do", "De"}:
        both = disagreements(ratings, part[1])
        assert both is not None
        return both[part[-1] == "De"]
    if scale == "set":
        name = oracle["weights_or_metric"]
        both = disagreements(ratings, set_metric(name, ratings))
        assert both == pytest.approx((oracle["Do"], oracle["De"]), abs=1e-9)
        if name not in {"jaccard", "masi"}:
            return float(1 - oracle["Do"] / oracle["De"])
        return measure(ratings, "krippendorff_alpha", distance=name, interval=False).value
    return measure(ratings, "krippendorff_alpha", metric=part[1], interval=False).value


def kappa_value(oracle: dict[str, Any]) -> float | None:
    name, weights, *rest = oracle["coefficient"].split(".")
    ratings = ratings_of(oracle["dataset"], "nominal")
    pa = measure(ratings, "percent_agreement", weights=weights, interval=False)
    estimate = measure(ratings, NAMES[name], weights=weights, interval=False)
    if rest == ["pa"]:
        return pa.value
    if rest == ["pe"]:
        assert pa.value is not None
        assert estimate.value is not None
        return (pa.value - estimate.value) / (1 - estimate.value)
    if rest == ["se"]:
        return estimate.standard_error
    if "se" in oracle:
        assert estimate.standard_error == pytest.approx(oracle["se"], abs=oracle["tolerance"])
    return estimate.value


@pytest.mark.parametrize("dataset", sorted({o["dataset"] for o in TABLES}))
def test_known_values_of_a_table(dataset: str) -> None:
    wrong = []
    for oracle in (o for o in TABLES if o["dataset"] == dataset):
        scale = "set" if dataset == "dkpro_sets_9x2" else "nominal"
        is_alpha = oracle["coefficient"].startswith("alpha")
        value = alpha_value(oracle, scale) if is_alpha else kappa_value(oracle)
        if value is None or abs(value - oracle["expected"]) > oracle["tolerance"]:
            wrong.append((oracle["coefficient"], value, oracle["expected"]))
        published = oracle.get("published")
        if published and (value is None or abs(value - published["value"]) > published["tolerance"]):
            wrong.append((oracle["coefficient"], value, published))
    assert wrong == []


@pytest.mark.parametrize("oracle", [o for o in KNOWN["oracles"] if o["coefficient"] == "distance"], ids=str)
def test_known_distances_between_sets(oracle: dict[str, Any]) -> None:
    pair = [frozenset(oracle["a"]), frozenset(oracle["b"])]
    assert jaccard(pair)[0, 1] == pytest.approx(oracle["jaccard"], abs=oracle["tolerance"])
    assert masi(pair)[1, 0] == pytest.approx(oracle["masi"], abs=oracle["tolerance"])


def spans_of(coders: Any) -> list[list[tuple[int, int, str]]]:
    return [[(start, end, label) for start, end, label in spans] for spans in coders]


@pytest.mark.parametrize(
    "oracle", [o for o in KNOWN["oracles"] if o["coefficient"] == "u_alpha family"], ids=lambda o: o["name"]
)
def test_known_values_of_spans(oracle: dict[str, Any]) -> None:
    text = MarkedText(oracle["length"], {f"c{i}": s for i, s in enumerate(spans_of(oracle["data"]))})
    for name in ("u_alpha", "binary_u_alpha", "cu_alpha"):
        found = unitizing_alpha([text], name, interval=False)
        assert found.value == pytest.approx(oracle["expected"][name], abs=oracle["tolerance"])
        assert (found.undefined is None) == (found.value is not None)
    f1 = [pair.f1 for pair in overlaps([text])]
    assert f1 == pytest.approx(oracle["expected"]["char_f1_pairs_any_label"], abs=oracle["tolerance"])


@pytest.mark.parametrize(
    "oracle", [o for o in KNOWN["oracles"] if o["coefficient"] == "gamma"], ids=lambda o: o["name"]
)
def test_known_values_of_gamma(oracle: dict[str, Any]) -> None:
    observed = disorder(spans_of(oracle["data"]))
    assert observed == pytest.approx(oracle["expected_observed_disorder"], abs=oracle["tolerance"])
    assert observed is not None
    given = 1 - observed / oracle["expected_disorder_given_samples"]
    assert given == pytest.approx(oracle["expected"], abs=oracle["tolerance"])
    sampled = [disorder(spans_of(continuum)) or 0.0 for continuum in oracle["sampled_continua"]]
    # Ten of the thirty continua that the fixture's expected disorder comes from.
    assert 1 - observed / np.mean(sampled) == pytest.approx(oracle["expected"], abs=oracle["tolerance_gamma"])


def test_the_standard_error_of_nominal_alpha_is_that_of_irrcac() -> None:
    found = measure(ratings_of("irrCAC_raw4raters", "nominal"), "krippendorff_alpha", interval=False)
    assert found.standard_error == pytest.approx(0.145573887, abs=5e-10)


def test_no_known_value_is_left_out() -> None:
    kinds = {"distance", "u_alpha family", "gamma"}
    assert len(KNOWN["oracles"]) == 856
    assert all("dataset" in o or o["coefficient"] in kinds for o in KNOWN["oracles"])
