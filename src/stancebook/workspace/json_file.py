"""JSON files that the program writes: read as their model, with clear words about what is wrong with one."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from stancebook.model.base import Model
from stancebook.model.decision import SCHEMA as DECISIONS
from stancebook.model.ids import CONSENSUS
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.resolve_copies import is_copy_of
from stancebook.workspace.schemas import FORMATS
from stancebook.workspace.text_file import decode, shown_path

if TYPE_CHECKING:
    from pathlib import Path

M = TypeVar("M", bound=Model)

CONFLICT = "git conflict markers"
COPY = "is a copy that a file-sync program"
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)


def parse_json(model: type[M], schema: str, data: bytes, path: Path, root: Path | None = None) -> M:
    """Return what the bytes of the file at ``path`` hold; a file of an older version is brought up to ``schema``.

    Raises:
        StancebookError: Where it is broken, holds git conflict markers, or has another schema.
    """
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        complaint = error
    text = decode(data, path, root)
    try:
        if (upgraded := _upgraded(text, schema)) is not None:
            return model.model_validate_json(upgraded)
    except ValidationError as error:
        complaint, text = error, upgraded or text
    raise StancebookError(_why(model, text, schema, complaint, shown_path(path, root)))


def must_lie_at(expected: str, path: Path, root: Path | None = None) -> None:
    """Raise a StancebookError unless the path of a file ends with what it says of itself."""
    if not path.as_posix().endswith(f"/{expected}"):
        message = f"says it is {expected}; move it there, or mend it"
        original = path.with_name(expected.rpartition("/")[2])
        if is_copy_of(path.stem, original.stem) and original.exists():
            advice = FORMATS[DECISIONS].to_join if path.parent.name == CONSENSUS else "stance resolve joins the two"
            message = f"{COPY} made of {original.name} when two computers changed it; {advice}"
        raise StancebookError(Problem(shown_path(path, root), message))


def must_give_no_key_twice(data: bytes, path: Path, root: Path | None = None) -> None:
    """Raise a StancebookError where a file gives a key twice: of the two, reading would lose one."""
    if repeated := repeated_keys(data):
        names = ", ".join(f"'{key[:80]}'" for key in repeated)
        message = f"gives {names} twice, as a git merge can make it; keep one of each"
        raise StancebookError(Problem(shown_path(path, root), message))


def repeated_keys(data: str | bytes) -> list[str]:
    """Return the keys that JSON ``data`` gives twice in one place, sorted; readers keep the last only."""
    repeated: set[str] = set()

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            repeated.update(key for key, count in Counter(key for key, _ in items).items() if count > 1)
        return found

    json.loads(data, object_pairs_hook=pairs)
    return sorted(repeated)


def _upgraded(text: str, schema: str) -> str | None:
    """Return a file of an older version as one of today; None where it is none."""
    try:
        data = FORMATS[schema].upgraded(json.loads(text))
        return None if data is None else json.dumps(data)
    except (ValueError, RecursionError):
        return None


def conflict_line(text: str) -> int | None:
    """Return the line of the first conflict marker of git in a text; None where there is none."""
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _why(model: type[M], text: str, schema: str, error: ValidationError, where: str) -> list[Problem]:
    if line := conflict_line(text):
        message = f"{CONFLICT}; two edits met here: {FORMATS[schema].to_join}"
        return [Problem(where, message, line, 1)]
    try:
        data = json.loads(text)
    except json.JSONDecodeError as broken:
        what = broken.msg if text.strip() else "it is empty"
        message = f"broken JSON ({what}); restore the file from git or mend this place"
        return [Problem(where, message, broken.lineno, broken.colno)]
    except (RecursionError, ValueError):
        return [Problem(where, "broken JSON (nested too deep, or a number too large); restore the file from git")]
    found = data.get("schema") if isinstance(data, dict) else None
    if found != schema:
        return [Problem(where, _other_schema(found, schema))]
    return _at_their_places(model, text, error, where)


def _at_their_places(model: type[M], text: str, error: ValidationError, where: str) -> list[Problem]:
    """Return what does not fit, with line and column: JSON can be read as YAML, whose reader keeps places."""
    from stancebook.workspace.complaints import complaints
    from stancebook.workspace.yaml_strict import read_tree

    found = error.errors(include_url=False)
    with suppress(StancebookError):
        if all(item["type"] != "json_invalid" for item in found):
            tree = read_tree(text, where)[0]
            paths: dict[tuple[int | None, int | None], str] = {
                place: ".".join(map(str, loc)) for loc, place in tree.places.items()
            }
            return [
                one._replace(message=f"{path}: {one.message}") if (path := paths.get((one.line, one.column))) else one
                for one in complaints(model, error, tree, where)
            ]
    named = ((".".join(map(str, item["loc"])) or "the file", item["msg"]) for item in found)
    return [Problem(where, f"{path}: {message[0].lower()}{message[1:]}") for path, message in named]


def _other_schema(found: object, schema: str) -> str:
    number = FORMATS[schema].number(found)
    if number is not None and number > FORMATS[schema].version:
        return f"was written by a newer Stancebook ({found}; this one reads {schema}); pip install -U stancebook"
    if not isinstance(found, str) or not found.startswith(f"{FORMATS[schema].name}/"):
        return f"is not of the right kind: 'schema' should be '{schema}'"
    return f"has an unknown schema '{found[:80]}'; this Stancebook reads {schema}"
