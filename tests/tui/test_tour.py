"""The tour: it follows what one does, whichever way one does it, and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.tui.keymap import Keymap
from stancebook.tui.tour.screen import TourScreen, tour_app
from stancebook.tui.tour.steps import END, STEPS
from stancebook.tui.tour.study import lay_out

from .conftest import shown

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.tui.tour.screen import TourApp

SIZE = (80, 24)


def guide(app: TourApp) -> tuple[TourScreen, str]:
    screen = app.screen_stack[0]
    assert isinstance(screen, TourScreen)
    return screen, " ".join(shown(app).replace("│", " ").split())


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TourApp:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "tour").mkdir()
    return tour_app(lay_out(tmp_path / "tour"))


async def test_every_step_is_noticed_when_it_is_done(app: TourApp) -> None:
    keys = ["s", "e", "1", "s s s s v", "e", "2", "z Z", "i escape", "enter"]
    assert len(keys) == len(STEPS)
    async with app.run_test(size=SIZE) as pilot:
        screen, text = guide(app)
        assert "Step 1 of 9" in text
        for number, pressed in enumerate(keys, 1):
            assert screen.tour.number == number - 1, screen.tour.words
            await pilot.press(*pressed.split())
            await pilot.pause()
        screen, text = guide(app)
        assert "Done" in text
        assert "nothing of it stays" in text
        assert screen.desk.annotation.complete
        assert screen.desk.annotation.coding("works").evidence[0].quote == "The lane has done what it promised."
        await pilot.press("q")
        await pilot.pause()
    assert app._exit


async def test_what_was_done_before_it_was_asked_for_is_not_asked_for(app: TourApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1")
        screen, _ = guide(app)
        assert screen.tour.number == 0
        await pilot.press("j")
        await pilot.pause()
        assert guide(app)[0].tour.number == 3
        assert "Step 4 of 9" in guide(app)[1]


async def test_it_can_be_left_at_any_time(app: TourApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert "q or ctrl+q leaves at any time" in guide(app)[1]
        await pilot.press("q")
        await pilot.pause()
    assert app._exit


async def test_it_names_ones_own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "tour").mkdir()
    keymap = Keymap.of_settings({"read.sentence-next": ("N",)}, lambda _: ("x", None))
    app = tour_app(lay_out(tmp_path / "tour"), keymap)
    async with app.run_test(size=SIZE) as pilot:
        assert "Press N now." in guide(app)[1]
        await pilot.press("N")
        assert guide(app)[0].tour.number == 1


def test_every_key_it_speaks_of_is_there() -> None:
    for words in (END, *(step.words for step in STEPS)):
        assert "<" not in Keymap().told("annotate", words)
