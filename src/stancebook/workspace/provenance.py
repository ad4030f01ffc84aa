"""Where a report comes from: the digests of its files, and the git revision they stand at."""

from __future__ import annotations

import hashlib
import os
import subprocess
from typing import TYPE_CHECKING

from stancebook.model.ids import CONSENSUS
from stancebook.workspace.git import git
from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from stancebook.model.study import Study
    from stancebook.workspace.workspace import Workspace


def file_digests(workspace: Workspace, study: Study, closed: Collection[str] = ()) -> dict[str, str]:
    """Return the SHA-256 of every file that a study was read from, by path in the workspace.

    These are the rubric, the register of reviewers, the sources, the annotations and the decisions.

    Args:
        workspace: Where the files are.
        study: What was read from them.
        closed: The sources of which others' decisions are withheld: whether there are any would show in the digest
            of the file with one's own.
    """
    folder = workspace.annotations / study.rubric.id
    paths = [workspace.rubrics / f"{study.rubric.id}.yaml", workspace.register]
    names = [shown_path(path, workspace.root) for path in paths]
    names += [source.path for source in study.sources.values()]
    # Of these there are thousands, and a path that is text is joined twenty times as fast.
    shown = shown_path(folder, workspace.root)
    names += [f"{shown}/{reviewer}/{source}.json" for reviewer, source in study.annotations]
    names += [f"{shown}/{CONSENSUS}/{source}.json" for source in study.adjudications if source not in closed]
    found = ((name, _digest(os.path.join(workspace.root, name))) for name in names)  # noqa: PTH118 - text, likewise
    return {name: digest for name, digest in found if digest}


def _digest(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - likewise
            return hashlib.sha256(file.readall()).hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return ""


def git_revision(root: Path) -> str | None:
    """Return the commit that the workspace stands at, marked where files differ from it; None without git."""
    try:
        commit = git(root, "rev-parse", "--short=12", "HEAD").decode().strip()
        changed = git(root, "status", "--porcelain", "--untracked-files=no", "--", ".").strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{commit} with changes" if changed else commit
