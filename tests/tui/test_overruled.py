"""From home to the decisions that went against one's codings, and from each to where it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stancebook.model.answer import Answer
from stancebook.tui.screens.compare import CompareScreen
from stancebook.tui.screens.home import HomeScreen
from stancebook.tui.screens.overruled import OverruledScreen
from stancebook.workspace.decision_desk import DecisionDesk
from stancebook.workspace.desk import Desk

from .comparing import at, until
from .conftest import annotate, coded, on_file, shown
from .test_coding_by_mouse import click_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)
BY_BEN = "Only the last line counts, \x1b[31mred[/] [bold]says[/bold] it."


def decide(
    workspace: Workspace, source: str, criterion: str, answer: Answer, because: str, day: int, **how: Any
) -> None:
    desk = DecisionDesk(
        workspace, workspace.rubric(), workspace.source(source), "ben", lambda: f"2026-11-{day:02}T09:00:00Z"
    )
    desk.decide(criterion, answer, because=because, **{"basis": {}, **how})
    desk.save()


@pytest.fixture
def overruled(disputed: Workspace) -> Workspace:
    """Ana was overruled twice, followed once; on gamma, which she has not begun, something is decided too."""
    decide(disputed, "alpha", "works", Answer(-1), BY_BEN, 20, cause="slip", rule="W1")
    decide(disputed, "beta", "works", Answer(0), "Both are said.", 21, cause="slip")
    decide(disputed, "beta", "tone", Answer("calm"), "It is.", 21)
    decide(disputed, "gamma", "works", Answer(-1), "Hidden as yet.", 22)
    return disputed


async def begun(app: StancebookApp, pilot: Pilot[Any]) -> HomeScreen:
    await until(pilot, lambda: isinstance(app.screen, HomeScreen) and not app.session.unread)
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def told(app: StancebookApp) -> str:
    """Return what the list tells, without what stands beside it."""
    lines = (line.partition("│")[2].rpartition("│")[0] for line in shown(app).splitlines())
    return " ".join(" ".join(lines).split())


async def listed(app: StancebookApp, pilot: Pilot[Any], *keys: str) -> str:
    """Open the list, by keys or as it was opened, and return what it tells."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, OverruledScreen) and "reading what" not in shown(app))
    await pilot.pause()
    return told(app)


@pytest.mark.usefixtures("overruled")
@pytest.mark.parametrize("size", [SIZE, (200, 50)])
async def test_home_leads_to_what_was_decided_otherwise_and_why_and_from_there_to_where(
    make_app: Make, size: tuple[int, int]
) -> None:
    app = make_app(None)
    async with app.run_test(size=size) as pilot:
        await begun(app, pilot)
        assert "2 of 3 settled decisions on your codings went against them (mostly: a slip). d tells why." in " ".join(
            shown(app).split()
        )
        assert "d overruled" in shown(app)
        words = await listed(app, pilot, "d")
        assert "2 of 3 settled decisions on your codings went against them (mostly: a slip)." in words
        assert "Why a slip: 2 of 2 decisions against your codings" in words
        assert "Rules W1: cited or decided on in 1 of 4 disagreements (decided on in 1)" in words
        assert "1. About beta · Works you: +1 It works decided: 0 Split because: Both are said." in words, (
            "newest first"
        )
        await pilot.press("down")
        await pilot.pause()
        words = told(app)
        assert "2. About alpha · Works you: +1 It works decided: −1 It fails because: Only the last line" in words
        assert "␛[31mred[/] [bold]says[/bold] it." in words, "no markup, and no escape reaches the terminal"
        assert "ben, 2026-11-20; a slip; rule W1" in words
        assert "W1: Popularity is no result." in words
        assert "\x1b" not in shown(app)
        assert "gamma" not in words
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.docket)
        assert isinstance(app.screen, CompareScreen)
        assert at(app.screen) == ("alpha", "works")
        await pilot.press("q")
        await begun(app, pilot)
        await listed(app, pilot, "d")
        assert isinstance(app.screen, OverruledScreen)
        assert app.screen._rows.cursor == ("alpha", "works"), "one goes on where one was"
        await pilot.press("e")
        await until(pilot, lambda: app.annotating and app.annotating.is_mounted)
        await pilot.pause(0.1)
        assert (annotate(app).desk.source.id, annotate(app).active) == ("alpha", "works")
        assert annotate(app).reader.cursor == annotate(app).desk.annotation.coding("works").evidence[0].start
        await pilot.press("q")
        await begun(app, pilot)
        await listed(app, pilot, "d")
        await pilot.press("escape")
        await begun(app, pilot)


@pytest.mark.usefixtures("overruled")
async def test_the_compare_screen_that_was_open_goes_to_the_decision(make_app: Make) -> None:
    app = make_app("beta", compare=True)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.docket)
        await pilot.press("q")
        await begun(app, pilot)
        await listed(app, pilot, "d")
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and at(app.screen) == ("alpha", "works"))


@pytest.mark.usefixtures("overruled")
async def test_by_mouse_alone(make_app: Make) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        await click_on(app, pilot, "d overruled")
        await listed(app, pilot)
        await click_on(app, pilot, "decided: 0 Split")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and app.screen.docket)
        assert isinstance(app.screen, CompareScreen)
        assert at(app.screen) == ("beta", "works")
        app.open_home()
        await begun(app, pilot)
        await click_on(app, pilot, "d overruled")
        await listed(app, pilot)
        await click_on(app, pilot, "esc close")
        await begun(app, pilot)


