"""Coding by mouse alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .conftest import annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]


async def click_on(app: StancebookApp, pilot: Pilot[Any], words: str, times: int = 1) -> None:
    """Click on the first place of the screen that shows these words."""
    await pilot.pause()
    for y, line in enumerate(shown(app).splitlines()):
        if words in line:
            await pilot.click(offset=(line.index(words) + 1, y), times=times)
            await pilot.pause()
            return
    raise AssertionError(f"{words!r} is not on the screen:\n{shown(app)}")


async def test_a_whole_source_by_mouse(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await click_on(app, pilot, "Nobody", times=3)
        await click_on(app, pilot, "e quote")
        await click_on(app, pilot, "It fails")
        await click_on(app, pilot, "Angry")
        await click_on(app, pilot, "Wait")
        await click_on(app, pilot, "Critics", times=3)
        await click_on(app, pilot, "no quote: wait")
        await click_on(app, pilot, "how sure?")
        await click_on(app, pilot, " 4  ● 4" if " 4  ● 4" in shown(app) else " 4  ")
        await click_on(app, pilot, "enter complete")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
    saved = on_file(workspace)
    assert saved.complete
    assert [one.quote for one in saved.coding("works").evidence] == ["Nobody denies it."]
    assert (saved.coding("works").value, saved.coding("tone").value) == (-1, "angry")
    assert saved.coding("advice").evidence[0].for_value == "wait"
    assert saved.coding("advice").confidence == 4


async def test_criteria_quotes_and_sources_are_clicked(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.press("ctrl+end", "e", "ctrl+home")
        await click_on(app, pilot, "Advice")
        assert annotate(app).active == "advice"
        await click_on(app, pilot, "“Then go on")
        assert annotate(app).active == "works"
        assert annotate(app).reader.selected_text.startswith("Then go on")
        await click_on(app, pilot, "x remove")
        assert annotate(app).reader.spans == ()
        await click_on(app, pilot, "gamma")
        assert annotate(app).desk.source.id == "gamma"


async def test_dialogs_are_left_by_mouse(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = annotate(app)
        await click_on(app, pilot, "rules?")
        await click_on(app, pilot, "W1")
        await click_on(app, pilot, "keep and close")
        assert screen.desk.annotation.coding("works").rules == ("W1",)
        await click_on(app, pilot, "m note")
        await pilot.press(*"hm")
        await pilot.click(offset=(0, 0))
        await pilot.pause()
        assert app.screen is screen
        assert screen.desk.annotation.coding("works").note == "hm"
        await click_on(app, pilot, "? help")
        await click_on(app, pilot, "esc close")
        assert app.screen is screen


async def test_on_a_narrow_terminal_answers_stand_under_the_text(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(64, 20)) as pilot:
        await click_on(app, pilot, "Split")
        assert annotate(app).desk.annotation.coding("works").value == 0
        await click_on(app, pilot, "Angry")
        assert annotate(app).desk.annotation.coding("tone").value == "angry"
        await pilot.press("f6")
        await pilot.pause()
        assert "rules?" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "The plan works well." in shown(app)


async def test_what_the_mouse_is_over_is_explained(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        lines = shown(app).splitlines()
        y = next(y for y, line in enumerate(lines) if "It fails" in line)
        await pilot.hover(offset=(lines[y].index("It fails"), y))
        await pilot.pause()
        assert "It does not." in shown(app)
