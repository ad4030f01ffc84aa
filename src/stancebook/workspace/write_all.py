"""Writing several files so that all of them are changed or, as far as files allow, none."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.problems import StancebookError
from stancebook.workspace.safe_write import DurabilityError, remove, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stancebook.model.problems import Problem


class Rewrite(NamedTuple):
    """A file and what it is to hold.

    Attributes:
        path: The file.
        before: What it holds; None where there is none.
        after: What it is to hold; None where it is to go.
    """

    path: Path
    before: str | None
    after: str | None


def write_all(rewrites: Sequence[Rewrite]) -> None:
    """Write files one after the other, each safely; where one cannot be written, put back those before it.

    Folders that were made for them go too. After a crash in between the first ones are new and the rest old: the order
    is the caller's to choose.

    Raises:
        StancebookError: Where one could not be written; the message says whether all are as they were.
        DurabilityError: Where all were written, but some not confirmed to be on disk.
    """
    done: list[Rewrite] = []
    unconfirmed: list[Problem] = []
    new = _missing_folders(rewrites)
    try:
        for one in rewrites:
            try:
                _put(one.path, one.after)
            except DurabilityError as error:  # it is written, and the next ones can be, too
                unconfirmed += error.problems
            done.append(one)
    except StancebookError as error:
        stuck = [one for one in reversed(done) if not _put_back(one)]
        for folder in new:
            with suppress(OSError):  # it may hold what somebody put there meanwhile
                folder.rmdir()
        if stuck:
            said = f"{len(stuck)} of {len(done)} files written before could not be put back; run it again to go on"
            raise StancebookError([*error.problems, *StancebookError(said).problems]) from None
        raise
    if unconfirmed:
        raise DurabilityError(unconfirmed)


def _missing_folders(rewrites: Sequence[Rewrite]) -> list[Path]:
    """Return the folders that writing makes, the innermost first."""
    near = {one.path.parent for one in rewrites}
    above = {folder for one in near if not one.exists() for folder in (one, *one.parents) if not folder.exists()}
    return sorted(above, key=lambda folder: len(folder.parts), reverse=True)


def _put(path: Path, text: str | None) -> None:
    if text is None:
        remove(path)
    else:
        write_text(path, text)


def _put_back(one: Rewrite) -> bool:
    try:
        _put(one.path, one.before)
    except StancebookError:
        return False
    return True
