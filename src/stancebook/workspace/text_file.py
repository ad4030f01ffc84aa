"""Reading a text file: inside the workspace, of bounded size, in UTF-8."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[[Path, Path | None], bytes]

MAX_BYTES = 50_000_000
TOO_LARGE = f"is larger than {MAX_BYTES // 1_000_000} MB"
_BLOCK = 1 << 16
_OLD_TEXT = "save it as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8 turns most old texts into it)"


_OPEN = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def read_text(path: Path, root: Path | None = None) -> str:
    """Return a file's text, newlines untouched, a byte order mark taken off.

    Args:
        path: The file.
        root: Where given, a link that leads out of this folder is refused, and messages name the file
            relative to it.

    Raises:
        StancebookError: Where it cannot be read, is far too large, or is not UTF-8 (with the place).
    """
    return decode(read_bytes(path, root), path, root)


def read_bytes(path: Path, root: Path | None = None) -> bytes:
    """Return a file's bytes; refusals are those of ``read_text``.

    Raises:
        StancebookError: Where it cannot be read or is far too large.
    """
    return Reader()(path, root)


class Reader:
    """Reads many files of one workspace as ``read_bytes`` does, and looks at each folder on the way to them once."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def __call__(self, path: Path, root: Path | None = None) -> bytes:
        """Return a file's bytes.

        Raises:
            StancebookError: Where it cannot be read or is far too large.
        """
        try:
            return self._bytes(path, root)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StancebookError(Problem(shown_path(path, root), f"cannot be read ({reason})")) from None

    def _bytes(self, path: Path, root: Path | None) -> bytes:
        handle = self._open(path, root)
        try:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise StancebookError(Problem(shown_path(path, root), "is not a file"))
            if about.st_size > MAX_BYTES:
                raise StancebookError(Problem(shown_path(path, root), TOO_LARGE))
            data = _all_of(handle, about.st_size)
            if len(data) > MAX_BYTES:  # a file that is made while it is read may say that it is empty
                raise StancebookError(Problem(shown_path(path, root), TOO_LARGE))
            return data
        finally:
            os.close(handle)

    def _open(self, path: Path, root: Path | None) -> int:
        if root is None:
            return os.open(path, _OPEN)
        _folders_lie_in(root, path, self._known)
        try:
            return os.open(path, _OPEN | _NO_LINK)
        except OSError as error:
            if error.errno != errno.ELOOP:
                raise
        _refuse_outside(root, path)
        return os.open(path, _OPEN)


def _all_of(handle: int, size: int) -> bytes:
    """Return what is left of a file to its end, or until it is known to be too large."""
    data = os.read(handle, size + 1)
    if 0 < len(data) == size:
        return data  # one byte more was asked for, and there is none
    parts, total = [data], len(data)
    while parts[-1] and total <= MAX_BYTES:  # it grows, or it shrinks, or it does not say how large it is
        parts.append(os.read(handle, _BLOCK))
        total += len(parts[-1])
    return b"".join(parts)


def must_lie_in(root: Path, *paths: Path) -> None:
    """Refuse paths that links, in themselves or in a folder above, lead out of a workspace.

    Args:
        root: The workspace's folder, which itself may be reached by links.
        paths: Files in it, there or not yet.

    Raises:
        StancebookError: Naming the link.
    """
    for path in paths:
        _folders_lie_in(root, path, set())
        if path.is_symlink():
            _refuse_outside(root, path)


def _folders_lie_in(root: Path, path: Path, known: set[str]) -> None:
    # Looking at each folder is a tenth of what resolving the whole path costs, and links are rare.
    top, text = len(os.fspath(root)), os.fspath(path)
    end = nearest = text.rfind(os.sep)
    if text[:nearest] in known:
        return
    while end > top:
        if os.path.islink(text[:end]):  # noqa: PTH114 - text, for speed
            _refuse_outside(root, root / text[:end])
        end = text.rfind(os.sep, 0, end)
    known.add(text[:nearest])


def _refuse_outside(root: Path, link: Path) -> None:
    try:
        inside = link.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link to itself
        inside = False
    if not inside:
        raise StancebookError(
            Problem(shown_path(link, root), "is a link that leads out of the workspace; copy what it leads to here")
        )


def decode(data: bytes, path: Path, root: Path | None = None) -> str:
    """Return a file's bytes as text.

    Raises:
        StancebookError: Where it is not UTF-8, with line, column and byte.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        hint = "it looks like UTF-16; save it as UTF-8" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _OLD_TEXT
        message = f"not UTF-8 (byte 0x{data[error.start]:02x}); {hint}"
        raise StancebookError(Problem(shown_path(path, root), message, line, column)) from None


def shown_path(path: Path, root: Path | None) -> str:
    """Return a path as messages name it: relative to the workspace where it lies in it, with ``/``."""
    text = str(path)
    if root is None:
        return text
    top = str(root).rstrip(os.sep) + os.sep  # text, for speed
    return text.removeprefix(top).replace(os.sep, "/") if text.startswith(top) else text


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a position in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
