"""Parser events made into a tree, or into problems with their places; depth costs no stack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.yaml_scalar import resolve
from stancebook.workspace.yaml_tree import Loc, Tree

MAX_DEPTH = 40
MAX_NODES = 50_000
MAX_PROBLEMS = 50
"""Whoever has so many to mend reads no further; a file made to hold more is no reason to work longer."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass
class _Open:
    """A list or mapping that is being read."""

    value: Any
    path: Loc
    key: str | None = None
    skipping: bool = False


class Builder:
    """Takes parser events; makes a tree and a list of problems.

    Args:
        where: The file's name for messages.
        first_line: The line of the file on which the document starts.

    Attributes:
        tree: What was read so far.
        problems: What is wrong with it.
        last: Line and column of the last event.
    """

    def __init__(self, where: str, first_line: int) -> None:
        self.where = where
        self.first_line = first_line
        self.tree = Tree(places={(): (first_line, 1)})
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.nodes = 0
        self.documents = 0
        self.last = (first_line, 1)

    def take(self, event: Any) -> None:
        """Take the next event of the parser.

        Raises:
            StancebookError: Where nothing sensible can be read after it.
        """
        self.last = self._place(event)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._stop(event, "a second document ('---'); one file holds one")
            case yaml.AliasEvent():
                message = "an alias (*name); write the text out, or quote it if it starts with '*'"
                if self._expects_key():
                    self._stop(event, message)
                self._complain(event, message)
                self._add(None, self._place(event))
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()

    def _place(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self.first_line, event.start_mark.column + 1

    def _complain(self, event: Any, message: str) -> None:
        self.problems.append(Problem(self.where, message, *self._place(event)))
        if len(self.problems) == MAX_PROBLEMS:
            raise StancebookError(self.problems)

    def _stop(self, event: Any, message: str) -> None:
        raise StancebookError([*self.problems, Problem(self.where, message, *self._place(event))])

    def _node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._stop(event, f"more than {MAX_NODES:,} values")
        if event.anchor is not None:
            self._complain(event, "an anchor (&name); write the text out, or quote it if it starts with '&'")
        if event.tag is not None:
            self._complain(event, f"a tag ({event.tag}); leave it out, or quote the text if it starts with '!'")

    def _start(self, event: Any) -> None:
        self._node(event)
        if len(self.open) >= MAX_DEPTH:
            self._stop(event, f"nested more than {MAX_DEPTH} deep")
        if self._expects_key():
            self._stop(event, "a list or mapping used as a key; a key is a plain word")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(value, self._add(value, self._place(event))))

    def _expects_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, dict) and self.open[-1].key is None

    def _scalar(self, event: Any) -> None:
        self._node(event)
        if self._expects_key():
            self._key(event)
            return
        plain = not event.style
        if _SURROGATE.search(event.value):
            self._complain(event, "an escape for half a character (a lone surrogate)")
        try:
            value = resolve(event.value) if plain and event.tag is None else event.value
        except ValueError as error:
            self._complain(event, str(error))
            value = None
        path = self._add(value, self._place(event))
        if not isinstance(value, str):
            self.tree.written[path] = event.value

    def _key(self, event: Any) -> None:
        top = self.open[-1]
        key: str = event.value
        if key == "<<":
            self._complain(event, "a merge key (<<); write the keys out")
        if key in top.value:
            first = self.tree.keys[(*top.path, key)][0]
            self._complain(event, f"'{key[:80]}' is given twice (first on line {first}); keep one")
        top.key = key
        self.tree.keys[(*top.path, key)] = self._place(event)

    def _add(self, value: Any, place: tuple[int, int]) -> Loc:
        if not self.open:
            self.tree.data = value
            self.tree.places[()] = place
            return ()
        top = self.open[-1]
        path: Loc
        if isinstance(top.value, dict):
            path = (*top.path, top.key or "")
            top.value[top.key or ""] = value
            top.key = None
        else:
            path = (*top.path, len(top.value))
            top.value.append(value)
        self.tree.places[path] = place
        return path
