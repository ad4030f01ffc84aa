"""Long tables (unit, coder, value) -> codes, in one pass that keeps only small integers."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement import encoding
from stancebook.agreement.errors import AgreementError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from stancebook.agreement.arrays import CodeArray, IntArray


def spread(
    triples: Iterable[tuple[Hashable, Hashable, object]],
    scale: str,
    categories: tuple[object, ...] | None,
    coders: Sequence[Hashable] | None,
    units: Sequence[Hashable] | None,
) -> tuple[CodeArray, tuple[object, ...], list[Hashable], list[Hashable]]:
    """Codes (units x coders), the values they stand for, the units, the coders."""
    rows, columns = _Keys("unit", units), _Keys("coder", coders)
    at_row, at_column, found = array("q"), array("q"), array("q")
    lookup = _Values(scale, categories)
    for number, triple in enumerate(triples, start=1):
        try:
            unit, coder, value = triple
        except (TypeError, ValueError):
            raise AgreementError(f"row {number}: {triple!r} is not (unit, coder, value)") from None
        row, column = rows.place(unit, number), columns.place(coder, number)
        if encoding.is_missing(value):
            continue
        at_row.append(row)
        at_column.append(column)
        found.append(lookup.place(value, number, unit, coder))
    codes, values = lookup.finish(np.array(found, dtype=np.int64))
    cells = np.array(at_row, dtype=np.int64) * len(columns.keys) + np.array(at_column, dtype=np.int64)
    _refuse_duplicates(cells, list(rows.keys), list(columns.keys))
    table = np.full((len(rows.keys), len(columns.keys)), encoding.MISSING, encoding.code_type(len(values)))
    table.reshape(-1)[cells] = codes
    return table, values, list(rows.keys), list(columns.keys)


def _refuse_duplicates(cells: IntArray, units: list[Hashable], coders: list[Hashable]) -> None:
    order = np.argsort(cells, kind="stable")
    again = np.flatnonzero(np.diff(cells[order]) == 0)
    if len(again):
        unit, coder = divmod(int(cells[order[again[0]]]), len(coders))
        raise AgreementError(f"coder {coders[coder]!r} rated unit {units[unit]!r} more than once")


class _Keys:
    """Units or coders, numbered as they turn up or as declared."""

    def __init__(self, kind: str, declared: Sequence[Hashable] | None) -> None:
        self.kind = kind
        self.closed = declared is not None
        self.keys: dict[Hashable, int] = {key: i for i, key in enumerate(declared or ())}
        if declared is not None and len(self.keys) < len(declared):
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

    def finish(self, found: IntArray) -> tuple[IntArray, tuple[object, ...]]:
        """The codes and values; numbers that turned up are put in order."""
        values = list(self.places)
        if self.categories is not None:
            return found, tuple(values)
        order = sorted(range(len(values)), key=lambda i: values[i])  # type: ignore[arg-type, return-value]
        rank = np.empty(len(values), dtype=np.int64)
        rank[order] = np.arange(len(values))
        return rank[found] if len(found) else found, tuple(values[i] for i in order)
