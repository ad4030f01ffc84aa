"""Ratings as they come -> small integer codes: -1 missing, else the place of the value in a list."""

import math
from collections.abc import Callable, Mapping, MappingView, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stancebook.agreement.arrays import CodeArray
from stancebook.agreement.errors import AgreementError

MISSING = -1
_LAST_EXACT = 1 << 53
_LONGEST_SHOWN = 10**30
_WIDEST_TABLE = 1 << 20
_SHOWN = 8

Where = Callable[[int, int], str]


def code_type(size: int) -> type[np.signedinteger[Any]]:
    """The smallest integer type that holds codes for ``size`` values."""
    for kind in (np.int8, np.int16, np.int32):
        if size <= np.iinfo(kind).max:
            return kind
    return np.int64


def is_exact(value: object) -> bool:
    """Whether a float holds this number as it is; beyond ±2^53 neighbouring whole numbers become one."""
    return not isinstance(value, int | np.integer) or abs(int(value)) <= _LAST_EXACT


def not_exact(value: object, where: str) -> AgreementError:
    """The complaint about a whole number that cannot be calculated with; it may have thousands of digits."""
    shown = repr(value) if abs(int(value)) < _LONGEST_SHOWN else "a whole number"  # type: ignore[call-overload]
    return AgreementError(f"{where}: {shown} lies beyond ±2^53, where neighbouring whole numbers cannot be told apart")


def in_order(given: Any, what: str) -> list[Any]:
    """What was given as a list; refused where it has no order of its own, or cannot be gone through.

    Raises:
        AgreementError: For sets, mappings and whatever is no sequence.
    """
    if isinstance(given, AbstractSet | Mapping) and not isinstance(given, MappingView):
        raise AgreementError(f"{what} must have an order, and a {type(given).__name__} has none; give a list")
    if isinstance(given, str | bytes):
        raise AgreementError(f"{what} must be a list, not the text {given!r}")
    try:
        return list(given)
    except TypeError:
        raise AgreementError(f"{what} must be a list, not {given!r}") from None


def is_hashable(value: object) -> bool:
    """Whether a value can be looked up; a tuple cannot where a part of it cannot."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def is_missing(value: object) -> bool:
    """None, NaN and numpy's masked constant stand for "no rating"."""
    if value is None or value is np.ma.masked:
        return True
    return isinstance(value, float | np.floating) and math.isnan(value)


def _listed(values: Sequence[object]) -> str:
    shown = ", ".join(map(repr, values[:_SHOWN]))
    return shown + (", …" if len(values) > _SHOWN else "")


def not_declared(value: object, categories: Sequence[object], where: str) -> AgreementError:
    """The complaint about a value that the codebook does not know."""
    return AgreementError(f"{where}: {value!r} is not one of the declared categories ({_listed(categories)})")


def encode_table(
    table: Sequence[Sequence[object]], categories: Sequence[object] | None, where: Where
) -> tuple[CodeArray, tuple[object, ...]]:
    """Code lists of lists, value by value.

    Args:
        table: Units x coders, all rows of one length.
        categories: The declared values, or None to take the numbers that occur, in order.
        where: Names a cell for a message, from its row and column.

    Returns:
        The codes (units x coders) and the values they stand for.
    """
    columns = len(table[0]) if len(table) else 0
    if categories is None:
        numbers = np.full((len(table), columns), np.nan)
        for i, row in enumerate(table):
            for j, value in enumerate(row):
                numbers[i, j] = np.nan if is_missing(value) else _number(value, where, i, j)
        return encode_numbers(numbers, None, where)
    lookup: dict[object, int] = {None: MISSING} | {value: i for i, value in enumerate(categories)}
    codes = np.empty((len(table), columns), dtype=code_type(len(categories)))
    for i, row in enumerate(table):
        try:
            codes[i] = [lookup[value] for value in row]
        except (KeyError, TypeError):
            codes[i] = [
                MISSING if is_missing(value) else _find(value, lookup, categories, where(i, j))
                for j, value in enumerate(row)
            ]
    return codes, tuple(categories)


def _find(value: object, lookup: dict[object, int], categories: Sequence[object], where: str) -> int:
    try:
        return lookup[value]
    except (KeyError, TypeError):
        raise not_declared(value, categories, where) from None


def _number(value: object, where: Where, row: int, column: int) -> float:
    if isinstance(value, int | float | np.integer | np.floating | np.bool_):
        if not is_exact(value):
            raise not_exact(value, where(row, column))
        return float(value)
    raise AgreementError(f"{where(row, column)}: {value!r} is not a number")


