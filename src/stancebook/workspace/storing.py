"""Writing whole annotations that came from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.study import Reviewer
from stancebook.workspace.desk import Desk
from stancebook.workspace.lock import locked
from stancebook.workspace.reviewers_file import append_reviewers
from stancebook.workspace.safe_write import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.model.annotation import Annotation
    from stancebook.model.study import Study
    from stancebook.workspace.workspace import Workspace


def store_annotations(workspace: Workspace, study: Study, annotations: Iterable[Annotation]) -> None:
    """Write annotations and register their reviewers.

    One that replaces another goes through the desk, so that undo brings the other back.

    Args:
        workspace: Where to.
        study: What is there now.
        annotations: What to write.

    Raises:
        StancebookError: Where something cannot be written; running it again goes on from there.
    """
    new = list(annotations)
    registered = workspace.reviewers()
    unknown = sorted({annotation.reviewer for annotation in new} - set(registered))
    if unknown:
        append_reviewers(workspace.register, [Reviewer(id=each, name=each) for each in unknown], workspace.root)
    fresh = [annotation for annotation in new if (annotation.reviewer, annotation.source) not in study.annotations]
    with locked(workspace.local):
        for annotation in fresh:
            path = workspace.annotation_path(annotation.rubric, annotation.reviewer, annotation.source)
            write_text(path, annotation.to_json())
    for annotation in new:
        if (annotation.reviewer, annotation.source) in study.annotations:
            desk = Desk(workspace, study.rubric, study.sources[annotation.source], annotation.reviewer)
            desk.replace(annotation)
            desk.save()
