"""How the annotate screen looks, at the sizes people have. Accept a change with --snapshot-update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]


@pytest.fixture(autouse=True)
def _no_blinking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _self: None, raising=False)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=["80x24", "200x50"])
def test_annotate(snap_compare: Callable[..., bool], make_app: Make, study: Workspace, size: tuple[int, int]) -> None:
    app = make_app("zinsmeister-2024", study)

    async def code_something(pilot: Pilot[Any]) -> None:
        await pilot.press("s", "s", "s", "s", "s", "e", "3", "s", "S", "e", "4", "plus", "plus")
        await pilot.press("s", "s", "C", "C", "tab")
        await app.saver.flush()
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=code_something)
