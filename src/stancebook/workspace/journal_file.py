"""Journals of migrations: where they lie, and how one is read."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from stancebook.model.ids import MIGRATIONS
from stancebook.model.journal import SCHEMA, Journal
from stancebook.workspace.json_file import must_give_no_key_twice, must_lie_at, parse_json
from stancebook.workspace.text_file import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


def journal_paths(workspace: Workspace, rubric: str) -> list[Path]:
    """Return the journals of a rubric's migrations."""
    return sorted((workspace.annotations / rubric / MIGRATIONS).glob("*/*.json"))


def read_journal(path: Path, root: Path | None = None) -> Journal:
    """Read what migrations changed in a file; the journal must lie where its rubric, reviewer and source say.

    Raises:
        StancebookError: Where the file is unusable.
    """
    data = read_bytes(path, root).removeprefix(BOM_UTF8)
    journal = parse_json(Journal, SCHEMA, data, path, root)
    must_lie_at(f"{journal.rubric}/{MIGRATIONS}/{journal.reviewer}/{journal.source}.json", path, root)
    must_give_no_key_twice(data, path, root)
    return journal
