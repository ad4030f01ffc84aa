"""What can be undone and made again: a journal beside the work, to which each save adds a few lines.

A line is an edit, or says that one was undone, redone or given up. Lines are not forced to disk: a power cut
may cost the newest steps of undo, never an annotation. A line that is torn is passed over.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from stancebook.model.problems import StancebookError
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.text_file import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

UNDO_DEPTH = 200
MAX_BYTES = 4_000_000
"""A journal that grows beyond this is written anew, with the newest steps only."""
_ABSURD = 3 * MAX_BYTES
_TAIL = 16_384
"""Bytes in which the last line is looked for."""

_UNUSABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


T = TypeVar("T")


class Edit(Protocol):
    """What a journal records: something that was done, and that can be written down."""

    def to_json(self) -> list[Any]:
        """Return it as it stands in the journal."""


class Step(NamedTuple):
    """An edit: what it is called in the journal, and what it did, read only when it is wanted.

    Attributes:
        id: Its name in the journal.
        content: What it did: as it was made here, or as the journal holds it, a list.
        made: When it was made, in nanoseconds: what tells which of several journals goes on last. 0 where its
            journal does not say, as those of earlier versions do not: before all those that do.
        undone: When it was undone, likewise; 0 where it was not, or its journal does not say.
    """

    id: str
    content: Any
    made: int = 0
    undone: int = 0

    def edit(self, read: Callable[[list[Any]], T]) -> T | None:
        """Return what it did; None where the journal holds something that ``read`` cannot use."""
        if not isinstance(self.content, list):
            done: T = self.content
            return done
        try:
            return read(self.content)
        except _UNUSABLE:
            return None


Ends = tuple[Step | None, Step | None]
"""The step that is undone next, and the one that is made again next; None where there is none."""


class Entry(NamedTuple):
    """A line of the journal: ``do`` with its step, or ``undo``, ``redo`` and ``drop`` of one that stands above."""

    verb: str
    step: Step

    def to_json(self) -> str:
        """Return the line."""
        data: list[Any] = [self.verb, self.step.id]
        if self.verb == "do":
            content = self.step.content
            data += [content if isinstance(content, list) else content.to_json(), self.step.made]
        elif self.verb == "undo":
            data.append(self.step.undone)
        return json.dumps(data, ensure_ascii=False) + "\n"


class History:
    """The steps of one file's edits. The journal is read when somebody first goes back beyond this sitting.

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

    def note(self, edit: Edit) -> None:
        """Put an edit on top; what was undone cannot be made again any more."""
        self._edited = True
        self._enter(Entry("do", Step(os.urandom(4).hex(), edit, time.time_ns())))

    def top(self, *, redo: bool = False) -> Step | None:
        """Return the step to undo next, or to make again."""
        stack = self._undone if redo else self._done
        if not stack:
            self._read_on()
        return stack[-1] if stack else None

    @property
    def ends(self) -> Ends:
        """The step that is undone next, and the one that is made again next; None where there is none."""
        return self.top(), self.top(redo=True)

    def move(self, step: Step, *, redo: bool = False) -> None:
        """Record that a step was undone, or made again."""
        undone = 0 if redo else time.time_ns()
        self._enter(Entry("redo" if redo else "undo", step._replace(undone=undone)))

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
        go_to.append(found._replace(undone=step.undone))


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
    for entry in read_entries(path, size):
        _take(entry, done, undone)
    return done, undone


def read_entries(path: Path, size: int | None = None) -> Iterator[Entry]:
    """Yield what a journal holds, in its order; ``undo`` and ``redo`` with a step that has nothing but its name.

    Args:
        path: The journal; nothing where there is none, or one that is unusable.
        size: How much of it counts; all by default.
    """
    try:
        data = read_bytes(path)
    except StancebookError:
        return
    if len(data) > _ABSURD:
        return
    known: set[str] = set()
    for line in data[:size].split(b"\n"):
        entry = _entry(line)
        # A save that failed halfway may have added a line that the next one added again.
        if entry and not (entry.verb == "do" and entry.step.id in known):
            known.add(entry.step.id)
            yield entry


def last_entry(path: Path, size: int) -> Entry | None:
    """Return the last line of a journal of some size, without reading the others; None where that does not tell."""
    if size > _ABSURD:
        return None
    with suppress(OSError), path.open("rb") as journal:
        journal.seek(max(0, size - _TAIL))
        *_, last, rest = (b"", b"", *journal.read().split(b"\n"))
        return None if rest else _entry(last)
    return None


def _entry(line: bytes) -> Entry | None:
    try:
        data = json.loads(line)
    except _UNUSABLE:
        return None
    match data:
        case ["do", str(name), list(content), *when]:
            return Entry("do", Step(name, content, made=_time(when)))
        case ["undo" | "redo" | "drop" as verb, str(name), *when]:
            return Entry(verb, Step(name, [], undone=_time(when)))
    return None


def _time(when: list[Any]) -> int:
    return when[0] if when and isinstance(when[0], int) else 0


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
