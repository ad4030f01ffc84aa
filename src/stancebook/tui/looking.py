"""A sitting of somebody who looks at the matrix: the study read off the paint path, what they see recorded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from stancebook.model.problems import StancebookError
from stancebook.reports.words import count
from stancebook.tui.overview import Arrangement, Overview
from stancebook.workspace.reveal import record_revealed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from os import stat_result
    from pathlib import Path

    from stancebook.model.study import Study
    from stancebook.tui.saving import Saver
    from stancebook.tui.session import Session


Files: TypeAlias = "dict[Path, tuple[int, int]]"


class Looking:
    """What one person looks at in one sitting.

    Args:
        session: Their session; the desks of their own codings are in it.
        saver: Saves what they have seen.
        start: Runs a coroutine in the background.
        changed: Called with words for the status line and their tone, whenever there is something else to show.
        begin: How the matrix is to be shown; None for all of it in the study's order.
    """

    def __init__(
        self,
        session: Session,
        saver: Saver,
        *,
        start: Callable[[Coroutine[None, None, None]], object],
        changed: Callable[[str, str], object],
        begin: Arrangement | None = None,
    ) -> None:
        self.session, self.saver = session, saver
        self._begin = begin or Arrangement()
        self._start, self._changed = start, changed
        self.overview: Overview | None = None
        self.problem = ""
        self._files: Files = {}
        self._unblinded = False

    def read(self, *, again: bool = True) -> None:
        """Read the study, anew where it was read before; how it is arranged stays.

        Args:
            again: Whether to read it even if none of its files changed since.
        """
        self._start(self._read(again=again))

    async def _read(self, *, again: bool) -> None:
        before, files = self.overview, self._files
        try:
            self._files = await asyncio.to_thread(self._signature)
            same = self._files == files and self._unblinded == self.session.unblinded
            self._unblinded = self.session.unblinded
            if not again and same:
                return
            study, overview = await asyncio.to_thread(self._load)
        except StancebookError as error:
            self.problem = str(error)
            self._changed("" if before is None else f"not read again: {self.problem}", "warn")
            return
        self.problem = ""
        for desk in (self.session.desks[one] for one in overview.seen if one in self.session.desks):
            desk.reveal()
            self.saver.want(desk)
        self._take(overview)
        self._changed(self._welcome(overview) if before is None else "", "")
        # Counts are there at once; intervals come when they are worked out.
        by, unblinded = self.session.reviewer, self.session.unblinded
        self._take(await asyncio.to_thread(Overview.of, study, by, intervals=True, unblinded=unblinded))
        self._changed("", "")

    def _signature(self) -> Files:
        """Return what tells that a file of the study was written since."""
        workspace, rubric = self.session.workspace, self.session.rubric.id
        decisions = workspace.adjudication_paths(rubric)
        paths = (*workspace.source_paths.values(), *workspace.annotation_paths(rubric), *decisions)
        return {path: (about.st_mtime_ns, about.st_size) for path in paths if (about := _about(path))}

    def _load(self) -> tuple[Study, Overview]:
        workspace, rubric, by = self.session.workspace, self.session.rubric, self.session.reviewer
        study = workspace.load(rubric.id)
        overview = Overview.of(study, by, intervals=False, unblinded=self.session.unblinded)
        # On file before anything is on the screen; open desks save it themselves.
        record_revealed(workspace, study, by, [one for one in overview.seen if one not in self.session.desks])
        return study, overview

    def _take(self, overview: Overview) -> None:
        """Go on with what was read, arranged as before as far as it goes."""
        arrangement = self.overview.arrangement if self.overview else self._begin
        if arrangement.sort not in overview.sorts:
            arrangement = replace(arrangement, sort="")
        if arrangement.group_by not in ("", *overview.fields):
            self._changed(f"no source has a field '{arrangement.group_by}' to group by", "warn")
            arrangement = replace(arrangement, group_by="")
        self.overview = overview.arrange(arrangement)

    def _welcome(self, overview: Overview) -> str:
        if overview.withheld:
            withheld = f"{count(len(overview.withheld), 'source')} withheld: you have not completed them"
            return f"{withheld}; stance matrix --screen --unblind shows all, recorded"
        if overview.seen:
            return "what you code here from now on is not independent any more"
        return ""

    def why_empty(self) -> str:
        """Return why there is nothing to look at."""
        if self.problem:
            return self.problem
        overview = self.overview
        if overview is None:
            return "reading what was coded …"
        if not overview.matrix.sources:
            return "There are no sources yet."
        return "No source is shown. <matrix.disagreements> and <matrix.filter> choose which, <app.back> goes back."


def _about(path: Path) -> stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
