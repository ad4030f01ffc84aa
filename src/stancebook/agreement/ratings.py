"""A table of ratings: who (coder) said what (value) about what (unit)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from stancebook.agreement import encoding
from stancebook.agreement.errors import AgreementError, check_name
from stancebook.agreement.names import SCALES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from stancebook.agreement.arrays import BoolArray, CodeArray, IntArray

_WIDE = 8  # bytes of the integers that a float may not hold


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings of units by coders. Make one with `from_rows` or `from_long`.

    Attributes:
        codes: Units x coders; -1 where there is no rating, else a place in `values`.
        values: What the codes stand for: the codebook's categories, the numbers that occur, or (scale
            "set") the sets that occur.
        scale: nominal, ordinal, interval, ratio or set.
        categories: As declared (for sets the labels), or None.
        coders: A name for each column.
        units: A name for each row, or None for "1", "2", …
        clusters: The cluster of each unit as a number, or None where every unit stands for itself.
    """

    codes: CodeArray = field(repr=False)
    values: tuple[object, ...] = field(repr=False)
    scale: str
    categories: tuple[object, ...] | None
    coders: tuple[str, ...]
    units: tuple[str, ...] | None = field(default=None, repr=False)
    clusters: IntArray | None = field(default=None, repr=False)
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)  # patterns and resamples, made once

    @classmethod
    def from_rows(
        cls,
        rows: NDArray[Any] | Sequence[Any],
        scale: str,
        categories: Sequence[object] | None = None,
        *,
        clusters: Sequence[Hashable] | None = None,
        coders: Sequence[object] | None = None,
        units: Sequence[object] | None = None,
    ) -> Ratings:
        """Ratings from a table with a row for each unit and a column for each coder.

        Args:
            rows: Lists of lists or an array; None or NaN where there is no rating. For scale "set" each
                rating is a set, frozenset, list or tuple of labels, and may be empty.
            scale: nominal, ordinal, interval, ratio or set.
            categories: All answers the codebook offers, used or not, in its order; for sets the labels.
                May be left out for interval and ratio.
            clusters: For each unit what it was taken from, where several come from one source.
            coders: Names of the columns.
            units: Names of the rows.

        Raises:
            AgreementError: Ragged rows, a value outside the categories, a negative number on a ratio scale,
                categories missing or twice, a wrong number of names or clusters, rows or categories that
                have no order (sets, mappings), whole numbers to calculate with beyond ±2^53.
        """
        declared = _checked_categories(check_name("scale", scale, SCALES), categories)
        array = _numeric_array(rows) if scale != "set" else None
        table = _checked_rows(rows) if array is None else None
        shape = array.shape if array is not None else (len(table or ()), len(table[0]) if table else 0)
        coder_names = _names("coder", coders, shape[1])
        unit_names = None if units is None else _names("unit", units, shape[0])

        def where(row: int, column: int) -> str:
            unit = f" (unit {unit_names[row]!r})" if unit_names is not None else ""
            return f"row {row + 1}{unit}, coder {coder_names[column]!r}"

        codes, values = _encode(array, table, scale, declared, where)
        _check_signs(codes, values, scale, where)
        return cls(codes, values, scale, declared, coder_names, unit_names, _cluster_numbers(clusters, shape[0]))

    @classmethod
    def from_long(
        cls,
        triples: Iterable[tuple[Hashable, Hashable, object]],
        scale: str,
        categories: Sequence[object] | None = None,
        *,
        clusters: Mapping[Any, Hashable] | None = None,
        coders: Sequence[Hashable] | None = None,
        units: Sequence[Hashable] | None = None,
    ) -> Ratings:
        """Ratings from (unit, coder, value) triples, read once, in any order.

        Args:
            triples: One per rating; a value of None or NaN is no rating.
            scale: As for `from_rows`.
            categories: As for `from_rows`.
            clusters: The cluster of each unit.
            coders: The coders in the order wanted; others are refused. Default: as they turn up.
            units: Likewise the units.

        Raises:
            AgreementError: A second rating of one unit by one coder, and everything `from_rows` refuses.
        """
        from stancebook.agreement.long import spread

        declared = _checked_categories(check_name("scale", scale, SCALES), categories)
        codes, values, unit_keys, coder_keys = spread(triples, scale, declared, coders, units)
        unit_names, coder_names = tuple(map(str, unit_keys)), tuple(map(str, coder_keys))

        def where(row: int, column: int) -> str:
            return f"unit {unit_names[row]!r}, coder {coder_names[column]!r}"

        _check_signs(codes, values, scale, where)
        groups = None if clusters is None else _look_up_clusters(clusters, unit_keys)
        return cls(codes, values, scale, declared, coder_names, unit_names, groups)

    @property
    def rated_by(self) -> BoolArray:
        """Which coders have a rating at all."""
        if "rated_by" not in self.memo:
            from stancebook.agreement.patterns import tuple_patterns

            self.memo["rated_by"] = (tuple_patterns(self).codes >= 0).any(axis=0)
        found: BoolArray = self.memo["rated_by"]
        return found

    @property
    def size(self) -> int:
        """How many ratings there are."""
        return int(np.count_nonzero(self.codes >= 0))

    def unit_name(self, row: int) -> str:
        """The name of a unit, its number counted from 1 if it has none."""
        return str(row + 1) if self.units is None else self.units[row]

    def with_coders(self, columns: Sequence[int]) -> Ratings:
        """The same units as these coders saw them."""
        names = tuple(self.coders[i] for i in columns)
        return replace(self, codes=self.codes[:, list(columns)], coders=names, memo={})

    def recoded(self, codes: CodeArray, values: tuple[object, ...], scale: str) -> Ratings:
        """The same units and coders with other values, for one value against the rest and the like."""
        return replace(self, codes=codes, values=values, categories=values, scale=scale, memo={})


