"""Where each part of a JSON text stands, and which keys it gives twice: readers keep the last, and say nothing."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.workspace.yaml_tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.workspace.yaml_tree import Loc

_TOKEN: Final = re.compile(r'("(?:[^"\\]++|\\.)*+")\s*+:|"(?:[^"\\]++|\\.)*+"|[{}\[\]]|[^\s{}\[\],:"]++')
"""A key, a text, a bracket, or a number or word; a comma is none."""


class Doubled(NamedTuple):
    """A key that stands again in one mapping.

    Attributes:
        key: The key.
        first: The line on which it stood before.
        line: The line on which it stands again.
        column: Its column there.
    """

    key: str
    first: int
    line: int
    column: int


@dataclass(slots=True)
class _Part:
    """A value in the text: where it begins and its key does, and what lies below it by key or number."""

    at: int
    end: int
    key_at: int
    below: dict[str | int, _Part] | None


class JsonPlaces:
    """The places in a JSON text that ``json.loads`` reads; of a key given twice, those of the last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._again: list[tuple[str, int, int]] = []
        self._whole = self._parts()

    @property
    def doubled(self) -> Iterator[Doubled]:
        """The keys that are given again in one mapping, in their order."""
        for key, first, again in self._again:
            yield Doubled(key, self._place(first)[0], *self._place(again))

    def tree(self) -> Tree:
        """Return what the text holds, with every place."""
        tree = Tree(data=json.loads(self._text))
        waiting: list[tuple[Loc, _Part]] = [((), self._whole)]
        while waiting:
            path, part = waiting.pop()
            tree.places[path] = self._place(part.at)
            if part.key_at >= 0:
                tree.keys[path] = self._place(part.key_at)
            if part.below is not None:
                waiting += [((*path, name), one) for name, one in part.below.items()]
            elif self._text[part.at] != '"':
                tree.written[path] = self._text[part.at : part.end]
        return tree

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def _parts(self) -> _Part:
        around: dict[str | int, _Part] = {}
        into, in_list, key, key_at = around, True, "", -1
        outer: list[tuple[dict[str | int, _Part], bool]] = []
        for found in _TOKEN.finditer(self._text):
            begins = self._text[found.start()]
            if found[1]:
                key, key_at = unescaped(found[1]), found.start()
                continue
            if begins in "}]":
                into, in_list = outer.pop()
                continue
            below: dict[str | int, _Part] | None = {} if begins in "{[" else None
            part = _Part(found.start(), found.end(), key_at, below)
            if not in_list and key in into:
                self._again.append((key, into[key].key_at, key_at))
            into[len(into) if in_list else key] = part
            key_at = -1
            if below is not None:
                outer.append((into, in_list))
                into, in_list = below, begins == "["
        return around[0]


def unescaped(key: str) -> str:
    """Return what a key says that is written with its quotation marks."""
    return json.loads(key) if "\\" in key else key[1:-1]
