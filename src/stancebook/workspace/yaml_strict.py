"""YAML as people expect it, with the place of every value.

YAML 1.2 scalars (``no`` is a word), and nothing that can surprise or explode: no aliases, anchors, tags,
merge keys, duplicate keys or second documents; bounded size, depth and number of values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.conflict_markers import CONFLICT, conflict_line
from stancebook.workspace.text_file import line_and_column
from stancebook.workspace.yaml_builder import Builder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.workspace.yaml_tree import Tree

MAX_SIZE = 1_000_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML forbids, what PyYAML takes for a line break and editors do not, and a byte order mark inside.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
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
        line, column = line_and_column(text, strange.start())
        message = (
            f"an invisible or broken character (U+{ord(strange[0]):04X}); remove it or write it as an escape in quotes"
        )
        raise StancebookError(Problem(where, message, first_line + line - 1, column))
    builder = Builder(where, first_line)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        if marker := conflict_line(text):
            message = f"{CONFLICT}; two edits met here: take what holds from both, and the lines of the markers out"
            raise StancebookError(Problem(where, message, first_line + marker - 1, 1)) from None
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


def _syntax(error: yaml.MarkedYAMLError, where: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    hint = next((hint for sign, hint in _HINTS if sign in said), "see that quotes, brackets and indentation fit")
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    return Problem(where, f"not readable as YAML ({error.problem}); {hint}", line, column)
