"""Weights of the kappa family: how nearly two answers agree, 1 for equal ones."""

import numpy as np

from stancebook.agreement.arrays import FloatArray
from stancebook.agreement.distances import in_units


def weight_matrix(name: str, positions: FloatArray) -> FloatArray:
    """Agreement weights between categories (categories x categories, in [0, 1]).

    With positions 0, 1, … q-1 (ranks): linear 1-|k-l|/(q-1), quadratic 1-((k-l)/(q-1))^2,
    ordinal 1-C(|k-l|+1, 2)/C(q, 2). With other positions (numeric scales) the difference and the range of
    the positions take the place of |k-l| and q-1 in the first two.

    Source: Gwet 2014, Handbook of Inter-Rater Reliability, chapter 3.

    Args:
        name: identity, linear, quadratic or ordinal.
        positions: Where each category stands, in the codebook's order.
    """
    size = len(positions)
    if name == "identity" or size <= 1:
        return np.eye(size)
    if name == "ordinal":
        steps = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :])
        return np.asarray(1.0 - steps * (steps + 1) / (size * (size - 1)), dtype=np.float64)
    positions = in_units(positions)
    share = np.abs(positions[:, None] - positions[None, :]) / np.ptp(positions)
    return np.asarray(1.0 - (share if name == "linear" else share**2), dtype=np.float64)
