"""From a request (coefficient, weights, metric, distance) to the statistic it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from stancebook.agreement import distances
from stancebook.agreement.alpha import alpha
from stancebook.agreement.chance import chance_corrected
from stancebook.agreement.errors import AgreementError, check_name
from stancebook.agreement.named import cohen_kappa, conger_kappa
from stancebook.agreement.names import COEFFICIENTS, METRICS, SET_DISTANCES, WEIGHTS
from stancebook.agreement.weights import weight_matrix

if TYPE_CHECKING:
    from stancebook.agreement.arrays import FloatArray
    from stancebook.agreement.ratings import Ratings
    from stancebook.agreement.statistic import Statistic


_TWO = 2


class Request(NamedTuple):
    """What was asked for, checked: a coefficient and its metric or weights; hashable, so work is shared."""

    coefficient: str
    metric: str


def checked(
    ratings: Ratings, coefficient: str, weights: str | None, metric: str | None, distance: str | None
) -> Request:
    """The request behind the arguments of `measure`.

    Raises:
        AgreementError: Unknown names, and arguments that the coefficient or the scale has no use for. Weights
            and metrics with an order are let through on a nominal scale, with a note (see `measure`).
    """
    check_name("coefficient", coefficient, COEFFICIENTS)
    if distance is not None and (coefficient != "krippendorff_alpha" or ratings.scale != "set"):
        raise AgreementError(f"distance={distance!r} compares sets, in krippendorff_alpha on the scale 'set' only")
    weights = "identity" if weights is None else check_name("weights", weights, WEIGHTS)
    if coefficient != "krippendorff_alpha":
        if metric is not None:
            raise AgreementError(f"{coefficient} takes weights, not a metric")
        if ratings.scale == "set" and weights != "identity":
            raise AgreementError("sets have no order, so only identity weights fit them (alpha takes distance=)")
        return Request(coefficient, weights)
    if weights != "identity":
        raise AgreementError("krippendorff_alpha takes metric=…, not weights")
    if ratings.scale == "set":
        if metric not in {None, "set"}:
            raise AgreementError(f"sets are compared by distance='jaccard' or 'masi', not by metric={metric!r}")
        return Request(coefficient, check_name("distance", distance or "jaccard", SET_DISTANCES))
    return Request(coefficient, check_name("metric", metric or ratings.scale, METRICS))


def refusal(ratings: Ratings, request: Request) -> str:
    """Why this coefficient has no meaning for this table, as a sentence, or ""."""
    coefficient, coders = request.coefficient, int(ratings.rated_by.sum())
    if ratings.codes.shape[1] <= 1:
        return "agreement needs two coders"
    if coefficient in {"cohen_kappa", "scott_pi"} and coders > _TWO:
        wider = "conger_kappa" if coefficient == "cohen_kappa" else "fleiss_kappa"
        return f"{coefficient} compares two coders, and there are {coders}; {wider} is its extension"
    needs_size = coefficient in {"gwet_ac", "brennan_prediger"}
    if needs_size and ratings.scale == "set":
        return f"{coefficient} depends on the number of categories, and sets of labels have no such number"
    if needs_size and ratings.categories is None:
        return f"{coefficient} depends on the number of categories, and none were declared"
    return ""


def statistic_of(ratings: Ratings, request: Request) -> Statistic:
    """The statistic a request names, made once per table."""
    if request not in ratings.memo:
        ratings.memo[request] = _make(ratings, request)
    found: Statistic = ratings.memo[request]
    return found


def _make(ratings: Ratings, request: Request) -> Statistic:
    if request.coefficient == "krippendorff_alpha":
        return alpha(ratings, request.metric)
    weights = weight_matrix(request.metric, _positions(ratings))
    if request.coefficient == "cohen_kappa":
        return cohen_kappa(ratings, weights)
    if request.coefficient == "conger_kappa":
        return conger_kappa(ratings, weights)
    return chance_corrected(ratings, request.coefficient, weights)


def _positions(ratings: Ratings) -> FloatArray:
    """Where the categories stand: at their numbers on numeric scales, else at their ranks."""
    if ratings.scale in {"interval", "ratio"}:
        return distances.numbers(ratings.values, ratings.scale)
    return np.arange(len(ratings.values), dtype=np.float64)
