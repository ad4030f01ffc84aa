"""Decisions that somebody began and has not recorded: kept on this machine, should the terminal be closed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.workspace.local_file import read_local, write_local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

Forms = dict[tuple[str, str], dict[str, Any]]
"""What was filled in, by source and criterion."""


class Begun:
    """What one person began to decide with one rubric.

    Args:
        root: The workspace's folder.
        path: Where it is kept.
    """

    def __init__(self, root: Path, path: Path) -> None:
        self.root, self.path = root, path
        self._known: Forms = {}

    @classmethod
    def of(cls, workspace: Workspace, rubric: str, by: str) -> Begun:
        """Return that of a person in a workspace."""
        return cls(workspace.root, workspace.local / "begun" / rubric / f"{by}.json")

    def read(self) -> Forms:
        """Return what is kept; nothing where that cannot be read."""
        self._known = self._on_file()
        return self._known

    def keep(self, forms: Mapping[tuple[str, str], dict[str, Any]]) -> None:
        """Keep this, and no more what was given up or recorded here; what another window keeps stays."""
        if forms == self._known:
            return
        others = {key: form for key, form in self._on_file().items() if key not in self._known}
        self._known = dict(forms)
        data: dict[str, dict[str, Any]] = {}
        for (source, criterion), form in {**others, **forms}.items():
            data.setdefault(source, {})[criterion] = form
        write_local(self.path, self.root, data)

    def _on_file(self) -> Forms:
        return {
            (source, criterion): form
            for source, by_criterion in read_local(self.path, self.root).items()
            if isinstance(by_criterion, dict)
            for criterion, form in by_criterion.items()
            if isinstance(form, dict)
        }
