"""How the other screens look, and the reader with hard texts. Accept a change with --snapshot-update."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input, TextArea

from stancebook.model.answer import Answer
from stancebook.tui.screens.overruled import OverruledRows
from stancebook.tui.tour.screen import tour_app
from stancebook.tui.tour.study import lay_out
from stancebook.workspace.decision_desk import DecisionDesk
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]
    Compare = Callable[..., bool]

HOSTILE = "Before \x1b]0;title\x07 between \x9b31m after.\tA [@click=app.quit]tab[/]. \u202eturned\u202c End.\n"
RIGHT_TO_LEFT = "قال الوزير إن الخطة ناجحة. لكن المنتقدين لا يوافقون.\n\nשלום עולם. A mixed שלום sentence.\n"


HARD = {"hostile": HOSTILE, "right-to-left": RIGHT_TO_LEFT}


@pytest.fixture(autouse=True)
def _no_blinking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _self: None, raising=False)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _self: None, raising=False)


def typing(app: StancebookApp, *keys: str) -> Callable[[Pilot[Any]], Any]:
    async def press(pilot: Pilot[Any]) -> None:
        await pilot.pause(0.2)
        await pilot.press(*keys)
        await app.saver.flush()
        await pilot.pause(0.2)

    return press


SCREENS = {
    "note": ("alpha", (80, 24), ("m", *"see above")),
    "help": ("alpha", (80, 24), ("question_mark",)),
    "search": ("alpha", (80, 24), ("slash", *"it", "enter", "n")),
    "searching": ("alpha", (80, 24), ("slash", *"it")),
    "narrow": ("alpha", (64, 20), ("e", "3")),
    "home": (None, (100, 30), ()),
    "attributed": ("alpha", (100, 30), ("s", "t", *"Press")),
}


@pytest.mark.parametrize("name", list(SCREENS))
def test_screen(snap_compare: Compare, make_app: Make, reporting: Workspace, name: str) -> None:
    source, size, keys = SCREENS[name]
    app = make_app(source, reporting)
    assert snap_compare(app, terminal_size=size, run_before=typing(app, *keys))


def test_without_colour(
    snap_compare: Compare, make_app: Make, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app("alpha", workspace)
    assert snap_compare(app, terminal_size=(80, 24), run_before=typing(app, "e", "3", "s", "v"))


MARKDOWN = """\
# A *plan*

The minister called it **a triumph**. Critics say `it fails`, and see [the report](https://example.org/a).

> We are not going to back down,
> said the minister, ***ever***.

1. First, stop it.
2. Then ~~wait~~ go on.

A heading by its underline
--------------------------
"""


def test_markdown_in_high_contrast(snap_compare: Compare, make_app: Make, workspace: Workspace) -> None:
    (workspace.root / "seeds" / "marked.md").write_text(MARKDOWN, encoding="utf-8")
    app = make_app("marked", Workspace.at(workspace.root))
    app.theme = "high-contrast"
    assert snap_compare(app, terminal_size=(80, 24), run_before=typing(app, "s", "e", "3", "s"))


def test_the_tour_in_light(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "tour").mkdir()
    app = tour_app(lay_out(tmp_path / "tour"))
    app.theme = "light"
    app.saver._clock = lambda: datetime(2026, 11, 22, 10, 32, 7, tzinfo=UTC)
    assert snap_compare(app, terminal_size=(100, 30), run_before=typing(app, "s", "e"))


@pytest.mark.parametrize(("name", "text"), list(HARD.items()), ids=list(HARD))
def test_hard_texts(snap_compare: Compare, make_app: Make, workspace: Workspace, name: str, text: str) -> None:
    (workspace.root / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
    at = Workspace.at(workspace.root)
    app = make_app(name, at)
    assert snap_compare(app, terminal_size=(80, 24), run_before=typing(app, "v", "e", "s"))


COMPARED = {
    "compare": ((80, 24), ("b", "M", "m", *"Critics", "escape")),
    "compare-wide": ((180, 45), ("a", "S", "m", *"Own", "space", *"words", "enter", "p", "h")),
}


@pytest.mark.usefixtures("disputed")
@pytest.mark.parametrize("name", list(COMPARED))
def test_compare_screen(snap_compare: Compare, make_app: Make, name: str) -> None:
    size, keys = COMPARED[name]
    app = make_app("alpha", compare=True)
    app.adjudicating.desk("alpha").now = lambda: "2026-11-22T09:00:00Z"
    assert snap_compare(app, terminal_size=size, run_before=reading(app, *keys))


@pytest.mark.usefixtures("disputed")
def test_compare_screen_without_colour(snap_compare: Compare, make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app("alpha", compare=True)
    assert snap_compare(app, terminal_size=(100, 30), run_before=reading(app, "n", "k", "tab"))


def test_where_one_was_overruled(snap_compare: Compare, make_app: Make, disputed: Workspace) -> None:
    for source, value in (("alpha", -1), ("beta", 0)):
        desk = DecisionDesk(disputed, disputed.rubric(), disputed.source(source), "ben", lambda: "2026-11-22T09:00:00Z")
        because = "The last line counts: [bold]critics[/bold] have it. " * 2
        desk.decide("works", Answer(value), because=because, basis={}, cause="slip", rule="W1")
        desk.save()

    async def press(pilot: Pilot[Any]) -> None:
        await pilot.pause(0.2)
        await pilot.press("d")
        while not isinstance(pilot.app.focused, OverruledRows) or pilot.app.focused.cursor is None:
            await pilot.pause(0.05)
        await pilot.pause(0.2)

    assert snap_compare(make_app(None), terminal_size=(80, 24), run_before=press)


def reading(app: StancebookApp, *keys: str) -> Callable[[Pilot[Any]], Any]:
    async def press(pilot: Pilot[Any]) -> None:
        while app.adjudicating.docket is None:
            await pilot.pause(0.05)
        await pilot.pause(0.2)
        await pilot.press(*keys)
        await app.saver.flush()
        await pilot.pause(0.2)

    return press
