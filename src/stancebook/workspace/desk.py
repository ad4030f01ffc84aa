"""The desk: one reviewer's annotation of one source, being edited and saved."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stancebook.model import change, editing
from stancebook.model.anchoring import quote_evidence
from stancebook.model.annotation import Annotation, Evidence
from stancebook.model.problems import StancebookError
from stancebook.model.reanchor_annotation import settled, words_stay
from stancebook.model.requirements import Missing, missing
from stancebook.workspace.annotation_file import read_annotation, with_all_criteria
from stancebook.workspace.lock import locked
from stancebook.workspace.safe_write import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.workspace.workspace import Workspace

UNDO_DEPTH = 200


def utc_now() -> str:
    """Return the time as files keep it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Saved:
    """What a save did.

    Attributes:
        joined: Criteria and fields that somebody else had changed in the file meanwhile and that were
            taken over.
        clashes: Criteria and fields that both sides changed: nothing of them was written.
        theirs: What the file holds, where there are clashes.
    """

    joined: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    theirs: Annotation | None = None


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
        done: Edits that can be undone, and
        undone: edits that can be made again.
    """

    path: Path
    root: Path
    local: Path
    rubric: Rubric
    before: Annotation
    annotation: Annotation
    history_path: Path
    done: tuple[change.Change, ...]
    undone: tuple[change.Change, ...]

    def run(self) -> Written:
        """Write the annotation, joined with what others changed in the file meanwhile.

        Raises:
            StancebookError: Where the file cannot be written or read.
        """
        mine = change.between(self.before, self.annotation)
        with locked(self.local):
            theirs = _reread(self.path, self.root, self.rubric, self.before)
            if both := change.clashes(mine, theirs):
                return Written(Saved(clashes=tuple(both), theirs=theirs), None)
            merged = change.apply(mine, theirs)
            if merged.complete and missing(merged, self.rubric):
                merged = editing.reopen(merged)
            write_text(self.path, merged.to_json())
            with suppress(StancebookError):
                # The annotation is safe; that only undo after a restart is lost must not read as "not saved".
                _write_history(self.history_path, self.done, self.undone)
        others = change.between(self.before, theirs).without({*mine.codings, *mine.fields})
        return Written(Saved(joined=(*others.codings, *others.fields)), merged)


@dataclass(frozen=True)
class Written:
    """How a save went.

    Attributes:
        saved: What it did, in the words of ``Desk.save``.
        annotation: What the file holds now; None where both sides clashed and nothing was written.
    """

    saved: Saved
    annotation: Annotation | None


class Desk:
    """Edits one annotation. Every edit gives a new annotation and can be undone, also after a restart.

    Nothing is written before ``save``; widgets and commands decide when.

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
        self.workspace = workspace
        self.rubric = rubric
        self.source = source
        self.reviewer = reviewer
        self.now = now
        self.path = workspace.annotation_path(rubric.id, reviewer, source.id)
        self.annotation = workspace.annotation(rubric, reviewer, source)
        self._on_file = self.annotation
        self._history = _History.read(self)
        self._quotes_followed = False

    @property
    def unsaved(self) -> bool:
        """Whether the annotation differs from what the file was last known to hold."""
        return self.annotation != self._on_file

    @property
    def missing(self) -> list[Missing]:
        """What keeps the annotation from being complete."""
        return missing(self.annotation, self.rubric)

    def set_answer(self, criterion: str, answer: Answer) -> None:
        """Answer a criterion. Raises StancebookError where it offers no such answer."""
        self._edit(editing.set_answer(self.annotation, self.rubric, criterion, answer, self.now()))

    def toggle_value(self, criterion: str, value: str) -> None:
        """Add or take out one of several values. Raises StancebookError where there is no such value."""
        self._edit(editing.toggle_value(self.annotation, self.rubric, criterion, value, self.now()))

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

    def set_note(self, criterion: str, note: str) -> None:
        """Write a criterion's note."""
        self._edit(editing.set_note(self.annotation, self.rubric, criterion, note, self.now()))

    def set_confidence(self, criterion: str, confidence: int | None) -> None:
        """Say how sure a coding is. Raises StancebookError where the scale has no such step."""
        self._edit(editing.set_confidence(self.annotation, self.rubric, criterion, confidence, self.now()))

    def set_rules(self, criterion: str, rules: Iterable[str]) -> None:
        """Cite decision rules. Raises StancebookError where the rubric has no such rule."""
        self._edit(editing.set_rules(self.annotation, self.rubric, criterion, rules, self.now()))

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
        self.annotation = editing.reveal(self.annotation, self.now())

    def undo(self) -> bool:
        """Take the last edit back; return whether there was one that still applies."""
        return self._step(self._history.done, self._history.undone)

    def redo(self) -> bool:
        """Make the last edit taken back again; return whether there was one that still applies."""
        return self._step(self._history.undone, self._history.done)

    def save(self) -> Saved:
        """Write the annotation, joined with what others changed in the file meanwhile.

        Edits to different criteria are joined. Where both sides changed the same one, nothing of it is
        written and both stand in the result.

        Raises:
            StancebookError: Where the file cannot be written or read; the annotation stays here, unsaved.
        """
        saving = self.begin_save()
        return self.finish_save(saving, saving.run()) if saving else Saved()

    def begin_save(self) -> Saving | None:
        """Return what a save needs, to be run in any thread while editing goes on; None where all is saved."""
        if not self.unsaved:
            return None
        return Saving(
            path=self.path,
            root=self.workspace.root,
            local=self.workspace.local,
            rubric=self.rubric,
            before=self._on_file,
            annotation=self.annotation,
            history_path=self._history.path,
            done=tuple(self._history.done),
            undone=tuple(self._history.undone),
        )

    def finish_save(self, saving: Saving, written: Written) -> Saved:
        """Go on from what was written, with the edits made while it was."""
        if written.annotation is None:
            return written.saved
        since = change.between(saving.annotation, self.annotation)
        # What was edited here while the save took over somebody else's edit of it stays measured against its
        # old state, so that the next save shows both sides.
        contested = set(change.clashes(since, written.annotation))
        self._on_file = change.apply(
            change.between(written.annotation, saving.annotation).only(contested), written.annotation
        )
        self.annotation = change.apply(since, written.annotation)
        return written.saved

    def take_theirs(self) -> None:
        """Where both sides changed the same, go on from what the file holds; undo brings one's own back."""
        theirs = self._reread()
        mine = change.between(self._on_file, self.annotation)
        both = change.clashes(mine, theirs)
        after = change.apply(mine.without(both), theirs)
        self._history.note(change.between(self.annotation, after).only(both))
        self.annotation, self._on_file = after, theirs

    def keep_mine(self) -> None:
        """Where both sides changed the same, let one's own stand; undo brings back what the file held."""
        theirs = self._reread()
        mine = change.between(self._on_file, self.annotation)
        after = change.apply(mine, theirs)
        self._history.note(change.between(theirs, after).only(change.clashes(mine, theirs)))
        self.annotation, self._on_file = after, theirs

    def _reread(self) -> Annotation:
        return _reread(self.path, self.workspace.root, self.rubric, self._on_file)

    def _edit(self, after: Annotation) -> None:
        if after == self.annotation:
            return
        if not self._quotes_followed:
            # The text may have been corrected since. Quotes that merely moved go along in the same step, so that
            # undo takes both back, and only once, so that it stays undone.
            self._quotes_followed = True
            after = settled(after, self.source, words_stay)
        self._history.note(change.between(self.annotation, after))
        self.annotation = after

    def _step(self, come_from: list[change.Change], go_to: list[change.Change]) -> bool:
        if not come_from:
            return False
        inverse = come_from[-1].inverse
        if _beyond(inverse, self.annotation):
            return False
        come_from.pop()
        go_to.append(inverse)
        after = change.apply(inverse, self.annotation)
        # Completed meanwhile in another window, it may lack again what this step takes away.
        lacks = after.complete and missing(after, self.rubric)
        self.annotation = editing.reopen(after) if lacks else after
        return True


