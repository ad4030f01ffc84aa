"""Writing whole annotations that came from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model import change
from stancebook.model.annotation import Annotation
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.study import Reviewer
from stancebook.workspace.desk import Desk
from stancebook.workspace.lock import locked
from stancebook.workspace.reviewers_file import append_reviewers
from stancebook.workspace.text_file import must_lie_in, shown_path
from stancebook.workspace.write_all import Rewrite, write_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.model.study import Study
    from stancebook.workspace.workspace import Workspace


def store_annotations(workspace: Workspace, study: Study, annotations: Iterable[Annotation]) -> None:
    """Write annotations and register their reviewers.

    New ones are written all or none. One that replaces another goes through the desk, so that undo brings the other
    back, and so that what somebody saved since the study was read is joined or told, not overwritten.

    Args:
        workspace: Where to.
        study: What was there when the annotations were made.
        annotations: What to write.

    Raises:
        StancebookError: Where something cannot be written or was changed meanwhile; running it again goes on from
            there.
    """
    new: list[Rewrite] = []
    there = []
    with locked(workspace.local):
        every = list(annotations)
        _register(workspace, {annotation.reviewer for annotation in every})
        for annotation in every:
            path = workspace.annotation_path(annotation.rubric, annotation.reviewer, annotation.source)
            if path.exists():
                there.append(annotation)
            else:
                new.append(Rewrite(path, None, annotation.to_json()))
        must_lie_in(workspace.root, *(one.path for one in new))
        write_all(new)
    for annotation in there:
        _replace(workspace, study, annotation)


def _register(workspace: Workspace, reviewers: set[str]) -> None:
    if unknown := sorted(reviewers - set(workspace.reviewers())):
        append_reviewers(workspace.register, [Reviewer(id=each, name=each) for each in unknown], workspace.root)


def _replace(workspace: Workspace, study: Study, annotation: Annotation) -> None:
    rubric, source, reviewer = study.rubric, study.sources[annotation.source], annotation.reviewer
    nothing = Annotation.new(rubric.id, tuple(rubric.by_id), reviewer, source.id, source.sha256)
    step = change.between(study.annotations.get((reviewer, source.id), nothing), annotation)
    desk = Desk(workspace, rubric, source, reviewer)
    meanwhile = change.clashes(step, desk.annotation)
    if not meanwhile:
        desk.replace(change.apply(step, desk.annotation))
        meanwhile = [*desk.save().clashes]
    if meanwhile:
        where = shown_path(desk.path, workspace.root)
        message = f"somebody changed {', '.join(meanwhile)} meanwhile, and that was not overwritten; run it again"
        raise StancebookError(Problem(where, message))
