"""Migrating a workspace: its annotations and decisions brought into the terms of today's rubric, and back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.annotation import Annotation
from stancebook.model.consistency_changelog import vanished_by_operations
from stancebook.model.ids import CONSENSUS, MIGRATIONS
from stancebook.model.journal import Journal, edited_since, noted, revs_noted, taken_back
from stancebook.model.migrating import Revs, migrated, migrated_decisions, new_revs
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.annotation_file import (
    parse_adjudication,
    parse_annotation,
    read_adjudication,
    read_annotation,
)
from stancebook.workspace.collecting import collecting
from stancebook.workspace.journal_file import journal_paths, read_journal
from stancebook.workspace.lock import locked
from stancebook.workspace.rubric_examination import placed
from stancebook.workspace.text_file import must_lie_in, read_bytes
from stancebook.workspace.write_all import Rewrite, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.decision import Adjudication
    from stancebook.model.journal import Kept
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.workspace import Workspace


class Migrated(NamedTuple):
    """What becomes of one file.

    Attributes:
        path: The file.
        before: What it holds.
        after: What it is to hold.
        text: Its text after.
        journal: The file's journal as it is to be.
        edited_since: Of a migration taken back: the criteria edited since, which stay as they are now, and
            ``attributed``.
    """

    path: Path
    before: Kept
    after: Kept
    text: str
    journal: Journal
    edited_since: tuple[str, ...] = ()


class Migration(NamedTuple):
    """A migration, or one to be taken back.

    Attributes:
        number: Which one of the study it is; 0 where there is none to take back.
        files: The files it changes.
        version: The rubric's version to which it leads, or led.
    """

    number: int
    files: tuple[Migrated, ...]
    version: str


def plan_migration(workspace: Workspace, rubric: Rubric) -> Migration:
    """Return what migrating would change; nothing is written.

    Raises:
        StancebookError: With every file that is unusable: nothing is migrated as long as one is. Also where the
            changelog leads to what is not there.
    """
    return _Files(workspace, rubric).migration()


def apply_migration(workspace: Workspace, rubric: Rubric) -> Migration:
    """Bring every annotation and decision into today's terms; return what was done.

    The workspace stays locked from reading to writing. Each file's journal is written before the file, so that a
    crash in between leaves nothing that doing it again does not complete.

    Raises:
        StancebookError: As for ``plan_migration``, or where a file cannot be written; then all are as they were.
    """
    with locked(workspace.local):
        files = _Files(workspace, rubric)
        migration = files.migration()
        write_all([rewrite for one in migration.files for rewrite in reversed(files.rewrites(one))])
    return migration


def plan_undo(workspace: Workspace, rubric: Rubric) -> Migration:
    """Return what taking the last migration back would change; nothing is written.

    Raises:
        StancebookError: With every file that is unusable.
    """
    return _Files(workspace, rubric).undo()


def apply_undo(workspace: Workspace, rubric: Rubric) -> Migration:
    """Take the last migration back; return what was done. What was edited since stays as it is, and in its journal.

    Raises:
        StancebookError: Where a file is unusable, or cannot be written; then all are as they were.
    """
    with locked(workspace.local):
        files = _Files(workspace, rubric)
        undo = files.undo()
        write_all([rewrite for one in undo.files for rewrite in files.rewrites(one)])
        _remove_empty(workspace.annotations / rubric.id / MIGRATIONS)
    return undo


@dataclass
class _Files:
    """Every file of a rubric, as it is."""

    workspace: Workspace
    rubric: Rubric
    annotations: dict[Path, Annotation] = field(default_factory=dict)
    decisions: dict[Path, Adjudication] = field(default_factory=dict)
    journals: dict[Path, Journal] = field(default_factory=dict)
    texts: dict[Path, str] = field(default_factory=dict)

    @property
    def kept(self) -> dict[Path, Kept]:
        """The annotations, then the decisions."""
        return {**self.annotations, **self.decisions}

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        root, rubric = self.workspace.root, self.rubric.id
        for path in self.workspace.annotation_paths(rubric):
            with collecting(problems):
                self.annotations[path] = read_annotation(path, root, to_edit=True)
        for path in self.workspace.adjudication_paths(rubric):
            with collecting(problems):
                self.decisions[path] = read_adjudication(path, root, to_edit=True)
        for path in journal_paths(self.workspace, rubric):
            with collecting(problems):
                self.journals[path] = read_journal(path, root)
        if problems:
            raise StancebookError(problems)
        for path in (*self.annotations, *self.decisions, *self.journals):
            self.texts[path] = read_bytes(path, root).decode("utf-8")

    def migration(self) -> Migration:
        path = self.workspace.rubrics / f"{self.rubric.id}.yaml"
        if lost := [(one.loc, one.message) for one in vanished_by_operations(self.rubric)]:
            raise StancebookError(placed(path, self.workspace.root, lost))  # codings would follow into nothing
        number, version = self._last()
        number += version != self.rubric.version
        files = []
        revs: dict[str, dict[int, Revs]] = {}
        for path, annotation in self.annotations.items():
            after = migrated(annotation, self.rubric)
            journal = self._journal(annotation)
            for step, noted_then in revs_noted(journal, self.rubric).items():
                revs.setdefault(annotation.source, {}).setdefault(step, {}).update(noted_then)
            if after is not annotation:
                now = new_revs(annotation, after, self.rubric)
                revs.setdefault(annotation.source, {}).setdefault(number, {}).update(now)
                files.append(self._noted(path, annotation, after, number))
        for path, decided in self.decisions.items():
            steps = [found for _, found in sorted(revs.get(decided.source, {}).items())]
            then = migrated_decisions(decided, self.rubric, steps)
            if then is not decided:
                files.append(self._noted(path, decided, then, number))
        return Migration(number, tuple(files), self.rubric.version)

    def undo(self) -> Migration:
        number, version = self._last()
        files = []
        for path, kept in self.kept.items():
            journal = self._journal(kept)
            if number and journal.last == number:
                journal, before, text = taken_back(journal, kept, number)
                left = edited_since(journal, number)
                files.append(Migrated(path, kept, before, self._as_it_was(path, before, text), journal, left))
        return Migration(number, tuple(files), version)

    def _as_it_was(self, path: Path, before: Kept, text: str | None) -> str:
        """Return a file's text without a migration: as it was, to the byte, where nothing was said since."""
        parse = parse_annotation if isinstance(before, Annotation) else parse_adjudication
        with suppress(StancebookError):
            if text is not None and parse(text.removeprefix("\ufeff").encode(), path, self.workspace.root) == before:
                return text
        return before.to_json()

    def rewrites(self, one: Migrated) -> list[Rewrite]:
        """Return what is to be written of a file and of its journal; nothing where it is there already."""
        journal = self._journal_path(one.before)
        must_lie_in(self.workspace.root, one.path, journal)
        noted_down = one.journal.to_json() if one.journal.steps else None
        both = [
            Rewrite(one.path, self.texts[one.path], one.text),
            Rewrite(journal, self.texts.get(journal), noted_down),
        ]
        return [rewrite for rewrite in both if rewrite.before != rewrite.after]

    def _noted(self, path: Path, before: Kept, after: Kept, number: int) -> Migrated:
        text = self.texts[path]
        exact = text if text != before.to_json() else None
        journal = self._journal(before)
        journal = noted(journal, before, after, number=number, version=self.rubric.version, text=exact)
        return Migrated(path, before, after, after.to_json(), journal)

    def _last(self) -> tuple[int, str]:
        """Return the number of the last migration of the files there are, and to which version it led."""
        every = (self._journal(kept) for kept in self.kept.values())
        steps = [step for journal in every for step in journal.steps if not step.taken_back]
        return max(((step.number, step.version) for step in steps), default=(0, ""))

    def _journal(self, kept: Kept) -> Journal:
        return self.journals.get(self._journal_path(kept)) or Journal.of(kept)

    def _journal_path(self, kept: Kept) -> Path:
        reviewer = kept.reviewer if isinstance(kept, Annotation) else CONSENSUS
        return self.workspace.annotations / self.rubric.id / MIGRATIONS / reviewer / f"{kept.source}.json"


def _remove_empty(folder: Path) -> None:
    for each in (*folder.glob("*"), folder):
        with suppress(OSError):
            each.rmdir()