def _beyond(step: change.Change, annotation: Annotation) -> bool:
    """Whether the annotation is no longer what the step starts from."""
    codings = any(annotation.codings.get(key) != before for key, (before, _) in step.codings.items())
    return codings or any(getattr(annotation, name) != before for name, (before, _) in step.fields.items())


class _History:
    """Edits that can be undone and redone, kept in the folder of local state."""

    def __init__(self, desk: Desk) -> None:
        self.path = desk.workspace.local / "undo" / desk.rubric.id / desk.reviewer / f"{desk.source.id}.json"
        self.done: list[change.Change] = []
        self.undone: list[change.Change] = []

    @classmethod
    def read(cls, desk: Desk) -> _History:
        history = cls(desk)
        try:
            data = json.loads(history.path.read_text(encoding="utf-8"))
            history.done = [_from_json(desk.annotation, entry) for entry in data["done"]]
            history.undone = [_from_json(desk.annotation, entry) for entry in data["undone"]]
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            # No history, or one that another version wrote: editing goes on without it.
            history.done, history.undone = [], []
        return history

    def note(self, step: change.Change) -> None:
        if not step:
            return
        self.done.append(step)
        del self.done[:-UNDO_DEPTH]
        self.undone.clear()


def _write_history(path: Path, done: Iterable[change.Change], undone: Iterable[change.Change]) -> None:
    data = {"done": [_to_json(step) for step in done], "undone": [_to_json(step) for step in undone]}
    write_text(path, json.dumps(data, ensure_ascii=False) + "\n")


def _reread(path: Path, root: Path, rubric: Rubric, known: Annotation) -> Annotation:
    if not path.exists():
        return known
    return with_all_criteria(read_annotation(path, root, to_edit=True), rubric)


def _to_json(step: change.Change) -> list[dict[str, object]]:
    """Return a change as two partial annotations: what it touched before, and after."""
    halves: list[dict[str, object]] = []
    for side in (0, 1):
        codings = {key: _coding_json(pair[side]) for key, pair in step.codings.items()}
        fields = {}
        for name, pair in step.fields.items():
            value = pair[side]
            fields[name] = (
                [one.model_dump(mode="json", by_alias=True) for one in value] if name == "attributed" else value
            )
        halves.append({"codings": codings, "fields": fields})
    return halves


def _coding_json(coding: Coding | None) -> object:
    return coding.model_dump(mode="json", by_alias=True) if coding else None


def _from_json(sample: Annotation, halves: list[dict[str, dict[str, object]]]) -> change.Change:
    """Read a change back; ``sample`` lends what an annotation needs besides."""
    sides = []
    for half in halves:
        known = {key: coding for key, coding in half["codings"].items() if coding is not None}
        whole = {**sample.model_dump(mode="json", by_alias=True), **half["fields"], "codings": known}
        sides.append(Annotation.model_validate_json(json.dumps(whole)))
    before, after = sides
    return change.Change(
        {key: (before.codings.get(key), after.codings.get(key)) for key in halves[0]["codings"]},
        {name: (getattr(before, name), getattr(after, name)) for name in halves[0]["fields"]},
    )
