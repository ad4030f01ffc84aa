"""Where a report comes from: the digests of its files, and the git revision they stand at."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.study import Study
    from stancebook.workspace.workspace import Workspace


def file_digests(workspace: Workspace, study: Study) -> dict[str, str]:
    """Return the SHA-256 of the rubric, the sources and the annotations of a study, by path in the workspace."""
    rubric = study.rubric.id
    paths = [workspace.rubrics / f"{rubric}.yaml"]
    paths += [workspace.source_paths[source] for source in study.sources]
    paths += [workspace.annotation_path(rubric, reviewer, source) for reviewer, source in study.annotations]
    return {shown_path(path, workspace.root): _digest(path) for path in paths if path.is_file()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def git_revision(root: Path) -> str | None:
    """Return the commit that the workspace stands at, marked where files differ from it; None without git."""
    try:
        commit = _git(root, "rev-parse", "--short=12", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", ".")
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{commit} with changes" if changed else commit


def _git(root: Path, *args: str) -> str:
    command = ["git", "-C", str(root), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603 - fixed words
    return done.stdout.strip()
