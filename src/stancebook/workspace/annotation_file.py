"""Annotation files, and those with decisions: read where they must lie."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import TYPE_CHECKING, TypeVar

from stancebook.model.annotation import BLANK, SCHEMA, Annotation
from stancebook.model.base import Model
from stancebook.model.decision import SCHEMA as ADJUDICATION_SCHEMA
from stancebook.model.decision import Adjudication
from stancebook.model.ids import CONSENSUS
from stancebook.workspace.json_file import must_give_no_key_twice, must_lie_at, parse_json
from stancebook.workspace.text_file import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.workspace.text_file import Read

M = TypeVar("M", bound=Model)


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
    annotation = parse_json(Annotation, SCHEMA, data, path, root)
    must_lie_at(f"{annotation.rubric}/{annotation.reviewer}/{annotation.source}.json", path, root)
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
    adjudication = parse_json(Adjudication, ADJUDICATION_SCHEMA, data, path, root)
    must_lie_at(f"{adjudication.rubric}/{CONSENSUS}/{adjudication.source}.json", path, root)
    return adjudication


def _read(
    parse: Callable[[bytes, Path, Path | None], M], path: Path, root: Path | None, *, to_edit: bool, read: Read
) -> M:
    data = read(path, root).removeprefix(BOM_UTF8)
    found = parse(data, path, root)
    if to_edit:
        must_give_no_key_twice(data, path, root)
    return found


def with_all_criteria(annotation: Annotation, rubric: Rubric) -> Annotation:
    """Return the annotation with a blank coding for every criterion it lacks."""
    if rubric.by_id.keys() <= annotation.codings.keys():
        return annotation
    lacking = {criterion: BLANK for criterion in rubric.by_id if criterion not in annotation.codings}
    return annotation.model_copy(update={"codings": {**annotation.codings, **lacking}})
