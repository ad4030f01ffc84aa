"""Sources from text files with optional YAML front matter, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.ids import check_id
from stancebook.model.newlines import normalise_newlines
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.source import FrontMatter, Source
from stancebook.workspace.complaints import validate_tree
from stancebook.workspace.front_matter import FENCE, split_front_matter
from stancebook.workspace.text_file import decode, read_bytes, shown_path
from stancebook.workspace.yaml_strict import read_yaml
from stancebook.workspace.yaml_write import dump_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.text_file import Read

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
        StancebookError: Where the front matter is unusable, with the place.
    """
    text = normalise_newlines(text)
    try:
        front, body = split_front_matter(text)
    except ValueError as error:
        raise StancebookError(Problem(where, str(error), 1, 1)) from None
    if front is None:
        return Source(source_id, FrontMatter(), body, where)
    tree = read_yaml(front, where, first_line=2)
    if tree.data is None:
        tree.data = {}
    if not isinstance(tree.data, dict):
        message = "the front matter should be 'key: value' lines; if the text itself begins with '---', put an empty "
        raise StancebookError(Problem(where, message + "front matter ('---' twice) before it", 2, 1))
    meta = validate_tree(FrontMatter, tree, where)
    for index, region in enumerate(meta.regions):
        if region.end > len(body):
            line, column = tree.place(("regions", index, "end"))
            message = f"the region ends at {region.end}, but the text has only {len(body)} characters"
            raise StancebookError(Problem(where, message, line, column))
    return Source(source_id, meta, body, where)


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
