"""What tests of the matrix share: waiting for it, and its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.tui.overview import Place
from stancebook.tui.screens.matrix import MatrixScreen
from stancebook.tui.screens.quotes import QuotesScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from stancebook.tui.app import StancebookApp

SIZE = (80, 24)
WIDE = (200, 50)
RIGHTS = Place("gang-crackdown-2022", "due_process")


async def begun(app: StancebookApp, pilot: Pilot[Any]) -> MatrixScreen:
    """Wait until the study was read, intervals and all."""
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


def quotes(app: StancebookApp) -> QuotesScreen:
    screen = app.screen
    assert isinstance(screen, QuotesScreen)
    return screen
