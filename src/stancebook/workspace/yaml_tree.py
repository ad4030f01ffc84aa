"""What was read from YAML, with the place of every part."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Loc = tuple[str | int, ...]


@dataclass
class Tree:
    """Plain data read from YAML, and where each part stands.

    Attributes:
        data: Dicts with text keys, lists, text, numbers, booleans and None.
        places: (line, column), both from 1, of each value by its path in ``data``.
        keys: The same of each key.
        written: How each number, truth value or null without quotes is written in the file.
    """

    data: Any = None
    places: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    written: dict[Loc, str] = field(default_factory=dict)

    def path(self, loc: Loc) -> Loc:
        """Return ``loc``, or the nearest part above it that the file holds."""
        path: Loc = ()
        for part in loc:
            if (*path, part) in self.places:
                path = (*path, part)
        return path

    def place(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Return the place of ``loc`` or of the nearest part above it that the file holds."""
        path = self.path(loc)
        return self.keys.get(path, self.places[path]) if key else self.places.get(path, (1, 1))

    def size(self, section: str, name: str) -> int:
        """Return how many parts an entry of a section has, itself counted."""
        return len(self._entries.get((section, name), ()))

    def graft(self, section: str, name: str, target: Loc) -> None:
        """Let the parts of ``target`` have the places of an entry's, of which they are copies."""
        for path in self._entries.get((section, name), ()):
            copy = target + path[2:]
            self.places[copy] = self.places[path]
            if path in self.keys:
                self.keys[copy] = self.keys[path]
            if path in self.written:
                self.written[copy] = self.written[path]

    @cached_property
    def _entries(self) -> dict[Loc, list[Loc]]:
        """Every path by the section and the entry that it lies in."""
        found: dict[Loc, list[Loc]] = {}
        for path in self.places:
            found.setdefault(path[:2], []).append(path)
        return found
