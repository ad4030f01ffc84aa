"""Annotation files: JSON in, JSON out, and clear words about what is wrong with one."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from stancebook.model.annotation import BLANK, SCHEMA, Annotation
from stancebook.model.base import Model
from stancebook.model.decision import SCHEMA as ADJUDICATION_SCHEMA
from stancebook.model.decision import Adjudication
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.text_file import decode, read_bytes, shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.rubric import Rubric

M = TypeVar("M", bound=Model)

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)


def read_annotation(path: Path, root: Path | None = None) -> Annotation:
    """Read an annotation file, which must lie where its rubric, reviewer and source say.

    Raises:
        StancebookError: Where it is broken, holds git conflict markers, has another schema, or lies elsewhere.
    """
    annotation = _read(Annotation, SCHEMA, path, root)
    expected = f"{annotation.rubric}/{annotation.reviewer}/{annotation.source}.json"
    if not path.as_posix().endswith(f"/{expected}"):
        message = f"says it is {expected}; move it there, or mend it"
        raise StancebookError(Problem(shown_path(path, root), message))
    return annotation


def read_adjudication(path: Path, root: Path | None = None) -> Adjudication:
    """Read the decisions on one source.

    Raises:
        StancebookError: Where the file is unusable.
    """
    return _read(Adjudication, ADJUDICATION_SCHEMA, path, root)


def with_all_criteria(annotation: Annotation, rubric: Rubric) -> Annotation:
    """Return the annotation with a blank coding for every criterion it lacks."""
    lacking = {criterion: BLANK for criterion in rubric.by_id if criterion not in annotation.codings}
    if not lacking:
        return annotation
    return annotation.model_copy(update={"codings": {**annotation.codings, **lacking}})


def _read(model: type[M], schema: str, path: Path, root: Path | None) -> M:
    data = read_bytes(path, root).removeprefix(BOM_UTF8)
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise StancebookError(_why(decode(data, path, root), schema, error, shown_path(path, root))) from None


def _why(text: str, schema: str, error: ValidationError, where: str) -> list[Problem]:
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        message = "git conflict markers; two edits met here: keep one side of each, then run stance check"
        return [Problem(where, message, line, 1)]
    try:
        data = json.loads(text)
    except json.JSONDecodeError as broken:
        message = f"broken JSON ({broken.msg}); restore the file from git or mend this place"
        return [Problem(where, message, broken.lineno, broken.colno)]
    except (RecursionError, ValueError):
        return [Problem(where, "broken JSON (nested too deep, or a number too large); restore the file from git")]
    found = data.get("schema") if isinstance(data, dict) else None
    if found != schema:
        return [Problem(where, _other_schema(found, schema))]
    problems = []
    for item in error.errors(include_url=False):
        path = ".".join(str(part) for part in item["loc"])
        problems.append(Problem(where, f"{path or 'the file'}: {item['msg'][0].lower()}{item['msg'][1:]}"))
    return problems


def _other_schema(found: object, schema: str) -> str:
    family, _, version = schema.rpartition("/")
    if not isinstance(found, str) or not found.startswith(f"{family}/"):
        return f"is not an annotation file: 'schema' should be '{schema}'"
    number = found.rpartition("/")[2]
    if number.isdecimal() and int(number) > int(version):
        return f"was written by a newer Stancebook ({found}; this one reads {schema}); pip install -U stancebook"
    return f"has an unknown schema '{found[:80]}'; this Stancebook reads {schema}"
