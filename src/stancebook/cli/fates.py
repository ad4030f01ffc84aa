"""What becomes of codings when the rubric changes, of those that the one who asks may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.cli.session import Session
    from stancebook.model.fates import Fate
    from stancebook.model.rubric import Rubric


def shown_fates(session: Session, rubric: Rubric, *, unblind: bool) -> tuple[list[Fate], int]:
    """Return what becomes of the codings of a workspace, and how many annotations of others are left out.

    Where the rubric is none of the workspace's, or there is no workspace, there are no codings.

    Args:
        session: The session; where it is not known who asks, nothing is left out.
        rubric: The rubric as it is to be.
        unblind: Whether to show everything all the same; it is recorded in the annotations of the one who asks.
    """
    from stancebook.comparison.blind import blinded, newly_shown
    from stancebook.model.fates import fates
    from stancebook.model.problems import NotFoundError
    from stancebook.workspace.reveal import record_revealed

    try:
        if rubric.id not in session.workspace.rubric_ids():
            return [], 0
    except NotFoundError:
        return [], 0
    study = session.workspace.load(rubric.id)
    withheld = 0
    if asking := session.asking:
        if unblind:
            record_revealed(session.workspace, study, asking, newly_shown(study, asking, drafts=True))
        else:
            hidden = blinded(study, asking)
            study, withheld = hidden.study, hidden.withheld
    return [fate for annotation in study.annotations.values() for fate in fates(annotation, rubric)], withheld
