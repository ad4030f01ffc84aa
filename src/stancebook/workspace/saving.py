"""Saving an annotation: joined with what others changed in its file meanwhile, and never over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model import change, editing
from stancebook.model.annotation import Annotation
from stancebook.model.requirements import missing
from stancebook.workspace.annotation_file import read_annotation, with_all_criteria
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.save_job import Saved, SaveJob, Written

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.rubric import Rubric


@dataclass(frozen=True)
class Saving(SaveJob[Annotation]):
    """One save of an annotation.

    Attributes:
        rubric: The rubric.
    """

    rubric: Rubric

    def write(self) -> Written[Annotation]:
        """Write what does not clash with what others changed in the file meanwhile."""
        mine = change.between(self.before, self.after)
        theirs = reread(self.path, self.root, self.rubric, self.before)
        both = contested(mine, theirs)
        mine = _settled(mine, theirs, both)
        if both and not mine:
            return Written(Saved(clashes=both, theirs=theirs), None)
        merged = self._merged(mine, theirs)
        reopened = merged.complete and not _only_seen(mine) and bool(missing(merged, self.rubric))
        if reopened:
            merged = editing.reopen(merged)
        write_text(self.path, merged.to_json(), root=self.root)
        others = change.between(self.before, theirs).without({*mine.codings, *mine.fields, *both})
        return Written(Saved((*others.codings, *others.fields), both, theirs if both else None, reopened), merged)

    def _merged(self, mine: change.Change, theirs: Annotation) -> Annotation:
        merged = change.apply(mine, theirs)
        quoted = any(
            before is None or after is None or before.evidence != after.evidence
            for before, after in mine.codings.values()
        )
        if quoted and theirs.source_sha256 != self.after.source_sha256:
            # Their quotes were found again in a newer text, these are from the older: who finds quotes again has to
            # look at all of them.
            return merged.model_copy(update={"source_sha256": self.after.source_sha256})
        return merged


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
