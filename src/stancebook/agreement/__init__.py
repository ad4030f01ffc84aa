"""Agreement statistics for any table of ratings. Knows neither model nor files."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancebook.agreement.errors import AgreementError
    from stancebook.agreement.estimate import Estimate
    from stancebook.agreement.measure import measure
    from stancebook.agreement.ratings import Ratings

__all__ = ["AgreementError", "Estimate", "Ratings", "measure"]

_HOMES = {
    "AgreementError": "errors",
    "Estimate": "estimate",
    "Ratings": "ratings",
    "measure": "measure",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
