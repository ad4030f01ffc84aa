"""Writing a file so that a crash at any moment leaves the old one or the new one whole."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

TEMPORARY = ".tmp"
_LEFT = re.compile(r"\.(.+\.(json|jsonl|yaml|md|txt|MD|TXT)|reviewer)\.[a-z0-9_]{8}\.tmp")
_AN_HOUR = 3600
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_IN_USE = {5, 32, 33}
"""Windows: access denied, sharing violation, lock violation, while a reader, an indexer or a synchroniser is at it."""
_PAUSES = (0.01, 0.02, 0.04, 0.08, 0.1, 0.15, 0.2, 0.2, 0.2, 0.2)


class DurabilityError(StancebookError):
    """The new file is in place, but the system did not confirm that it would survive a power cut."""


def write_text(
    path: Path, text: str, *, root: Path | None = None, before_replace: Callable[[], None] | None = None
) -> None:
    """Replace the file at ``path`` by one that holds ``text``, as ``write_parts`` does.

    Args:
        path: The file; its folder is made where it is missing.
        text: The whole new content.
        root: Where given, messages name the file relative to this folder.
        before_replace: Called when only the last step is left; raises to call the write off.

    Raises:
        StancebookError: Where the file could not be written; the old one is untouched.
        DurabilityError: Where it was written, but not confirmed to be on disk.
    """
    write_parts(path, (text,), root=root, before_replace=before_replace)


def write_bytes(path: Path, data: bytes) -> None:
    """Replace the file at ``path`` by one that holds ``data``, as ``write_parts`` does."""
    write_parts(path, (data,))


def write_parts(
    path: Path,
    parts: Iterable[str | bytes],
    *,
    root: Path | None = None,
    before_replace: Callable[[], None] | None = None,
) -> None:
    """Replace the file at ``path`` by one that holds ``parts``, one after the other.

    A temporary file in the same folder is written and forced to disk, put in place in one step, and the
    folder is forced to disk after it.

    Args:
        path: The file; its folder is made where it is missing.
        parts: The new content, text in UTF-8. Parts may be made while they are written, so that a long text never is
            in memory as a whole; where making one fails, the old file is untouched.
        root: Where given, messages name the file relative to this folder.
        before_replace: Called when only the last step is left; raises to call the write off.

    Raises:
        StancebookError: Where the file could not be written; the old one is untouched.
        DurabilityError: Where it was written, but not confirmed to be on disk.
    """
    where = shown_path(path, root)
    try:
        # A link stays one: what it leads to is replaced.
        path = path.resolve() if path.is_symlink() else path
        new = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path)
        handle, name = _temporary(path, 0o666 if mode is None else mode)
    except OSError as error:
        raise _cannot(where, error) from None
    try:
        with os.fdopen(handle, "wb") as temporary:
            if mode is not None:
                os.chmod(name, mode)  # noqa: PTH101 - the temporary file is a name, not a Path
            for part in parts:
                temporary.write(part if isinstance(part, bytes) else part.encode("utf-8"))
            temporary.flush()
            os.fsync(temporary.fileno())
        if before_replace:
            before_replace()
        _put_in_place(name, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - likewise
        if isinstance(error, OSError | UnicodeEncodeError):
            raise _cannot(where, error) from None
        raise
    # The name of a new folder stands in the folder above it, and is lost with it unless that is forced too.
    for folder in (path.parent, *(one.parent for one in new)):
        _sync_folder(folder, where)


def remove(path: Path, root: Path | None = None) -> None:
    """Remove a file so that it stays removed after a power cut; one that is not there is no error.

    Args:
        path: The file.
        root: Where given, messages name the file relative to this folder.

    Raises:
        StancebookError: Where it cannot be removed.
        DurabilityError: Where it was, but not confirmed to be on disk.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StancebookError(Problem(shown_path(path, root), f"could not be removed ({error.strerror})")) from None
    _sync_folder(path.parent, shown_path(path, root))


def _mode(path: Path) -> int | None:
    """Return the permissions that the file has; None where it is new, and the system decides."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _temporary(path: Path, mode: int) -> tuple[int, str]:
    """Make a new file beside ``path``. Unlike ``tempfile``, which makes private ones, it obeys the umask."""
    while True:
        name = str(path.parent / f".{path.name}.{os.urandom(4).hex()}{TEMPORARY}")
        with contextlib.suppress(FileExistsError):
            return os.open(name, _NEW, mode), name


def _put_in_place(name: str, path: Path) -> None:
    for pause in (*_PAUSES, None):
        try:
            os.replace(name, path)  # noqa: PTH105 - a name, not a Path
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in _IN_USE:
                raise
            time.sleep(pause)
        else:
            return


def _sync_folder(at: Path, where: str) -> None:
    if os.name == "nt":
        return  # Windows cannot force a folder to disk
    try:
        folder = os.open(at, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        message = f"written, but the system did not confirm that it is on disk ({error.strerror})"
        raise DurabilityError(Problem(where, message)) from None


def _cannot(where: str, error: OSError | UnicodeEncodeError) -> StancebookError:
    reason = error.strerror if isinstance(error, OSError) else "the text holds a broken character (lone surrogate)"
    return StancebookError(Problem(where, f"could not be written ({reason}); nothing was changed"))


def sweep(folder: Path) -> int:
    """Remove temporary files that an interrupted write left in a folder and below; return how many.

    Only files named as ``write_text`` names them, and not of the last hour: another window may be writing one.
    Links are not followed.
    """
    swept = 0
    for at, _, names in os.walk(folder):
        for name in names:
            if name.endswith(TEMPORARY) and _LEFT.fullmatch(name):
                swept += _remove_old(os.path.join(at, name))  # noqa: PTH118 - a walk over text is three times as fast
    return swept


def _remove_old(left: str) -> bool:
    with contextlib.suppress(OSError):
        if time.time() - os.lstat(left).st_mtime > _AN_HOUR:
            os.unlink(left)  # noqa: PTH108 - likewise
            return True
    return False
