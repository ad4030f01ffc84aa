"""Where output may go: anywhere but over what people wrote."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.model.visible import visible_line
from stancebook.workspace.settings import SETTINGS_FILES
from stancebook.workspace.source_file import is_text
from stancebook.workspace.workspace import Workspace


def output_path(output: str | Path, *, tells: bool = True) -> Path:
    """Return the file that ``-o`` names. Its folder may be new, as of tables, and that is said; the one above is not.

    Args:
        output: What was given.
        tells: Whether to say that the folder is new: where it is about to be made.

    Raises:
        StancebookError: Where it is a source, a rubric, an annotation, a setting or what was saved of work: output can
            be made again, those cannot. Also where it is a folder, or lies in a workspace whose settings are unusable,
            or where more than one folder would have to be made for it: the name is mistyped.
    """
    path = Path(output).absolute()
    for one in (path, path.resolve()):
        if part := _part_of_a_study(one):
            message = f"{output}: belongs to the study, as {part}, and is not written over; name another file"
            raise StancebookError(Problem("-o", message))
    if path.is_dir() or str(output).endswith("/"):
        raise StancebookError(Problem("-o", f"{output}: is a folder; name a file in it"))
    folder = path.parent
    if not (folder.exists() or folder.parent.exists()):
        raise StancebookError(Problem("-o", f"{output}: there is no folder {folder.parent}"))
    if tells and not folder.exists():
        click.echo(visible_line(f"made the folder {Path(output).parent}"), err=True)
    return path


def _part_of_a_study(path: Path) -> str:
    """Return what a file is, or would be, to the workspace that it lies in; nothing where that is no matter."""
    with suppress(NotFoundError):  # settings that cannot be read do not tell what is whose: that is not passed over
        workspace = Workspace.find(path.parent)
        if path.is_relative_to(workspace.annotations) and path.suffix.lower() in {".json", ".yaml"}:
            return "an annotation" if path.suffix.lower() == ".json" else "the register of reviewers"
        if path.parent == workspace.sources and is_text(path):
            return "a source"
        if path.is_relative_to(workspace.rubrics) and path.suffix.lower() in {".yaml", ".yml"} and path.exists():
            return "a rubric"
        if path.is_relative_to(workspace.local):
            return "a file of its local state"
        if path.parent == workspace.root and path.name in SETTINGS_FILES:
            return "its settings"
    return ""
