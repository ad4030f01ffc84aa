"""What can be undone and made again: a journal beside the work, to which each save adds a few lines.

A line is an edit, or says that one was undone, redone or given up. Lines are not forced to disk: a power cut
may cost the newest steps of undo, never an annotation. A line that is torn is passed over.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from stancebook.model.annotation import Annotation
from stancebook.model.change import Change
from stancebook.model.problems import StancebookError
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.text_file import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stancebook.model.annotation import Coding

UNDO_DEPTH = 200
MAX_BYTES = 4_000_000
"""A journal that grows beyond this is written anew, with the newest steps only."""
_ABSURD = 3 * MAX_BYTES

_UNUSABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Step:
    """An edit: what it is called in the journal, and what it did, read only when it is wanted."""

    id: str
    content: Change | Sequence[Any]

    def change(self, sample: Annotation) -> Change | None:
        """Return what it did; None where the journal holds something else. ``sample`` lends the other fields."""
        if isinstance(self.content, Change):
            return self.content
        try:
            return _from_json(sample, self.content)
        except _UNUSABLE:
            return None


@dataclass(frozen=True)
class Entry:
    """A line of the journal: ``do`` with its step, or ``undo``, ``redo`` and ``drop`` of one that stands above."""

    verb: str
    step: Step

    def to_json(self) -> str:
        """Return the line."""
        data: list[Any] = [self.verb, self.step.id]
        if self.verb == "do":
            content = self.step.content
            data.append(_to_json(content) if isinstance(content, Change) else content)
        return json.dumps(data, ensure_ascii=False) + "\n"


class History:
    """The steps of one annotation. The journal is read when somebody first goes back beyond this sitting.

    Args:
        path: The journal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._before = _identity(path)
        self._edited = False
        self.fresh: list[Entry] = []

    def note(self, change: Change) -> None:
        """Put an edit on top; what was undone cannot be made again any more."""
        if change:
            self._edited = True
            self._enter(Entry("do", Step(token_hex(4), change)))

    def top(self, *, redo: bool = False) -> Step | None:
        """Return the step to undo next, or to make again."""
        stack = self._undone if redo else self._done
        if not stack:
            self._read_on()
        return stack[-1] if stack else None

    def move(self, step: Step, *, redo: bool = False) -> None:
        """Record that a step was undone, or made again."""
        self._enter(Entry("redo" if redo else "undo", step))

    def drop(self, step: Step) -> None:
        """Give a step up: what it made is gone."""
        self._enter(Entry("drop", step))

    def written(self, number: int) -> None:
        """Take note that the first ``number`` of the fresh entries are in the journal."""
        del self.fresh[:number]

    def _enter(self, entry: Entry) -> None:
        self.fresh.append(entry)
        _take(entry, self._done, self._undone)

    def _read_on(self) -> None:
        """Put what the journal held when this sitting began below what was done since."""
        if self._before is None:
            return
        identity, size = self._before
        self._before = None
        there = _identity(self.path)
        # Lines that another window added since are its own to undo, unless the file was made anew meanwhile.
        done, undone = read_journal(self.path, size if there and there[0] == identity else None)
        known = {step.id for step in (*self._done, *self._undone)} | {entry.step.id for entry in self.fresh}
        self._done[:0] = [step for step in done if step.id not in known]
        if not self._edited:
            self._undone[:0] = [step for step in undone if step.id not in known]


def _take(entry: Entry, done: list[Step], undone: list[Step]) -> None:
    """Let an entry act on what can be undone and made again."""
    match entry.verb:
        case "do":
            done.append(entry.step)
            del done[:-UNDO_DEPTH]
            undone.clear()
        case "undo":
            _shift(entry.step, done, undone)
        case "redo":
            _shift(entry.step, undone, done)
        case "drop":
            for stack in (done, undone):
                _remove(entry.step, stack)


def _shift(step: Step, come_from: list[Step], go_to: list[Step]) -> None:
    found = _remove(step, come_from)
    if found:
        go_to.append(found)


def _remove(step: Step, stack: list[Step]) -> Step | None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].id == step.id:
            return stack.pop(index)
    return None


def read_journal(path: Path, size: int | None = None) -> tuple[list[Step], list[Step]]:
    """Return what a journal says can be undone, and made again.

    Args:
        path: The journal; nothing where there is none, or one that is unusable.
        size: How much of it counts; all by default.
    """
    done: list[Step] = []
    undone: list[Step] = []
    try:
        data = read_bytes(path)
    except StancebookError:
        data = b""
    if len(data) > _ABSURD:
        data = b""
    known: set[str] = set()
    for line in data[:size].split(b"\n"):
        entry = _entry(line)
        # A save that failed halfway may have added a line that the next one added again.
        if entry and not (entry.verb == "do" and entry.step.id in known):
            known.add(entry.step.id)
            _take(entry, done, undone)
    return done, undone


def _entry(line: bytes) -> Entry | None:
    try:
        verb, name, *content = json.loads(line)
    except _UNUSABLE:
        return None
    if not (isinstance(verb, str) and isinstance(name, str)) or (verb == "do") != bool(content):
        return None
    return Entry(verb, Step(name, content[0] if content else ()))


def append(path: Path, entries: Iterable[Entry]) -> None:
    """Add entries to a journal, under the workspace's lock; one that has grown long is written anew.

    Raises:
        StancebookError: Where it cannot be written.
        OSError: Likewise.
    """
    lines = "".join(entry.to_json() for entry in entries)
    if not lines:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as journal:
        size = journal.tell()
        if size:
            journal.seek(-1, os.SEEK_END)
            lines = lines if journal.read(1) == b"\n" else "\n" + lines
        journal.write(lines.encode("utf-8"))
    if size > MAX_BYTES:
        _shorten(path)


def _shorten(path: Path) -> None:
    done, undone = read_journal(path)
    lines: list[str] = []
    room = MAX_BYTES // 2
    for step in reversed([*done, *reversed(undone)]):
        line = Entry("do", step).to_json()
        room -= len(line)
        if room < 0:
            break
        lines.append(line)
    lines.reverse()
    write_text(path, "".join(lines) + "".join(Entry("undo", step).to_json() for step in undone))


def _identity(path: Path) -> tuple[tuple[int, int], int] | None:
    """Return which file stands at ``path`` and how long it is; None where there is none."""
    with suppress(OSError):
        about = path.stat()
        return (about.st_dev, about.st_ino), about.st_size
    return None


def _to_json(step: Change) -> list[dict[str, object]]:
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


def _from_json(sample: Annotation, halves: Sequence[Any]) -> Change:
    """Read a change back; ``sample`` lends what an annotation needs besides."""
    sides = []
    for half in halves:
        known = {key: coding for key, coding in half["codings"].items() if coding is not None}
        whole = {**sample.model_dump(mode="json", by_alias=True), **half["fields"], "codings": known}
        sides.append(Annotation.model_validate_json(json.dumps(whole)))
    before, after = sides
    return Change(
        {key: (before.codings.get(key), after.codings.get(key)) for key in halves[0]["codings"]},
        {name: (getattr(before, name), getattr(after, name)) for name in halves[0]["fields"]},
    )
