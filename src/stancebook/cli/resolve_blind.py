"""Whether ``stance resolve`` may tell what others said of a source: not before the one who asks has completed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.cli.session import Session


def why_withheld(session: Session, rubric: str, source: str, *, unblind: bool) -> str:
    """Return why what others said of a source is not told; empty where it is, and that is recorded.

    Args:
        session: The session; where it is not known who asks, nothing is withheld.
        rubric: The rubric of the file in question.
        source: Its source.
        unblind: Whether to tell it all the same.

    Raises:
        StancebookError: Where it is to be told all the same, and that cannot be recorded.
    """
    from stancebook.cli.shown import remembered
    from stancebook.model.problems import StancebookError
    from stancebook.workspace.reveal import record_seen

    asking = session.asking
    if asking is None:
        return ""
    try:
        if unblind or _has_completed(session, rubric, source, asking):
            record_seen(session.workspace, session.workspace.rubric(rubric), session.workspace.source(source), asking)
            return ""
    except StancebookError as error:
        if unblind:
            raise
        return f"what others said of {source} is left out, since that {asking} saw it cannot be recorded: {error}"
    return (
        f"{asking} has not completed {source}: what others said of it is left out (--unblind shows it, and that is "
        f"recorded){remembered(session, asking)}"
    )


def _has_completed(session: Session, rubric: str, source: str, reviewer: str) -> bool:
    from stancebook.workspace.annotation_file import read_annotation

    path = session.workspace.annotation_path(rubric, reviewer, source)
    return path.exists() and read_annotation(path, session.workspace.root).complete
