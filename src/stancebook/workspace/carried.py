"""Codings that a migration brought into the terms of a later version: under which version they were made."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from stancebook.model.journal import made_under
from stancebook.model.problems import StancebookError
from stancebook.workspace.journal_file import journal_paths, read_journal

if TYPE_CHECKING:
    from stancebook.model.study import Study
    from stancebook.workspace.workspace import Workspace


def carried_codings(workspace: Workspace, study: Study) -> dict[tuple[str, str, str], str]:
    """Return the version of each such coding, by source, criterion and reviewer; coded anew since, it is none."""
    found: dict[tuple[str, str, str], str] = {}
    for path in journal_paths(workspace, study.rubric.id):
        with suppress(StancebookError):  # stance check tells of what is unusable
            journal = read_journal(path, workspace.root)
            annotation = study.annotations.get((journal.reviewer, journal.source))
            made = made_under(journal, study.rubric) if annotation else {}
            for criterion, coding in annotation.codings.items() if annotation else ():
                if (version := made.get((criterion, coding.rev))) and version != coding.version:
                    found[journal.source, criterion, journal.reviewer] = version
    return found
