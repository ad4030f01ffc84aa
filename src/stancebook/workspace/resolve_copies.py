"""Conflicted copies: what file-sync programs leave where two computers changed one file.

Dropbox, Nextcloud and Seafile put words in brackets behind the name, OneDrive the computer's name, Syncthing and
Resilio an ending, Google Drive and browsers a number.
"""

from __future__ import annotations

import re
from typing import Final

from stancebook.model.ids import why_not_an_id

_BEHIND: Final = re.compile(
    r" ?\([^()]*\)"  # (Ana's conflicted copy 2026-11-22), (1), (SFConflict ana 2026-11-22)
    r"| \d{1,3}"  # 2
    r"|[-_][A-Za-z0-9][A-Za-z0-9_-]{0,62}"  # -DESKTOP-AB12CD3, _conflict-20261122-101500
    r"|\.[Cc]onflict"
    r"|\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]{7}"
    r"|(?: - | )(?:[Cc]op(?:y|ie|ia)|[Kk]opie|[Kk]onflikt|[Cc]onfli)[^/]{0,60}"
)


def is_copy_of(stem: str, original: str) -> bool:
    """Return whether a file's name, without its ending, is one that sync programs give to copies of ``original``."""
    return stem != original and stem.startswith(original) and bool(_BEHIND.fullmatch(stem[len(original) :]))


def original_of(stem: str, known: set[str]) -> str | None:
    """Return which of the ``known`` names a file is a conflicted copy of, by its name alone; None where of none."""
    if stem in known:
        return None
    found = [one for one in known if is_copy_of(stem, one)]
    # What could be an id of its own is only a copy if it says so inside.
    return max(found, key=len) if found and (why_not_an_id(stem) or "conflict" in stem) else None
