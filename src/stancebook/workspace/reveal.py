"""Recording that a reviewer was shown another's coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.workspace.desk import Desk, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.model.study import Study
    from stancebook.workspace.workspace import Workspace


def record_revealed(
    workspace: Workspace, study: Study, reviewer: str, sources: Iterable[str], now: Callable[[], str] = utc_now
) -> None:
    """Write ``revealed_at`` into a reviewer's annotations of ``sources``, where it is not there yet.

    Raises:
        StancebookError: Where an annotation cannot be written.
    """
    for source in sources:
        record_seen(workspace, study.rubric, study.sources[source], reviewer, now)


def record_seen(
    workspace: Workspace, rubric: Rubric, source: Source, reviewer: str, now: Callable[[], str] = utc_now
) -> None:
    """Write ``revealed_at`` into a reviewer's annotation of one source; as ``record_revealed``."""
    desk = Desk(workspace, rubric, source, reviewer, now)
    desk.reveal()
    desk.save()
