"""A model of a disk that crashes: records what a save asks of the system, and lists all that a crash may leave.

The disk is as unkind as POSIX allows. Data written since the last fsync of a file may be there, be gone, be cut,
or be zeros of the right length; names made, moved or removed since the last fsync of their folder may each have
reached the disk or not, in any combination. After a crash a name counts only if every folder above it is there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest


class Operation(NamedTuple):
    """What a program asked for: mkdir, create, write, sync, rename, unlink, sync_folder, or said: acknowledged."""

    kind: str
    path: str
    to: str = ""
    data: bytes = b""


@dataclass
class Recorder:
    """Passes calls on to the system and takes those down that change something below ``root``."""

    root: Path
    operations: list[Operation] = field(default_factory=list)
    _open: dict[int, str] = field(default_factory=dict)

    def start(self, patch: pytest.MonkeyPatch) -> None:
        """Record from here on."""
        for name in ("open", "fdopen", "fsync", "replace", "unlink", "mkdir"):
            patch.setattr(os, name, getattr(self, f"_{name}_recorded")(getattr(os, name)))

    def acknowledge(self, version: str) -> None:
        """The program says that a version is saved."""
        self._note("acknowledged", self.root, to=version)

    def _note(self, kind: str, path: object, to: object = "", data: bytes = b"") -> None:
        below = f"{self.root}/"
        name = f"{os.fspath(path)}"  # type: ignore[call-overload]
        if name.startswith(below) or name == str(self.root):
            other = os.fspath(to)  # type: ignore[call-overload]
            self.operations.append(Operation(kind, name, other, data))

    def _open_recorded(self, real: Any) -> Any:
        def call(path: Any, flags: int, *more: Any, **named: Any) -> int:
            is_new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
            handle: int = real(path, flags, *more, **named)
            self._open[handle] = os.fspath(path)
            if is_new:
                self._note("create", path)
            return handle

        return call

    def _fdopen_recorded(self, real: Any) -> Any:
        def call(handle: int, *more: Any, **named: Any) -> Any:
            return _Written(real(handle, *more, **named), self, self._open[handle])

        return call

    def _fsync_recorded(self, real: Any) -> Any:
        def call(handle: int) -> None:
            real(handle)
            path = self._open[handle]
            self._note("sync_folder" if os.path.isdir(path) else "sync", path)  # noqa: PTH112

        return call

    def _replace_recorded(self, real: Any) -> Any:
        def call(source: Any, target: Any) -> None:
            real(source, target)
            self._note("rename", source, to=target)

        return call

    def _unlink_recorded(self, real: Any) -> Any:
        def call(path: Any, *more: Any, **named: Any) -> None:
            real(path, *more, **named)
            self._note("unlink", path)

        return call

    def _mkdir_recorded(self, real: Any) -> Any:
        def call(path: Any, *more: Any, **named: Any) -> None:
            real(path, *more, **named)
            self._note("mkdir", path)

        return call


class _Written:
    """A file whose writes are taken down."""

    def __init__(self, file: Any, recorder: Recorder, path: str) -> None:
        self._file, self._recorder, self._path = file, recorder, path

    def write(self, data: bytes) -> None:
        self._recorder._note("write", self._path, data=data)
        self._file.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *about: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@dataclass
class _Inode:
    is_folder: bool
    safe: bytes = b""
    now: bytes = b""

    @property
    def possible(self) -> list[bytes]:
        """What a crash may leave of the content."""
        if self.is_folder or self.safe == self.now:
            return [self.now]
        half = self.now[: max(1, len(self.now) // 2)]
        return list(dict.fromkeys([self.safe, b"", half, bytes(len(self.now)), self.now]))


class _Entry(NamedTuple):
    """A change of names that is not on disk for certain."""

    kind: str
    path: str
    to: str
    inode: int


class Disk:
    """The disk at one moment: what is on it for certain, and what may be.

    Args:
        root: The folder that was there before anything happened.
        files: Files in it then, by path.
    """

    def __init__(self, root: str, files: dict[str, bytes]) -> None:
        self.inodes: list[_Inode] = []
        self.safe: dict[str, int] = {}
        self.now: dict[str, int] = {}
        self.pending: list[_Entry] = []
        self.root = root
        for path, data in sorted(files.items()):
            for folder in (*reversed(PurePosixPath(path).parents), None):
                name = path if folder is None else str(folder)
                if name.startswith(root) and name not in self.safe:
                    self.safe[name] = self._inode(is_folder=folder is not None, data=b"" if folder else data)
        self.safe.setdefault(root, self._inode(is_folder=True))
        self.now = dict(self.safe)

    def _inode(self, *, is_folder: bool, data: bytes = b"") -> int:
        self.inodes.append(_Inode(is_folder, data, data))
        return len(self.inodes) - 1

    def do(self, operation: Operation) -> None:
        """Let an operation happen."""
        kind, path, to, data = operation
        match kind:
            case "mkdir" | "create":
                self.now[path] = self._inode(is_folder=kind == "mkdir")
                self.pending.append(_Entry(kind, path, "", self.now[path]))
            case "rename":
                self.pending.append(_Entry(kind, path, to, self.now[path]))
                self.now[to] = self.now.pop(path)
            case "unlink":
                self.pending.append(_Entry(kind, path, "", self.now.pop(path)))
            case "write":
                self.inodes[self.now[path]].now += data
            case "sync":
                inode = self.inodes[self.now[path]]
                inode.safe = inode.now
            case "sync_folder":
                here = [entry for entry in self.pending if str(PurePosixPath(entry.path).parent) == path]
                self.pending = [entry for entry in self.pending if entry not in here]
                _apply(here, self.safe)

    def after_a_crash(self) -> Iterator[dict[str, bytes]]:
        """Yield every content of files, by path, that a crash now may leave."""
        for count in range(len(self.pending) + 1):
            for reached in combinations(self.pending, count):
                names = dict(self.safe)
                _apply(reached, names)
                yield from self._contents({path: inode for path, inode in names.items() if self._is_there(path, names)})

    def _is_there(self, path: str, names: dict[str, int]) -> bool:
        above = [str(folder) for folder in PurePosixPath(path).parents if str(folder).startswith(self.root)]
        return all(folder in names for folder in above)

    def _contents(self, names: dict[str, int]) -> Iterator[dict[str, bytes]]:
        files = {path: inode for path, inode in names.items() if not self.inodes[inode].is_folder}
        for contents in product(*(self.inodes[inode].possible for inode in files.values())):
            yield dict(zip(files, contents, strict=True))


def _apply(entries: Any, names: dict[str, int]) -> None:
    for kind, path, to, inode in entries:
        if kind == "rename":
            names.pop(path, None)
            names[to] = inode
        elif kind == "unlink":
            names.pop(path, None)
        else:
            names[path] = inode


class Crash(NamedTuple):
    """A state of the disk after a crash, with the versions that had been acknowledged by then."""

    at: int
    files: dict[str, bytes]
    acknowledged: list[str]


def crashes(root: Path, before: dict[str, bytes], operations: list[Operation]) -> Iterator[Crash]:
    """Yield every state of the disk that a crash at any moment of ``operations`` may leave."""
    disk = Disk(str(root), before)
    acknowledged: list[str] = []
    for at, operation in enumerate([Operation("start", ""), *operations]):
        if operation.kind == "acknowledged":
            acknowledged.append(operation.to)
        else:
            disk.do(operation)
        for files in disk.after_a_crash():
            yield Crash(at, files, list(acknowledged))
