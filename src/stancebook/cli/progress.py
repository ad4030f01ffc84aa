"""What a terminal shows while something takes longer than half a second: what it is, and how far it has come."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")

_PATIENCE: Final = 0.5
_BETWEEN: Final = 0.1
_CELLS: Final = 24
_CLEAR: Final = "\r\x1b[K"


class Progress:
    """A line on standard error.

    Args:
        what: What is going on.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + _PATIENCE
        self._drawing = Lock()  # the timer draws from a thread of its own
        self.drawn = False

    def over(self, items: Sequence[T]) -> Iterable[T]:
        """Yield the items, and show how many are done once it takes long."""
        for done, item in enumerate(items, 1):
            yield item
            if time.monotonic() >= self._next:
                self._next = time.monotonic() + _BETWEEN
                filled = _CELLS * done // len(items)
                with self._drawing:
                    self._draw(f" [{'#' * filled}{'.' * (_CELLS - filled)}] {done:,} of {len(items):,}")

    def begin(self) -> None:
        """Say what is going on, where nothing has been said yet."""
        with self._drawing:
            if not self.drawn:
                self._draw(" …")

    def _draw(self, how_far: str) -> None:
        self.drawn = True
        click.echo(f"{_CLEAR}{self._what}{how_far}", err=True, nl=False)


class _Silent(Progress):
    """Nothing to see: standard error is no terminal."""

    def over(self, items: Sequence[T]) -> Iterable[T]:
        return items


@contextmanager
def working(what: str) -> Iterator[Progress]:
    """Say what is going on, on a terminal, when it takes over half a second; gone when it is done."""
    if not sys.stderr.isatty():
        yield _Silent(what)
        return
    progress = Progress(what)
    timer = Timer(_PATIENCE, progress.begin)
    timer.start()
    try:
        yield progress
    finally:
        timer.cancel()
        timer.join()
        if progress.drawn:
            click.echo(_CLEAR, err=True, nl=False)
