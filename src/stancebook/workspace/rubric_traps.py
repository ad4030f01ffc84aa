"""What other YAML readers take for something else. A rubric outlives the program it was written for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.problems import Problem
from stancebook.workspace.yaml_strict import scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOOLEAN: Final = frozenset({"y", "n", "yes", "no", "on", "off"})


def traps(text: str, where: str) -> Iterator[Problem]:
    """Yield the plain texts in a document, readable itself, that need quotes to be read alike everywhere."""
    for scalar in scalars(text):
        if not scalar.plain:
            continue
        if scalar.text.casefold() in _BOOLEAN:
            message = f"'{scalar.text}' is a word here and true or false for other readers of YAML; put it in quotes"
            yield Problem(where, message, scalar.line, scalar.column)
        elif scalar.in_braces and "?" in scalar.text:
            message = "a question mark between { } or [ ] ends the text for other readers of YAML; put it in quotes"
            yield Problem(where, message, scalar.line, scalar.column)
