"""Long tables (unit, coder, value) -> codes, in one pass that keeps only small integers."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from stancebook.agreement import encoding
from stancebook.agreement.errors import AgreementError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from stancebook.agreement.arrays import CodeArray, IntArray

_UNORDERED = (set, frozenset, dict)


def spread(
    triples: Iterable[tuple[Hashable, Hashable, object]],
    scale: str,
    categories: tuple[object, ...] | None,
    coders: Sequence[Hashable] | None,
    units: Sequence[Hashable] | None,
) -> tuple[CodeArray, tuple[object, ...], list[Hashable], list[Hashable]]:
    """Codes (units x coders), the values they stand for, the units, the coders."""
    rows, columns = _Keys("unit", units), _Keys("coder", coders)
    at_row, at_column, found = array("i"), array("i"), array("i")
    lookup = _Values(scale, categories)
    seen_rows, seen_columns, seen_values = rows.keys, columns.keys, lookup.places
    for number, triple in enumerate(_gone_through(triples), start=1):
        if triple.__class__ in _UNORDERED:
            raise AgreementError(f"row {number}: a {type(triple).__name__} has no order; give (unit, coder, value)")
        try:
            unit, coder, value = triple
            cell = seen_rows[unit], seen_columns[coder], seen_values[value]
        except (KeyError, TypeError, ValueError):
            slow = _place(triple, number, rows, columns, lookup)
            if slow is None:
                continue
            cell = slow
        at_row.append(cell[0])
        at_column.append(cell[1])
        found.append(cell[2])
    if not len(found):
        empty = np.full((len(rows.keys), len(columns.keys)), encoding.MISSING, np.int8)
        return empty, lookup.finish(np.zeros(0, dtype=np.intc))[1], list(rows.keys), list(columns.keys)
    codes, values = lookup.finish(np.frombuffer(found, dtype=np.intc))
    cells = np.frombuffer(at_row, dtype=np.intc) * np.int64(len(columns.keys))
    cells += np.frombuffer(at_column, dtype=np.intc)
    table = np.full((len(rows.keys), len(columns.keys)), encoding.MISSING, encoding.code_type(len(values)))
    table.reshape(-1)[cells] = codes
    if np.count_nonzero(table >= 0) < len(cells):
        raise _given_twice(cells, list(rows.keys), list(columns.keys))
    return table, values, list(rows.keys), list(columns.keys)


def _gone_through(triples: Any) -> Iterator[Any]:
    try:
        return iter(triples)
    except TypeError:
        raise AgreementError(f"ratings must be (unit, coder, value) triples, not {triples!r}") from None


def _place(triple: Any, number: int, rows: _Keys, columns: _Keys, lookup: _Values) -> tuple[int, int, int] | None:
    """Row, column and value of a rating that brings something new; None if it is no rating."""
    try:
        unit, coder, value = triple
    except (TypeError, ValueError):
        raise AgreementError(f"row {number}: {triple!r} is not (unit, coder, value)") from None
    row, column = rows.place(unit, number), columns.place(coder, number)
    if encoding.is_missing(value):
        return None
    return row, column, lookup.place(value, number, unit, coder)


def _given_twice(cells: IntArray, units: list[Hashable], coders: list[Hashable]) -> AgreementError:
    """The complaint about the first cell that has two ratings."""
    order = np.argsort(cells, kind="stable")
    again = np.flatnonzero(np.diff(cells[order]) == 0)
    unit, coder = divmod(int(cells[order[again[0]]]), len(coders))
    return AgreementError(f"coder {coders[coder]!r} rated unit {units[unit]!r} more than once")


class _Keys:
    """Units or coders, numbered as they turn up or as declared."""

    def __init__(self, kind: str, declared: Sequence[Hashable] | None) -> None:
        self.kind = kind
        self.closed = declared is not None
        listed = [] if declared is None else encoding.in_order(declared, f"{kind}s")
        for key in listed:
            if not encoding.is_hashable(key):
                raise AgreementError(f"{key!r} cannot name a {kind}")
        self.keys: dict[Hashable, int] = {key: i for i, key in enumerate(listed)}
        if len(self.keys) < len(listed):
            raise AgreementError(f"a {kind} is listed twice")

    def place(self, key: Hashable, number: int) -> int:
        try:
            found = self.keys.get(key)
        except TypeError:
            raise AgreementError(f"row {number}: {key!r} cannot name a {self.kind}") from None
        if found is not None:
            return found
        if encoding.is_missing(key):
            raise AgreementError(f"row {number}: no {self.kind}")
        if self.closed:
            raise AgreementError(f"row {number}: unknown {self.kind} {key!r}")
        return self.keys.setdefault(key, len(self.keys))


class _Values:
    """Values, numbered by the codebook or, for numbers and sets, as they turn up."""

    def __init__(self, scale: str, categories: tuple[object, ...] | None) -> None:
        self.scale = scale
        self.categories = categories
        self.open = categories is None or scale == "set"
        self.places: dict[object, int] = {} if self.open else {c: i for i, c in enumerate(categories or ())}
        self.labels = frozenset(categories or ()) if scale == "set" else frozenset()

    def place(self, value: object, number: int, unit: object, coder: object) -> int:
        try:
            found = self.places.get(value)
        except TypeError:
            found = None
        if found is not None:
            return found
        where = f"row {number} (unit {unit!r}, coder {coder!r})"
        if self.scale == "set":
            coded, values = encoding.encode_sets([[value]], self.categories or (), lambda *_: where)
            chosen = values[int(coded[0, 0])]
            return self.places.setdefault(chosen, len(self.places))
        code, known = encoding.encode_table([[value]], self.categories, lambda *_: where)
        return self.places.setdefault(known[int(code[0, 0])], len(self.places))

    def finish(self, found: NDArray[np.intc]) -> tuple[NDArray[np.intc], tuple[object, ...]]:
        """The codes and values; numbers that turned up are put in order."""
        values = list(self.places)
        if self.categories is not None:
            return found, tuple(values)
        order = sorted(range(len(values)), key=lambda i: values[i])  # type: ignore[arg-type, return-value]
        rank = np.empty(len(values), dtype=np.intc)
        rank[order] = np.arange(len(values))
        return rank[found] if len(found) else found, tuple(values[i] for i in order)
