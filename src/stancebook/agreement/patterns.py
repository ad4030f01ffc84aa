"""Units with the same ratings are one pattern with a multiplicity; statistics see patterns only.

A unit bootstrap draws the multiplicities from a multinomial, which is the same distribution as drawing
units one by one, at a cost that does not grow with their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stancebook.agreement.arrays import BoolArray, CodeArray, FloatArray, IntArray
    from stancebook.agreement.ratings import Ratings

_FEW_CODINGS = 3
_DIRECT = 1 << 22  # key spaces up to this size are counted without sorting


class Patterns(NamedTuple):
    """Different rows of ratings and how many units show each.

    Attributes:
        codes: Patterns x coders, -1 for missing. In count patterns who said what is forgotten.
        multiplicity: How many units show the pattern.
        pattern_of: For each unit its pattern.
    """

    codes: CodeArray
    multiplicity: IntArray
    pattern_of: IntArray | None

    @property
    def rated(self) -> IntArray:
        """How many coders rated a unit of this pattern."""
        return np.asarray((self.codes >= 0).sum(axis=1), dtype=np.int64)

    def counts(self, size: int) -> FloatArray:
        """How many coders chose each value (patterns x size)."""
        result = np.zeros((len(self.codes), size))
        rows, columns = np.nonzero(self.codes >= 0)
        np.add.at(result, (rows, self.codes[rows, columns]), 1.0)
        return result

    @property
    def alike(self) -> BoolArray:
        """Which patterns have two ratings or more, all of them equal."""
        top = self.codes.max(axis=1, initial=-1)
        return np.asarray((self.rated > 1) & ((self.codes == top[:, None]) | (self.codes < 0)).all(axis=1))

    @property
    def few_and_never_alike(self) -> bool:
        """Whether no unit was coded alike by all, although none has more than three ratings."""
        return len(self.codes) > 0 and int(self.rated.max()) <= _FEW_CODINGS and not self.alike.any()

    @property
    def equal_pairs(self) -> float:
        """The share of equal pairs of ratings within a unit, averaged over units; 0 without pairs."""
        if not len(self.codes):
            return 0.0
        ordered = np.sort(self.codes, axis=1)
        places = np.broadcast_to(np.arange(ordered.shape[1]), ordered.shape)
        begins = np.diff(ordered, axis=1, prepend=-2) != 0
        earlier = places - np.maximum.accumulate(np.where(begins, places, 0), axis=1)  # equal ones before it
        rated = self.rated
        several = rated > 1
        equal = np.where(ordered >= 0, earlier, 0).sum(axis=1)[several]
        pairs = (rated * (rated - 1) / 2)[several]
        units = self.multiplicity[several]
        return float(units @ (equal / pairs)) / max(int(units.sum()), 1)

    def where(self, keep: BoolArray) -> Patterns:
        """Only some of the patterns; which unit had which is forgotten with them."""
        return Patterns(self.codes[keep], self.multiplicity[keep], None)


def tuple_patterns(ratings: Ratings) -> Patterns:
    """The different rows as they are: who said what is kept."""
    if "tuples" not in ratings.memo:
        codes, size = ratings.codes, len(ratings.values)
        keys = _pack(codes, size + 1)
        first, multiplicity, inverse = _collapse(keys, codes, wanted=ratings.clusters is not None)
        ratings.memo["tuples"] = Patterns(codes[first], multiplicity, inverse)
    found: Patterns = ratings.memo["tuples"]
    return found


def count_patterns(ratings: Ratings) -> Patterns:
    """The different rows up to the order of coders."""
    if "counts" not in ratings.memo:
        ratings.memo["counts"] = _forget_coders(tuple_patterns(ratings), len(ratings.values))
    found: Patterns = ratings.memo["counts"]
    return found


def _forget_coders(tuples: Patterns, size: int) -> Patterns:
    codes = np.sort(tuples.codes, axis=1)
    first, _, inverse = _collapse(_pack(codes, size + 1), codes, wanted=True)
    if inverse is None:
        raise AssertionError("asked for and not given")
    multiplicity = np.zeros(len(first), dtype=np.int64)
    np.add.at(multiplicity, inverse, tuples.multiplicity)
    of = None if tuples.pattern_of is None else inverse[tuples.pattern_of]
    return Patterns(codes[first], multiplicity, of)


def _pack(codes: CodeArray, base: int) -> NDArray[Any] | None:
    """One integer for each row, or None where that would overflow."""
    coders = codes.shape[1]
    if base**coders >= 1 << 62:
        return None
    small = base**coders < 1 << 31
    keys: NDArray[Any] = np.zeros(len(codes), dtype=np.int32 if small else np.int64)
    for column in range(coders):
        keys *= base
        keys += codes[:, column]
        keys += 1
    return keys


def _collapse(
    keys: NDArray[Any] | None, codes: CodeArray, *, wanted: bool
) -> tuple[IntArray, IntArray, IntArray | None]:
    """Rows that stand for the different keys, how often each occurs, and which each row has (if wanted)."""
    if not len(codes):
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty
    if keys is None:
        rows = np.ascontiguousarray(codes)
        keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    elif int(keys.max()) < _DIRECT:
        occurrences = np.bincount(keys)
        present = np.flatnonzero(occurrences)
        place = np.zeros(len(occurrences), dtype=np.int64)
        place[keys] = np.arange(len(keys))
        inverse = None
        if wanted:
            rank = np.zeros(len(occurrences), dtype=np.int64)
            rank[present] = np.arange(len(present))
            inverse = rank[keys]
        return place[present], occurrences[present], inverse
    _, first, of, multiplicity = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    return first, multiplicity, of.reshape(-1)
