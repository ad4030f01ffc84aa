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


async def test_it_says_how_to_get_to_the_question_it_is_about(app: TourApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "e", "1", "x", "z", "G", "v")
        await pilot.pause()
        screen, text = guide(app)
        assert screen.active == "works"
        assert "Step 5 of 9" in text
        assert "▶ is before Works now, and this is about Advice: press c first." in text
        await pilot.press("c")
        await pilot.pause()
        assert "▶ is before" not in guide(app)[1]
        await pilot.press("e", "c")
        await pilot.pause()
        assert "Step 6 of 9" in guide(app)[1]
        assert "this is about Advice: press c first." in guide(app)[1]
        await pilot.press("c", "2")
        await pilot.pause()
        assert "Step 7 of 9" in guide(app)[1]


async def test_at_its_end_card_and_status_line_say_the_same(app: TourApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "e", "1", "s", "s", "s", "s", "v", "e", "2", "z", "Z", "i", "escape", "enter")
        await pilot.pause()
        screen, text = guide(app)
        assert "q leaves the tour; nothing of it stays" in text
        assert screen.said[0] == "complete. This was the tour's only text: q leaves the tour"
        await pilot.press("g", "g")  # words on where one is now
        await pilot.pause()
        assert screen.said[0] == "complete. This was the tour's only text: q leaves the tour"


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
