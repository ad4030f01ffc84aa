"""How long a reviewer works on a source. No Textual."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_PAUSE: Final = 120.0
"""Seconds between two keys that count as reading; of a longer pause only these do."""


class Stopwatch:
    """Counts the time between what a reviewer does, but of long pauses only the beginning.

    Args:
        now: Seconds from any beginning.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last: float | None = None
        self._counted = 0.0

    def start(self) -> None:
        """Begin, or go on."""
        self._last = self._now()

    def stir(self) -> None:
        """Note that the reviewer did something."""
        if self._last is not None:
            now = self._now()
            self._counted += min(now - self._last, LONGEST_PAUSE)
            self._last = now

    def stop(self) -> None:
        """Count no further until it is started again."""
        self.stir()
        self._last = None

    def take(self) -> float:
        """Return the seconds counted since they were last taken."""
        counted, self._counted = self._counted, 0.0
        return counted
