"""Getting about by keys: in the text, in lists, to help and to commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import annotate, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


async def test_the_selection_grows_swaps_and_is_let_go(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        reader = annotate(app).reader
        await pilot.press("o")
        assert "nothing is selected" in shown(app)
        await pilot.press("v")
        assert reader.selected_text == "The plan works well."
        await pilot.press("v")
        assert reader.selected_text.endswith("Prices fell.")
        await pilot.press("escape")
        assert not reader.has_selection
        await pilot.press("S")
        assert reader.selected_text == "The plan works well. Nobody denies it."
        await pilot.press("A", "o", "escape", "W", "W", "B")
        assert reader.selected_text == "The"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("s", "right_square_bracket"), "Prices fell."),
        (("s", "s", "a"), "Nobody denies it."),
        (("s", "s", "left_square_bracket"), "Nobody denies it."),
        (("w", "w", "shift+right"), "w"),
        (("w", "b", "shift+right", "l"), "The plan works well."),
        (("l", "l", "h", "shift+end"), "he plan works well. Nobody denies it."),
        (("j", "shift+home"), "Prices fell."),
        (("ctrl+end", "A"), "They should wait, and then stop. Then go on, [bold]slowly[/bold]."),
        (("G", "ctrl+home"), "The plan works well."),
    ],
)
async def test_moving_in_the_text(make_app: Make, keys: tuple[str, ...], expected: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        assert annotate(app).reader.selected_text == expected


async def test_search_finds_counts_and_steps(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"it", "enter")
        await pilot.pause()
        assert "1 of 4" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert "2 of 4" in shown(app)
        assert annotate(app).reader.selected_text == "Critics say it fails."
        await pilot.press("p", "p", "escape", "n")
        assert annotate(app).desk.source.id == "beta"
        await pilot.press("slash", *"zzz")
        assert "not found" in shown(app)
        await pilot.press("escape")
        assert annotate(app).focused is annotate(app).reader


async def test_a_search_that_finds_nothing_comes_back_to_where_it_began(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        began = annotate(app).reader.cursor
        await pilot.press("slash", *"thenx", "enter")
        await pilot.pause()
        assert "not found" in shown(app)
        assert annotate(app).reader.cursor == began
        await pilot.press("escape")
        assert annotate(app).reader.cursor == began


async def test_a_sentence_is_selected_from_the_space_behind_the_last_one(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G", "v")
        assert annotate(app).reader.selected_text == "Then go on, [bold]slowly[/bold]."


async def test_the_list_of_answers_works_with_arrows_and_enter(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "down", "down", "enter")
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("works").value == 0
        await pilot.press("escape")
        assert annotate(app).focused is annotate(app).reader


async def test_help_shows_keys_and_the_active_criterion(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        assert "mark the selection, or the sentence" in shown(app)
        await pilot.press("i")
        assert "Popularity is no result." in shown(app)
        assert "It worked wonders." in shown(app)
        await pilot.press("escape", "i")
        assert "Does the author hold that it works?" in shown(app)
        await pilot.press("q")
        assert annotate(app).is_current


async def test_the_palette_runs_a_command_by_its_words(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"flag this")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert annotate(app).desk.annotation.flag == "second look"


async def test_the_go_menu_goes(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "e")
        assert annotate(app).reader.cursor == len(annotate(app).reader.model)
        await pilot.press("g", "g")
        assert annotate(app).reader.cursor == 0
        await pilot.press("1", "g", "l")
        assert annotate(app).active == "advice"


async def test_copying_copies_what_stands_in_the_file(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+end", "y")
        assert app.clipboard == "Then go on, [bold]slowly[/bold]."


async def test_help_begins_with_the_pane_that_has_the_focus(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(180, 40)) as pilot:
        for pane, words in (
            (annotate(app).reader, "Here: the text|e quotes the selection"),
            (annotate(app).rubric_panel, "Here: the rubric|! something is missing"),
            (annotate(app).evidence_panel, "Here: the evidence|x takes it away"),
            (annotate(app).source_list, "Here: your sources|⚑ flagged"),
        ):
            app.screen.set_focus(pane)
            await pilot.press("question_mark")
            assert all(one in shown(app) for one in words.split("|"))
            await pilot.press("escape")
