"""Saving off the paint path: one save at a time, edits made meanwhile go into the next. No Textual."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from stancebook.model.problems import StancebookError
from stancebook.model.visible import visible_line
from stancebook.workspace.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from datetime import datetime
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.workspace.desk import Saved

RETRY_SECONDS = 5.0


class Saveable(Protocol):
    """A desk: of an annotation, or of decisions."""

    path: Path
    rubric: Rubric
    source: Source

    @property
    def unsaved(self) -> bool:
        """Whether there is something to save."""

    @property
    def file_text(self) -> str:
        """What the file would hold."""

    def save(self) -> Saved:
        """Write it."""

    def begin_save(self) -> Any:
        """Return what a save needs, to be run in any thread; None where all is saved."""

    def finish_save(self, saving: Any, written: Any) -> Saved:
        """Go on from what was written."""


class Saver:
    """Saves desks, one after another, in a thread; lives on the event loop, like the desks.

    A save that fails keeps its desk waiting: the next edit and ``retry`` try again. A desk whose edits clash
    with the file's waits until somebody settles it.

    Args:
        start: Runs a coroutine in the background.
        changed: Called whenever ``words`` or ``trouble`` may say something else.
        saved: Called with each save that was not simply as expected: something joined, or a clash.
        clock: The local time.
    """

    def __init__(
        self,
        *,
        start: Callable[[Coroutine[None, None, None]], object],
        changed: Callable[[], object],
        saved: Callable[[Saveable, Saved], object],
        clock: Callable[[], datetime],
    ) -> None:
        self._start, self._changed, self._saved, self._clock = start, changed, saved, clock
        self._waiting: dict[Path, Saveable] = {}
        self._failed: dict[Path, tuple[Saveable, str]] = {}
        self.clashing: dict[Path, tuple[Desk, Saved]] = {}
        self._running = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._last: datetime | None = None

    @property
    def busy(self) -> bool:
        """Whether a save runs or waits for its turn."""
        return self._running or bool(self._waiting)

    @property
    def unsaved(self) -> list[Saveable]:
        """The desks whose edits could not be saved."""
        return [desk for desk, _ in (*self._failed.values(), *self.clashing.values())]

    @property
    def words(self) -> str:
        """The state of saving in a word or two."""
        if self._failed or self.clashing:
            return "not saved"
        if self.busy:
            return "saving…"
        return f"saved {self._last:%H:%M:%S}" if self._last else "all saved"

    @property
    def trouble(self) -> str:
        """Why something is not saved; empty where all is well."""
        reasons = [f"{desk.source.id} is not saved: {reason}" for desk, reason in self._failed.values()]
        reasons += [
            f"{desk.source.id} is not saved: its file was changed elsewhere at the same place"
            for desk, _ in self.clashing.values()
        ]
        return "; ".join(reasons)

    def want(self, desk: Saveable) -> None:
        """Save a desk as soon as its turn comes, and try again what failed before."""
        if desk.path not in self.clashing:
            self._waiting[desk.path] = desk
        self.retry()

    def retry(self) -> None:
        """Try again what failed, and begin if nothing runs."""
        for path, (desk, _) in self._failed.items():
            self._waiting.setdefault(path, desk)
        if self._waiting and not self._running:
            self._running = True
            self._idle.clear()
            self._start(self._work())
        self._changed()

    def settle(self, desk: Desk, *, keep_mine: bool) -> None:
        """Decide a clash and save.

        Raises:
            StancebookError: Where the file cannot be read; the clash stays.
        """
        if keep_mine:
            desk.keep_mine()
        else:
            desk.take_theirs()
        self.clashing.pop(desk.path, None)
        self.want(desk)

    async def flush(self) -> None:
        """Wait until every save that can be made is made."""
        self.retry()
        await self._idle.wait()

    async def _work(self) -> None:
        try:
            while self._waiting:
                await self._save(self._waiting.pop(next(iter(self._waiting))))
                self._changed()
        finally:
            self._running = False
            self._idle.set()
            self._changed()

    async def _save(self, desk: Saveable) -> None:
        saving = desk.begin_save()
        if saving is None:
            self._failed.pop(desk.path, None)
            return
        try:
            written = await asyncio.to_thread(saving.run)
        except (StancebookError, OSError) as error:
            self._failed[desk.path] = (desk, _reason(error, desk.path))
            return
        self._failed.pop(desk.path, None)
        saved = desk.finish_save(saving, written)
        if saved.clashes and isinstance(desk, Desk):
            self.clashing[desk.path] = (desk, saved)
        else:
            self._last = self._clock()
            if desk.unsaved:
                self._waiting.setdefault(desk.path, desk)
        if saved.clashes or saved.joined or saved.reopened:
            self._saved(desk, saved)


def _reason(error: StancebookError | OSError, path: Path) -> str:
    """Return why a file was not saved, without its name where that is all there is of a place: its source is named."""
    if not isinstance(error, StancebookError):
        return str(error)
    told = (
        one.message if one.line is None and path.as_posix().endswith(f"/{one.where}") else str(one)
        for one in error.problems
    )
    return visible_line("; ".join(told))
