"""Writing a file so that a crash at any moment leaves the old one or the new one whole."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
import time
from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEMPORARY = ".tmp"
_LEFT = re.compile(r"\..+\.(json|yaml|md|txt)\.[a-z0-9_]{8}\.tmp")
_AN_HOUR = 3600


class DurabilityError(StancebookError):
    """The new file is in place, but the system did not confirm that it would survive a power cut."""


def write_text(path: Path, text: str, *, before_replace: Callable[[], None] | None = None) -> None:
    """Replace the file at ``path`` by one that holds ``text``.

    A temporary file in the same folder is written and forced to disk, put in place in one step, and the
    folder is forced to disk after it.

    Args:
        path: The file; its folder is made where it is missing.
        text: The whole new content.
        before_replace: Called when only the last step is left; raises to call the write off.

    Raises:
        StancebookError: Where the file could not be written; the old one is untouched.
        DurabilityError: Where it was written, but not confirmed to be on disk.
    """
    try:
        new = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=TEMPORARY, dir=path.parent)
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(text.encode("utf-8"))
            temporary.flush()
            os.chmod(name, _mode(path))  # noqa: PTH101 - the temporary file is a name, not a Path
            os.fsync(temporary.fileno())
        if before_replace:
            before_replace()
        os.replace(name, path)  # noqa: PTH105 - likewise
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - likewise
        if isinstance(error, OSError | UnicodeEncodeError):
            raise _cannot(path, error) from None
        raise
    # The name of a new folder stands in the folder above it, and is lost with it unless that is forced too.
    for folder in (path.parent, *(one.parent for one in new)):
        _sync_folder(folder, path)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(at: Path, path: Path) -> None:
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
        raise DurabilityError(Problem(str(path), message)) from None


def _cannot(path: Path, error: OSError | UnicodeEncodeError) -> StancebookError:
    reason = error.strerror if isinstance(error, OSError) else "the text holds a broken character (lone surrogate)"
    return StancebookError(Problem(str(path), f"could not be written ({reason}); nothing was changed"))


def sweep(folder: Path) -> int:
    """Remove temporary files that an interrupted write left in a folder and below; return how many.

    Only files named as ``write_text`` names them, and not of the last hour: another window may be writing one.
    """
    swept = 0
    for left in folder.rglob(f".*{TEMPORARY}"):
        with contextlib.suppress(OSError):
            if _LEFT.fullmatch(left.name) and time.time() - left.stat().st_mtime > _AN_HOUR:
                left.unlink()
                swept += 1
    return swept
