"""Saving an annotation: joined with what others changed in its file meanwhile, and never over it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model import change, editing
from stancebook.model.problems import StancebookError
from stancebook.model.requirements import missing
from stancebook.workspace import history
from stancebook.workspace.annotation_file import read_annotation, with_all_criteria
from stancebook.workspace.lock import locked
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.text_file import must_lie_in

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.annotation import Annotation
    from stancebook.model.rubric import Rubric


@dataclass(frozen=True)
class Saved:
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
class Written:
    """How a save went.

    Attributes:
        saved: What it did, in the words of ``Desk.save``.
        annotation: What the file holds now; None where all of it clashed and nothing was written.
        entries: How many entries of the history were written with it.
    """

    saved: Saved
    annotation: Annotation | None
    entries: int = 0


@dataclass(frozen=True)
class Saving:
    """One save, on its way: all it needs, and nothing that editing changes meanwhile.

    A screen takes one from its desk, runs it in another thread, and hands the result back to the desk.

    Attributes:
        path: The annotation's file.
        root: The workspace's folder.
        local: Its folder of local state.
        rubric: The rubric.
        before: What the file was last known to hold.
        annotation: What is to be saved.
        history_path: The file of edits that can be undone.
        entries: What is new in it.
    """

    path: Path
    root: Path
    local: Path
    rubric: Rubric
    before: Annotation
    annotation: Annotation
    history_path: Path
    entries: tuple[history.Entry, ...]

    def run(self) -> Written:
        """Write the annotation, joined with what others changed in the file meanwhile.

        Raises:
            StancebookError: Where the file cannot be written or read.
        """
        must_lie_in(self.root, self.path, self.history_path)
        mine = change.between(self.before, self.annotation)
        with locked(self.local):
            theirs = reread(self.path, self.root, self.rubric, self.before)
            both = contested(mine, theirs)
            mine = _settled(mine, theirs, both)
            if both and not mine:
                return Written(Saved(clashes=both, theirs=theirs), None)
            merged = self._merged(mine, theirs)
            reopened = merged.complete and not _only_seen(mine) and bool(missing(merged, self.rubric))
            if reopened:
                merged = editing.reopen(merged)
            write_text(self.path, merged.to_json())
            entries = self._remember()
        others = change.between(self.before, theirs).without({*mine.codings, *mine.fields, *both})
        saved = Saved((*others.codings, *others.fields), both, theirs if both else None, reopened)
        return Written(saved, merged, entries)

    def _merged(self, mine: change.Change, theirs: Annotation) -> Annotation:
        merged = change.apply(mine, theirs)
        quoted = any(
            before is None or after is None or before.evidence != after.evidence
            for before, after in mine.codings.values()
        )
        if quoted and theirs.source_sha256 != self.annotation.source_sha256:
            # Their quotes were found again in a newer text, these are from the older: who finds quotes again has to
            # look at all of them.
            return merged.model_copy(update={"source_sha256": self.annotation.source_sha256})
        return merged

    def _remember(self) -> int:
        with suppress(StancebookError, OSError):
            # The annotation is safe; that only undo after a restart is lost must not read as "not saved".
            history.append(self.history_path, self.entries)
            return len(self.entries)
        return 0


def _only_seen(mine: change.Change) -> bool:
    """Return whether nothing was edited: who merely looked at others' codings must not make a draft of their own."""
    return not mine.codings and mine.fields.keys() <= {"revealed_at"}


def contested(mine: change.Change, theirs: Annotation) -> tuple[str, ...]:
    """Return the criteria and fields that both sides changed, and that somebody has to decide."""
    # When another's coding was seen first needs no decision: the earlier time holds.
    return tuple(name for name in change.clashes(mine, theirs) if name != "revealed_at")


def _settled(mine: change.Change, theirs: Annotation, both: tuple[str, ...]) -> change.Change:
    """Return of my change what can be written now."""
    held = {*both}
    if any(name in mine.codings for name in both):
        # The declaration is of all codings together: it waits for those that are not decided.
        held.add("state")
    if "revealed_at" in mine.fields and theirs.revealed_at and theirs.revealed_at < mine.fields["revealed_at"][1]:
        held.add("revealed_at")
    return mine.without(held)


def reread(path: Path, root: Path, rubric: Rubric, known: Annotation) -> Annotation:
    """Return what the file holds by now; what was known of it where it went away.

    Raises:
        StancebookError: Where it is unusable.
    """
    if not path.exists():
        return known
    return with_all_criteria(read_annotation(path, root, to_edit=True), rubric)
