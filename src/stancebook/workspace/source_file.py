"""Sources from text files with optional YAML front matter, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from stancebook.model.ids import check_id
from stancebook.model.newlines import normalise_newlines
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.source import FrontMatter, Source
from stancebook.workspace.complaints import complaints
from stancebook.workspace.front_matter import FENCE, split_front_matter
from stancebook.workspace.text_file import decode, read_bytes, shown_path
from stancebook.workspace.yaml_strict import read_tree
from stancebook.workspace.yaml_write import dump_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.source import Region
    from stancebook.workspace.text_file import Read
    from stancebook.workspace.yaml_tree import Loc, Tree

ENDINGS = (".md", ".txt")
"""In lower case; a file's own may be in capitals."""


def is_text(path: Path) -> bool:
    """Return whether a file, by its ending, holds a text that can be a source."""
    return path.suffix.lower() in ENDINGS


def read_source(path: Path, root: Path | None = None, *, read: Read = read_bytes) -> Source:
    """Read a source file.

    Args:
        path: The file.
        root: The workspace's folder.
        read: What reads the file, where many are read.

    Raises:
        StancebookError: Where the file or its front matter is unusable, with the place.
    """
    where = shown_path(path, root)
    text = decode(read(path, root), path, root)
    return parse_source(check_id(path.stem, f"{where}: the source id"), text, where)


def parse_source(source_id: str, text: str, where: str) -> Source:
    """Return the source that ``text`` holds: front matter between ``---`` lines, if it starts with one, and body.

    Raises:
        StancebookError: Where it cannot be told where the front matter ends, or it is no front matter. What else is
            wrong in it is left out, and told in the source's ``faults``.
    """
    text = normalise_newlines(text)
    try:
        front, body = split_front_matter(text)
    except ValueError as error:
        raise StancebookError(Problem(where, str(error), 1, 1)) from None
    if front is None:
        return Source(source_id, FrontMatter(), body, where)
    tree, faults = read_tree(front, where, first_line=2)
    if tree.data is None:
        tree.data = {}
    if not isinstance(tree.data, dict):
        message = "the front matter should be 'key: value' lines; if the text itself begins with '---', put an empty "
        raise StancebookError(Problem(where, message + "front matter ('---' twice) before it", 2, 1))
    meta, wrong, told = _front(tree, where)
    listed = len(tree.data["regions"]) if meta.regions else 0
    numbers = [number for number in range(listed) if ("regions", number) not in wrong]
    told += [
        Problem(where, _beyond(region, body), *tree.place(("regions", number, "end")))
        for number, region in zip(numbers, meta.regions, strict=True)
        if region.end > len(body)
    ]
    every = sorted([*faults, *told], key=lambda one: (one.line or 0, one.column or 0))
    return Source(source_id, meta, body, where, tuple(every))


def _front(tree: Tree, where: str) -> tuple[FrontMatter, set[Loc], list[Problem]]:
    """Return what is known of a source without the keys and entries of the wrong form, these, and what is to be said.

    What does not read as it should is no reason to do without the text, nor without the rest of the study.
    """
    try:
        return FrontMatter.model_validate_json(json.dumps(tree.data)), set(), []
    except ValidationError as error:
        problems = complaints(FrontMatter, error, tree, where)
        places = [item["loc"] for item in error.errors(include_url=False)]
    wrong = {loc[: 2 if len(loc) > 1 and isinstance(loc[1], int) else 1] for loc in places}
    left = {key: value for key, value in tree.data.items() if (key,) not in wrong}
    for key in {loc[0] for loc in wrong if len(loc) > 1}:
        left[key] = [one for number, one in enumerate(left[key]) if (key, number) not in wrong]
    return FrontMatter.model_validate_json(json.dumps(left)), wrong, problems


def _beyond(region: Region, body: str) -> str:
    return (
        f"the region ends at {region.end}, but the text has only {len(body)} characters; correct where the "
        f"{region.kind} starts and ends"
    )


def format_source(front: FrontMatter, body: str) -> str:
    """Return a source file's text. The body is kept to the last character.

    Args:
        front: What is known of the source; keys without content are left out.
        body: The text.
    """
    data = front.model_dump(mode="json", exclude_defaults=True)
    for region in data.get("regions", ()):
        if not region.get("note"):
            region.pop("note", None)
    yaml_text = dump_yaml(data) if data else ""
    return f"{FENCE}\n{yaml_text}{FENCE}\n{body}"
