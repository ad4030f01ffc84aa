"""Recording that a reviewer was shown another's coding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.workspace.desk import Desk, utc_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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
        desk = Desk(workspace, study.rubric, study.sources[source], reviewer, now)
        desk.reveal()
        desk.save()
