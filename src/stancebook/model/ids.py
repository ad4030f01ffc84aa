"""Ids: what sources, reviewers, rubrics, criteria, values and off-scale answers are called in files.

An id is also a file name, on every system. That is why Windows' device names are refused.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Annotated, Final

from pydantic import AfterValidator, WithJsonSchema

from stancebook.model.problems import StancebookError

CONSENSUS: Final = "_consensus"
"""The one reserved exception: where adjudications stand, beside the reviewers."""
NOBODY: Final = ""
"""In place of a reviewer's id where it is not known who looks: nothing is withheld from them, nothing recorded."""
MIGRATIONS: Final = "_migrations"
"""The folder beside the reviewers that keeps what migrating changed."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_RULE = "use 1 to 64 of a-z, 0-9, '.', '_', '-', starting with a letter or digit"


def why_not_an_id(text: str) -> str | None:
    """Return what keeps ``text`` from being an id, or None where it is one."""
    if not _ID.fullmatch(text):
        return _RULE
    if text.endswith("."):
        return "an id must not end with a dot"
    if _DEVICE.fullmatch(text):
        return "that name is a device on Windows, so a file cannot have it"
    return None


def check_id(text: str, what: str = "id") -> str:
    """Return ``text`` unchanged.

    Raises:
        StancebookError: Where it is no id; the message says what would be one.
    """
    if reason := why_not_an_id(text):
        proposal = make_id(text)
        hint = f" (for instance {proposal})" if proposal else ""
        raise StancebookError(f"{what} '{text[:80]}' cannot be used: {reason}{hint}")
    return text


def make_id(text: str) -> str:
    """Return an id near to ``text``, a title or file name; empty where there is nothing to make one of."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")[:64].rstrip("-._")
    return "" if why_not_an_id(made) else made


@lru_cache(maxsize=4096)  # annotations name the same few ids over and over
def _validate(text: str) -> str:
    if reason := why_not_an_id(text):
        raise ValueError(f"'{text[:80]}' cannot be an id: {reason}")
    return text


_SCHEMA: Final = {"type": "string", "pattern": f"^{_ID.pattern}$"}
Id = Annotated[str, AfterValidator(_validate), WithJsonSchema(_SCHEMA)]
