"""The check of what ``.gitattributes`` has git do where two branches meet in a file of a study."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.git import repository
from stancebook.workspace.text_file import read_bytes, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.workspace.workspace import Workspace

_FILE: Final = ".gitattributes"
_LINE: Final = re.compile(r'[ \t]*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"#]\S*))[ \t]')
_MERGE: Final = re.compile(r"(?<=[ \t])(?:merge=\S+|[-!]?merge|binary)(?!\S)")
_UNION: Final = "merge=union"


class _Line(NamedTuple):
    """What a line says of merging: the file and the place, its pattern by folders, and the words."""

    where: str
    line: int
    column: int
    pattern: tuple[str, ...]
    said: str


def union_problems(workspace: Workspace) -> Iterator[Problem]:
    """Yield lines of ``.gitattributes`` by which git joins rubrics, annotations or the register without a conflict."""
    top = repository(workspace.root)

    @cache
    def lines_for(folder: Path) -> tuple[_Line, ...]:
        above = () if folder == top or top not in folder.parents else lines_for(folder.parent)
        return (*above, *_lines_in(folder, top, workspace.root))

    found: dict[_Line, list[str]] = {}
    for path in _files(workspace):
        parts = path.relative_to(top).parts if top in path.parents else path.parts
        saying = [line for line in lines_for(path.parent) if _matches(line.pattern, parts)]
        if saying and saying[-1].said == _UNION:
            found.setdefault(saying[-1], []).append(shown_path(path, workspace.root))
    for line, paths in found.items():
        more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
        message = (
            f"{_UNION} lets git join {paths[0]}{more} line by line, without a conflict: entries get lost or mixed; "
            "take it out (stance resolve joins the conflicts that git then reports)"
        )
        yield Problem(line.where, message, line.line, line.column)


def _files(workspace: Workspace) -> Iterator[Path]:
    yield workspace.register
    for rubric in workspace.rubric_ids():
        yield workspace.rubrics / f"{rubric}.yaml"
        yield from workspace.annotation_paths(rubric)
        yield from workspace.adjudication_paths(rubric)


def _lines_in(folder: Path, top: Path, root: Path) -> Iterator[_Line]:
    """Yield what the file of a folder says of merging; of two that match a path, the later one counts for git."""
    path = folder / _FILE
    if not path.is_file():
        return
    text = ""
    with suppress(StancebookError):
        text = read_bytes(path, top).decode("utf-8-sig", "replace")
    where = Path(os.path.relpath(path, root)).as_posix()
    here = folder.relative_to(top).parts if folder.is_relative_to(top) else folder.parts
    for number, line in enumerate(text.split("\n"), 1):
        begins = _LINE.match(line)
        said = list(_MERGE.finditer(line, begins.end() - 1)) if begins else []
        if begins and said:
            pattern = _by_folders(begins["quoted"] or begins["plain"] or "")
            yield _Line(where, number, said[-1].start() + 1, (*here, *pattern), said[-1][0])


def _by_folders(pattern: str) -> tuple[str, ...]:
    """Return a pattern's parts from the folder of its file on: without a slash, it matches names in any folder."""
    parts = pattern.removeprefix("/").split("/") if "/" in pattern else ["**", pattern]
    # Any folders again and again are any folders: told apart, they would be tried in every combination.
    return tuple(part for part, before in zip(parts, ["", *parts], strict=False) if part != "**" or before != "**")


def _matches(pattern: Sequence[str], path: Sequence[str]) -> bool:
    if not pattern:
        return not path
    if pattern[0] == "**":
        return any(_matches(pattern[1:], path[at:]) for at in range(len(path) + 1))
    return bool(path) and fnmatchcase(path[0], pattern[0]) and _matches(pattern[1:], path[1:])
