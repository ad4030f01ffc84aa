"""Decisions that somebody began and has not recorded: kept on this machine, should the terminal be closed on them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from stancebook.workspace.local_file import read_local, write_local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

Key = tuple[str, str]
"""A source and a criterion."""
Forms = dict[Key, dict[str, Any]]
"""What was filled in."""


class Begun:
    """What one person began to decide with one rubric, a file each, so that several windows keep theirs side by side.

    Args:
        root: The workspace's folder.
        folder: Where it is kept: a folder for each source, in it a file for each criterion.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self._known: Forms = {}

    @classmethod
    def of(cls, workspace: Workspace, rubric: str, by: str) -> Begun:
        """Return that of a person in a workspace."""
        return cls(workspace.root, workspace.local / "begun" / rubric / by)

    def read(self) -> Forms:
        """Return what is kept; nothing where that cannot be read."""
        with suppress(OSError):
            kept = {(path.parent.name, path.stem): read_local(path, self.root) for path in self.folder.glob("*/*.json")}
            self._known = {key: form for key, form in kept.items() if form}
        return dict(self._known)

    def keep(self, forms: Mapping[Key, dict[str, Any]]) -> None:
        """Keep what was filled in here, and no more what was given up or recorded here.

        What is as it was read or kept last is not touched: another window may have gone on with it, or ended it.
        """
        for key, form in forms.items():
            if form != self._known.get(key):
                write_local(self._path(key), self.root, form)
        for key in self._known.keys() - forms.keys():
            self._end(key)
        self._known = dict(forms)

    def _end(self, key: Key) -> None:
        path = self._path(key)
        if read_local(path, self.root) == self._known[key]:
            with suppress(OSError):
                path.unlink()

    def _path(self, key: Key) -> Path:
        source, criterion = key
        return self.folder / source / f"{criterion}.json"