def encode_numbers(
    table: NDArray[Any], categories: Sequence[object] | None, where: Where
) -> tuple[CodeArray, tuple[object, ...]]:
    """Code a numeric array in a few passes over it.

    Args:
        table: Units x coders; integers within ±2^53, booleans or floats, NaN for missing.
        categories: The declared values, all numbers, integers within ±2^53, or None to take those that occur,
            in order.
        where: Names a cell for a message, from its row and column.
    """
    if table.size == 0:
        return np.empty(table.shape, dtype=np.int8), tuple(categories or ())
    whole = table.dtype.kind in "iub"
    if not whole and np.isinf(table).any():
        row, column = (int(x) for x in np.argwhere(np.isinf(table))[0])
        raise AgreementError(f"{where(row, column)}: an infinite rating")
    if categories is None:
        return _encode_found(table, whole=whole)
    values = np.asarray(categories, dtype=np.float64)
    dtype = code_type(len(values))
    low, high = float(values.min()), float(values.max())
    if whole and max(-low, high) < _WIDEST_TABLE and (values == np.rint(values)).all():
        codes = _by_table(table, values.astype(np.int64), dtype)
    else:
        order = np.argsort(values)
        place = np.minimum(np.searchsorted(values[order], table), len(values) - 1)
        found = values[order][place] == table
        codes = np.where(found, order[place], -2).astype(dtype)
        if not whole:
            codes[np.isnan(table)] = MISSING
    if codes.min() < MISSING:
        row, column = (int(x) for x in np.argwhere(codes < MISSING)[0])
        raise not_declared(table[row, column].item(), categories, where(row, column))
    return codes, tuple(categories)


def _by_table(
    table: NDArray[Any],
    values: NDArray[np.int64],
    dtype: type[np.signedinteger[Any]],
) -> CodeArray:
    """Look every integer up in a table that spans the categories; -2 where there is none."""
    low, high = int(values.min()), int(values.max())
    lookup = np.full(high - low + 1, -2, dtype=dtype)
    lookup[values - low] = np.arange(len(values))
    wide = table if table.dtype.kind == "i" else table.astype(np.int64)
    if int(table.min()) >= low and int(table.max()) <= high:
        # Shifting the table's start instead of the data saves a pass over the data.
        return np.asarray(lookup[wide] if low == 0 else _shifted(lookup, low)[wide])
    inside = (wide >= low) & (wide <= high)
    return np.where(inside, lookup[np.where(inside, wide, low) - low], np.asarray(-2, dtype=dtype))


def _shifted(lookup: CodeArray, low: int) -> CodeArray:
    """The table arranged so that index v (also a negative one) gives the code of value v."""
    high = low + len(lookup) - 1
    size = max(high, -1) + 1 + max(-low, 0)
    result = np.full(size, -2, dtype=lookup.dtype)
    result[np.arange(low, high + 1)] = lookup
    return result


def _encode_found(table: NDArray[Any], *, whole: bool) -> tuple[CodeArray, tuple[object, ...]]:
    """Code by the values that occur, in order."""
    if whole:
        low, high = int(table.min()), int(table.max())
        if high - low < _WIDEST_TABLE:
            offset = table.astype(np.int64) - low
            seen = np.bincount(offset.ravel(), minlength=high - low + 1) > 0
            places = (np.cumsum(seen) - 1).astype(code_type(int(seen.sum())))
            return places[offset], tuple((np.flatnonzero(seen) + low).tolist())
    known = ~np.isnan(table) if not whole else np.ones(table.shape, dtype=bool)
    found, inverse = np.unique(table[known], return_inverse=True)
    codes = np.full(table.shape, MISSING, dtype=code_type(len(found)))
    codes[known] = inverse
    return codes, tuple(found.tolist())


def encode_sets(
    table: Sequence[Sequence[object]], labels: Sequence[object], where: Where
) -> tuple[CodeArray, tuple[frozenset[object], ...]]:
    """Code sets of labels; the values are the different sets in the order they turn up."""
    known = set(labels)
    places: dict[frozenset[object], int] = {}
    columns = len(table[0]) if len(table) else 0
    codes = np.full((len(table), columns), MISSING, dtype=np.int64)
    for i, row in enumerate(table):
        for j, value in enumerate(row):
            if is_missing(value):
                continue
            chosen = _label_set(value, known, labels, partial(where, i, j))
            codes[i, j] = places.setdefault(chosen, len(places))
    return codes.astype(code_type(len(places))), tuple(places)


def _label_set(
    value: object, known: set[object], labels: Sequence[object], where: Callable[[], str]
) -> frozenset[object]:
    if not isinstance(value, set | frozenset | list | tuple):
        raise AgreementError(f"{where()}: {value!r} is not a set of labels")
    for label in value:
        if not is_hashable(label) or label not in known:
            raise not_declared(label, labels, where())
    return frozenset(value)
