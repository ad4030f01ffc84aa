"""How far apart two values are: the squared differences of alpha, and distances between sets."""

from collections.abc import Sequence

import numpy as np

from stancebook.agreement import encoding
from stancebook.agreement.arrays import FloatArray
from stancebook.agreement.errors import AgreementError


def nominal(size: int) -> FloatArray:
    """Distance 0 between equal values, 1 between different ones (size x size)."""
    return 1.0 - np.eye(size)


def interval(values: FloatArray) -> FloatArray:
    """Squared differences between numbers (values x values)."""
    return np.asarray((values[:, None] - values[None, :]) ** 2, dtype=np.float64)


def ratio(values: FloatArray) -> FloatArray:
    """Squared relative differences between numbers (values x values)."""
    return squared_ratio(values[:, None], values[None, :])


def squared_ratio(first: FloatArray, second: FloatArray) -> FloatArray:
    """((c-k)/(c+k))^2, place by place; 0 between two zeros. The unit of measurement cancels.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section 6.
    """
    unit = max(float(first.max(initial=0.0)), float(second.max(initial=0.0))) or 1.0
    total, difference = first / unit + second / unit, first / unit - second / unit
    relative = np.divide(difference, total, out=np.zeros_like(total), where=total != 0)
    return np.asarray(relative**2, dtype=np.float64)


def in_units(values: FloatArray) -> FloatArray:
    """Numbers in units of the largest of them, so that no square is lost or runs over."""
    return np.asarray(values / (float(np.abs(values).max(initial=0.0)) or 1.0), dtype=np.float64)


def squarable(values: FloatArray) -> FloatArray:
    """Numbers whose squared differences can be given as they are.

    Raises:
        AgreementError: Where the squares are larger or smaller than a computer's numbers.
    """
    apart = np.diff(np.unique(values))
    if len(apart):
        with np.errstate(over="ignore", under="ignore"):
            squares = np.square(np.array([apart.min(), np.ptp(values)]))
        if not np.isfinite(squares).all() or not squares.all():
            raise AgreementError("the squares of these differences are beyond a computer's numbers; use another unit")
    return values


def jaccard(sets: Sequence[frozenset[object]]) -> FloatArray:
    """1 - |A & B| / |A | B| between sets; 0 between two empty ones (sets x sets).

    Source: Jaccard 1901; the value for two empty sets is a convention.
    """
    shared, union, _ = _overlaps(sets)
    return np.asarray(1.0 - np.divide(shared, union, out=np.ones_like(union), where=union > 0))


def masi(sets: Sequence[frozenset[object]]) -> FloatArray:
    """1 - J * M between sets, J the Jaccard share, M how one set contains the other.

    M is 1 for equal sets, 2/3 if one contains the other, 1/3 if they overlap, 0 if they are disjoint.
    The distance enters alpha as it is, not squared.

    Source: Passonneau 2006, Measuring Agreement on Set-valued Items (MASI).
    """
    shared, union, sizes = _overlaps(sets)
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    containment = np.where(
        shared == union, 1.0, np.where(shared == smaller, 2.0 / 3.0, np.where(shared > 0, 1.0 / 3.0, 0.0))
    )
    share = np.divide(shared, union, out=np.ones_like(union), where=union > 0)
    return np.asarray(1.0 - share * containment, dtype=np.float64)


def _overlaps(sets: Sequence[frozenset[object]]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Sizes of intersections, of unions, and of the sets themselves."""
    labels = {label: i for i, label in enumerate(dict.fromkeys(x for s in sets for x in s))}
    member = np.zeros((len(sets), max(len(labels), 1)))
    for row, members in enumerate(sets):
        member[row, [labels[x] for x in members]] = 1.0
    shared = member @ member.T
    sizes = member.sum(axis=1)
    return shared, sizes[:, None] + sizes[None, :] - shared, sizes


def numbers(values: Sequence[object], what: str) -> FloatArray:
    """The values as numbers, for metrics that calculate with them.

    Raises:
        AgreementError: If a value is no finite number.
    """
    for value in values:
        if not encoding.is_exact(value):
            raise encoding.not_exact(value, f"the {what} metric")
    try:
        result = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        bad = next(v for v in values if not isinstance(v, int | float | np.number))
        raise AgreementError(f"the {what} metric calculates with numbers, and {bad!r} is none") from None
    if not np.isfinite(result).all():
        raise AgreementError(f"the {what} metric calculates with finite numbers")
    return result
