"""Where the reviewer was in each source, for how long, and what they left lost there: in this sitting or before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.workspace.visits import Visit, Visits

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace


@dataclass
class Place:
    """Where the reviewer was in a source when they left it."""

    cursor: int = 0
    top: int = 0
    active: str | None = None


class Visited:
    """The visits of one reviewer, as this sitting knows them.

    Args:
        workspace: The workspace.
        rubric: The rubric's id.
        reviewer: The reviewer's id.
    """

    def __init__(self, workspace: Workspace, rubric: str, reviewer: str) -> None:
        self._visits = Visits.of(workspace.root, workspace.local, rubric, reviewer)
        self._timed = workspace.settings.time
        self._known: dict[str, Visit] = {}
        self._places: dict[str, Place] = {}

    def place(self, source_id: str) -> Place:
        """Return where the reviewer was in a source, in this sitting or an earlier one."""
        if source_id not in self._places:
            visit = self._visit(source_id)
            self._places[source_id] = Place(visit.cursor, visit.top, visit.criterion)
        return self._places[source_id]

    def keep_place(self, source_id: str, seconds: float) -> None:
        """Remember where the reviewer is in a source, and how much longer they worked on it."""
        place = self.place(source_id)
        visit = self._visit(source_id)._replace(cursor=place.cursor, top=place.top, criterion=place.active)
        self._known[source_id] = self._visits.keep(source_id, visit, seconds if self._timed else 0.0)

    def left_lost(self, source_id: str) -> frozenset[str]:
        """Return the marks of the quotes that the reviewer decided to leave lost."""
        return frozenset(self._visit(source_id).left_lost)

    def leave_lost(self, source_id: str, mark: str) -> None:
        """Remember that the reviewer decided to leave a quote lost."""
        visit = self._visit(source_id)
        left = tuple(dict.fromkeys((*visit.left_lost, mark)))
        self._known[source_id] = self._visits.keep(source_id, visit._replace(left_lost=left))

    def seconds(self, source_id: str) -> float:
        """Return how long the reviewer worked on a source; nothing where no time is taken."""
        return self._visit(source_id).seconds if self._timed else 0.0

    def seconds_on_file(self, source_id: str) -> float:
        """Return the same as it is on file; in any thread."""
        return self._visits.read(source_id).seconds if self._timed else 0.0

    def _visit(self, source_id: str) -> Visit:
        if source_id not in self._known:
            self._known[source_id] = self._visits.read(source_id)
        return self._known[source_id]
