"""A glance at a source: its words, long before the models that read a workspace properly are loaded.

A glance decides nothing. Where anything is unusual it sees nothing, and whoever reads properly says why.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model.newlines import normalise_newlines
from stancebook.workspace.front_matter import split_front_matter
from stancebook.workspace.local_folder import LOCAL

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 2_000_000
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_ENDINGS = (".md", ".txt")


@dataclass(frozen=True)
class Glance:
    """What is seen at once.

    Attributes:
        body: The text of the source.
        knows_reviewer: Whether the workspace remembers who codes in it.
        top: Where the reviewer left the text: a place on the first line they saw.
    """

    body: str
    knows_reviewer: bool
    top: int = 0


def glance_at(start: Path, source_id: str, reviewer: str | None = None) -> Glance | None:
    """Return what can be told at once of a source of the workspace that ``start`` lies in, if anything can.

    Args:
        start: A folder in a workspace.
        source_id: The source.
        reviewer: Who codes, where that is known; else whom the workspace remembers.
    """
    try:
        places = ((root, folder) for root in (start, *start.parents) if (folder := _sources_of(root)))
        root, folder = next(places, (start, None))
        if folder is None or not _ID.fullmatch(source_id):
            return None
        found = [path for ending in _ENDINGS if (path := folder / f"{source_id}{ending}").is_file()]
        if len(found) != 1 or found[0].is_symlink() or found[0].stat().st_size > MOST_BYTES:
            return None
        _, body = split_front_matter(normalise_newlines(found[0].read_text("utf-8-sig")))
        remembered = root / LOCAL / "reviewer"
        knows = remembered.is_file()
        who = reviewer or (remembered.read_text("utf-8").strip() if knows else "")
        return Glance(body, knows, min(_top(root / LOCAL / "visits", who, source_id), len(body)))
    except (OSError, ValueError, AttributeError):  # the last: a table of the settings that is none
        return None


def _top(visits: Path, reviewer: str, source_id: str) -> int:
    """Return where a reviewer left a text; its beginning where that is not known, or not for certain."""
    found = list(visits.glob(f"*/{reviewer}/{source_id}.json")) if _ID.fullmatch(reviewer) else []
    if len(found) != 1 or found[0].is_symlink():
        return 0
    import json

    top = json.loads(found[0].read_text("utf-8")).get("top", 0)
    return top if isinstance(top, int) and top > 0 else 0


def _sources_of(root: Path) -> Path | None:
    own, project = root / "stancebook.toml", root / "pyproject.toml"
    settings: object = {}
    if own.is_file():
        settings = tomllib.loads(own.read_text("utf-8"))
    elif project.is_file():
        settings = tomllib.loads(project.read_text("utf-8")).get("tool", {}).get("stancebook", {})
    elif not (root / "rubrics").is_dir():
        return None
    name = settings.get("sources", "seeds") if isinstance(settings, dict) else None
    folder = root / name if isinstance(name, str) else None
    return folder if folder and folder.is_dir() and folder.resolve().is_relative_to(root.resolve()) else None
