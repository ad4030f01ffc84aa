"""Reading a text file: inside the workspace, of bounded size, in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 50_000_000


def read_text(path: Path, root: Path | None = None) -> str:
    """Return a file's text, newlines untouched, a byte order mark taken off.

    Args:
        path: The file.
        root: Where given, a link that leads out of this folder is refused, and messages name the file
            relative to it.

    Raises:
        StancebookError: Where it cannot be read, is far too large, or is not UTF-8 (with the place).
    """
    where = shown_path(path, root)
    try:
        if root is not None and path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            raise StancebookError(Problem(where, "is a link that leads out of the workspace; copy the file here"))
        if path.stat().st_size > MAX_BYTES:
            raise StancebookError(Problem(where, f"is larger than {MAX_BYTES // 1_000_000} MB"))
        data = path.read_bytes()
    except OSError as error:
        raise StancebookError(Problem(where, f"cannot be read ({error.strerror or error})")) from None
    return decode(data, where)


def decode(data: bytes, where: str) -> str:
    """Return ``data`` as text.

    Raises:
        StancebookError: Where it is not UTF-8, with line, column and byte.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        hint = "it looks like UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "save it as UTF-8"
        message = f"not UTF-8 (byte 0x{data[error.start]:02x}); {hint}"
        raise StancebookError(Problem(where, message, line, column)) from None


def shown_path(path: Path, root: Path | None) -> str:
    """Return a path as messages name it: relative to the workspace where it lies in it, with ``/``."""
    if root is not None and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return str(path)
