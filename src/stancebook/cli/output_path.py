"""Where output may go: anywhere but over what people wrote."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.source_file import ENDINGS
from stancebook.workspace.workspace import Workspace


def output_path(output: str | Path) -> Path:
    """Return the file that ``-o`` names.

    Raises:
        StancebookError: Where it is a source, a rubric or an annotation: output can be made again, those cannot.
    """
    path = Path(output).absolute()
    for one in (path, path.resolve()):
        if part := _part_of_a_study(one):
            message = f"{output}: belongs to the study, as {part}, and is not written over; name another file"
            raise StancebookError(Problem("-o", message))
    return path


def _part_of_a_study(path: Path) -> str:
    """Return what a file is, or would be, to the workspace that it lies in; nothing where that is no matter."""
    with suppress(StancebookError):
        workspace = Workspace.find(path.parent)
        if path.is_relative_to(workspace.annotations) and path.suffix in {".json", ".yaml"}:
            return "an annotation" if path.suffix == ".json" else "the register of reviewers"
        if path.parent == workspace.sources and path.suffix in ENDINGS:
            return "a source"
        if path.is_relative_to(workspace.rubrics) and path.suffix == ".yaml" and path.exists():
            return "a rubric"
    return ""
