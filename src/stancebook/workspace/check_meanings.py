"""The check of the rubric against itself as it was: what codings count as current by, and a frozen version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.meaning_kept import FROZEN, frozen, outlived
from stancebook.model.problems import Problem
from stancebook.workspace.rubric_examination import examine
from stancebook.workspace.rubric_history import RubricHistory
from stancebook.workspace.text_file import read_text, shown_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from stancebook.model.meaning_kept import Coded
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.workspace import Workspace


def moved_problems(workspace: Workspace, rubric: Rubric, codings: Collection[Coded]) -> Iterator[tuple[str, Problem]]:
    """Yield meanings that changed unseen, each with its rule; codings that are stale by a change are seen anyway.

    Args:
        workspace: The workspace.
        rubric: Its rubric.
        codings: Every coding of it.
    """
    digests = tuple(digest for criterion in rubric.criteria for digest in criterion.same_meaning_as)
    if not digests and rubric.status != FROZEN:
        return
    earlier = RubricHistory(workspace, rubric.id).earlier(mentioning=(rubric.version, *digests))
    found = [*outlived(rubric, codings, earlier), *frozen(rubric, earlier)]
    if not found:
        return
    path = workspace.rubrics / f"{rubric.id}.yaml"
    where = shown_path(path, workspace.root)
    tree = examine(read_text(path, workspace.root), where).tree
    for one in found:
        yield one.kind, Problem(where, one.message, *tree.place(one.loc))
