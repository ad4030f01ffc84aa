"""What git says of a folder."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *words: str, seconds: float = 10) -> bytes:
    """Return what a command of git prints, run in a folder; words of a user stand behind ``--end-of-options``.

    Raises:
        OSError: Where there is no git.
        SubprocessError: Where it fails, or takes longer than so many seconds.
    """
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, check=True, timeout=seconds).stdout  # noqa: S603 - no shell


def repository(folder: Path) -> Path:
    """Return the folder of the git repository that ``folder`` lies in; itself where it lies in none."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)
