"""The register of reviewers, ``annotations/reviewers.yaml``. People write it; the program only appends."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.study import Reviewer, ReviewerRegister
from stancebook.workspace.complaints import validate_tree
from stancebook.workspace.conflict_markers import CONFLICT, conflict_line
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.text_file import must_lie_in, read_text, shown_path
from stancebook.workspace.yaml_strict import read_yaml
from stancebook.workspace.yaml_write import dump_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from stancebook.workspace.yaml_tree import Tree

_HEAD = """\
# Who codes. kind: person, model or gold. how: how they went about it; reports show it.
# Who codes the same sources once more does so under an id of their own, with second_pass_of: the first id.
reviewers:
"""
_INDENT: Final = "  "
_DASH: Final = re.compile(r"^( *)-(?:\s|$)", re.MULTILINE)  # of the first entry; a list need not be indented


class Entry(NamedTuple):
    """A reviewer in the register.

    Attributes:
        reviewer: Who.
        lines: The lines of the file that say so.
        number: The how-manieth entry it is, from 0.
        tree: The file.
    """

    reviewer: Reviewer
    lines: str
    number: int
    tree: Tree

    def place(self, key: str = "") -> tuple[int, int]:
        """Return line and column of a key, or of the entry where it does not have it."""
        return self.tree.place(("reviewers", self.number, key))


def read_reviewers(path: Path, root: Path | None = None) -> dict[str, Reviewer]:
    """Read the register; empty where there is none.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    if not os.path.lexists(path):
        return {}
    where = shown_path(path, root)
    return _by_id(parse_entries(read_text(path, root), where), where)


def parse_entries(text: str, where: str) -> list[Entry]:
    """Return the entries of a register as they stand there, even where somebody is in it twice.

    Raises:
        StancebookError: Where it is no register.
    """
    if line := conflict_line(text):
        raise StancebookError(Problem(where, f"{CONFLICT}; two edits met here: stance resolve joins them", line, 1))
    tree = read_yaml(text, where)
    if tree.data is None or tree.data == {"reviewers": None}:
        return []
    reviewers = validate_tree(ReviewerRegister, tree, where).reviewers
    starts = [tree.place(("reviewers", index))[0] for index in range(len(reviewers))]
    lines = text.splitlines(keepends=True)
    ends = [start - 1 for start in starts[1:]] + [len(lines)] * bool(starts)
    return [
        Entry(reviewer, "".join(lines[start - 1 : end]), index, tree)
        for index, (reviewer, start, end) in enumerate(zip(reviewers, starts, ends, strict=True))
    ]


def _by_id(entries: Sequence[Entry], where: str) -> dict[str, Reviewer]:
    found: dict[str, Reviewer] = {}
    for entry in entries:
        if entry.reviewer.id in found:
            message = f"the reviewer '{entry.reviewer.id}' is registered twice; stance resolve asks which entry stands"
            raise StancebookError(Problem(where, message, *entry.place("id")))
        found[entry.reviewer.id] = entry.reviewer
    for entry in entries:
        if reason := _why_no_second_pass(entry.reviewer, found):
            raise StancebookError(Problem(where, reason, *entry.place("second_pass_of")))
    return found


def register_text(text: str, entries: Sequence[Entry], where: str) -> str:
    """Return a register with other entries, its head as it was and every entry in its own lines.

    Where those lines make no such register together, entries are written anew.

    Raises:
        StancebookError: Where no register comes of it.
    """
    old = parse_entries(text, where)
    head = text if not old else "".join(text.splitlines(keepends=True)[: old[0].place()[0] - 1])
    wanted = [entry.reviewer for entry in entries]
    made = _ended(head) + "".join(_ended(entry.lines) for entry in entries)
    with suppress(StancebookError):
        if [entry.reviewer for entry in parse_entries(made, where)] == wanted:
            return made
    comments = "".join(f"{line}\n" for line in head.splitlines() if line.startswith("#"))
    made = f"{comments}reviewers:\n{''.join(map(_line, wanted))}"
    _by_id(parse_entries(made, where), where)
    return made


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _line(reviewer: Reviewer, indent: str = _INDENT) -> str:
    """Return an entry in one line: whoever puts those of two branches together keeps each whole."""
    known = reviewer.model_dump(mode="json", exclude_none=True)
    return f"{indent}- {dump_line({**known, 'name': reviewer.display})}\n"


def _why_no_second_pass(reviewer: Reviewer, registered: Mapping[str, Reviewer]) -> str | None:
    """Return what keeps a reviewer from being the second pass of whom they say, or None."""
    first = reviewer.second_pass_of
    if first is None:
        return None
    if first == reviewer.id:
        return f"'{first}' cannot be their own second pass; a second pass has an id of its own, like {first}.again"
    if first not in registered:
        return f"'{reviewer.id}' is a second pass of '{first}', who is not registered{did_you_mean(first, registered)}"
    if registered[first].second_pass_of is not None:
        return f"'{reviewer.id}' is a pass after a second pass; name the first: {registered[first].second_pass_of}"
    return None


def append_reviewers(path: Path, new: Sequence[Reviewer], root: Path | None = None) -> None:
    """Add reviewers at the end of the register; what stands there keeps its form and comments.

    Raises:
        StancebookError: Where the file cannot be written, or its form leaves no place to append.
    """
    if root is not None:
        must_lie_in(root, path)
    before = read_text(path, root) if path.is_file() else _HEAD
    dash = _DASH.search(before)
    after = before.rstrip("\n") + "\n" + "".join(_line(one, dash[1] if dash else _INDENT) for one in new)
    where = shown_path(path, root)
    try:
        register = validate_tree(ReviewerRegister, read_yaml(after, where), where)
    except StancebookError:
        register = ReviewerRegister()
    if not {one.id for one in new} <= {known.id for known in register.reviewers}:
        names = ", ".join(one.id for one in new)
        raise StancebookError(Problem(where, f"{names} could not be added at its end; add them by hand"))
    write_text(path, after)