def _encode(
    array: NDArray[np.generic] | None,
    table: Sequence[Sequence[object]] | None,
    scale: str,
    declared: tuple[object, ...] | None,
    where: encoding.Where,
) -> tuple[CodeArray, tuple[object, ...]]:
    if scale == "set":
        return encoding.encode_sets(table or (), declared or (), where)
    numeric = declared is None or all(_is_number(c) and encoding.is_exact(c) for c in declared)
    if array is not None and numeric:
        return encoding.encode_numbers(array, declared, where)
    return encoding.encode_table(array.tolist() if array is not None else table or (), declared, where)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | np.integer | np.floating | np.bool_)


def _checked_categories(scale: str, categories: Sequence[object] | None) -> tuple[object, ...] | None:
    if categories is None:
        if scale in {"interval", "ratio"}:
            return None
        what = "labels" if scale == "set" else "categories"
        raise AgreementError(f"scale {scale!r} needs categories=[…]: all {what} of the codebook, used or not")
    declared = tuple(x.item() if isinstance(x, np.generic) else x for x in encoding.in_order(categories, "categories"))
    if not declared:
        raise AgreementError("categories is empty; list all values of the codebook")
    if any(encoding.is_missing(x) for x in declared):
        raise AgreementError("None and NaN stand for missing ratings and cannot be categories")
    unusable = [x for x in declared if not encoding.is_hashable(x)]
    if unusable:
        raise AgreementError(f"a category is a word, a number or a tuple, and {unusable[0]!r} is none of them")
    if len(set(declared)) < len(declared):
        twice = next(x for i, x in enumerate(declared) if x in declared[:i])
        raise AgreementError(f"category {twice!r} is listed twice")
    odd = [x for x in declared if not _is_number(x)] if scale in {"interval", "ratio"} else []
    if odd:
        raise AgreementError(f"the categories of an {scale} scale are numbers, and {odd[0]!r} is none")
    for value in declared if scale in {"interval", "ratio"} else ():
        if not encoding.is_exact(value):
            raise encoding.not_exact(value, "categories")
    return declared


