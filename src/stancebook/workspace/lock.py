"""The lock that is held only while a file is checked once more and replaced."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError
from stancebook.workspace.local_folder import make_local
from stancebook.workspace.text_file import must_lie_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from filelock import BaseFileLock

SECONDS = 10.0


@contextmanager
def locked(local: Path) -> Iterator[None]:
    """Hold the workspace's lock.

    Args:
        local: The workspace's folder of local state.

    Raises:
        StancebookError: Where another program holds it too long, it cannot be made, or it lies elsewhere.
    """
    must_lie_in(local.parent, local / "lock")
    try:
        make_local(local)
        lock = _acquire(local / "lock")
    except TimeoutError:
        raise StancebookError(
            f"another Stancebook has been saving for {SECONDS:.0f} seconds; nothing was written, try again"
        ) from None
    except OSError as error:
        raise StancebookError(f"{local}: the lock cannot be made ({error.strerror}); nothing was written") from None
    try:
        yield
    finally:
        lock.release()


def _acquire(path: Path) -> BaseFileLock:
    # Most commands write nothing, and this takes as long to load as all our models.
    from filelock import FileLock, SoftFileLock

    try:
        lock: BaseFileLock = FileLock(path, timeout=SECONDS, fallback_to_soft=False)
        lock.acquire()
    except NotImplementedError:
        # A file system without locks, as some network drives are: a file that exists is the lock.
        lock = SoftFileLock(path.with_suffix(".soft"), timeout=SECONDS)
        lock.acquire()
    return lock
