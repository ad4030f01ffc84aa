"""What tests of the compare screen share: waiting for it, choosing in its dialogs, looking at it and at the files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from stancebook.tui.screens.compare import CompareScreen
from stancebook.tui.screens.dialog import Dialog

from .conftest import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.pilot import Pilot
    from textual.screen import Screen

    from stancebook.model.decision import Decision
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.docket import Docket
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]


async def compared(app: StancebookApp, pilot: Pilot[Any]) -> CompareScreen:
    """Return the compare screen, once everything is read."""
    sitting = app.adjudicating
    await until(pilot, lambda: isinstance(app.screen, CompareScreen) and (sitting.docket or sitting.problem))
    assert isinstance(app.screen, CompareScreen)
    return app.screen


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Wait until something holds: a loaded machine opens dialogs and reads files when it can."""
    for _ in range(300):
        await pilot.pause(0.01)
        if condition():
            await pilot.pause()
            return
    raise AssertionError("it never came about")


def _another_dialog(app: App[Any], before: Screen[Any]) -> bool:
    return isinstance(app.screen, Dialog) and app.screen is not before


async def choose(pilot: Pilot[Any], opening: str, *keys: str) -> None:
    """Press the key that opens a dialog, then a key in it, and in each that follows."""
    app = pilot.app
    before = app.screen
    await pilot.press(opening)
    for key in keys:
        await until(pilot, partial(_another_dialog, app, before))
        before = app.screen
        await pilot.press(key)
    await until(pilot, lambda: not isinstance(app.screen, Dialog))


def outdated(docket: Docket | None) -> bool:
    return docket is not None and any(one.outdated for one in docket.every)


def at(screen: CompareScreen) -> tuple[str, str]:
    return screen.one.source, screen.one.criterion.id


def decided(workspace: Workspace, source: str = "alpha", criterion: str = "works") -> Decision | None:
    return workspace.adjudication("tiny", source).current(criterion)


def status(app: StancebookApp) -> str:
    return shown(app).splitlines()[-2]
