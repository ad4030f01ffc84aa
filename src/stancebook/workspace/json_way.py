"""The way to one part of a JSON text: only the keys beside it are looked at, all else is passed over at C speed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from stancebook.workspace.json_places import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.workspace.yaml_tree import Loc

    Place = tuple[int, int]

_BETWEEN: Final = re.compile(r"[\s,]*+")
_KEY: Final = re.compile(r'[\s,]*+("(?:[^"\\]++|\\.)*+")\s*+:\s*+')
_passed_over: Final = json.JSONDecoder(strict=False).raw_decode


class JsonWay:
    """Finds parts of a JSON text that ``json.loads`` reads, and walks no further for each than it has to.

    Where every part is wanted, ``JsonPlaces`` is the quicker.

    Args:
        text: The text.
        twice: Whether it gives a key twice in one mapping. The last is the one that is read, so that every mapping
            on the way has to be walked to its end.
    """

    def __init__(self, text: str, *, twice: bool) -> None:
        self._text = text
        self._twice = twice
        self._told = (0, 1)  # a position, and the line on which it stands
        # By the position of a mapping or list: where the parts of it begin that were come by, and the others to come.
        self._walked: dict[int, tuple[dict[str | int, Place], Iterator[tuple[str | int, Place]]]] = {}

    def key_of(self, loc: Loc) -> tuple[int, int]:
        """Return line and column of the key of ``loc``, or of the nearest part above it that the text holds."""
        key_at = at = _begin(self._text, 0)
        for name in loc:
            found = self._below(at, name)
            if found is None:
                break
            key_at, at = found
        return self._place(key_at)

    def _place(self, at: int) -> Place:
        told, line = self._told  # counted from there: in a large file with many findings, that is near
        line += self._text.count("\n", told, at) - self._text.count("\n", at, told)
        self._told = at, line
        return line, at - self._text.rfind("\n", 0, at)

    def _below(self, at: int, name: str | int) -> Place | None:
        """Return where the key and the value of a part begin that lies right in what begins at ``at``."""
        if at not in self._walked:
            self._walked[at] = {}, _parts(self._text, at)
        known, to_come = self._walked[at]
        if self._twice:
            known.update(to_come)
        elif name not in known:
            for key, place in to_come:
                known[key] = place
                if key == name:
                    break
        return known.get(name)


def _parts(text: str, at: int) -> Iterator[tuple[str | int, Place]]:
    """Yield key or number of each part of the mapping or list at ``at``, and where its key and its value begin."""
    end = at + 1
    if text[at] == "{":
        while found := _KEY.match(text, end):
            yield unescaped(found[1]), (found.start(1), found.end())
            _, end = _passed_over(text, found.end())
    elif text[at] == "[":
        number = 0
        while text[begin := _begin(text, end)] != "]":
            yield number, (begin, begin)
            _, end = _passed_over(text, begin)
            number += 1


def _begin(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