@pytest.mark.usefixtures("overruled")
async def test_without_colour_the_cursor_is_seen(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        await listed(app, pilot, "d")
        strips = app.screen._compositor.render_strips()
        (line,) = [strip for strip in strips if "1. About beta" in strip.text]
        assert any(segment.style and segment.style.reverse for segment in line)


async def test_what_is_shown_is_recorded_and_what_is_withheld_is_not(make_app: Make, overruled: Workspace) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        assert on_file(overruled, "beta").revealed_at is None, "home itself tells of one's own codings only"
        words = await listed(app, pilot, "d")
        assert "others' judgement of 2 sources for the first time, which is recorded" in words
        assert on_file(overruled, "alpha").revealed_at
        assert on_file(overruled, "beta").revealed_at
        assert on_file(overruled, "gamma").revealed_at is None
        await pilot.press("escape")
        assert "for the first time" not in await listed(app, pilot, "d")


async def test_nothing_of_a_source_that_one_takes_up_again_is_told(make_app: Make, overruled: Workspace) -> None:
    for source in ("alpha", "beta"):
        desk = Desk(overruled, overruled.rubric(), overruled.source(source), "ana")
        desk.reopen()
        desk.save()
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        assert "overruled" not in shown(app), "the footer names what can be done"
        words = await listed(app, pilot, "d")
        assert "Nothing is settled on your codings that you may see yet: what others coded and decided" in words
        assert "go there" not in words
        await pilot.press("down", "enter", "e", "end")
        assert isinstance(app.screen, OverruledScreen)
    assert on_file(overruled, "beta").revealed_at is None


async def test_where_nothing_is_decided_or_all_as_one_coded_it_says_so(make_app: Make, disputed: Workspace) -> None:
    coded(disputed, "gamma", "ana", works=1, tone="calm", advice=("go",))
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        assert "Nothing is decided on your codings yet" in await listed(app, pilot, "d")
        await pilot.press("escape")
        decide(disputed, "beta", "tone", Answer("calm"), "It is.", 21)
        assert "1 settled decision on your codings, as you coded." in await listed(app, pilot, "d")


async def test_an_unusable_file_is_named(make_app: Make, overruled: Workspace) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        overruled.annotation_path("tiny", "ben", "alpha").write_text("broken", encoding="utf-8")
        assert "ben/alpha.json" in await listed(app, pilot, "d")
        await pilot.press("q")
        await begun(app, pilot)


async def test_a_decision_that_nobody_can_compare_leads_to_ones_own_coding(
    make_app: Make, workspace: Workspace
) -> None:
    for reviewer in ("ana", "ben"):
        coded(workspace, "alpha", reviewer, works=1, tone="calm", advice=("stop",))
    basis = {reviewer: on_file(workspace, "alpha", reviewer).coding("tone").rev for reviewer in ("ana", "ben")}
    decide(workspace, "alpha", "tone", Answer("angry"), "Read it aloud.", 20, basis=basis)
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        assert "The only settled decision on your codings went against them. d tells why." in shown(app)
        await listed(app, pilot, "d")
        await pilot.press("enter")
        await until(pilot, lambda: app.annotating and app.annotating.is_mounted)
        assert annotate(app).active == "tone"


async def test_pages_take_the_cursor_along(make_app: Make, overruled: Workspace) -> None:
    for day, criterion in enumerate(("tone", "advice"), 1):
        answer = Answer("angry") if criterion == "tone" else Answer(("wait",))
        decide(overruled, "alpha", criterion, answer, "So it reads. " * 60, day)
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        await listed(app, pilot, "d")
        assert isinstance(app.screen, OverruledScreen)
        rows = app.screen._rows
        for _ in range(8):
            await pilot.press("pagedown")
            await pilot.pause()
            top = round(rows.scroll_y)
            assert rows.cursor in [row.key for row in rows.rows[top : top + rows.size.height]]
        assert rows.cursor == rows.keys[-1]
        await pilot.press("home")
        await pilot.pause()
        assert rows.cursor == rows.keys[0]
        assert round(rows.scroll_y) == 0, "what is counted is in sight again"


@pytest.mark.usefixtures("overruled")
async def test_the_palette_finds_it_by_the_word(make_app: Make) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await begun(app, pilot)
        await pilot.press("colon", *"overr")
        await until(pilot, lambda: "home.overruled" in shown(app))
        await pilot.press("enter")
        await listed(app, pilot)


async def test_back_at_home_the_cursor_is_on_the_source_one_left(make_app: Make) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        home = await begun(app, pilot)
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("n")
        await pilot.pause(0.1)
        assert annotate(app).desk.source.id == "beta"
        await pilot.press("q")
        await begun(app, pilot)
        assert home.table.cursor == ("source", "beta")


async def test_home_begins_at_the_source_one_left_where_that_came_first(make_app: Make) -> None:
    app = make_app("gamma")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.1)
        await pilot.press("q")
        home = await begun(app, pilot)
        assert home.table.cursor == ("source", "gamma")


@pytest.mark.parametrize("first", [None, "alpha"])
async def test_a_key_that_is_no_commands_says_so(make_app: Make, first: str | None) -> None:
    app = make_app(first)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        await pilot.press("$" if first else "1")
        await pilot.pause()
        assert f"{'$' if first else '1'} does nothing here: ? shows all keys" in shown(app)
        await pilot.press("slash", *"1q$")
        await pilot.pause()
        assert "does nothing here" not in shown(app), "it is typed"
