"""Every command of the table does something, by every key it has; one that cannot says why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from stancebook.model.annotation import Attributed, Evidence
from stancebook.model.answer import Answer
from stancebook.model.source import Source
from stancebook.tui.commands import ANNOTATE, HOME, commands_of
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.tui.screens.home import HomeScreen
from stancebook.workspace.workspace import Workspace

from .conftest import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from stancebook.tui.app import StancebookApp
    from stancebook.tui.commands import Command

    Make = Callable[..., StancebookApp]

LONG = "\n".join(f"Paragraph {number} says this. And it says that, too.\n" for number in range(60))
BODY = TEXT + "\n" + LONG
MIDDLE = BODY.index("Paragraph 30") + 14
QUOTED, REPORTED = "The plan works well.", "Critics say it fails."


@dataclass
class Setting:
    """What a command needs to have something to do, besides a coded source and a cursor in the middle of it."""

    first: tuple[str, ...] = ()
    at: str = ""
    prepare: Callable[[AnnotateScreen], object] = field(default=lambda _: None)


def complete(screen: AnnotateScreen) -> None:
    screen.desk.replace(screen.desk.annotation.model_copy(update={"state": "complete"}))


def change_text(screen: AnnotateScreen) -> None:
    source = screen.desk.source
    changed = source.body.replace(QUOTED, "The plan never works well.")
    screen.desk.take_source(Source(source.id, source.front, changed, source.path))


def make_stale(screen: AnnotateScreen) -> None:
    annotation = screen.desk.annotation
    old = annotation.coding("works").model_copy(update={"asked": "00000000"}).sealed()
    screen.desk.replace(annotation.model_copy(update={"codings": {**annotation.codings, "works": old}}))


SETTINGS = {
    "code.keep": Setting(prepare=make_stale),
    "edit.redo": Setting(first=("source.flag", "edit.undo")),
    "evidence.doubtful": Setting(prepare=change_text),
    "evidence.remove": Setting(at=QUOTED),
    "evidence.reshape": Setting(at=QUOTED),
    "evidence.reassign": Setting(at=QUOTED),
    "attributed.edit": Setting(at=REPORTED),
    "select.swap": Setting(first=("select.grow",)),
    "select.clear": Setting(first=("select.grow",)),
    "source.reopen": Setting(prepare=complete),
}


async def reset(app: StancebookApp, pilot: Pilot[Any], setting: Setting) -> AnnotateScreen:
    """Come back to the same source, coded the same, with the cursor in its middle."""
    while not isinstance(app.screen, AnnotateScreen):
        await pilot.pause()
        app.pop_screen()
        await pilot.pause()
    screen = app.screen
    screen.show_source("beta")
    desk, source = screen.desk, app.session.workspace.source("beta")
    desk.take_source(source)
    fresh = app.session.workspace.annotation(desk.rubric, "nobody", source).model_copy(update={"reviewer": "ana"})
    desk.replace(fresh)
    desk.set_answer("works", Answer(1))
    desk.set_confidence("works", 3)
    for words in (QUOTED, "Paragraph 20 says this.", "Paragraph 40 says this."):
        desk.add_quote("works", words)
    start = BODY.index(REPORTED)
    quote = Evidence.at(BODY, start, start + len(REPORTED))
    desk.attribute(
        Attributed(
            actor="Critics",
            actor_type=None,
            criterion="works",
            value=-1,
            off_scale=None,
            evidence=(quote,),
            note="",
            at=None,
            rev="",
        )
    )
    app.session.last_answers["works"] = Answer(-1)
    app.copy_to_clipboard("")
    screen.only_active = False
    screen.activate("works")
    screen.set_focus(screen.reader)
    screen.reader.go_to(BODY.index(setting.at) if setting.at else MIDDLE)
    setting.prepare(screen)
    screen.refresh_all()
    for command_id in setting.first:
        screen.run_command(command_id)
    return screen


def state(app: StancebookApp, screen: AnnotateScreen) -> tuple[Any, ...]:
    """Return what a command may change; words alone do not count."""
    reader = screen.reader
    return (
        [type(one) for one in app.screen_stack],
        app.theme,
        app.clipboard,
        screen.desk.source.id,
        screen.desk.annotation.model_dump(exclude={"codings": {"__all__": {"at", "rev"}}}),
        screen.active,
        screen.only_active,
        (reader.cursor, reader.caret.anchor),
        screen.focused,
        screen.search_bar.is_open,
    )


def home_of(app: StancebookApp) -> HomeScreen:
    screen = app.screen
    assert isinstance(screen, HomeScreen)
    return screen


def state_of_home(app: StancebookApp, home: HomeScreen) -> tuple[Any, ...]:
    return ([type(one) for one in app.screen_stack], home.table.cursor, home._order, home.search_bar.is_open)


async def run(screen: AnnotateScreen | HomeScreen, pilot: Pilot[Any], one: Command, key: str) -> None:
    if key:
        await pilot.press(key)
    else:
        screen.run_command(one.id, 2)  # the number of an answer, for the one command that wants it


@pytest.fixture
def long(reporting: Workspace) -> Workspace:
    """The tiny study with a text that has a middle."""
    for name in ("alpha", "beta", "gamma"):
        (reporting.root / "seeds" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{BODY}", encoding="utf-8")
    return Workspace.at(reporting.root)


@pytest.mark.parametrize("by_key", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["by name", "by key"])
async def test_every_command_of_the_annotate_screen_does_something(
    make_app: Make, long: Workspace, *, by_key: bool
) -> None:
    app = make_app("beta", long)
    idle = []
    async with app.run_test(size=(100, 30)) as pilot:
        for one in commands_of(ANNOTATE):
            for key in one.keys if by_key and one.keys else ("",):
                if one.id == "code.value" and key > "5":
                    continue  # the criterion has five answers
                screen = await reset(app, pilot, SETTINGS.get(one.id, Setting()))
                if (one.id, key) == ("code.value", "1"):
                    screen.desk.set_answer("works", Answer(0))
                before = state(app, screen)
                await run(screen, pilot, one, key)
                if state(app, screen) == before:
                    await pilot.pause()  # it may take a moment
                if state(app, screen) == before:
                    idle.append(f"{one.id} {key}: {screen.message[0]}")
    assert not idle


@pytest.mark.parametrize("by_key", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["by name", "by key"])
async def test_every_command_of_the_home_screen_does_something(
    make_app: Make, long: Workspace, *, by_key: bool
) -> None:
    idle = []
    app = make_app(None, long)
    async with app.run_test(size=(80, 24)) as pilot:
        home = home_of(app)
        for one in commands_of(HOME):
            for key in one.keys if by_key and one.keys else ("",):
                while app.screen is not home:
                    app.pop_screen()
                    await pilot.pause()
                if home.search_bar.is_open:
                    await pilot.press("escape")
                if one.id == "select.clear":
                    home.search_bar.open()
                home.table.focus()
                home.table.set_cursor(("source", "beta"))
                if one.id == "app.back":
                    continue  # quits; below
                before = state_of_home(app, home)
                await run(home, pilot, one, key)
                await pilot.pause()
                if state_of_home(app, home) == before:
                    idle.append(f"{one.id} {key}")
        while app.screen is not home:
            app.pop_screen()
            await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
    assert app._exit
    assert not idle


async def test_a_command_that_can_do_nothing_says_why(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)):
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        refused = [one.id for one in commands_of(ANNOTATE) if screen.why_not(one.id)]
        assert len(refused) > 10
        for command_id in refused:
            screen.say("")
            screen.run_command(command_id)
            words, tone = screen.message
            assert tone == "warn", command_id
            assert len(words) > 20
            assert "<" not in words
