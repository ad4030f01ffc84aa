"""The desk: one reviewer's annotation of one source, being edited and saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stancebook.model import attributing, change, doubled, editing
from stancebook.model.anchoring import quote_evidence
from stancebook.model.annotation import Annotation, Evidence
from stancebook.model.applying import applying_in, why_not_asked
from stancebook.model.reanchor_annotation import settled, words_stay
from stancebook.model.requirements import Missing, missing
from stancebook.workspace.desk_base import DeskBase, Stepped, utc_now
from stancebook.workspace.last_change import JOURNAL
from stancebook.workspace.save_job import Saved
from stancebook.workspace.saving import Saving, contested, reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stancebook.model.annotation import Attributed
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.workspace.history import Step
    from stancebook.workspace.save_job import SaveJob
    from stancebook.workspace.workspace import Workspace

__all__ = ["Desk", "Saved", "Saving", "Stepped", "utc_now"]


def journals(workspace: Workspace, rubric: str, reviewer: str) -> Path:
    """Return the folder of the journals of a reviewer's annotations, a file a source."""
    return workspace.local / "undo" / rubric / reviewer


class Desk(DeskBase[Annotation]):
    """Edits one annotation. Every edit gives a new annotation and can be undone, also after a restart.

    Nothing is written before ``save``; widgets and commands decide when. Edits to different criteria are joined with
    what others saved meanwhile. Where both sides changed the same one, nothing of it is written and both stand in what
    ``save`` returns; the rest is written all the same.

    Args:
        workspace: Where it is saved.
        rubric: The rubric.
        source: The source.
        reviewer: The reviewer's id.
        now: The clock; tests set it.

    Raises:
        StancebookError: Where the annotation's file is unusable.
    """

    def __init__(
        self,
        workspace: Workspace,
        rubric: Rubric,
        source: Source,
        reviewer: str,
        now: Callable[[], str] = utc_now,
    ) -> None:
        super().__init__(
            workspace,
            workspace.annotation_path(rubric.id, reviewer, source.id),
            journals(workspace, rubric.id, reviewer) / f"{source.id}{JOURNAL}",
            workspace.annotation(rubric, reviewer, source),
        )
        self.rubric = rubric
        self.source = source
        self.reviewer = reviewer
        self.now = now
        self._quotes_followed = False

    @property
    def annotation(self) -> Annotation:
        """The annotation, with the edits that are not saved yet."""
        return self.content

    def why_not_asked(self, criterion: str) -> str:
        """Return why a criterion is not asked, given the other answers: ``because Works is 'Fails'``; empty if it is.

        What hangs on an answer that is not given yet may still be asked.
        """
        if applying_in(self.rubric, self.annotation).get(criterion) is not False:
            return ""
        about = self.rubric.criterion(criterion)
        return why_not_asked(self.rubric, about, lambda name: self.annotation.coding(name).answer)

    @property
    def missing(self) -> list[Missing]:
        """What keeps the annotation from being complete."""
        return missing(self.annotation, self.rubric)

    def take_source(self, source: Source) -> None:
        """Go on with the text as it stands in its file now; quotes that merely moved go along with the next edit."""
        self.source, self._quotes_followed = source, False

    def set_answer(self, criterion: str, answer: Answer) -> None:
        """Answer a criterion. Raises StancebookError where it offers no such answer."""
        self._edit(editing.set_answer(self.annotation, self.rubric, criterion, answer, self.now()))

    def toggle_value(self, criterion: str, value: str) -> None:
        """Add or take out one of several values. Raises StancebookError where there is no such value."""
        self._edit(editing.toggle_value(self.annotation, self.rubric, criterion, value, self.now()))

    def keep(self, criterion: str) -> None:
        """Keep a stale answer as today's, or one of two that stand under two ids of the criterion.

        Raises StancebookError where there is none, or none that could be kept.
        """
        self._edit(doubled.keep(self.annotation, self.rubric, criterion, self.now()))

    def add_quote(self, criterion: str, quote: str, for_value: str | None = None) -> None:
        """Add a quote by its words. Raises StancebookError where the text does not hold it."""
        self.add_evidence(criterion, quote_evidence(self.source.body, quote, for_value=for_value, where=self.source.id))

    def add_passage(self, criterion: str, start: int, end: int, for_value: str | None = None) -> None:
        """Add the passage from ``start`` to ``end`` (code points) as a quote."""
        self.add_evidence(criterion, Evidence.at(self.source.body, start, end, for_value))

    def add_evidence(self, criterion: str, evidence: Evidence) -> None:
        """Add a quote."""
        self._edit(editing.add_evidence(self.annotation, self.rubric, criterion, evidence, self.now()))

    def remove_evidence(self, criterion: str, evidence: Evidence) -> None:
        """Take a quote away."""
        self._edit(editing.remove_evidence(self.annotation, self.rubric, criterion, evidence, self.now()))

    def move_evidence(self, criterion: str, evidence: Evidence, start: int, end: int) -> None:
        """Let a quote reach from ``start`` to ``end`` instead, in one step."""
        moved = Evidence.at(self.source.body, start, end, evidence.for_value)
        now = self.now()
        # Added before the other is taken away, so that a complete annotation is never without its quote.
        both = editing.add_evidence(self.annotation, self.rubric, criterion, moved, now)
        self._edit(editing.remove_evidence(both, self.rubric, criterion, evidence, now))

    def reassign_evidence(self, criterion: str, evidence: Evidence, to: str, for_value: str | None = None) -> None:
        """Let a quote speak to another criterion, or another of its values, in one step."""
        now = self.now()
        added = replace(evidence, for_value=for_value)
        both = editing.add_evidence(self.annotation, self.rubric, to, added, now)
        self._edit(editing.remove_evidence(both, self.rubric, criterion, evidence, now))

    def set_note(self, criterion: str, note: str) -> None:
        """Write a criterion's note."""
        self._edit(editing.set_note(self.annotation, self.rubric, criterion, note, self.now()))

    def set_confidence(self, criterion: str, confidence: int | None) -> None:
        """Say how sure a coding is. Raises StancebookError where the scale has no such step."""
        self._edit(editing.set_confidence(self.annotation, self.rubric, criterion, confidence, self.now()))

    def set_rules(self, criterion: str, rules: Iterable[str]) -> None:
        """Cite decision rules. Raises StancebookError where the rubric has no such rule."""
        self._edit(editing.set_rules(self.annotation, self.rubric, criterion, rules, self.now()))

    def attribute(self, position: Attributed, *, instead_of: Attributed | None = None) -> None:
        """Record what the source reports somebody else to hold. Raises StancebookError where the rubric forbids it."""
        stamped = position.model_copy(update={"at": self.now()})
        self._edit(attributing.attribute(self.annotation, self.rubric, stamped, instead_of=instead_of))

    def retract(self, position: Attributed) -> None:
        """Take an attributed position away."""
        self._edit(attributing.retract(self.annotation, self.rubric, position))

    def set_flag(self, flag: str) -> None:
        """Flag the source for a second look; empty takes the flag away."""
        self._edit(editing.set_flag(self.annotation, flag))

    def set_source_note(self, note: str) -> None:
        """Write the note on the source as a whole."""
        self._edit(editing.set_source_note(self.annotation, note))

    def complete(self) -> None:
        """Declare the annotation complete. Raises StancebookError with everything that is missing."""
        self._edit(editing.complete(self.annotation, self.rubric))

    def reopen(self) -> None:
        """Make a complete annotation a draft again."""
        self._edit(editing.reopen(self.annotation))

    def replace(self, annotation: Annotation) -> None:
        """Put a whole other annotation in place of this one, as one edit."""
        self._edit(annotation)

    def reveal(self) -> None:
        """Record that the reviewer was shown another's coding. Not an edit: it cannot be undone."""
        self.content = editing.reveal(self.annotation, self.now())

    @property
    def _job(self) -> Callable[..., Saving]:
        return partial(Saving, rubric=self.rubric)

    def _go_on(self, saving: SaveJob[Annotation], content: Annotation, saved: Saved) -> None:
        since = change.between(saving.after, self.annotation)
        # What was edited here while the save took over somebody else's edit of it stays measured against its
        # old state, so that the next save shows both sides; and so does what clashed.
        since_then = set(change.clashes(since, content)) - set(saved.clashes)
        clashing = change.between(saving.after, content).only(saved.clashes).inverse
        before = change.between(content, saving.after).only(since_then)
        known = change.between(content, saving.before).only(saved.clashes)
        self._on_file = change.apply(known, change.apply(before, content))
        self.content = change.apply(since, change.apply(clashing, content))

    def take_theirs(self) -> None:
        """Where both sides changed the same, go on from what the file holds; undo brings one's own back."""
        theirs = self._reread()
        mine = change.between(self._on_file, self.annotation)
        both = contested(mine, theirs)
        after = change.apply(mine.without(both), theirs)
        self._note(change.between(self.annotation, after).only(both))
        self.content, self._on_file = after, theirs

    def keep_mine(self) -> None:
        """Where both sides changed the same, let one's own stand; undo brings back what the file held."""
        theirs = self._reread()
        mine = change.between(self._on_file, self.annotation)
        after = change.apply(mine, theirs)
        self._note(change.between(theirs, after).only(contested(mine, theirs)))
        self.content, self._on_file = after, theirs

    def _reread(self) -> Annotation:
        return reread(self.path, self.workspace.root, self.rubric, self._on_file)

    def _edit(self, after: Annotation) -> None:
        if after == self.annotation:
            return
        if not self._quotes_followed:
            # The text may have been corrected since. Quotes that merely moved go along in the same step, so that
            # undo takes both back, and only once, so that it stays undone.
            self._quotes_followed = True
            after = settled(after, self.source, words_stay)
        self._note(change.between(self.annotation, after))
        self.content = after

    def _note(self, step: change.Change) -> None:
        if step:
            self._history.note(step)

    def _after(self, step: Step, *, redo: bool) -> Annotation | tuple[str, ...] | None:
        found = step.edit(partial(change.from_json, self.annotation))
        if found is None:
            return None
        found = found if redo else found.inverse
        if beyond := _beyond(found, self.annotation):
            return beyond
        after = editing.stamp_seen(self.annotation, change.apply(found, self.annotation))
        # Completed meanwhile in another window, it may lack again what this step takes away.
        lacks = after.complete and missing(after, self.rubric)
        return editing.reopen(after) if lacks else after


def _beyond(step: change.Change, annotation: Annotation) -> tuple[str, ...]:
    """Return where the annotation is no longer what the step starts from."""
    codings = [key for key, (before, _) in step.codings.items() if annotation.codings.get(key) != before]
    return (*codings, *(name for name, (before, _) in step.fields.items() if getattr(annotation, name) != before))
