"""Leaving: at one's own wish, or told to by the system; nothing is lost, and what is not saved is said first."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from stancebook.tui.screens.annotate import AnnotateScreen

if TYPE_CHECKING:
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.docket import Key
    from stancebook.tui.verdict import Verdict


class Leaving:
    """Ends a sitting without losing anything of it.

    Args:
        app: The application.
    """

    def __init__(self, app: StancebookApp) -> None:
        self._app = app
        self._asked_unsaved = False  # whether the reviewer knows that something is not saved
        self._asked_unrecorded: dict[Key, Verdict] = {}  # the decisions begun of which they know the same

    def listen(self) -> None:
        """Leave when the system says so."""
        for ending in ("SIGTERM", "SIGHUP"):
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # not on every system
                asyncio.get_running_loop().add_signal_handler(getattr(signal, ending), self.told_to_end)

    def told_to_end(self) -> None:
        """Save and leave: the terminal is being closed, or the machine is shutting down."""

        async def end() -> None:
            await self._save_all()
            self._leave()

        self._app.run_worker(end())

    async def quit(self) -> None:
        """Leave when everything is saved; where something is not, say so first and leave only when asked again."""
        app = self._app
        await self._save_all()
        if app.saver.unsaved and not self._asked_unsaved:
            self._asked_unsaved = True
            app.tell("the same key again leaves all the same, with a copy in the folder for temporary files", "warn")
            return
        if app.unrecorded and app.unrecorded != self._asked_unrecorded:
            self._asked_unrecorded = app.unrecorded
            app.tell(f"{app.adjudicating.unrecorded_words}, kept for next time: the same key again leaves", "warn")
            return
        self._leave()

    def saving_changed(self) -> None:
        """Ask anew, should something not be saved once more."""
        if not self._app.saver.unsaved:
            self._asked_unsaved = False

    async def _save_all(self) -> None:
        """Save everything that can be saved, a note that is being typed too."""
        from stancebook.tui.screens.note import NoteScreen

        if isinstance(self._app.screen, NoteScreen):
            self._app.screen.keep()
        await self._app.saver.flush()

    def _leave(self) -> None:
        """Leave, remembering the place and what was begun."""
        self._app.keep_begun()
        for screen in self._app.screen_stack:
            if isinstance(screen, AnnotateScreen):
                screen.remember()
        self._app.exit()
