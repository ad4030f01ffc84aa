"""What is said to somebody of whom nothing is known here: the name may be mistyped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.cli.session import say
from stancebook.model.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection


def greet(asking: str, coders: Collection[str], known: Collection[str]) -> None:
    """Say so where nobody of that name is known here: it may be mistyped.

    Args:
        asking: Who asks.
        coders: Who codes here.
        known: Those, and who only looked on or decided.
    """
    if not coders:
        say(f"nobody codes here yet, and so {asking} does not either")
    elif asking not in known:
        say(f"nobody called '{asking}' codes here yet{did_you_mean(asking, coders)}")
