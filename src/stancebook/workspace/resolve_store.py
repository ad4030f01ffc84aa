"""Writing a joined annotation, with both originals kept beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.desk import utc_now
from stancebook.workspace.lock import locked
from stancebook.workspace.safe_write import remove, write_text
from stancebook.workspace.text_file import must_lie_in, read_text, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stancebook.model.annotation import Annotation
    from stancebook.workspace.resolve_sides import Conflict, Sides
    from stancebook.workspace.workspace import Workspace


def store_resolved(
    workspace: Workspace, conflict: Conflict, sides: Sides, joined: Annotation, now: Callable[[], str] = utc_now
) -> Path:
    """Write a joined annotation in place of the file; return the folder in which the originals are kept.

    The originals are on disk before the file is replaced, and a conflicted copy goes only after it was.

    Raises:
        StancebookError: Where a file has changed since it was read, or cannot be written; nothing was replaced.
    """
    return store_joined(workspace, conflict, sides.texts, joined.to_json(), now)


def store_joined(
    workspace: Workspace, conflict: Conflict, texts: Mapping[str, str], joined: str, now: Callable[[], str] = utc_now
) -> Path:
    """Write the joined text of a file; the versions in ``texts`` are kept. As ``store_resolved`` otherwise."""
    root, path = workspace.root, conflict.path
    kept = _folder(workspace, path, now())
    must_lie_in(root, path, kept / f"ours{path.suffix}")
    with locked(workspace.local):
        _must_be_as_read(conflict, texts, root)
        for name, text in texts.items():
            write_text(kept / f"{name}{path.suffix}", text)
        write_text(path, joined)
        if conflict.copy is not None:
            remove(conflict.copy)
    return kept


def _folder(workspace: Workspace, path: Path, at: str) -> Path:
    above = workspace.local / "resolved" / path.parent.parent.name / path.parent.name
    name = f"{path.stem}-{at.replace(':', '').replace('-', '')}"
    number = 1
    while (kept := above / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return kept


def _must_be_as_read(conflict: Conflict, texts: Mapping[str, str], root: Path) -> None:
    read = {conflict.path: texts.get("conflicted") or texts["ours"]}
    if conflict.copy is not None:
        read[conflict.copy] = texts["theirs"]
    for path, text in read.items():
        if path.exists() and read_text(path, root) != text:
            raise StancebookError(Problem(shown_path(path, root), "changed meanwhile; nothing was written, try again"))
