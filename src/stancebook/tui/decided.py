"""Where a reviewer was overruled, in a sentence for the home screen: from their own codings and the decisions only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError
from stancebook.model.study import Reviewer, Study

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.tui.session import Session


def decided_otherwise(session: Session, complete: Iterable[str]) -> str:
    """Return how many decisions went against the reviewer's codings; empty where none did.

    Args:
        session: The sitting.
        complete: Sources that the reviewer has completed; of others no decision is read.
    """
    workspace, rubric, reviewer = session.workspace, session.rubric, session.reviewer
    decided = [source for source in complete if workspace.adjudication_path(rubric.id, source).is_file()]
    if not decided:
        return ""
    from stancebook.comparison.learning import learning
    from stancebook.reports.learning import in_short

    try:
        sources = {source: workspace.source(source) for source in decided}
        annotations = {(reviewer, one.id): workspace.annotation(rubric, reviewer, one) for one in sources.values()}
        kept = {source: workspace.adjudication(rubric.id, source) for source in decided}
    except StancebookError:
        return ""  # stance check says what is wrong; the list itself shows which source is unusable
    found = learning(Study(rubric, sources, annotations, {reviewer: Reviewer(id=reviewer)}, kept), reviewer)
    return in_short(found) if found.overruled else ""
