"""Every command of the matrix and of the quotes behind it does something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stancebook.tui.bindings import bindings_of
from stancebook.tui.commands import MATRIX, QUOTES, commands_of
from stancebook.tui.overview import Arrangement, Place
from stancebook.tui.screens.matrix import MatrixScreen
from stancebook.tui.screens.quotes import QuotesScreen

from .conftest import shown
from .looking import RIGHTS, SIZE, begun, quotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp


@pytest.mark.parametrize("scope", [MATRIX, QUOTES])
def test_no_key_does_two_things_and_every_binding_has_a_command(scope: str) -> None:
    keys = [key for one in commands_of(scope) for key in one.keys]
    assert len(keys) == len(set(keys))
    assert {binding.id for binding in bindings_of(scope)} <= {one.id for one in commands_of(scope)}
    screen = MatrixScreen() if scope == MATRIX else QuotesScreen(RIGHTS)
    assert set(screen.handlers) == {one.id for one in commands_of(scope)}


def state(app: StancebookApp) -> tuple[Any, ...]:
    """Return what a command may change."""
    looking, screen = app.looking.overview, app.screen
    here: tuple[Any, ...] = ()
    if isinstance(screen, MatrixScreen):
        here = (screen.place, screen.grid.marks, screen.search_bar.is_open, screen.focused, id(looking))
    elif isinstance(screen, QuotesScreen):
        reader = screen.reader
        here = (screen.place, reader.cursor, reader.selected_text, screen.panel.at, screen.focused)
    return ([type(one) for one in app.screen_stack], looking and looking.arrangement, app.clipboard, here)


@pytest.mark.slow
async def test_every_command_of_the_matrix_does_something(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        assert matrix.overview
        middle = Place(matrix.overview.sources[2], "us_engagement")
        for one in commands_of(MATRIX):
            while app.screen is not matrix:
                app.pop_screen()
                await pilot.pause()
            matrix.search_bar.close()
            if matrix.overview.arrangement != Arrangement():
                matrix.show_arranged(Arrangement())
            matrix.grid.set_cursor(middle if one.id != "matrix.open" else RIGHTS)
            (matrix.panel if one.id == "select.clear" else matrix.grid).focus()
            await pilot.pause()
            if one.id == "app.back":
                continue
            before = state(app)
            await pilot.press(one.keys[0])
            if one.id == "matrix.read":
                await app.workers.wait_for_complete()
            assert state(app) != before, one.id
        matrix.grid.focus()
        await pilot.press("q")
        await pilot.pause()
    assert not app.is_running


@pytest.mark.slow
async def test_every_command_of_the_quotes_does_something(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        matrix.open_quotes(RIGHTS)
        await pilot.pause()
        screen = quotes(app)
        for one in commands_of(QUOTES):
            while app.screen is not screen:
                app.pop_screen()
                await pilot.pause()
            screen.place = Place("zinsmeister-2024", "due_process") if one.id.startswith("quotes.") else RIGHTS
            screen.refresh_all()
            (screen.panel if one.id == "select.clear" else screen.reader).focus()
            app.copy_to_clipboard("")
            screen.reader.go_to(len(screen.reader.model) // 2)
            await pilot.pause()
            if one.id in {"app.back", "quotes.source-next", "quotes.pick"}:
                continue
            before = state(app)
            await pilot.press(one.keys[0])
            assert state(app) != before, one.id
        app.pop_screen()
        await pilot.press("enter")
        assert "go to a quote among the answers first: f6" in shown(app)
        await pilot.press("f6", "down", "enter")
        assert screen.panel.at is not None
        screen.place = Place("zinsmeister-2024", "due_process")
        await pilot.press("n")
        assert "this is the last source" in shown(app)
