"""Gold answers to a source of the training round, read once the reviewer has completed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.study import Reviewer, Study
from stancebook.workspace.annotation_file import read_annotation, with_all_criteria

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.workspace.desk import Desk


def gold_answers(desk: Desk) -> Study | None:
    """Return the reviewer's codings of an anchor and the gold answers.

    None where the source is no anchor, the reviewer has not completed it, or there are no gold answers.

    Raises:
        StancebookError: Where a file of gold answers is unusable.
    """
    rubric, source, workspace, own = desk.rubric, desk.source, desk.workspace, desk.annotation
    if source.id not in rubric.anchors or not own.complete:
        return None
    annotations: dict[tuple[str, str], Annotation] = {}
    registered = workspace.reviewers()
    for one in registered.values():
        path = workspace.annotation_path(rubric.id, one.id, source.id)
        if one.kind == "gold" and one.id != own.reviewer and path.is_file():
            gold = with_all_criteria(read_annotation(path, workspace.root), rubric)
            if gold.complete:
                annotations[one.id, source.id] = gold
    if not annotations:
        return None
    known = {reviewer: registered[reviewer] for reviewer, _ in annotations}
    reviewers = {own.reviewer: Reviewer(id=own.reviewer), **known}
    return Study(rubric, {source.id: source}, {(own.reviewer, source.id): own, **annotations}, reviewers)
