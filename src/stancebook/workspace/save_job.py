"""One save of a file that others may write too: under the lock, with the steps that can be undone beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from stancebook.model.problems import StancebookError
from stancebook.workspace import history
from stancebook.workspace.lock import locked
from stancebook.workspace.text_file import must_lie_in

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.annotation import Annotation
    from stancebook.model.decision import Adjudication

T = TypeVar("T", "Annotation", "Adjudication")
"""What the file holds: an annotation, or the decisions on a source."""


class Saved(NamedTuple):
    """What a save did.

    Attributes:
        joined: Criteria and fields that somebody else had changed in the file meanwhile and that were
            taken over.
        clashes: Criteria and fields that both sides changed: of them nothing was written, of the rest all.
        theirs: What the file holds, where there are clashes.
        reopened: Whether it had to become a draft again: both sides together lack what a complete one needs.
    """

    joined: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    theirs: Annotation | None = None
    reopened: bool = False


@dataclass(frozen=True)
class Written(Generic[T]):
    """How a save went.

    Attributes:
        saved: What it did, in the words of a desk's ``save``.
        content: What the file holds now; None where all of it clashed and nothing was written.
        entries: How many entries of the history were written with it.
    """

    saved: Saved
    content: T | None
    entries: int = 0


@dataclass(frozen=True)
class SaveJob(ABC, Generic[T]):
    """One save, on its way: all it needs, and nothing that editing changes meanwhile.

    A screen takes one from its desk, runs it in another thread, and hands the result back to the desk.

    Attributes:
        path: The file.
        root: The workspace's folder.
        local: Its folder of local state.
        before: What the file was last known to hold.
        after: What is to be saved.
        history_path: The file of steps that can be undone.
        entries: What is new in it.
    """

    path: Path
    root: Path
    local: Path
    before: T
    after: T
    history_path: Path
    entries: tuple[history.Entry, ...]

    def run(self) -> Written[T]:
        """Write the file, joined with what others changed in it meanwhile.

        Raises:
            StancebookError: Where the file cannot be written or read.
        """
        must_lie_in(self.root, self.path, self.history_path)
        with locked(self.local):
            written = self.write()
            return written if written.content is None else replace(written, entries=self._remember())

    @abstractmethod
    def write(self) -> Written[T]:
        """Write what can be written; the lock is held meanwhile."""

    def _remember(self) -> int:
        with suppress(StancebookError, OSError):
            # The work is safe; that only undo after a restart is lost must not read as "not saved".
            history.append(self.history_path, self.entries)
            return len(self.entries)
        return 0
