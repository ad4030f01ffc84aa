"""Keys typed faster than the screen follows go where they were meant to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.events import Key, MouseDown, MouseUp, Paste
from textual.keys import _character_to_key
from textual.widgets import TextArea

from stancebook.tui.screens.home import HomeScreen
from stancebook.tui.screens.note import NoteScreen

from .conftest import annotate, on_file, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from stancebook.tui.app import StancebookApp
    from stancebook.tui.typed_ahead import Lap
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


async def burst(app: StancebookApp, pilot: Any, *keys: str) -> None:
    """Let all keys arrive before the first takes effect."""
    for key in keys:
        app.post_message(Key(_character_to_key(key) if len(key) == 1 else key, key if len(key) == 1 else None))
    await pilot.pause(0.4)
    await settled(app, pilot)


async def test_a_note_is_written_in_one_burst_and_codes_nothing(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await burst(app, pilot, "m", *"All 123 xz", "escape", "2")
        assert annotate(app).desk.annotation.coding("works").note == "All 123 xz"
    assert on_file(workspace).coding("works").value == 0  # the digit behind the dialog, for the screen below
    assert not on_file(workspace).coding("tone").answer.given


async def test_somebody_elses_position_is_recorded_in_one_burst(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await burst(app, pilot, "t", *"Amnesty", "enter", "a", "3", "s")
        one = annotate(app).desk.annotation.attributed[0]
        assert (one.actor, one.actor_type, one.value) == ("Amnesty", "ngo", -1)
        assert not annotate(app).desk.annotation.coding("works").answer.given
        assert annotate(app).reader.sentence_number == 2


async def test_choices_and_searches_take_what_follows(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        await burst(app, pilot, "d", "3", "g", "e")  # the third answer from the list; then to the end of the text
        assert screen.desk.annotation.coding("works").value == -1
        assert screen.reader.sentence_number == len(screen.reader.model.sentence_starts)
        await burst(app, pilot, "slash", *"fail", "enter", "e")
        assert screen.reader.has_focus
        assert [one.quote for one in screen.desk.annotation.coding("tone").evidence] == ["Critics say it fails."]


async def test_a_screen_opened_in_a_burst_takes_what_follows(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await burst(app, pilot, "q", "down", "enter", "1")
        assert annotate(app).desk.source.id == "beta"
        assert annotate(app).desk.annotation.coding("works").value == 1


async def test_what_is_closed_before_it_was_shown_swallows_nothing(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await burst(app, pilot, "m", "escape", "question_mark", "escape", "1", "q")
        assert isinstance(app.screen, HomeScreen)
        await burst(app, pilot, "enter", "m", "x")
        assert isinstance(app.screen, NoteScreen)
        await pilot.press("escape")
        assert annotate(app).desk.annotation.coding("tone").note == "x"


async def test_what_is_pasted_keeps_its_place_among_the_letters(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash")
        for event in (*map(letter, "abc"), Paste("XYZ"), *map(letter, "def")):
            app.post_message(event)
        await pilot.pause(0.3)
        assert annotate(app).search_bar.text == "abcXYZdef"


async def test_a_click_keeps_its_place_among_the_digits(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = annotate(app)
        panel = screen.rubric_panel.region
        lines = [strip.text for strip in screen._compositor.render_strips()]
        x, y = panel.x + 5, next(at for at, line in enumerate(lines) if "Works" in line[panel.x :])
        for event in (letter("1"), letter("1"), click(MouseDown, x, y), click(MouseUp, x, y), letter("2")):
            app.post_message(event)
        await pilot.pause(0.4)
        await settled(app, pilot)
        codings = screen.desk.annotation
        assert (codings.coding("works").value, codings.coding("tone").value) == (0, "calm")
        assert not codings.coding("advice").answer.given


async def test_a_long_text_is_written_at_once(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its letters need not wait for one another: no laps between them, and one timer at most."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m")
        area = app.focused
        assert isinstance(area, TextArea)
        text = "Lorem ipsum " * 50
        laps, timers = 0, 0
        lap, set_timer = app._typed_ahead.lap, app.set_timer

        async def counted_lap(one: Lap) -> None:
            nonlocal laps
            laps += one.number > 1
            await lap(one)

        def counted_timer(*given: Any, **named: Any) -> Any:
            nonlocal timers
            timers += 1
            return set_timer(*given, **named)

        monkeypatch.setattr(app._typed_ahead, "lap", counted_lap)
        monkeypatch.setattr(app, "set_timer", counted_timer)
        for event in map(letter, text):
            app.post_message(event)
        await pilot.pause(0.2)
        for _ in range(50):
            if len(area.text) == len(text):
                break
            await pilot.pause(0.1)
        assert area.text == text
        assert laps <= 2
        assert timers <= 1


def letter(character: str) -> Key:
    return Key(_character_to_key(character), character)


def click(kind: type[MouseDown | MouseUp], x: int, y: int) -> MouseDown | MouseUp:
    return kind(None, x, y, 0, 0, 1, False, False, False, x, y)
