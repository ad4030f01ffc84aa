"""What is shown as saved is saved; what is not says so; nothing is lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.tui.running import run_annotate, run_home
from stancebook.workspace.desk import Desk, Saving

from .comparing import until
from .conftest import annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.model.annotation import Annotation
    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.save_job import Written
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)
FULL = "the disk is full; nothing was written"


def slowly(gate: threading.Event) -> Callable[[Saving], Written[Annotation]]:
    """Return a save that waits at a gate."""
    run = Saving.run

    def wait_and_run(saving: Saving) -> Written[Annotation]:
        gate.wait(10)
        return run(saving)

    return wait_and_run


def other_window(workspace: Workspace) -> Desk:
    return Desk(workspace, workspace.rubric(), workspace.source("alpha"), "ana")


async def test_the_screen_says_saving_then_saved(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    monkeypatch.setattr(Saving, "run", slowly(gate))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        assert "saving…" in shown(app)
        await pilot.press("2", "c", "f")  # the screen works on while the disk is slow
        assert annotate(app).desk.annotation.coding("tone").value == "angry"
        gate.set()
        await settled(app, pilot)
        assert "saved 10:32:07" in shown(app)
        assert not annotate(app).desk.unsaved


async def test_never_two_saves_at_once(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0
    run = Saving.run

    def counted(self: Saving) -> Written[Annotation]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return run(self)
        finally:
            running -= 1

    monkeypatch.setattr(Saving, "run", counted)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "2", "1", "2", "3", "f", "n", "1", "2")
        await settled(app, pilot)
    assert most == 1


async def test_a_failed_save_stays_visible_and_recovers(
    make_app: Make, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = True

    run = Saving.run

    def failing(self: Saving) -> Written[Annotation]:
        if broken:
            raise StancebookError(FULL)
        return run(self)

    monkeypatch.setattr(Saving, "run", failing)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await settled(app, pilot)
        assert "alpha is not saved: the disk is full" in shown(app)
        assert "not saved" in shown(app).splitlines()[-2]
        await pilot.press("n", "1")
        await settled(app, pilot)
        assert "alpha is not saved" in shown(app)
        assert "beta is not saved" in " ".join(shown(app).split())
        await pilot.press("q")
        await pilot.pause(0.2)
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running
        broken = False
        app._retry()
        await settled(app, pilot)
        assert "not saved" not in shown(app)
    assert on_file(workspace, "alpha").coding("works").value == 1
    assert on_file(workspace, "beta").coding("works").value == 1


async def test_leaving_twice_keeps_a_copy_of_what_cannot_be_saved(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise StancebookError(FULL)

    monkeypatch.setattr(Saving, "run", failing)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "ctrl+q")
        await pilot.pause()
        assert app.is_running
        assert "the same key again leaves" in shown(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert [desk.source.id for desk in app.saver.unsaved] == ["alpha"]


async def test_what_changed_elsewhere_is_taken_over_and_said(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        other = other_window(workspace)
        other.set_answer("tone", Answer("calm"))
        other.save()
        await pilot.press("1")
        await settled(app, pilot)
        assert "taken over: Tone" in shown(app)
        assert annotate(app).desk.annotation.coding("tone").value == "calm"


@pytest.mark.parametrize(("key", "expected", "undone"), [("m", 1, -1), ("t", -1, 1)])
async def test_a_clash_shows_both_sides_and_either_can_hold(
    make_app: Make, workspace: Workspace, key: str, expected: int, undone: int
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        other = other_window(workspace)
        other.set_answer("works", Answer(-1))
        other.save()
        await pilot.press("1")
        await settled(app, pilot)
        await until(pilot, lambda: "+1 It works" in shown(app) and "−1 It fails" in shown(app))
        assert on_file(workspace).coding("works").value == -1
        await pilot.press(key)
        await settled(app, pilot)
        assert on_file(workspace).coding("works").value == expected
        assert "not saved" not in shown(app)
        await pilot.press("z")
        await settled(app, pilot)
        assert on_file(workspace).coding("works").value == undone


async def test_a_clash_can_be_decided_later(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        other = other_window(workspace)
        other.set_answer("works", Answer(-1))
        other.save()
        await pilot.press("1")
        await settled(app, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "its file was changed elsewhere at the same place" in " ".join(shown(app).split())
        await pilot.press("f", "enter")
        await pilot.pause()
        await pilot.press("m")
        await settled(app, pilot)
    assert on_file(workspace).coding("works").value == 1
    assert on_file(workspace).flag


async def test_undo_reaches_back_before_a_restart(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "ctrl+q")
        await pilot.pause()
    again = make_app()
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("z")
        assert "taken back: Works: not coded" in shown(again)
        await pilot.press("z", "z")
        assert "there is nothing to take back" in shown(again)
        await settled(again, pilot)
    assert not on_file(workspace).coding("works").evidence


async def test_after_a_restart_undo_goes_to_the_last_change_wherever_it_was(
    make_app: Make, workspace: Workspace
) -> None:
    for source in ("alpha", "beta", "alpha"):
        desk = Desk(workspace, workspace.rubric(), workspace.source(source), "ana")
        desk.set_flag(f"{desk.annotation.flag}?")
        desk.save()
    app = make_app("gamma")
    async with app.run_test(size=SIZE) as pilot:
        for source in ("alpha", "beta", "alpha"):
            before = annotate(app).desk.source.id
            await pilot.press("z")
            assert annotate(app).desk.source.id == source
            assert ("now " + source if source != before else "") + " · taken back: flag" in f" · {shown(app)}"
        await pilot.press("z")
        assert "there is nothing to take back" in shown(app)
        for source in ("alpha", "beta", "alpha"):
            await pilot.press("Z")
            assert annotate(app).desk.source.id == source
        assert "now alpha · made again: flag" in shown(app)
        await pilot.press("Z")
        assert "there is nothing to make again" in shown(app)
        await settled(app, pilot)
    assert on_file(workspace).flag == "??"


async def test_quitting_waits_for_the_save(
    make_app: Make, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    monkeypatch.setattr(Saving, "run", slowly(gate))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        threading.Timer(0.3, gate.set).start()
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert on_file(workspace).coding("works").value == 1


def test_without_a_terminal_one_clear_line(workspace: Workspace) -> None:
    with pytest.raises(StancebookError, match="needs a terminal"):
        run_annotate(workspace, workspace.rubric(), "ana", "alpha")
    with pytest.raises(StancebookError, match="needs a terminal"):
        run_home(workspace, workspace.rubric(), "ana")


async def test_a_file_changed_underneath_is_noticed_while_nothing_is_edited(
    make_app: Make, workspace: Workspace
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        await settled(app, pilot)
        other = other_window(workspace)
        other.set_answer("tone", Answer("calm"))
        other.save()
        app.elsewhere.look()
        await pilot.pause()
        assert "changed elsewhere; taken over: Tone" in shown(app)
        assert annotate(app).desk.annotation.coding("tone").value == "calm"
        other.path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
        app.elsewhere.look()
        await pilot.pause()
        assert "git conflict markers" in shown(app)
        await pilot.press("f")
        await settled(app, pilot)
        assert "alpha is not saved" in shown(app)
        assert other.path.read_text(encoding="utf-8") == "<<<<<<< HEAD\n"


@pytest.mark.parametrize(
    "keys", [("question_mark",), ("slash", "t"), ("t", "A")], ids=["help", "search", "reported"],
)  # fmt: skip
async def test_ctrl_q_leaves_from_anywhere_and_everything_is_saved(
    make_app: Make, reporting: Workspace, keys: tuple[str, ...]
) -> None:
    app = make_app("alpha", reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", *keys, "ctrl+q")
        await pilot.pause()
        assert app._exit
    assert on_file(reporting).coding("works").value == 1


async def test_what_looks_around_every_few_seconds_finds_no_screen_at_the_end(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        await pilot.pause()
        stack, app._screen_stacks[app._current_mode] = app._screen_stacks[app._current_mode], []
        app.elsewhere.look()
        app._keep_place()
        app._screen_stacks[app._current_mode] = stack
