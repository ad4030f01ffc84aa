"""What the desks of annotations and of decisions have in common: undo over a journal, and saving in two steps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Generic, NamedTuple

from stancebook.workspace.history import History
from stancebook.workspace.save_job import Saved, T

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.workspace.history import Ends, Step
    from stancebook.workspace.save_job import SaveJob, Written
    from stancebook.workspace.workspace import Workspace


def utc_now() -> str:
    """Return the time as files keep it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Stepped(NamedTuple):
    """How undoing went, or making again. True where it was done.

    Attributes:
        done: Whether the step was taken.
        beyond: Where it was not: the criteria and fields changed since by somebody else, so that there was nothing
            left to take back. The step is given up, and the next undo goes on below it. Empty where there was no
            step at all.
    """

    done: bool = False
    beyond: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.done


class DeskBase(ABC, Generic[T]):
    """Edits what one file holds. Every edit can be undone, also after a restart; nothing is written before ``save``.

    Args:
        workspace: Where it is saved.
        path: The file.
        journal: The file of steps that can be undone, below the workspace's journals.
        content: What the file holds.
    """

    def __init__(self, workspace: Workspace, path: Path, journal: Path, content: T) -> None:
        self.workspace, self.path = workspace, path
        self.content: T = content
        self._on_file: T = content
        self._history = History(journal)

    @property
    def unsaved(self) -> bool:
        """Whether there is something else than the file was last known to hold."""
        return self.content != self._on_file

    @property
    def file_text(self) -> str:
        """What the file would hold."""
        return self.content.to_json()

    @property
    def ends(self) -> Ends:
        """The step that is undone next, and the one that is made again next; None where there is none."""
        return self._history.ends

    def undo(self) -> Stepped:
        """Take the last step back; the result is true where that was done, and says why not."""
        return self._step(redo=False)

    def redo(self) -> Stepped:
        """Make the last step taken back again; the result is true where that was done, and says why not."""
        return self._step(redo=True)

    def _step(self, *, redo: bool) -> Stepped:
        while step := self._history.top(redo=redo):
            after = self._after(step, redo=redo)
            if after is None or isinstance(after, tuple):
                self._history.drop(step)
                if after:
                    return Stepped(beyond=after)
                continue
            self._history.move(step, redo=redo)
            self.content = after
            return Stepped(done=True)
        return Stepped()

    @abstractmethod
    def _after(self, step: Step, *, redo: bool) -> T | tuple[str, ...] | None:
        """Return what a step leads to; where that was changed since, what; None where the journal holds no step."""

    def save(self) -> Saved:
        """Write the file, joined with what others changed in it meanwhile.

        Raises:
            StancebookError: Where the file cannot be written or read; what was done stays here, unsaved.
        """
        saving = self.begin_save()
        return self.finish_save(saving, saving.run()) if saving else Saved()

    def begin_save(self) -> SaveJob[T] | None:
        """Return what a save needs, to be run in any thread while editing goes on; None where all is saved."""
        if not self.unsaved:
            return None
        return self._job(
            path=self.path,
            root=self.workspace.root,
            local=self.workspace.local,
            before=self._on_file,
            after=self.content,
            history_path=self._history.path,
            entries=tuple(self._history.fresh),
        )

    @property
    @abstractmethod
    def _job(self) -> Callable[..., SaveJob[T]]:
        """What makes a save of its parts."""

    def finish_save(self, saving: SaveJob[T], written: Written[T]) -> Saved:
        """Go on from what was written, with what was edited while it was."""
        self._history.written(written.entries)
        if written.content is not None:
            self._go_on(saving, written.content, written.saved)
        return written.saved

    @abstractmethod
    def _go_on(self, saving: SaveJob[T], content: T, saved: Saved) -> None:
        """Take over what the file holds now, with what was edited since the save began."""
