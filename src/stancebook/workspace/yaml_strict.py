"""YAML as people expect it, with the place of every value.

YAML 1.2 scalars (``no`` is a word), and nothing that can surprise or explode: no aliases, anchors, tags,
merge keys, duplicate keys or second documents; bounded size, depth and number of values. The parser's
events are read one by one, so that depth costs no stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SIZE = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
MAX_PROBLEMS = 50
"""Whoever has so many to mend reads no further; a file made to hold more is no reason to work longer."""

Loc = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+−]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+−]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?")
# What YAML forbids, what PyYAML takes for a line break and editors do not, and a byte order mark inside.
_STRANGE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_HINTS = (
    ("but got '?'", "a text that holds a question mark inside { } needs quotes"),
    ("cannot start any token", "indent with spaces, and put a text that starts with @, ` or % in quotes"),
    ("mapping values are not allowed", "a text that holds ': ' needs quotes"),
    (
        "could not find expected ':'",
        "a key needs ': ' after it, and a text over several lines needs quotes or '>'",
    ),
    ("but found '<block mapping start>'", "the indentation does not fit the lines above"),
    ("did not find expected", "look for a missing quote, bracket or comma, or indentation that does not fit"),
    ("unexpected end of", "a quote or bracket is opened and not closed"),
)


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


def read_yaml(text: str, where: str, first_line: int = 1) -> Tree:
    """Read YAML text strictly.

    Args:
        text: The document.
        where: The file's name for messages.
        first_line: The line of the file on which ``text`` starts.

    Raises:
        StancebookError: With every problem found, each with its line and column.
    """
    tree, problems = read_tree(text, where, first_line)
    if problems:
        raise StancebookError(problems)
    return tree


def read_tree(text: str, where: str, first_line: int = 1) -> tuple[Tree, list[Problem]]:
    """Read YAML text as `read_yaml` does; return problems that leave the rest readable beside what was read.

    Raises:
        StancebookError: Where the text cannot be read to its end, with every problem found.
    """
    if len(text) > MAX_SIZE:
        raise StancebookError(Problem(where, f"larger than {MAX_SIZE:,} characters; a file like this is far smaller"))
    if strange := _STRANGE.search(text):
        line, column = _line_and_column(text, strange.start())
        message = (
            f"an invisible or broken character (U+{ord(strange[0]):04X}); remove it or write it as an escape in quotes"
        )
        raise StancebookError(Problem(where, message, first_line + line - 1, column))
    builder = _Builder(where, first_line)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise StancebookError([*builder.problems, _syntax(error, where, first_line)]) from None
    except (ValueError, OverflowError):
        # PyYAML without its C library lets chr() complain of an escape that is beyond Unicode.
        message = "an escape in quotes below this place stands for no character"
        raise StancebookError([*builder.problems, Problem(where, message, *builder.last)]) from None
    return builder.tree, builder.problems


class Scalar(NamedTuple):
    """A text in a document as it is written.

    Attributes:
        text: Its content.
        plain: Whether it stands without quotes, on one line or several.
        in_braces: Whether it stands between ``{ }`` or ``[ ]``.
        line: Line, counted from 1.
        column: Column, counted from 1.
    """

    text: str
    plain: bool
    in_braces: bool
    line: int
    column: int


def scalars(text: str) -> Iterator[Scalar]:
    """Yield every scalar of a document that ``read_yaml`` takes, keys too, in their order."""
    braces: list[bool] = []
    for event in _events(text):
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                braces.append(bool(event.flow_style))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                braces.pop()
            case yaml.ScalarEvent():
                mark: Any = event.start_mark
                yield Scalar(event.value, not event.style, any(braces[-1:]), mark.line + 1, mark.column + 1)


def is_strange(text: str) -> bool:
    """Return whether ``text`` holds a character that has to be written as an escape."""
    return _STRANGE.search(text) is not None


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _syntax(error: yaml.MarkedYAMLError, where: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    hint = next((hint for sign, hint in _HINTS if sign in said), "see that quotes, brackets and indentation fit")
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    return Problem(where, f"not readable as YAML ({error.problem}); {hint}", line, column)


@dataclass
class _Open:
    """A list or mapping that is being read."""

    value: Any
    path: Loc
    key: str | None = None
    skipping: bool = False


class _Builder:
    """Takes parser events; makes a tree and a list of problems."""

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


def resolve(text: str) -> Any:
    """Return what an unquoted scalar means in YAML 1.2; a real minus sign (U+2212) counts as one.

    Raises:
        ValueError: Where it is a number no file needs.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text.replace("−", "-"))
    if _FLOAT.fullmatch(text):
        number = float(text.replace("−", "-"))
        if number in (float("inf"), float("-inf")):
            raise ValueError("a number too large; if it is a name, put it in quotes")
        return number
    if re.fullmatch(r"[-+]?[0-9]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        raise ValueError("a number too large or not finite; if it is a name, put it in quotes")
    return text
