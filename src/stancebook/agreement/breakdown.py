"""Where agreement is lost: by value, by pair of coders, without one coder, by unit; tables of counts."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from stancebook.agreement import distances
from stancebook.agreement.alpha import metric_matrix
from stancebook.agreement.choose import checked
from stancebook.agreement.errors import AgreementError
from stancebook.agreement.measuring import DOMINANT, measure
from stancebook.agreement.names import SET_DISTANCES
from stancebook.agreement.patterns import count_patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.agreement.arrays import FloatArray, IntArray
    from stancebook.agreement.estimate import Estimate
    from stancebook.agreement.ratings import Ratings


class Marginals(NamedTuple):
    """How often each value was given.

    Attributes:
        values: The values, in the order of the ratings.
        counts: How often each was given, by all coders.
        by_coder: The same for each coder, by name.
        dominant: The value that more than 80% of the codings have, or None.
        share: The share of the most frequent value, None without codings.
    """

    values: tuple[object, ...]
    counts: tuple[int, ...]
    by_coder: dict[str, tuple[int, ...]]
    dominant: object | None
    share: float | None


class Pair(NamedTuple):
    """Two coders and an estimate of their agreement."""

    first: str
    second: str
    estimate: Estimate


class Confusion(NamedTuple):
    """How two coders' values meet on the units both rated.

    Attributes:
        first: The coder of the rows.
        second: The coder of the columns.
        values: The values, of rows and of columns.
        counts: Units by value of the first and value of the second.
    """

    first: str
    second: str
    values: tuple[object, ...]
    counts: tuple[tuple[int, ...], ...]


class UnitDisagreement(NamedTuple):
    """How differently one unit was coded.

    Attributes:
        unit: Its name.
        codings: How many coders rated it (two or more).
        distance: Mean distance between two of its ratings, in the metric's own scale.
        share: Its share of all observed disagreement; None where there is none at all.
    """

    unit: str
    codings: int
    distance: float
    share: float | None


def marginals(ratings: Ratings) -> Marginals:
    """How often each value was given, in all and by each coder."""
    size = len(ratings.values)
    by_coder = {
        name: tuple(np.bincount(column[column >= 0], minlength=size).tolist())
        for name, column in zip(ratings.coders, ratings.codes.T, strict=True)
    }
    counts = np.sum(list(by_coder.values()), axis=0) if by_coder else np.zeros(size, dtype=np.int64)
    total = int(counts.sum())
    top = int(counts.argmax()) if total else 0
    share = float(counts[top]) / total if total else None
    dominant = ratings.values[top] if share is not None and share > DOMINANT else None
    return Marginals(ratings.values, tuple(counts.tolist()), by_coder, dominant, share)


def confusion(ratings: Ratings, first: str, second: str) -> Confusion:
    """The table of two coders' values on the units that both rated.

    Raises:
        AgreementError: If there is no such coder.
    """
    a, b = (ratings.codes[:, _column(ratings, name)].astype(np.int64) for name in (first, second))
    size = len(ratings.values)
    both = (a >= 0) & (b >= 0)
    cells = np.bincount(a[both] * size + b[both], minlength=size * size).reshape(size, size)
    return Confusion(first, second, ratings.values, tuple(tuple(row) for row in cells.tolist()))


def _column(ratings: Ratings, name: str) -> int:
    if name not in ratings.coders:
        raise AgreementError(f"no coder is named {name!r} (coders: {', '.join(ratings.coders)})")
    return ratings.coders.index(name)


def by_pair(ratings: Ratings, coefficient: str, **options: Any) -> list[Pair]:
    """The coefficient of every two coders, on the units they rated; options as for `measure`."""
    return [
        Pair(ratings.coders[i], ratings.coders[j], measure(ratings.with_coders([i, j]), coefficient, **options))
        for i, j in combinations(range(len(ratings.coders)), 2)
    ]


def without_each(ratings: Ratings, coefficient: str, **options: Any) -> dict[str, Estimate]:
    """The coefficient without each coder in turn, by the coder left out; options as for `measure`."""
    columns = range(len(ratings.coders))
    return {
        ratings.coders[out]: measure(ratings.with_coders([i for i in columns if i != out]), coefficient, **options)
        for out in columns
    }


def by_value(ratings: Ratings, coefficient: str = "krippendorff_alpha", **options: Any) -> dict[object, Estimate]:
    """One value against all others: how well is this one told from the rest? Options as for `measure`.

    Ratings become yes or no, so every coefficient is nominal. For sets: a label chosen or not, for each
    label of the codebook; a distance between sets has no place there and is dropped.

    Source: Krippendorff 2019, Content Analysis, section 12.4 (binary splits of nominal alpha).
    """
    if ratings.scale == "set":
        options = {key: value for key, value in options.items() if key != "distance"}
    return {name: measure(_one_against_rest(ratings, name), coefficient, **options) for name in _names(ratings)}


def _names(ratings: Ratings) -> tuple[object, ...]:
    return (ratings.categories or ()) if ratings.scale == "set" else ratings.values


def _one_against_rest(ratings: Ratings, name: object) -> Ratings:
    if ratings.scale == "set":
        chosen = [isinstance(value, frozenset) and name in value for value in ratings.values]
    else:
        chosen = [value == name for value in ratings.values]
    table = np.array([*chosen, -1], dtype=np.int8)  # the last place is where code -1 looks
    return ratings.recoded(table[ratings.codes], (False, True), "nominal")


def by_unit(ratings: Ratings, *, metric: str | None = None, distance: str | None = None) -> list[UnitDisagreement]:
    """How much each unit with two ratings or more adds to the observed disagreement of alpha.

    In the ratings' order; the shares of all units add up to 1. Distances are those of alpha's metric
    (squared differences for ordinal, interval and ratio), ordinal ones from the pooled ranks.
    """
    request = checked(ratings, "krippendorff_alpha", None, metric, distance)
    between = _distance(ratings, request.metric)
    codes = ratings.codes.astype(np.int64)
    apart = np.zeros(len(codes))
    for i, j in combinations(range(codes.shape[1]), 2):
        both = np.flatnonzero((codes[:, i] >= 0) & (codes[:, j] >= 0))
        apart[both] += between(codes[both, i], codes[both, j])
    rated = (codes >= 0).sum(axis=1)
    rows = np.flatnonzero(rated > 1)
    weight = apart[rows] / (rated[rows] - 1)  # what the unit adds to the observed disagreement, halved
    total = float(weight.sum())
    return [
        UnitDisagreement(
            unit=ratings.unit_name(int(row)),
            codings=int(rated[row]),
            distance=float(2.0 * apart[row] / (rated[row] * (rated[row] - 1))),
            share=float(added) / total if total else None,
        )
        for row, added in zip(rows, weight, strict=True)
    ]


def _distance(ratings: Ratings, metric: str) -> Callable[[IntArray, IntArray], FloatArray]:
    """The metric as a function of two arrays of codes."""
    if metric == "nominal":
        return lambda a, b: (a != b).astype(np.float64)
    if metric in SET_DISTANCES:
        matrix = metric_matrix(metric, ratings.values)
        return lambda a, b: np.asarray(matrix[a, b])
    if metric == "ordinal":
        patterns = count_patterns(ratings)
        paired = patterns.where(patterns.rated > 1)
        counts: FloatArray = paired.multiplicity @ paired.counts(len(ratings.values))
        places = np.cumsum(counts) - counts / 2
        return lambda a, b: np.asarray((places[a] - places[b]) ** 2)
    numbers = distances.numbers(ratings.values, metric)
    if metric == "interval":
        places = distances.squarable(numbers)
        return lambda a, b: np.asarray((places[a] - places[b]) ** 2)
    return lambda a, b: distances.squared_ratio(numbers[a], numbers[b])
