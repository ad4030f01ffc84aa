"""A study as it was at a git revision, read beside the work tree, which is never touched."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.comparison.blind import without_others
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.git import git, repository
from stancebook.workspace.text_file import decode
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from stancebook.cli.session import Session
    from stancebook.model.study import Study

_SECONDS = 60


def study_at(session: Session, revision: str, *, unblind: bool) -> Study:
    """Return the study as it was at a revision, without what is withheld from the one who asks.

    Raises:
        StancebookError: Where there is no git, no such revision, or no study at it.
    """
    root = session.workspace.root
    commit = _git(root, revision, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    packed = _git(root, revision, "archive", "--format=tar", commit.decode().strip(), ".")
    rubric = session.workspace.rubric(session.rubric_id).id
    with tempfile.TemporaryDirectory() as folder:
        _unpack(packed, Path(folder))
        try:
            study = Workspace.at(Path(folder)).load(rubric)
        except StancebookError as error:
            first = error.problems[0].message.partition(f" at {folder}")[0]
            raise StancebookError(Problem("--diff", f"no usable study at {revision[:80]}: {first}")) from None
    asking = session.asking
    return study if unblind or asking is None else _blinded(study, session, asking)


def _blinded(study: Study, session: Session, asking: str) -> Study:
    """Withhold what is withheld today: what others made of sources that the one who asks has not completed."""
    today = session.study().annotations.items()
    done = {source for (reviewer, source), one in today if reviewer == asking and one.complete}
    every = {*study.sources, *(source for _, source in study.annotations)}
    return without_others(study, asking, every - done)


def _unpack(packed: bytes, folder: Path) -> None:
    """Write the regular files only: no links, no devices, nothing outside the folder."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            path = folder / member.name
            if not member.isfile() or ".." in Path(member.name).parts or Path(member.name).is_absolute():
                continue
            content = archive.extractfile(member)
            if content is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def rubric_text_at(workspace: Workspace, rubric_id: str, revision: str) -> str | None:
    """Return the text of a rubric as it was at a revision; None where git knows no such revision here.

    Raises:
        StancebookError: Where the rubric was not there then, or is not text.
    """
    folder = workspace.rubrics.relative_to(workspace.root).as_posix()
    name = f"{folder}/{rubric_id}.yaml"
    commit = f"{revision}^{{commit}}"
    try:
        _git(workspace.root, revision, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
    except StancebookError:
        return None
    try:
        data = _git(workspace.root, revision, "show", "--end-of-options", f"{revision}:./{name}")
    except StancebookError:
        raise StancebookError(Problem(revision[:80], f"there was no {name} then")) from None
    return decode(data, workspace.rubrics / f"{rubric_id}.yaml", workspace.root)


def _git(root: Path, revision: str, *words: str) -> bytes:
    try:
        return git(root, *words, seconds=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        inside = (repository(root) / ".git").exists()
        what = f"git knows no revision '{revision[:80]}' here" if inside else "there is no git repository here"
        raise StancebookError(Problem("--diff", what)) from None
