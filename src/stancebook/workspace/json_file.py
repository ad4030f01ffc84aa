"""JSON files that the program writes: read as their model, with clear words about what is wrong with one."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from stancebook.model.base import Model
from stancebook.model.decision import SCHEMA as DECISIONS
from stancebook.model.ids import CONSENSUS
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.conflict_markers import CONFLICT, conflict_line
from stancebook.workspace.json_places import JsonPlaces
from stancebook.workspace.resolve_copies import is_copy_of
from stancebook.workspace.schemas import FORMATS
from stancebook.workspace.text_file import decode, line_and_column, shown_path
from stancebook.workspace.yaml_builder import MAX_PROBLEMS

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.json_places import Doubled

M = TypeVar("M", bound=Model)

COPY = "is a copy that a file-sync program"
TWICE = "as a git merge can make it, and only the last is read"
_AT = re.compile(r" at line ([0-9]+) column ([0-9]+)$")
_ENDLESS = re.compile(r"(?<![0-9])[0-9]{4301}")  # more digits than Python reads


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
        above, depth = path.absolute().parents, expected.count("/")
        meant = above[depth] / expected if depth < len(above) else None
        message = f"says it is {expected}; move it there, or mend it"
        if meant and meant.exists() and not meant.samefile(path):
            message = f"says it is {expected}, which is there too; compare the two, and take one away or mend it"
        original = path.with_name(expected.rpartition("/")[2])
        if is_copy_of(path.stem, original.stem) and original.exists():
            advice = FORMATS[DECISIONS].to_join if path.parent.name == CONSENSUS else "stance resolve joins the two"
            message = f"{COPY} made of {original.name} when two computers changed it; {advice}"
        raise StancebookError(Problem(shown_path(path, root), message))


def must_give_no_key_twice(data: bytes, path: Path, root: Path | None = None) -> None:
    """Raise a StancebookError where a file gives a key twice: of the two, reading would lose one."""
    if twice := keys_given_twice(data, shown_path(path, root)):
        raise StancebookError(twice)


def keys_given_twice(data: bytes, where: str) -> list[Problem]:
    """Return the keys that a file gives twice in one mapping, each where it stands again.

    Args:
        data: What the file holds: JSON in UTF-8.
        where: Its name for messages.
    """
    return _given_twice(JsonPlaces(data.decode()), where) if _repeats_a_key(data) else []


def _given_twice(places: JsonPlaces, where: str) -> list[Problem]:
    return [_twice(one, where) for one in islice(places.doubled, MAX_PROBLEMS)]


def _twice(one: Doubled, where: str) -> Problem:
    message = f"'{one.key[:80]}' is given twice (first on line {one.first}), {TWICE}; keep one"
    return Problem(where, message, one.line, one.column)


def _repeats_a_key(data: bytes) -> bool:
    repeated = False

    def pairs(items: list[tuple[str, Any]]) -> None:
        nonlocal repeated
        repeated = repeated or len({key for key, _ in items}) != len(items)

    json.loads(data, object_pairs_hook=pairs)
    return repeated


def _upgraded(text: str, schema: str) -> str | None:
    """Return a file of an older version as one of today; None where it is none."""
    try:
        data = FORMATS[schema].upgraded(json.loads(text))
        return None if data is None else json.dumps(data)
    except (ValueError, RecursionError):
        return None


def _why(model: type[M], text: str, schema: str, error: ValidationError, where: str) -> list[Problem]:
    if line := conflict_line(text):
        message = f"{CONFLICT}; two edits met here: {FORMATS[schema].to_join}"
        return [Problem(where, message, line, 1)]
    try:
        data = json.loads(text)
    except json.JSONDecodeError as broken:
        what = broken.msg.removesuffix(" at") if text.strip() else "it is empty"
        return [_broken(where, what, broken.lineno, broken.colno)]
    except RecursionError:
        return [_broken(where, "nested too deep")]
    except ValueError:
        return [_broken(where, "a number too large", *_place_of(_ENDLESS, text))]
    found = data.get("schema") if isinstance(data, dict) else None
    if found != schema:
        return [Problem(where, _other_schema(found, schema))]
    return _at_their_places(model, text, error, where)


def _broken(where: str, what: str, *place: int) -> Problem:
    return Problem(where, f"broken JSON ({what}); restore the file from git or mend this place", *place)


def _place_of(wanted: re.Pattern[str], text: str) -> tuple[int, int] | tuple[()]:
    found = wanted.search(text)
    return line_and_column(text, found.start()) if found else ()


def _at_their_places(model: type[M], text: str, error: ValidationError, where: str) -> list[Problem]:
    """Return what does not fit, with line and column; where a key is given twice, that, and what the last lacks."""
    from stancebook.workspace.complaints import validate_tree

    places = JsonPlaces(text)
    tree = places.tree()
    found = _given_twice(places, where)
    if (broken := error.errors(include_url=False)[0])["type"] == "json_invalid":  # an escape that is no character
        at = _AT.search(broken["msg"])
        what = "nested too deep" if "recursion" in broken["msg"] else "an escape for half a character"
        return [*found, _broken(where, what, *(map(int, at.groups()) if at else ()))]
    try:
        validate_tree(model, tree, where)
    except StancebookError as refused:
        paths: dict[tuple[int | None, int | None], str] = {
            place: ".".join(map(str, loc)) for loc, place in tree.places.items()
        }
        for one in refused.problems:
            path = paths.get((one.line, one.column))
            found.append(one._replace(message=f"{path}: {one.message}") if path else one)
    return found


def _other_schema(found: object, schema: str) -> str:
    number = FORMATS[schema].number(found)
    if number is not None and number > FORMATS[schema].version:
        return f"was written by a newer Stancebook ({found}; this one reads {schema}); pip install -U stancebook"
    if not isinstance(found, str) or not found.startswith(f"{FORMATS[schema].name}/"):
        return f"is not of the right kind: 'schema' should be '{schema}'"
    return f"has an unknown schema '{found[:80]}'; this Stancebook reads {schema}"
