"""From source to source by keys: completing, skipping, flagging, coming back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from stancebook.tui.session import Session
from stancebook.tui.source_state import SourceState
from stancebook.tui.verbs import base

from .comparing import until
from .conftest import annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


async def test_enter_says_what_is_missing_and_goes_there(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "1", "C", "enter")
        assert annotate(app).active == "works"
        assert "not complete yet: Works needs a quote (and 1 more)" in shown(app)
        assert not annotate(app).desk.annotation.complete


async def test_flag_and_unflag(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f")
        assert annotate(app).desk.annotation.flag == "second look"
        assert "⚑" in shown(app).splitlines()[0]
        await pilot.press("f")
        assert annotate(app).desk.annotation.flag == ""


async def test_sources_are_swapped_in_place_and_the_place_is_kept(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        await pilot.press("p")
        assert "this is the first source" in shown(app)
        await pilot.press("s", "s", "c", "n")
        assert screen.desk.source.id == "beta"
        assert screen.reader.cursor == 0
        await pilot.press("n", "n")
        assert "this is the last source" in shown(app)
        await pilot.press("p", "p")
        assert app.screen is screen
        assert (screen.reader.selected_text, screen.active) == ("Prices fell.", "tone")


@pytest.mark.parametrize(("first", "key"), [("alpha", "u"), (None, "u"), ("alpha", "t")])
async def test_no_key_waits_until_many_sources_are_read(
    make_app: Make, reporting: Workspace, monkeypatch: pytest.MonkeyPatch, first: str | None, key: str
) -> None:
    read_by: list[threading.Thread] = []
    let_go = threading.Event()

    def slowly(_: Session, source_id: str) -> tuple[SourceState, None]:
        read_by.append(threading.current_thread())
        let_go.wait(10)
        return SourceState(source_id, source_id, "not started"), None

    monkeypatch.setattr(Session, "_read", slowly)
    monkeypatch.setattr(base, "AT_ONCE", 0)
    app = make_app(first, reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        assert ("Who else's position" if key == "t" else "reading how far you are") in shown(app)
        let_go.set()
        await until(pilot, lambda: not app.session.unread)
    assert read_by
    assert threading.main_thread() not in read_by


async def test_from_a_source_that_is_gone_one_goes_on_to_the_first(make_app: Make, workspace: Workspace) -> None:
    app = make_app("beta")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        (workspace.root / "seeds" / "beta.md").unlink()
        app.elsewhere.look()
        await pilot.press("n")
        assert annotate(app).desk.source.id == "alpha"
        await pilot.press("n")
        assert annotate(app).desk.source.id == "gamma"


async def test_u_goes_to_the_next_unfinished_source(make_app: Make) -> None:
    app = make_app("beta")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "1", "4", "enter")
        assert annotate(app).desk.source.id == "gamma"
        await pilot.press("u")
        assert annotate(app).desk.source.id == "alpha"
        await pilot.press("u")
        assert annotate(app).desk.source.id == "gamma"


async def test_an_edit_that_breaks_a_complete_source_says_so(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "1", "4", "enter", "p", "x")
        assert "a draft again" in shown(app)
        assert not annotate(app).desk.annotation.complete
        await pilot.press("z")
        assert annotate(app).desk.annotation.complete
        annotate(app).run_command("source.reopen")
        assert not annotate(app).desk.annotation.complete
        assert annotate(app).message[0] == "a draft again"
        await pilot.press("z", "Z")
        assert annotate(app).message[0] == "made again: a draft again", "it is said once"


async def test_that_a_source_is_a_draft_again_is_said_whatever_stands_in_a_quote(
    make_app: Make, workspace: Workspace
) -> None:
    path = workspace.root / "seeds" / "alpha.md"
    text = path.read_text(encoding="utf-8").replace("The plan works well.", "It is a draft again.")
    path.write_text(text, encoding="utf-8")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "1", "4", "enter", "p", "x")
        assert not annotate(app).desk.annotation.complete
        assert annotate(app).message[0].startswith("a draft again · ")


async def test_a_source_is_skipped_with_a_reason(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F", *"in Dutch", "enter")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
        assert "alpha skipped: in Dutch" in shown(app)
        await pilot.press("F", "escape")
        assert annotate(app).desk.source.id == "beta"
        assert annotate(app).desk.annotation.flag == ""
    assert on_file(workspace).flag == "in Dutch"


async def test_a_reason_that_is_left_as_it_stands_stays_the_same_with_signs_that_cannot_be_shown(
    make_app: Make, workspace: Workspace
) -> None:
    app = make_app()

    def flagged() -> str:
        annotate(app).desk.set_flag("in\tDutch\x1b[31m")
        return "flagged"

    async with app.run_test(size=SIZE) as pilot:
        annotate(app).edit(flagged)
        await pilot.press("F", "enter")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
    assert on_file(workspace).flag == "in\tDutch\x1b[31m"


async def test_leaving_the_line_skips_nothing_and_enter_skips_with_what_stands_there(
    make_app: Make, workspace: Workspace
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F", *"in Dutch", "escape")
        assert annotate(app).desk.source.id == "alpha"
        assert annotate(app).desk.annotation.flag == ""
        await pilot.press("f", "F")
        await pilot.pause()
        assert "second look" in shown(app)
        assert "enter skip" in shown(app)
        assert "esc leave" in shown(app)
        await pilot.press("backspace", "escape")
        assert annotate(app).desk.source.id == "alpha"
        assert annotate(app).desk.annotation.flag == "second look"
        await pilot.press("F", "enter")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
        await pilot.press("F", "enter")
        await pilot.pause()
        assert "not skipped: say why" in shown(app)
        assert annotate(app).desk.source.id == "beta"
    assert on_file(workspace).flag == "second look"
