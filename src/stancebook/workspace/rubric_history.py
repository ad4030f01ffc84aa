"""A rubric as it was in earlier commits, as far as git is there and knows."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stancebook.model.problems import StancebookError
from stancebook.model.rubric_earlier import Earlier
from stancebook.workspace.git import git
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.text_file import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.workspace.workspace import Workspace

MOST: Final = 100
"""The most commits of a rubric that are looked at, newest first."""


@dataclass
class Past:
    """The text of a rubric in a commit; it is read as a rubric only when that is asked for."""

    commit: str
    text: str
    path: Path

    @cached_property
    def rubric(self) -> Rubric | None:
        """The rubric; None where it was no usable one then."""
        try:
            return parse_rubric(self.text, f"{self.commit}:{self.path.name}")
        except StancebookError:
            return None


@dataclass
class RubricHistory:
    """The commits that changed a rubric's file, from the one checked out backwards.

    Attributes:
        workspace: The workspace.
        rubric_id: The rubric.
    """

    workspace: Workspace
    rubric_id: str

    def earlier(self, wanted: Callable[[str], object] | None = None) -> list[Earlier]:
        """Return the rubric as it was, newest first.

        Args:
            wanted: Only where this is true of the file's text; reading a rubric takes longer than finding a word.
        """
        found = self._read(wanted or (lambda _: True))
        return [Earlier(f"commit {past.commit}", rubric) for past, rubric in found if rubric.id == self.rubric_id]

    @cached_property
    def shallow(self) -> bool:
        """Whether earlier commits were left out when the repository was cloned, as CI does."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    @cached_property
    def pasts(self) -> tuple[Past, ...]:
        """Every text that the file had in a commit, newest first, each once."""
        return tuple(self._texts())

    def _read(self, wanted: Callable[[str], object]) -> Iterator[tuple[Past, Rubric]]:
        for past in self.pasts:
            if wanted(past.text) and past.rubric is not None:
                yield past, past.rubric

    def _texts(self) -> Iterator[Past]:
        path = self.workspace.rubrics / f"{self.rubric_id}.yaml"
        try:
            name = f"./{path.relative_to(self.workspace.root).as_posix()}"
        except ValueError:
            return
        seen: set[bytes] = set()
        # Not git log, which a user may have set to print signatures too.
        for commit in self._git("rev-list", f"-{MOST}", "--abbrev-commit", "HEAD", "--", name).decode().split():
            data = self._git("show", "--end-of-options", f"{commit}:{name}")
            if data and data not in seen:
                seen.add(data)
                try:
                    yield Past(commit, decode(data, path, self.workspace.root), path)
                except StancebookError:  # no text then
                    continue

    def _git(self, *words: str) -> bytes:
        try:
            return git(self.workspace.root, *words)
        except (OSError, subprocess.SubprocessError):
            return b""
