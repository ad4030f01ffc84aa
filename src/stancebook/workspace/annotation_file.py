"""Annotation files: JSON in, JSON out, and clear words about what is wrong with one."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from stancebook.model.annotation import BLANK, SCHEMA, Annotation
from stancebook.model.base import Model
from stancebook.model.decision import SCHEMA as ADJUDICATION_SCHEMA
from stancebook.model.decision import Adjudication
from stancebook.model.ids import CONSENSUS, MIGRATIONS
from stancebook.model.journal import SCHEMA as JOURNAL_SCHEMA
from stancebook.model.journal import Journal
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.resolve_copies import is_copy_of
from stancebook.workspace.schemas import FORMATS
from stancebook.workspace.text_file import decode, read_bytes, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.workspace.text_file import Read

M = TypeVar("M", bound=Model)

CONFLICT = "git conflict markers"
COPY = "is a copy that a file-sync program"
_DECISIONS = "stance resolve will keep the decisions of both, by time"
_STEPS = "keep the steps of both, in their order"
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)


def read_annotation(
    path: Path, root: Path | None = None, *, to_edit: bool = False, read: Read = read_bytes
) -> Annotation:
    """Read an annotation file, which must lie where its rubric, reviewer and source say.

    Args:
        path: The file.
        root: The workspace's folder.
        to_edit: Whether it will be written again: what reading passes over would then be lost.
        read: What reads the file, where many are read.

    Raises:
        StancebookError: Where it is broken, holds git conflict markers, has another schema, or lies elsewhere;
            where it is to be edited, also if it gives a key twice.
    """
    return _read(parse_annotation, path, root, to_edit=to_edit, read=read)


def parse_annotation(data: bytes, path: Path, root: Path | None = None) -> Annotation:
    """Return the annotation that the bytes of the file at ``path`` hold; refusals are those of ``read_annotation``."""
    annotation = _parse(Annotation, SCHEMA, data, path, root)
    _must_be(f"{annotation.rubric}/{annotation.reviewer}/{annotation.source}.json", path, root)
    return annotation


def read_adjudication(
    path: Path, root: Path | None = None, *, to_edit: bool = False, read: Read = read_bytes
) -> Adjudication:
    """Read the decisions on one source, a file that must lie where its rubric and source say.

    Args:
        path: The file.
        root: The workspace's folder.
        to_edit: Whether it will be written again: what reading passes over would then be lost.
        read: What reads the file, where many are read.

    Raises:
        StancebookError: Where the file is unusable; where it is to be edited, also if it gives a key twice.
    """
    return _read(parse_adjudication, path, root, to_edit=to_edit, read=read)


def parse_adjudication(data: bytes, path: Path, root: Path | None = None) -> Adjudication:
    """Return the decisions in the bytes of the file at ``path``; refusals are those of ``read_adjudication``."""
    adjudication = _parse(Adjudication, ADJUDICATION_SCHEMA, data, path, root)
    _must_be(f"{adjudication.rubric}/{CONSENSUS}/{adjudication.source}.json", path, root)
    return adjudication


def read_journal(path: Path, root: Path | None = None) -> Journal:
    """Read what migrations changed in a file; the journal must lie where its rubric, reviewer and source say.

    Raises:
        StancebookError: Where the file is unusable.
    """
    data = read_bytes(path, root).removeprefix(BOM_UTF8)
    journal = _parse(Journal, JOURNAL_SCHEMA, data, path, root)
    _must_be(f"{journal.rubric}/{MIGRATIONS}/{journal.reviewer}/{journal.source}.json", path, root)
    return journal


def _read(
    parse: Callable[[bytes, Path, Path | None], M], path: Path, root: Path | None, *, to_edit: bool, read: Read
) -> M:
    data = read(path, root).removeprefix(BOM_UTF8)
    found = parse(data, path, root)
    if to_edit:
        _gives_no_key_twice(data, path, root)
    return found


def _gives_no_key_twice(data: bytes, path: Path, root: Path | None) -> None:
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


def with_all_criteria(annotation: Annotation, rubric: Rubric) -> Annotation:
    """Return the annotation with a blank coding for every criterion it lacks."""
    if rubric.by_id.keys() <= annotation.codings.keys():
        return annotation
    lacking = {criterion: BLANK for criterion in rubric.by_id if criterion not in annotation.codings}
    return annotation.model_copy(update={"codings": {**annotation.codings, **lacking}})


def _must_be(expected: str, path: Path, root: Path | None) -> None:
    if not path.as_posix().endswith(f"/{expected}"):
        message = f"says it is {expected}; move it there, or mend it"
        original = path.with_name(expected.rpartition("/")[2])
        if is_copy_of(path.stem, original.stem) and original.exists():
            advice = _DECISIONS if path.parent.name == CONSENSUS else "stance resolve joins the two"
            message = f"{COPY} made of {original.name} when two computers changed it; {advice}"
        raise StancebookError(Problem(shown_path(path, root), message))


def _parse(model: type[M], schema: str, data: bytes, path: Path, root: Path | None) -> M:
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
        by_hand = {ADJUDICATION_SCHEMA: _DECISIONS, JOURNAL_SCHEMA: _STEPS}
        advice = by_hand.get(schema, "stance resolve goes through them one by one")
        message = f"{CONFLICT}; two edits met here: {advice}"
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
