"""Saving decisions: added to what the file holds by then, so that nobody's decision is ever written over."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model import deciding
from stancebook.model.problems import StancebookError
from stancebook.workspace import history
from stancebook.workspace.annotation_file import read_adjudication
from stancebook.workspace.lock import locked
from stancebook.workspace.safe_write import remove, write_text
from stancebook.workspace.saving import Saved
from stancebook.workspace.text_file import must_lie_in

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.decision import Adjudication


@dataclass(frozen=True)
class DecisionsWritten:
    """How a save went.

    Attributes:
        saved: What it did; ``joined`` names the criteria on which others decided meanwhile.
        adjudication: What the file holds now.
        entries: How many entries of the history were written with it.
    """

    saved: Saved
    adjudication: Adjudication
    entries: int = 0


@dataclass(frozen=True)
class DecisionSaving:
    """One save, on its way: all it needs, and nothing that deciding changes meanwhile.

    Attributes:
        path: The file of decisions.
        root: The workspace's folder.
        local: Its folder of local state.
        before: What the file was last known to hold.
        after: What is to be saved.
        history_path: The file of decisions that can be undone.
        entries: What is new in it.
    """

    path: Path
    root: Path
    local: Path
    before: Adjudication
    after: Adjudication
    history_path: Path
    entries: tuple[history.Entry, ...]

    def run(self) -> DecisionsWritten:
        """Write the decisions, with what others decided meanwhile before them.

        Raises:
            StancebookError: Where the file cannot be written or read.
        """
        must_lie_in(self.root, self.path, self.history_path)
        with locked(self.local):
            theirs = self._reread()
            merged = deciding.carried(self.before, self.after, theirs)
            if merged.decisions:
                write_text(self.path, merged.to_json())
            else:
                remove(self.path)
            entries = self._remember()
        return DecisionsWritten(Saved(joined=deciding.differing(self.before, theirs)), merged, entries)

    def _reread(self) -> Adjudication:
        if self.path.exists():
            return read_adjudication(self.path, self.root, to_edit=True)
        # Undo takes a file away with its last decision: what it held was withdrawn, and is not written anew.
        return deciding.with_decisions(self.before, dict.fromkeys(self.before.decisions, ()))

    def _remember(self) -> int:
        with suppress(StancebookError, OSError):
            # The decisions are safe; that only undo after a restart is lost must not read as "not saved".
            history.append(self.history_path, self.entries)
            return len(self.entries)
        return 0
