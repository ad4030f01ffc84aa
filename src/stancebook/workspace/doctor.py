"""What a maintainer needs to know about a workspace, without a word of its texts, quotes or names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.model.problems import StancebookError
from stancebook.workspace.check import check_workspace
from stancebook.workspace.source_file import is_text
from stancebook.workspace.text_file import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

_MOST = 200_000


def examine(workspace: Workspace) -> dict[str, Any]:
    """Return counts and settings of a workspace, and how many findings its check has of each rule.

    No ids, titles or messages are in it: they may say who codes what.
    """
    settings = workspace.settings
    return {
        "settings": {
            "sources": settings.sources,
            "rubrics": settings.rubrics,
            "annotations": settings.annotations,
            "rubric_named": settings.rubric is not None,
        },
        "counts": _counts(workspace),
        "largest_bytes": {
            "source": _largest(workspace.sources, "*"),
            "annotation": _largest(workspace.annotations, "*/*/*.json"),
            "limit": MAX_BYTES,
        },
        "folder": {
            "in_git": any((one / ".git").exists() for one in (workspace.root, *workspace.root.parents)),
            "case_insensitive": (workspace.root / settings.rubrics.upper()).exists(),
            "sync_program": _sync_program(workspace.root),
        },
        "check": _check(workspace),
    }


def _counts(workspace: Workspace) -> dict[str, int]:
    return {
        "sources": sum(is_text(path) and path.stem.casefold() != "readme" for path in _found(workspace.sources, "*")),
        "rubrics": _number(workspace.rubrics, "*.yaml"),
        "annotation_files": _number(workspace.annotations, "*/*/*.json"),
        "undo_files": _number(workspace.local, "undo/*/*/*"),
        "resolved_kept": _number(workspace.local, "resolved/*/*/*"),
        "temporary_files": _number(workspace.annotations, "*/*/.*.tmp"),
    }


def _number(folder: Path, pattern: str) -> int:
    return sum(1 for _ in _found(folder, pattern))


def _largest(folder: Path, pattern: str) -> int:
    return max((path.lstat().st_size for path in _found(folder, pattern)), default=0)


def _found(folder: Path, pattern: str) -> Iterator[Path]:
    try:
        for number, path in enumerate(folder.glob(pattern)):
            if number == _MOST:
                return
            yield path
    except OSError:
        return


def _sync_program(root: Path) -> str | None:
    names = {part.casefold() for part in root.resolve().parts}
    known = ("dropbox", "onedrive", "nextcloud", "google drive", "icloud drive", "syncthing")
    return next((one for one in known if any(name.startswith(one) for name in names)), None)


def _check(workspace: Workspace) -> dict[str, Any]:
    try:
        found = check_workspace(workspace)
    except StancebookError:
        return {"could_run": False, "findings": {}}
    rules: dict[str, int] = {}
    for one in found.found:
        rules[one.rule] = rules.get(one.rule, 0) + 1
    counts = {"sources": found.sources, "annotations": found.annotations, "quotes": found.quotes}
    return {"could_run": True, **counts, "findings": dict(sorted(rules.items()))}
