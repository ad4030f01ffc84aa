"""The home screen: one's own sources, and nobody else's codings."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from stancebook.model.answer import Answer
from stancebook.tui.screens.home import HomeScreen
from stancebook.tui.session import Session
from stancebook.workspace.decision_desk import DecisionDesk
from stancebook.workspace.desk import Desk

from .comparing import until
from .conftest import annotate, coded, front, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stancebook.model.annotation import Annotation
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.source_state import SourceState
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


def desk(workspace: Workspace, source: str, reviewer: str = "ana") -> Desk:
    return Desk(workspace, workspace.rubric(), workspace.source(source), reviewer)


async def test_states_answers_and_what_is_next(make_app: Make, workspace: Workspace) -> None:
    alpha, beta = desk(workspace, "alpha"), desk(workspace, "beta")
    alpha.set_answer("works", Answer(off_scale="silent"))
    alpha.set_answer("tone", Answer("calm"))
    alpha.set_answer("advice", Answer(off_scale="silent"))
    alpha.complete()
    alpha.save()
    beta.set_answer("works", Answer(-1))
    beta.set_flag("odd")
    beta.save()
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        screen = shown(app)
        assert "1 of 3 complete · 1 draft · ⚑ 1 flagged" in screen
        assert "Next: go on with beta (1/3 criteria answered)." in screen
        assert "✓ alpha" in screen
        assert "draft 1/3 ⚑" in screen
        assert "−1" in screen
        assert "○ gamma" in screen
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert annotate(app).desk.source.id == "beta"
        await pilot.press("q")
        await pilot.pause(0.2)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("q")
        await pilot.pause()
    assert not app.is_running


async def test_no_figure_is_shown_before_what_it_rests_on_is_read(
    make_app: Make, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded(workspace, "alpha", "ana", works=-1)
    gate, read = threading.Event(), Session._read_all

    def late(session: Session, ids: Sequence[str]) -> list[tuple[SourceState, Annotation | None]]:
        gate.wait(10)
        return read(session, ids)

    monkeypatch.setattr(Session, "_read_all", late)
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.1)
        try:
            assert "3 sources" in shown(app)
            assert "reading how far you are …" in shown(app)
            assert "0 of 3" not in shown(app)
            assert "0/3" not in shown(app)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen)
        finally:
            gate.set()
        await until(pilot, lambda: not isinstance(app.screen, HomeScreen))
        assert annotate(app).desk.source.id == "beta", "enter opens what the cursor would have stood on"


async def test_nobody_elses_coding_is_shown_or_read(make_app: Make, workspace: Workspace) -> None:
    other = desk(workspace, "alpha", "ben")
    other.set_answer("works", Answer(-1))
    other.set_note("works", "benscoding")
    other.save()
    other.path.write_text("broken", encoding="utf-8")  # reading it would show
    app = make_app(None)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause(0.2)
        assert "−1" not in shown(app)
        assert "You see your own codings only," in shown(app)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert annotate(app).desk.source.id == "alpha"
        assert "ben" not in shown(app)
        assert annotate(app).desk.annotation.revealed_at is None


async def test_a_rubric_that_moved_on_makes_a_coding_stale_and_says_so(make_app: Make, workspace: Workspace) -> None:
    alpha = desk(workspace, "alpha")
    alpha.set_answer("works", Answer(1))
    alpha.save()
    path = workspace.rubrics / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Results, not", "Outcomes, not"), encoding="utf-8")
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "~ 1 stale" in shown(app))
        assert "~+1" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "stale: coded under 1" in shown(app))


async def test_order_and_filter(make_app: Make) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        await pilot.press("o")
        assert "order: unfinished first" in shown(app)
        await pilot.press("slash", *"bet", "enter")
        await pilot.pause()
        assert "○ beta" in shown(app)
        assert "○ gamma" not in shown(app)
        await pilot.press("slash", "escape")
        await pilot.pause()
        assert "○ gamma" in shown(app)
        await pilot.press("slash", *"bet", "enter")
        await pilot.pause()
        assert "esc shows all" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "○ gamma" in shown(app), "as it says, also once the filter was kept"
        assert "esc shows all" not in shown(app)


async def test_a_broken_file_of_ones_own_is_said_and_stops_nothing(make_app: Make, workspace: Workspace) -> None:
    path = workspace.annotation_path("tiny", "ana", "beta")
    path.parent.mkdir(parents=True)
    path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        assert "✗ beta" in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "git conflict markers" in shown(app)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("up", "enter")
        await pilot.pause(0.2)
        await pilot.press("n")
        assert "git conflict markers" in shown(app)
        assert annotate(app).desk.source.id == "alpha"
        await settled(app, pilot)


async def test_a_source_with_markup_and_escapes_is_shown_as_text(make_app: Make, workspace: Workspace) -> None:
    path = workspace.sources / "beta.md"
    path.write_text("---\ntitle: '[red]About[/red] \\e[31m'\n---\nHe said [bold]no\x1b[31m[/bold].\n", encoding="utf-8")
    app = make_app("beta")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "f", "M", *"[x]", "escape")
        await pilot.pause()
        assert "[red]About[/red]" in shown(app)
        assert "[bold]no␛[31m[/bold]" in shown(app)
        assert "\x1b" not in shown(app)


async def test_a_terminal_too_small_says_so_and_comes_back(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(59, 24)) as pilot:
        await pilot.pause()
        assert "too small" in shown(app)
        await pilot.resize_terminal(80, 15)
        await pilot.pause()
        assert "too small" in shown(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "The plan works well." in shown(app)
        assert "too small" not in shown(app)


async def test_where_decisions_went_against_the_reviewer_is_said(make_app: Make, workspace: Workspace) -> None:
    for source in ("alpha", "beta"):
        own = desk(workspace, source)
        own.set_answer("works", Answer(off_scale="silent"))
        own.set_answer("tone", Answer("calm"))
        own.set_answer("advice", Answer(off_scale="silent"))
        if source == "alpha":
            own.complete()
        own.save()
        decisions = DecisionDesk(workspace, workspace.rubric(), workspace.source(source), "bob")
        decisions.decide("tone", Answer("angry"), because="Read the last line.", basis={}, cause="slip")
        decisions.decide("works", Answer(off_scale="silent"), because="Indeed.", basis={})
        decisions.save()
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        told = "1 of 2 settled decisions on your codings went against them (a slip). d tells why."
        await until(pilot, lambda: told in " ".join(shown(app).split()))


async def test_sources_that_come_and_go_while_one_works(make_app: Make, workspace: Workspace) -> None:
    seeds = workspace.root / "seeds"
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        await pilot.press("down")
        app.elsewhere.look()
        assert front(app).message == ("", ""), "nothing came or went yet"
        (seeds / "aaron.md").write_text("One line.", encoding="utf-8")
        app.elsewhere.look()
        await pilot.pause(0.1)
        assert "aaron is new" in shown(app)
        assert "0 of 4 complete" in shown(app)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert annotate(app).desk.source.id == "beta", "the cursor stayed where it was"
        (seeds / "beta.md").unlink()
        (seeds / "gamma.md").unlink()
        await pilot.press("1")
        await settled(app, pilot)
        app.elsewhere.look()
        assert "gamma is gone" in shown(app)
        await pilot.press("q")
        await pilot.pause(0.2)
        assert "0 of 2 complete" in shown(app)
        (seeds / "Not an id.md").write_text("One line.", encoding="utf-8")
        app.elsewhere.look()
        await pilot.pause()
        assert "Not an id.md: the file's name cannot be a source id" in shown(app)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert annotate(app).desk.source.id == "alpha", "the cursor is on what took the place of the one that went"
    kept = workspace.annotation_path("tiny", "ana", "beta").read_text(encoding="utf-8")
    assert '"value": 1' in kept, "no coding goes with a source"


async def test_what_was_mended_or_coded_elsewhere_shows_at_home(make_app: Make, workspace: Workspace) -> None:
    broken = workspace.root / "seeds" / "beta.md"
    whole = broken.read_text(encoding="utf-8")
    broken.write_text("---\ntitle: [\n---\nText", encoding="utf-8")
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        assert "✗ beta" in shown(app)
        broken.write_text(whole, encoding="utf-8")
        gamma = desk(workspace, "gamma")
        gamma.set_answer("works", Answer(-1))
        gamma.save()
        app.elsewhere.look()
        await pilot.pause(0.2)
        assert "○ beta" in shown(app)
        assert "◐ gamma" in shown(app)


async def test_a_broken_file_keeps_no_other_open_source_stale(make_app: Make, workspace: Workspace) -> None:
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        alpha, beta = (app.session.open(one) for one in ("alpha", "beta"))
        elsewhere = desk(workspace, "beta")
        elsewhere.set_note("works", "FROM ELSEWHERE")
        elsewhere.set_answer("works", Answer(-1))
        elsewhere.save()
        text = workspace.root / "seeds" / "beta.md"
        text.write_text(text.read_text(encoding="utf-8").replace("About beta", "Beta anew"), encoding="utf-8")
        alpha.path.write_text("<<<<<<< ours", encoding="utf-8")
        (workspace.root / "seeds" / "Not an id.md").write_text("One line.", encoding="utf-8")
        app.elsewhere.look()
        await pilot.pause(0.1)
        assert "Not an id.md" in front(app).message[0]
        assert "git conflict markers" in front(app).message[0], "every problem is told"
        assert beta.annotation.coding("works").note == "FROM ELSEWHERE"
        assert "◐ beta" in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause(0.1)
        app.elsewhere.look()
        assert annotate(app).desk.source.title == "Beta anew", "the folder's change did not hide the text's"


async def test_a_complaint_is_told_whole_and_the_least_terminal_has_room_for_sources(
    make_app: Make, workspace: Workspace
) -> None:
    for number in range(4):
        (workspace.root / "seeds" / f"more-{number}.md").write_text("One line.", encoding="utf-8")
    app = make_app(None)
    async with app.run_test(size=(60, 16)) as pilot:
        await until(pilot, lambda: "○ gamma" in shown(app))
        assert sum("○" in line for line in shown(app).splitlines()) >= 6
        await pilot.press("G")
        (workspace.root / "seeds" / "Not an id.md").write_text("One line.", encoding="utf-8")
        app.elsewhere.look()
        await pilot.pause(0.1)
        screen = " ".join(shown(app).split())
        assert "starting with a letter or digit (for instance not-an-id.md)" in screen
        assert screen.count("cannot be a source id") == 1, "it is told once"
        assert "○ more-3" in screen, "the cursor stays in sight"
        await pilot.press("m")
        await pilot.pause(0.1)
        assert "not-an-id" not in shown(app), "until the next command"
        front(app).say("whatever is too long for one line " * 4, "warn")
        await pilot.pause(0.1)
        assert " ".join(shown(app).split()).count("whatever is too long for one line") == 4, "in the matrix too"


@pytest.mark.parametrize("size", [(60, 16), SIZE])
async def test_what_is_not_saved_and_a_long_warning_leave_a_small_terminal_its_sources_and_keys(
    make_app: Make, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    for number in range(4):
        (workspace.root / "seeds" / f"more-{number}.md").write_text("One line.", encoding="utf-8")
    app = make_app("alpha")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    async with app.run_test(size=size) as pilot:
        await pilot.press("1")
        await settled(app, pilot)
        for on_home in (False, True):
            for words in ("", "whatever is too long for one line " * 7):
                front(app).say(words, "warn")
                await pilot.pause(0.1)
                lines = shown(app).splitlines()
                told = " ".join(" ".join(lines).split())
                assert "alpha is not saved: could not be written" in told
                assert "saving is tried again." in told
                assert ("too long for one line" in told) is bool(words)
                assert "not saved" in lines[-2]
                assert "help" in lines[-1]
                assert front(app).max_scroll_y == 0
                if on_home:
                    assert "0 of 7 complete" in told
                    assert sum(line.startswith((" ○", " ◐")) for line in lines) >= 3
            await pilot.press("q")
            await until(pilot, lambda: "○ gamma" in shown(app) or not app.is_running)
