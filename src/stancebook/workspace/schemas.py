"""Versions of the files that the program writes, and how an old one becomes a new one when it is read.

Files of every version stay readable for ever. Reading upgrades in memory only: a file is written in its new form
when somebody edits it, not before. To change a format: raise its version here and in the model, add the step
from the old version, and put a file of the old version into the tests' fixtures, where it stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stancebook.model.annotation import SCHEMA as ANNOTATION
from stancebook.model.decision import SCHEMA as DECISIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Step = Callable[[dict[str, Any]], dict[str, Any]]

_NUMBER: Final = re.compile("[1-9][0-9]{0,8}")


class Format(NamedTuple):
    """A kind of file.

    Attributes:
        name: What stands before the number in ``schema``.
        version: The version that is written, and to which older ones are brought.
        to_join: How two edits of such a file that met become one, as advice to who reads it.
        steps: For each older version, what makes the next one of it. A step takes and returns a file's data and
            invents nothing: what an old file does not say is null.
    """

    name: str
    version: int
    to_join: str
    steps: Mapping[int, Step]

    @property
    def schema(self) -> str:
        """What a file of today's version says in ``schema``."""
        return f"{self.name}/{self.version}"

    def number(self, schema: object) -> int | None:
        """Return the version that ``schema`` names; None where it names none of this kind of file."""
        if not isinstance(schema, str) or not schema.startswith(f"{self.name}/"):
            return None
        digits = schema.removeprefix(f"{self.name}/")
        return int(digits) if _NUMBER.fullmatch(digits) else None

    def upgraded(self, data: object) -> dict[str, Any] | None:
        """Return an older file's data as a file of today would hold it; None where it is no older one."""
        if not isinstance(data, dict):
            return None
        number = self.number(data.get("schema"))
        if number is None or number >= self.version:
            return None
        for version in range(number, self.version):
            data = {**self.steps[version](data), "schema": f"{self.name}/{version + 1}"}
        return data


def _of(schema: str, to_join: str, steps: Mapping[int, Step]) -> Format:
    name, _, number = schema.rpartition("/")
    return Format(name, int(number), to_join, steps)


_JOURNAL: Final = "stancebook/migration/1"  # written out, for its model loads only where there are journals
FORMATS: Final = {
    ANNOTATION: _of(ANNOTATION, "stance resolve goes through them one by one", {}),
    DECISIONS: _of(DECISIONS, "stance resolve will keep the decisions of both, by time", {}),
    _JOURNAL: _of(_JOURNAL, "keep the steps of both, in their order", {}),
}
"""The formats, by what files of today's version say in ``schema``."""
