"""One call for every coefficient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement.choose import checked, refusal, statistic_of
from stancebook.agreement.estimate import Estimate

if TYPE_CHECKING:
    from stancebook.agreement.choose import Request
    from stancebook.agreement.ratings import Ratings


def measure(  # noqa: PLR0913
    ratings: Ratings,
    coefficient: str,
    *,
    weights: str | None = None,
    metric: str | None = None,
    distance: str | None = None,
    interval: bool = True,
    seed: int = 20_261_122,
    resamples: int = 10_000,
    level: float = 0.95,
) -> Estimate:
    """An agreement coefficient with its interval."""
    request = checked(ratings, coefficient, weights, metric, distance)
    reason = refusal(ratings, request)
    if reason:
        return _without(ratings, request, reason, level)
    statistic = statistic_of(ratings, request)
    value = None if statistic.undefined else statistic.value()
    return Estimate(
        coefficient=coefficient,
        metric=request.metric,
        value=value,
        undefined=statistic.undefined or None,
        standard_error=statistic.standard_error(),
        low=None,
        high=None,
        level=level,
        interval=None,
        unstable=0.0,
        units=statistic.units,
        compared=statistic.compared,
        coders=int((ratings.codes >= 0).any(axis=0).sum()),
        codings=statistic.codings,
        notes=statistic.notes,
    )


def _without(ratings: Ratings, request: Request, reason: str, level: float) -> Estimate:
    return Estimate(
        coefficient=request.coefficient,
        metric=request.metric,
        value=None,
        undefined=reason,
        standard_error=None,
        low=None,
        high=None,
        level=level,
        interval=None,
        unstable=0.0,
        units=int((ratings.codes >= 0).any(axis=1).sum()),
        compared=0,
        coders=int((ratings.codes >= 0).any(axis=0).sum()),
        codings=ratings.size,
    )
