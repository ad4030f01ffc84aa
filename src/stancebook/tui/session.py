"""A sitting at the terminal: one reviewer, one rubric, the desks that are open. No Textual, no other reviewers."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from stancebook.model.change import Change, between
from stancebook.model.problems import StancebookError
from stancebook.model.visible import visible_line
from stancebook.tui.signatures import Signatures
from stancebook.tui.source_state import SourceState, state_of
from stancebook.tui.visited import Visited
from stancebook.workspace.desk import Desk, journals
from stancebook.workspace.last_change import last_changed
from stancebook.workspace.source_file import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from stancebook.model.annotation import Annotation
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.workspace import Workspace

AT_ONCE = 5
"""So many sources are read while whoever pressed a key waits; more are read in another thread."""
_IN_A_ROW = 100
"""Sources that are read in that thread before the screens hear of them."""
_UNFINISHED = ("not started", "draft")


@dataclass
class Session:
    """What one reviewer works with. Reads nobody else's codings.

    Args:
        workspace: The workspace.
        rubric: The rubric.
        reviewer: The reviewer's id.
        unblinded: Whether they asked, in this sitting, for others' codings of sources that they have not completed.
    """

    workspace: Workspace
    rubric: Rubric
    reviewer: str
    name: str = ""
    unblinded: bool = False
    desks: dict[str, Desk] = field(default_factory=dict)
    last_answers: dict[str, Answer] = field(default_factory=dict)
    _actors: dict[str, str | None] = field(default_factory=dict)
    seen: Signatures = field(default_factory=Signatures)
    visited: Visited = field(init=False)
    _states: dict[str, SourceState] = field(default_factory=dict)
    _latest: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Notice from now on what becomes of the folders."""
        self.seen.note(self.workspace.sources, self.own_folder)
        self.visited = Visited(self.workspace, self.rubric.id, self.reviewer)

    @cached_property
    def ids(self) -> Sequence[str]:
        """The sources in the order in which they are coded."""
        ids = tuple(self.workspace.source_paths)
        if self.workspace.settings.order == "random":
            return tuple(sorted(ids, key=lambda one: _shuffled(self.reviewer, one)))
        return ids

    def open(self, source_id: str) -> Desk:
        """Return the desk of a source; an open one stays as it is.

        Raises:
            StancebookError: Where the source or its annotation is unusable.
        """
        if source_id not in self.desks:
            source = self.workspace.source(source_id)
            desk = self.desks[source_id] = Desk(self.workspace, self.rubric, source, self.reviewer)
            self.seen.note(desk.path, self._source_path(desk))
        return self.desks[source_id]

    def _source_path(self, desk: Desk) -> Path:
        return self.workspace.root / desk.source.path

    @property
    def own_folder(self) -> Path:
        """The folder of the reviewer's annotations."""
        return self.workspace.annotations / self.rubric.id / self.reviewer

    def list_anew(self) -> tuple[list[str], list[str]]:
        """List the sources as they are by now; return those that came and those that went.

        Raises:
            StancebookError: Where a file came that cannot be a source; the list stays as it was.
        """
        before, fresh = self.ids, replace(self.workspace)
        there = fresh.source_paths
        self.workspace = fresh
        del self.ids
        return [one for one in self.ids if one not in before], [one for one in before if one not in there]

    def forget_changed(self, folders: Collection[Path]) -> bool:
        """Forget how far the reviewer is with sources whose files were written again; return whether there are any.

        Args:
            folders: The folders in which to look at every file; those that were unusable are looked at in any;
                those of open desks are left for whoever looks at the desks again.
        """
        changed = [
            one
            for one, state in self._states.items()
            if one not in self.desks
            for path in self._files(one)
            if (path.parent in folders or state.state == "unusable") and self.seen.changed(path)
        ]
        for one in changed:
            self._states.pop(one, None)
        return bool(changed)

    def _files(self, source_id: str) -> list[Path]:
        paths = (self.workspace.source_paths.get(source_id), self.own_folder / f"{source_id}.json")
        return [path for path in paths if path]

    def state(self, source_id: str) -> SourceState:
        """Return how far the reviewer is with a source, reading its files where it is not open."""
        if desk := self.desks.get(source_id):
            return state_of(desk.source, desk.annotation, self.rubric, self.visited.seconds(source_id))
        if source_id not in self._states:
            self._keep(*self._read(source_id))
        return self._states[source_id]

    def _read(self, source_id: str) -> tuple[SourceState, Annotation | None]:
        """Read how far the reviewer is with a source; in any thread."""
        self.seen.note(*self._files(source_id))
        try:
            source = self.workspace.source(source_id)
            annotation = self.workspace.annotation(self.rubric, self.reviewer, source)
            seconds = self.visited.seconds_on_file(source_id)
            return state_of(source, annotation, self.rubric, seconds), annotation
        except StancebookError as error:
            return SourceState(source_id, source_id, "unusable", problem=str(error)), None

    def _read_all(self, ids: Sequence[str]) -> list[tuple[SourceState, Annotation | None]]:
        return [self._read(one) for one in ids]

    def _keep(self, state: SourceState, annotation: Annotation | None) -> None:
        """Keep what was read."""
        self._states[state.id] = state
        if annotation:
            self._actors.update(_actors_of(annotation))
            self._note_latest(annotation)

    def state_if_read(self, source_id: str) -> SourceState:
        """Return the same without reading a file; a state "unread" where it would take that."""
        if source_id in self.desks or source_id in self._states:
            return self.state(source_id)
        return SourceState(source_id, source_id, "unread")

    @property
    def unread(self) -> list[str]:
        """The sources of which it is not known yet how far the reviewer is."""
        return [one for one in self.ids if self.state_if_read(one).state == "unread"]

    async def read_rest(self, told: Callable[[], object] = lambda: None) -> None:
        """Read the unread sources in another thread, so that whoever types meanwhile is not kept waiting.

        Args:
            told: Called now and then, and at the end.
        """
        async with self._reading:  # whoever comes second waits for what the first one reads
            while unread := self.unread[:_IN_A_ROW]:
                for read in await asyncio.to_thread(self._read_all, unread):
                    self._keep(*read)
                told()
        told()

    def actors(self) -> dict[str, str | None]:
        """Return the actors that the reviewer has used in any source, each with the type last given.

        Their own only: whom others name in a text is part of how they read it. They are those of the sources that are
        read; ``read_rest`` reads the others.
        """
        found = dict(self._actors)
        for desk in self.desks.values():
            found.update(_actors_of(desk.annotation))
        return dict(sorted(found.items(), key=lambda pair: pair[0].casefold()))

    def last_answer(self, criterion: str) -> Answer | None:
        """Return the answer that the reviewer gave last to a criterion: in this sitting, else as the files tell.

        It is the last in the sources that are read; ``read_rest`` reads the others.
        """
        if criterion not in self.last_answers:
            for desk in self.desks.values():
                self._note_latest(desk.annotation)
            if criterion in self._latest:
                self.last_answers[criterion] = self._latest[criterion][1]
        return self.last_answers.get(criterion)

    def _note_latest(self, annotation: Annotation) -> None:
        for criterion, coding in annotation.codings.items():
            if coding.at and coding.given and coding.at > self._latest.get(criterion, ("",))[0]:
                self._latest[criterion] = coding.at, coding.answer

    def look_again(self, desk: Desk) -> Change:
        """Take over what others changed in the file of a desk without unsaved edits; return what that was.

        Raises:
            StancebookError: Where the file is unusable by now; it is looked at again when it changes.
        """
        if desk.unsaved or not self.seen.changed(desk.path):
            return Change({}, {})
        before = desk.annotation
        desk.take_theirs()
        return between(before, desk.annotation)

    def look_at_source(self, desk: Desk) -> Literal["same", "front", "changed", "gone"]:
        """Go on with the text of a desk as it stands in its file by now; where the file is gone, with the old one.

        Returns:
            What became of it; "front" where only its front matter changed.

        Raises:
            StancebookError: Where the file is unusable by now; it is looked at again when it changes.
        """
        path = self._source_path(desk)
        if not self.seen.changed(path):
            return "same"
        if self.seen.is_gone(path):
            return "gone"
        before, source = desk.source, read_source(path, self.workspace.root)
        desk.take_source(source)
        return "changed" if source.body != before.body else "front"

    def next_unfinished(self, after: str | None = None, *, leave_out: str | None = None) -> str | None:
        """Return the next source, round in a circle, that is not complete and can be read.

        Where all are complete: the next with an answer from before the rubric changed.
        """
        others = self._in_circle(after, leave_out)
        unfinished = (one for one in others if self.state(one).state in _UNFINISHED)
        return next(unfinished, None) or next((one for one in others if self.state(one).stale), None)

    def unread_before_next(self, after: str | None = None, *, leave_out: str | None = None) -> int:
        """Return how many sources would have to be read to tell the next unfinished one."""
        known = [self.state_if_read(one).state for one in self._in_circle(after, leave_out)]
        end = next((number for number, state in enumerate(known) if state in _UNFINISHED), None)
        return known[:end].count("unread")

    def _in_circle(self, after: str | None, leave_out: str | None) -> list[str]:
        ids = list(self.ids)
        start = ids.index(after) + 1 if after in ids else 0
        return [one for one in (*ids[start:], *ids[:start]) if one != leave_out]

    def last_changed(self, *, redo: bool = False) -> str | None:
        """Return the source of the reviewer's last edit that can be taken back, in this sitting or before it.

        Args:
            redo: Return instead where the edit was that was taken back last, if nothing was edited since.
        """
        folder = journals(self.workspace, self.rubric.id, self.reviewer)
        return last_changed(folder, self.workspace.source_paths, self.desks, redo=redo)

    @property
    def all_known_complete(self) -> bool:
        """Whether nothing is left to do in any source, as far as that is known without reading a file."""
        states = (self.state_if_read(one) for one in self.ids)
        return all(one.state not in ("unread", "not started", "draft") and not one.stale for one in states)

    def read_name(self) -> str:
        """Look the reviewer's name up in the register; their id where it cannot be told."""
        try:
            known = self.workspace.reviewers().get(self.reviewer)
        except StancebookError:
            known = None
        self.name = known.display if known else self.reviewer
        return self.name


def _shuffled(reviewer: str, source_id: str) -> bytes:
    """Return a source's rank in the order of a reviewer: as good as drawn by lot, and the same for ever.

    A source that is added later changes nothing in the order of the others.
    """
    return hashlib.sha256(f"{reviewer}/{source_id}".encode()).digest()


def _actors_of(annotation: Annotation) -> dict[str, str | None]:
    return {visible_line(one.actor): one.actor_type for one in annotation.attributed}
