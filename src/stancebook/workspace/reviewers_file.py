"""The register of reviewers, ``annotations/reviewers.yaml``. People write it; the program only appends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.study import Reviewer, ReviewerRegister
from stancebook.workspace.complaints import validate_tree
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.text_file import must_lie_in, read_text, shown_path
from stancebook.workspace.yaml_strict import read_yaml
from stancebook.workspace.yaml_write import dump_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_HEAD = """\
# Who codes. kind: person, model or gold. how: how they went about it; reports show it.
# Who codes the same sources once more does so under an id of their own, with second_pass_of: the first id.
reviewers:
"""


def read_reviewers(path: Path, root: Path | None = None) -> dict[str, Reviewer]:
    """Read the register; empty where there is none.

    Raises:
        StancebookError: With every problem, each with line and column.
    """
    if not path.is_file():
        return {}
    where = shown_path(path, root)
    tree = read_yaml(read_text(path, root), where)
    if tree.data is None or tree.data == {"reviewers": None}:
        return {}
    register = validate_tree(ReviewerRegister, tree, where)
    found: dict[str, Reviewer] = {}
    for index, reviewer in enumerate(register.reviewers):
        if reviewer.id in found:
            message = f"the reviewer '{reviewer.id}' is registered twice"
            raise StancebookError(Problem(where, message, *tree.place(("reviewers", index, "id"))))
        found[reviewer.id] = reviewer
    for index, reviewer in enumerate(register.reviewers):
        if reason := _why_no_second_pass(reviewer, found):
            raise StancebookError(Problem(where, reason, *tree.place(("reviewers", index, "second_pass_of"))))
    return found


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
    entries = [{"id": one.id, "name": one.name or one.id, "kind": one.kind, "how": one.how} for one in new]
    lines = dump_yaml(entries).splitlines()
    after = before.rstrip("\n") + "\n" + "".join(f"  {line}\n" for line in lines)
    where = shown_path(path, root)
    try:
        register = validate_tree(ReviewerRegister, read_yaml(after, where), where)
    except StancebookError:
        register = ReviewerRegister()
    if not {one.id for one in new} <= {known.id for known in register.reviewers}:
        names = ", ".join(one.id for one in new)
        raise StancebookError(Problem(where, f"{names} could not be added at its end; add them by hand"))
    write_text(path, after)
