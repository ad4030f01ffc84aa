"""The folder for local state: it tells git itself that it is to be ignored, however a workspace began."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

LOCAL: Final = ".stancebook"
_IGNORE: Final = "# Stancebook made this folder: who I am, lock, undo. It belongs to this machine.\n*\n"


def make_local(local: Path) -> None:
    """Make the folder for local state where it is missing, and a ``.gitignore`` in it. Links the caller has refused.

    Raises:
        OSError: Where the folder cannot be made.
    """
    local.mkdir(parents=True, exist_ok=True)
    ignored = local / ".gitignore"
    if not ignored.exists():
        with suppress(OSError), ignored.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_IGNORE)
