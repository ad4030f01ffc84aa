"""Which rubric a command is about: a file, an id of the workspace, or standard input."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.workspace.given_file import STANDARD_INPUT, read_given, shown_given
from stancebook.workspace.text_file import read_text, shown_path
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from stancebook.cli.session import Session


@dataclass(frozen=True)
class Target:
    """A rubric's text, wherever it stands.

    Attributes:
        where: Its name for messages: relative to the workspace, or as it was given.
        path: Its file; None for standard input.
        workspace: The workspace whose rubric it is, if it is one's.
    """

    where: str
    path: Path | None = None
    workspace: Workspace | None = None

    @property
    def named(self) -> str:
        """How a command is asked for it: by its id in a workspace, else by its file; empty for standard input."""
        return "" if self.path is None else self.path.stem if self.workspace else self.where

    def text(self) -> str:
        """Read it.

        Raises:
            StancebookError: Where it cannot be read.
        """
        if self.path is None:
            return read_given(STANDARD_INPUT)
        return read_text(self.path, self.workspace.root if self.workspace else None)


def find_rubrics(session: Session, names: tuple[str, ...] | list[str]) -> list[Target]:
    """Return the rubrics named; where none is, that of the workspace, or every one where it has several.

    Raises:
        NotFoundError: Where one is not there.
    """
    if names:
        return [_named(session, name) for name in names]
    workspace = _workspace(session)
    chosen = session.rubric_id or workspace.settings.rubric
    return [_of_workspace(workspace, one) for one in ([chosen] if chosen else _known(workspace))]


def find_rubric(session: Session, name: str | None) -> Target:
    """Return the one rubric named, or the one that the workspace's commands are about.

    Raises:
        NotFoundError: Where there is none, or several and none is named.
    """
    found = find_rubrics(session, (name,) if name else ())
    if len(found) > 1:
        ids = ", ".join(Path(one.where).stem for one in found)
        raise NotFoundError(f"{len(found)} rubrics here: name one of {ids}")
    return found[0]


def _named(session: Session, name: str) -> Target:
    if name == STANDARD_INPUT:
        return Target(shown_given(name))
    path = Path(name)
    if path.suffix in {".yaml", ".yml"} or path.name != name or path.is_file():
        if path.is_dir():
            raise StancebookError(Problem(name, "is a folder; name a rubric's file"))
        return Target(name, path, _workspace_of(path))
    return _of_workspace(_workspace(session), name)


def _workspace(session: Session) -> Workspace:
    try:
        return session.workspace
    except NotFoundError as error:
        raise NotFoundError(f"{error}; or name a rubric's file") from None


def _workspace_of(path: Path) -> Workspace | None:
    with suppress(StancebookError):
        workspace = Workspace.find(path.absolute().parent)
        if path.absolute().parent == workspace.rubrics:
            return workspace
    return None


def _of_workspace(workspace: Workspace, rubric_id: str) -> Target:
    known = _known(workspace)
    if rubric_id not in known:
        raise NotFoundError(f"there is no rubric '{rubric_id[:80]}'{did_you_mean(rubric_id, known)}")
    path = workspace.rubrics / f"{rubric_id}.yaml"
    return Target(shown_path(path, workspace.root), path, workspace)


def _known(workspace: Workspace) -> list[str]:
    if known := workspace.rubric_ids():
        return known
    raise NotFoundError(workspace.no_rubric)
