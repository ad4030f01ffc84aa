"""The matrix on the screen: from a cell to every quote behind it, by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stancebook.tui.app import StancebookApp
from stancebook.tui.overview import Place
from stancebook.tui.screens.home import HomeScreen

from .conftest import annotate, shown
from .looking import RIGHTS, SIZE, WIDE, begun, quotes

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from stancebook.workspace.workspace import Workspace


async def test_every_cell_has_consensus_state_and_marks(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=WIDE) as pilot:
        await begun(app, pilot)
        screen = shown(app)
        assert "[−2] ≈ −1 −2 −2" in screen, "consensus, state, every reviewer's mark"
        assert "[migration_labour]" in screen
        assert "same answer               3/5    r1 r2 r3 2/5" in screen
        assert "sure 3" in screen, "and beside it the answers of the first cell"


async def test_a_source_keeps_its_number_and_is_found_by_it(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        told = [line.split("[")[0].strip() for line in shown(app).splitlines()[3:8]]
        assert told[0] == "1 Gang crackdown 2022"
        assert told[4] == "5 Global Americans 2024"
        await pilot.press("s", "s")
        assert "\n 5 Global Americans 2024 " in shown(app)
        assert shown(app).splitlines()[3].strip() != "1 Gang crackdown 2022", "in another order"
        await pilot.press("slash", "5")
        assert matrix.place == Place("zinsmeister-2024", "effectiveness"), "others have these letters in their names"
        await pilot.press("escape", "t")
        assert "5 Global America" in shown(app).splitlines()[1], "turned round, too"


@pytest.mark.parametrize("typed", ["04", " 4"], ids=["a zero", "a space"])
async def test_the_cursor_is_on_a_source_that_is_shown_however_its_number_is_typed(
    matrix_app: Callable[..., StancebookApp], typed: str
) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("slash", *(key if key.isdigit() else "space" for key in typed))
        assert matrix.overview
        assert matrix.place.source == "wola-2025"
        assert "wola-2025" in matrix.overview.sources
        assert "0 of 5 sources" not in shown(app)


async def test_a_number_leads_to_no_source_that_is_left_out_for_another_reason(
    matrix_app: Callable[..., StancebookApp], shipped: Workspace
) -> None:
    for reviewer in ("r2", "r3"):  # as r1 codes it: nobody disagrees on it
        path = shipped.annotation_path("bukele-security-us-policy", reviewer, "wola-2025")
        told = shipped.annotation_path("bukele-security-us-policy", "r1", "wola-2025").read_text(encoding="utf-8")
        path.write_text(told.replace('"reviewer": "r1"', f'"reviewer": "{reviewer}"'), encoding="utf-8")
    app = matrix_app(disagreements=True)
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        assert "4 of 5 sources" in shown(app)
        await pilot.press("slash", "4")
        assert matrix.overview
        assert "wola-2025" not in matrix.overview.sources
        assert matrix.place.source in matrix.overview.sources


async def test_from_a_cell_to_its_quotes_in_the_text_and_back(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("right", "enter")
        await pilot.pause()
        screen = quotes(app)
        assert screen.place == RIGHTS
        body = screen.reader.model.text
        first = screen.reader.cursor
        quoted = {one.quote for view in screen.cell.codings.values() for one in view.coding.evidence}
        assert any(body.startswith(one, first) for one in quoted), "it begins at a quote"
        await pilot.press("tab")
        assert screen.reader.cursor != first
        assert any(body.startswith(one, screen.reader.cursor) for one in quoted)
        await pilot.press("c", "n")
        assert screen.place.criterion == "us_engagement"
        await pilot.press("q")
        await pilot.pause()
        assert app.screen is matrix
        assert matrix.place == screen.place, "and the matrix stands where one was last"


async def test_a_quote_picked_in_the_panel_is_shown_in_the_text(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=WIDE) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("right", "f6")
        keys = [key for key in matrix.panel.keys if isinstance(key, tuple) and key[0] == "quote"]
        matrix.panel.set_cursor(keys[2])
        await pilot.press("enter")
        await pilot.pause()
        assert quotes(app).panel.at == (keys[2][1], keys[2][2])


async def test_the_panel_says_what_it_is_about_and_which_key_reads_what_is_cut_short(
    matrix_app: Callable[..., StancebookApp],
) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        assert "─Gang crackdown 2022 · Effectiveness · f6 reads all─" in shown(app)
        await pilot.press("f6")
        assert "─Gang crackdown 2022 · Effectiveness──" in shown(app)
        await pilot.press("escape", "up")
        assert "─Effectiveness──" in shown(app)
        await pilot.press("down", "right", "enter")
        await pilot.resize_terminal(80, 20)
        await pilot.pause()
        assert "Answers · f6 reads all" in shown(app)


async def test_it_is_said_how_many_columns_there_are_beyond_the_edge(
    matrix_app: Callable[..., StancebookApp],
) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        assert "›" not in shown(app)
        for width in range(60, 78):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            layout = matrix.grid.layout_of
            assert layout is not None
            hidden = len(layout.columns) - len(layout.fitting(0))
            assert shown(app).splitlines()[1].rstrip().endswith(f" › {hidden}" if hidden else "Approach"), width


async def test_a_criterion_tells_counts_first_and_why_there_is_no_interval(
    matrix_app: Callable[..., StancebookApp],
) -> None:
    app = matrix_app()
    async with app.run_test(size=(100, 40)) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("up")
        assert matrix.place == Place(None, "effectiveness")
        told = " ".join(shown(app).split())
        assert "same answer 3/5 73% α .68" in told
        assert "read the counts, not the coefficients" in told
        assert "no interval, an interval from so few sources could not be trusted" in told
        assert "1 +1 Works, with reservations" in told


async def test_a_source_tells_what_is_known_of_it_and_leads_to_its_cells(
    matrix_app: Callable[..., StancebookApp],
) -> None:
    app = matrix_app()
    async with app.run_test(size=(100, 40)) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("left")
        assert "same answer on 1 of 4 criteria" in shown(app)
        await pilot.press("f6", "down", "enter")
        await pilot.pause()
        assert matrix.place == RIGHTS


async def test_sorting_grouping_and_filtering_are_said(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("s")
        assert "order: by Effectiveness" in shown(app)
        overview = matrix.overview
        assert overview
        ordered = [overview.matrix.cells[one, "effectiveness"].consensus.value for one in overview.sources]
        assert ordered[:3] == [-1, 0, 1]
        await pilot.press("s")
        assert "the other way round" in shown(app)
        await pilot.press("b", "2")
        await pilot.pause()
        assert "── " in shown(app)
        await pilot.press("slash", *"wola", "enter")
        await pilot.pause()
        assert "1 of 5 sources" in shown(app)
        await pilot.press("escape")
        assert "1 of 5 sources" not in shown(app)
        await pilot.press("d")
        assert "5 of 5 sources: those on which reviewers disagree" in shown(app)


async def test_it_begins_arranged_as_asked_for(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app(sort="date", backwards=True, transposed=True, group_by="nonsense")
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        assert matrix.overview
        assert matrix.overview.down == ("effectiveness", "due_process", "us_engagement", "recommended_approach")
        assert matrix.overview.across[0] == "midziak-znojek-2026"
        assert matrix.overview.arrangement.group_by == ""


async def test_by_mouse_a_click_goes_to_a_cell_and_another_opens_it(matrix_app: Callable[..., StancebookApp]) -> None:
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        row = next(y for y, line in enumerate(shown(app).splitlines()) if "Gang crackdown" in line)
        column = shown(app).splitlines()[row].index("[−2]") + 1
        await pilot.click(offset=(column, row))
        await pilot.pause()
        assert matrix.place == RIGHTS
        await pilot.click(offset=(column, row))
        await pilot.pause()
        assert quotes(app).place == RIGHTS
        await pilot.press("q")
        await pilot.pause()
        await pilot.click(offset=(column, row - 1))
        await pilot.pause()
        assert matrix.place == Place(None, "due_process"), "the heads can be clicked, too"


async def test_it_is_reached_from_the_list_and_from_a_source(shipped: Workspace, clock: Callable[[], Any]) -> None:
    app = StancebookApp(shipped, shipped.rubric(), "r1", clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        await pilot.press("m")
        matrix = await begun(app, pilot)
        await pilot.press("right", "g", "e")
        await pilot.pause(0.2)
        assert annotate(app).desk.source.id == "gang-crackdown-2022"
        assert annotate(app).desk.annotation.revealed_at is not None, "an open desk knows what was seen"
        assert "◌ others seen since  ✓ complete" in shown(app), "it was coded before, independently"
        annotate(app).activate("effectiveness")
        await pilot.press("1")
        await pilot.pause()
        assert "◌ coded after seeing others" in shown(app)
        await pilot.press("z")
        await pilot.press("g", "m")
        await pilot.pause(0.2)
        assert app.screen is matrix
        await pilot.press("q")
        await pilot.pause(0.2)
        assert isinstance(app.screen, HomeScreen)


async def test_a_file_that_is_broken_is_named_and_the_matrix_comes_back(
    matrix_app: Callable[..., StancebookApp], shipped: Workspace
) -> None:
    path = shipped.root / "annotations/bukele-security-us-policy/r2/wola-2025.json"
    whole = path.read_text(encoding="utf-8")
    path.write_text("broken", encoding="utf-8")
    app = matrix_app()
    async with app.run_test(size=SIZE) as pilot:
        matrix = await begun(app, pilot)
        assert "r2/wola-2025.json:1:1" in shown(app)
        path.write_text(whole, encoding="utf-8")
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert matrix.overview
        path.write_text("broken", encoding="utf-8")
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "not read again" in shown(app)
        assert "[−2]" in shown(app), "what was read stays"


SNAPSHOTS = {"80x24": ((80, 24), ("right",)), "200x50": ((200, 50), ("right", "down"))}


@pytest.mark.parametrize("name", list(SNAPSHOTS))
def test_how_it_looks(snap_compare: Callable[..., bool], matrix_app: Callable[..., StancebookApp], name: str) -> None:
    size, keys = SNAPSHOTS[name]
    app = matrix_app()

    async def before(pilot: Pilot[Any]) -> None:
        await begun(app, pilot)
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)