def _numeric_array(rows: object) -> NDArray[np.generic] | None:
    """The rows as an array, where they come as one of numbers that floats can hold; a mask becomes NaN."""
    if not isinstance(rows, np.ndarray):
        return None
    if rows.ndim != len(("units", "coders")):
        raise AgreementError(f"ratings are a table of units x coders; this array has {rows.ndim} dimensions")
    if rows.dtype.kind not in "iufb" or _reaches_beyond_floats(rows):
        return None
    if isinstance(rows, np.ma.MaskedArray):
        return np.where(np.ma.getmaskarray(rows), np.nan, rows.data.astype(np.float64))
    return rows


def _reaches_beyond_floats(array: NDArray[Any]) -> bool:
    if array.dtype.kind not in "iu" or array.dtype.itemsize < _WIDE or not array.size:
        return False
    ends = array.min(), array.max()
    return not all(x is np.ma.masked or encoding.is_exact(x) for x in ends)


def _checked_rows(rows: Any) -> list[Sequence[object]]:
    table: list[Sequence[object]] = []
    for i, row in enumerate(encoding.in_order(rows, "ratings")):
        if isinstance(row, AbstractSet | Mapping):
            raise AgreementError(f"row {i + 1}: a {type(row).__name__} has no order, so it is not said who gave what")
        if isinstance(row, str | bytes) or not hasattr(row, "__len__"):
            raise AgreementError(f"row {i + 1}: {row!r} is not a row of ratings (units x coders)")
        table.append(row.tolist() if isinstance(row, np.ndarray) else row)
        if len(row) != len(table[0]):
            raise AgreementError(
                f"row {i + 1} has {len(row)} ratings and row 1 has {len(table[0])}; use None for a missing one"
            )
    return table


def _names(kind: str, given: Sequence[object] | None, size: int) -> tuple[str, ...]:
    if given is None:
        return tuple(str(i + 1) for i in range(size))
    names = tuple(map(str, encoding.in_order(given, f"{kind}s")))
    if len(names) != size:
        raise AgreementError(f"{len(names)} names for {size} {kind}s")
    if len(set(names)) < size:
        twice = next(name for name in names if names.count(name) > 1)
        raise AgreementError(f"two {kind}s are named {twice!r}")
    return names


def _check_signs(codes: CodeArray, values: Sequence[object], scale: str, where: encoding.Where) -> None:
    if scale != "ratio":
        return
    negative = [i for i, value in enumerate(values) if value < 0]  # type: ignore[operator]
    if not negative:
        return
    hits = np.argwhere(np.isin(codes, negative))
    place = f"{where(int(hits[0][0]), int(hits[0][1]))}: " if len(hits) else ""
    value = values[int(codes[tuple(hits[0])])] if len(hits) else values[negative[0]]
    raise AgreementError(f"{place}{value!r} is negative, and a ratio scale has none (use interval)")


def _cluster_numbers(clusters: Sequence[Hashable] | None, units: int) -> IntArray | None:
    if clusters is None:
        return None
    listed = encoding.in_order(clusters, "clusters")
    if len(listed) != units:
        raise AgreementError(f"{len(listed)} clusters for {units} units")
    places: dict[Hashable, int] = {}
    for i, name in enumerate(listed):
        if encoding.is_missing(name):
            raise AgreementError(f"row {i + 1}: the unit has no cluster")
        if not encoding.is_hashable(name):
            raise AgreementError(f"row {i + 1}: {name!r} cannot name a cluster")
        places.setdefault(name, len(places))
    return np.fromiter((places[name] for name in listed), dtype=np.int64, count=units)


def _look_up_clusters(clusters: Mapping[Any, Hashable], units: Sequence[Hashable]) -> IntArray | None:
    if not isinstance(clusters, Mapping):
        raise AgreementError(f"clusters must map each unit to its cluster, and {type(clusters).__name__} does not")
    for unit in units:
        if unit not in clusters:
            raise AgreementError(f"unit {unit!r} has no cluster")
    return _cluster_numbers([clusters[unit] for unit in units], len(units))
