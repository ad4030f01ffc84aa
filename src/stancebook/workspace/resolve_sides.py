"""The two versions of an annotation that met: from git, from conflict markers, from a sync program's copy."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.ids import CONSENSUS
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.annotation_file import parse_annotation
from stancebook.workspace.git import git
from stancebook.workspace.json_file import keys_given_twice
from stancebook.workspace.listing import files_in
from stancebook.workspace.resolve_copies import original_of
from stancebook.workspace.text_file import read_text, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stancebook.model.annotation import Annotation, Judgement
    from stancebook.workspace.workspace import Workspace

_MARKER: Final = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: [^\r\n]*)?\r?\n?")
_BY_HAND: Final = "name both versions with --ours FILE --theirs FILE (git show :2:./NAME and git show :3:./NAME)"


class Conflict(NamedTuple):
    """A file in which two edits met.

    Attributes:
        path: The annotation's file.
        copy: The conflicted copy beside it; None where the file itself holds conflict markers.
    """

    path: Path
    copy: Path | None = None


class Sides(NamedTuple):
    """The versions that met.

    Attributes:
        ours: One version: what was here.
        theirs: The other.
        base: What both started from, where it is known.
        texts: What is kept beside, by name: the file as it is, and every version.
    """

    ours: Annotation
    theirs: Annotation
    base: Annotation | None
    texts: dict[str, str]


def conflicts(workspace: Workspace) -> Iterator[Conflict]:
    """Yield the annotation files of a workspace that hold conflict markers or have conflicted copies beside them."""
    for folder in _folders(workspace):
        if folder.name != CONSENSUS:
            yield from _conflicts_in(workspace, folder)


def decision_conflicts(workspace: Workspace) -> Iterator[Conflict]:
    """Yield the same of the files of decisions."""
    for folder in _folders(workspace):
        if folder.name == CONSENSUS:
            yield from _conflicts_in(workspace, folder)


def _folders(workspace: Workspace) -> list[Path]:
    folders = sorted(workspace.annotations.glob("*/*")) if workspace.annotations.is_dir() else []
    return [folder for folder in folders if folder.is_dir() and not folder.name.startswith(".")]


def _conflicts_in(workspace: Workspace, folder: Path) -> Iterator[Conflict]:
    paths = files_in(folder, ".json", workspace.root)
    names = {path.stem for path in paths}
    known = {name for name in names if original_of(name, names - {name}) is None}
    for path in paths:
        if original := original_of(path.stem, known):
            yield Conflict(path.with_name(f"{original}.json"), path)
        elif has_markers(read_text(path, workspace.root)):
            yield Conflict(path)


def has_markers(text: str) -> bool:
    """Return whether a text holds git conflict markers."""
    return "<<<<<<<" in text and any(_MARKER.fullmatch(line) for line in text.splitlines(keepends=True))


def split_markers(text: str, where: str) -> tuple[str, str, str | None]:
    """Return ours, theirs and, where git wrote it, the base of a text with conflict markers.

    Raises:
        StancebookError: Where the markers do not belong together.
    """
    sides: dict[str, list[str]] = {"<": [], "|": [], ">": []}
    now, has_base = "", False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        mark = line[0] if _MARKER.fullmatch(line) else ""
        if not mark:
            for side, lines in sides.items():
                if now in {"", side}:
                    lines.append(line)
            continue
        follows = {"": "<", "<": "|=", "|": "=", ">": ">"}[now]
        if mark not in follows:
            message = f"a conflict marker stands where none belongs; {_BY_HAND}"
            raise StancebookError(Problem(where, message, number, 1))
        has_base = has_base or mark == "|"
        now = {"<": "<", "|": "|", "=": ">", ">": ""}[mark]
    if now:
        raise StancebookError(Problem(where, f"a conflict marker is never closed; {_BY_HAND}"))
    ours, base, theirs = ("".join(sides[side]) for side in "<|>")
    return ours, theirs, base if has_base else None


def versions_of(conflict: Conflict, root: Path) -> dict[str, str]:
    """Return the texts that met in a file, by name: ``ours``, ``theirs``, and what else is known.

    Raises:
        StancebookError: Where they cannot be told apart.
    """
    text = read_text(conflict.path, root)
    if conflict.copy is not None:
        return {"ours": text, "theirs": read_text(conflict.copy, root)}
    if staged := from_git(conflict.path):
        return {"conflicted": text, **staged}
    ours, theirs, base = split_markers(text, shown_path(conflict.path, root))
    versions = {"conflicted": text, "ours": ours, "theirs": theirs}
    return versions if base is None else {**versions, "base": base}


def sides_of(conflict: Conflict, root: Path) -> Sides:
    """Return the versions that met in a file.

    Raises:
        StancebookError: Where a version is unusable, or cannot be told from the other.
    """
    path = conflict.path
    sides = _parsed(path, versions_of(conflict, root), root)
    mixed = sorted({*_unfitting(sides.ours), *_unfitting(sides.theirs)})
    if mixed and conflict.copy is None and from_git(path) is None:
        message = (
            f"git has mixed two edits of {', '.join(mixed)}, and the file alone cannot tell them apart; {_BY_HAND}"
        )
        raise StancebookError(Problem(shown_path(path, root), message))
    return sides


def given_sides(path: Path, root: Path, ours: Path, theirs: Path) -> Sides:
    """Return two versions of the annotation at ``path`` that somebody names.

    Raises:
        StancebookError: Where one is unusable.
    """
    versions = {"ours": read_text(ours), "theirs": read_text(theirs)}
    return _parsed(path, {"conflicted": read_text(path, root), **versions} if path.exists() else versions, root)


def _parsed(path: Path, texts: dict[str, str], root: Path) -> Sides:
    made = {name: _version(path, name, text, root) for name, text in texts.items() if name != "conflicted"}
    return Sides(made["ours"], made["theirs"], made.get("base"), texts)


def _version(path: Path, name: str, text: str, root: Path) -> Annotation:
    data = text.encode("utf-8")
    where = f"{shown_path(path, root)} ({name})"
    try:
        version = parse_annotation(data, path, root)
    except StancebookError as error:
        raise StancebookError([Problem(where, one.message, one.line, one.column) for one in error.problems]) from None
    if twice := keys_given_twice(data, where):
        raise StancebookError(one._replace(message=f"{one.message}, and {_BY_HAND}") for one in twice)
    return version


def _unfitting(version: Annotation) -> Iterator[str]:
    judgements: list[tuple[str, Judgement]] = [*version.codings.items()]
    judgements += [("positions of others", one) for one in version.attributed]  # whose, is a judgement too
    for name, one in judgements:
        if one.rev != one.expected_rev:
            yield name


def from_git(path: Path) -> dict[str, str] | None:
    """Return the versions that git holds of a file it could not merge, or None where it holds none."""
    found = {}
    for stage, name in ((1, "base"), (2, "ours"), (3, "theirs")):
        try:
            found[name] = git(path.parent, "show", f":{stage}:./{path.name}").decode("utf-8-sig")
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            continue
    return found if {"ours", "theirs"} <= set(found) else None
