"""Which files were written again since one last looked at them. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Signature = tuple[int, int] | None
"""What tells that a file, or what is in a folder, is another by now; None where there is none."""


class Signatures:
    """What files and folders were like when they were last looked at."""

    def __init__(self) -> None:
        self._seen: dict[Path, Signature] = {}

    def note(self, *paths: Path) -> None:
        """Remember what they are like now; to be called before they are read."""
        for path in paths:
            self._seen[path] = _signature(path)

    def changed(self, path: Path) -> bool:
        """Return whether it is another than when it was last looked at, and remember what it is like now."""
        before = self._seen.get(path)
        self.note(path)
        return self._seen[path] != before

    def is_gone(self, path: Path) -> bool:
        """Return whether it was not there when it was last looked at."""
        return self._seen[path] is None


def _signature(path: Path) -> Signature:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
