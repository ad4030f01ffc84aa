"""Agreement statistics for any table of ratings. Knows neither model nor files.

A reviewer is a coder here and a source a unit, as in the literature. Names are loaded when first used, so
that importing the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancebook.agreement.alpha import disagreements
    from stancebook.agreement.breakdown import (
        Confusion,
        Marginals,
        Pair,
        UnitDisagreement,
        by_pair,
        by_unit,
        by_value,
        confusion,
        marginals,
        without_each,
    )
    from stancebook.agreement.errors import AgreementError
    from stancebook.agreement.estimate import Estimate
    from stancebook.agreement.gamma import disorder, span_dissimilarity
    from stancebook.agreement.measuring import measure
    from stancebook.agreement.names import COEFFICIENTS, METRICS, SCALES, SET_DISTANCES, WEIGHTS
    from stancebook.agreement.ratings import Ratings
    from stancebook.agreement.spans import (
        MarkedText,
        Overlap,
        character_f1,
        overlaps,
        shared_characters,
        summed_overlap,
    )
    from stancebook.agreement.unitizing import unitizing_alpha

_HOMES = {
    "alpha": ("disagreements",),
    "breakdown": (
        "Confusion",
        "Marginals",
        "Pair",
        "UnitDisagreement",
        "by_pair",
        "by_unit",
        "by_value",
        "confusion",
        "marginals",
        "without_each",
    ),
    "errors": ("AgreementError",),
    "estimate": ("Estimate",),
    "gamma": ("disorder", "span_dissimilarity"),
    "measuring": ("measure",),
    "names": ("COEFFICIENTS", "METRICS", "SCALES", "SET_DISTANCES", "WEIGHTS"),
    "ratings": ("Ratings",),
    "spans": ("MarkedText", "Overlap", "character_f1", "overlaps", "shared_characters", "summed_overlap"),
    "unitizing": ("unitizing_alpha",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "COEFFICIENTS",
    "METRICS",
    "SCALES",
    "SET_DISTANCES",
    "WEIGHTS",
    "AgreementError",
    "Confusion",
    "Estimate",
    "Marginals",
    "MarkedText",
    "Overlap",
    "Pair",
    "Ratings",
    "UnitDisagreement",
    "by_pair",
    "by_unit",
    "by_value",
    "character_f1",
    "confusion",
    "disagreements",
    "disorder",
    "marginals",
    "measure",
    "overlaps",
    "shared_characters",
    "span_dissimilarity",
    "summed_overlap",
    "unitizing_alpha",
    "without_each",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
