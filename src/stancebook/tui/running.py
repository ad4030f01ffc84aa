"""The application begun at a terminal, and how it ends: each screen with the keys and the theme of whoever runs it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError
from stancebook.tui.app import StancebookApp
from stancebook.tui.ending import crashed, keep_the_rest
from stancebook.tui.preferences import RememberedTheme, keymap_of
from stancebook.tui.session import Session

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric
    from stancebook.tui.overview import Arrangement
    from stancebook.tui.saving import Saveable
    from stancebook.workspace.workspace import Workspace


def run_annotate(workspace: Workspace, rubric: Rubric, reviewer: str, source_id: str | None) -> None:
    """Open the annotate screen; without a source, at the reviewer's next unfinished one.

    Raises:
        StancebookError: Where there is no terminal, or the source is unusable.
    """
    need_terminal()
    if source_id is None:
        session = Session(workspace, rubric, reviewer)
        source_id = session.next_unfinished() or next(iter(session.ids), None)
    app = _as_preferred(workspace, rubric, reviewer, source_id)
    if source_id is not None:
        app.session.open(source_id)
    run(app)


def run_home(workspace: Workspace, rubric: Rubric, reviewer: str) -> None:
    """Open the list of the reviewer's sources.

    Raises:
        StancebookError: Where there is no terminal.
    """
    need_terminal()
    run(_as_preferred(workspace, rubric, reviewer))


def run_compare(
    workspace: Workspace, rubric: Rubric, reviewer: str, source_id: str | None, *, unblinded: bool = False
) -> None:
    """Open the compare screen; without a source, at the gravest disagreement that waits for a decision.

    Raises:
        StancebookError: Where there is no terminal.
    """
    need_terminal()
    run(_as_preferred(workspace, rubric, reviewer, source_id, compare=True, unblinded=unblinded))


def run_matrix(
    workspace: Workspace, rubric: Rubric, reviewer: str, arrangement: Arrangement, *, unblinded: bool = False
) -> None:
    """Open the matrix.

    Args:
        workspace: The workspace.
        rubric: The rubric.
        reviewer: Who looks; ``NOBODY`` where that is not known.
        arrangement: How it is shown.
        unblinded: Whether they asked for others' codings of sources that they have not completed.

    Raises:
        StancebookError: Where there is no terminal.
    """
    need_terminal()
    run(_as_preferred(workspace, rubric, reviewer, matrix=arrangement, unblinded=unblinded))


def _as_preferred(
    workspace: Workspace,
    rubric: Rubric,
    reviewer: str,
    source_id: str | None = None,
    *,
    compare: bool = False,
    matrix: Arrangement | None = None,
    unblinded: bool = False,
) -> StancebookApp:
    """Return the application with the keys and the theme of whoever runs it."""
    return StancebookApp(
        workspace,
        rubric,
        reviewer,
        source_id,
        compare=compare,
        matrix=matrix,
        unblinded=unblinded,
        keymap=keymap_of(workspace),
        remembered_theme=RememberedTheme.of_user(),
    )


def need_terminal(instead: str = "stance code and stance show do the same without one") -> None:
    """Refuse to go on without a terminal; where there is one, what it says of its size holds.

    Args:
        instead: What to do without one.

    Raises:
        StancebookError: Where there is none.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise StancebookError(f"this needs a terminal; {instead}")
    for name in ("COLUMNS", "LINES"):  # whoever started us may have left them there, and they never change
        os.environ.pop(name, None)


def run(app: StancebookApp) -> None:
    """Run the application; however it ends, save what is not saved yet.

    Raises:
        StancebookError: Where it ended by a fault of its own.
    """
    app.run()
    desks: list[Saveable] = [*app.session.desks.values(), *app.decision_desks]
    keep_the_rest(desk for desk in desks if desk.unsaved)
    if app.fault is not None:
        raise crashed(app.fault) from None
