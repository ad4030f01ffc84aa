"""The files that a report was made from, in a form that anybody can check."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping


class Manifest(NamedTuple):
    """Names and digests of files.

    Attributes:
        names: The names, sorted.
        lines: A line for each, as ``sha256sum -c`` reads it.
        digest: The SHA-256 of these lines, which stands for all of them; empty where there are none.
    """

    names: tuple[str, ...] = ()
    lines: str = ""
    digest: str = ""

    def ending(self, end: str) -> str:
        """Return the one name that ends so, as one line; empty where none or several do."""
        found = [name for name in self.names if name.endswith(end)]
        return one_line(found[0]) if len(found) == 1 else ""


def manifest(hashes: Mapping[str, str]) -> Manifest:
    """Return the manifest of files.

    Args:
        hashes: The SHA-256 of each file in hex, by its name.
    """
    names = tuple(sorted(hashes))
    lines = "".join(f"{hashes[name]}  {one_line(name)}\n" for name in names)
    return Manifest(names, lines, hashlib.sha256(lines.encode("utf-8")).hexdigest() if names else "")
