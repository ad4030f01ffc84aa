"""Comparing shows nobody what they are not to see yet, unless they ask, which is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.model.answer import Answer
from stancebook.tui.docket import Docket
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.workspace.decision_desk import DecisionDesk
from stancebook.workspace.desk import Desk

from .comparing import at, choose, compared, status, until
from .conftest import on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

pytestmark = pytest.mark.usefixtures("disputed")


async def test_what_one_has_not_completed_is_shown_only_when_asked_for(make_app: Make, disputed: Workspace) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await compared(app, pilot)
        assert "1 withheld" in shown(app)
        assert "gamma" not in {one.source for one in screen.docket.every} if screen.docket else False
        assert on_file(disputed, "gamma").revealed_at is None
        await choose(pilot, "exclamation_mark", "n")
        assert on_file(disputed, "gamma").revealed_at is None
        await choose(pilot, "exclamation_mark", "y")
        await until(pilot, lambda: screen.docket and screen.docket.unblinded)
        assert screen.docket is not None
        assert "gamma" in {one.source for one in screen.docket.every}
        assert on_file(disputed, "gamma").revealed_at is not None
        await pilot.press("exclamation_mark")
        assert "nothing is withheld" in status(app)
        app.open_matrix()
        await until(pilot, lambda: app.looking.overview is not None)
        assert app.looking.overview is not None
        assert not app.looking.overview.withheld, "asked for once, shown in the same sitting"
        app.open_source("gamma")
        await until(pilot, lambda: isinstance(app.screen, AnnotateScreen))
        await pilot.pause()
        assert "coded after seeing others" in shown(app)


async def test_a_source_that_is_withheld_opens_no_other_in_its_place(make_app: Make, disputed: Workspace) -> None:
    app = make_app("gamma", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        told = " ".join(shown(app).split())
        assert "gamma is withheld from you: you have not completed it." in told
        assert "! shows them all the same" in told
        await pilot.press("1", "ctrl+s", "enter", "tab")
        await settled(app, pilot)
        assert not list(disputed.annotations.rglob("_consensus/*.json")), "typing on decides nothing elsewhere"
        await choose(pilot, "exclamation_mark", "y")
        await until(pilot, lambda: screen.docket and screen.docket.unblinded)
        assert at(screen)[0] == "gamma"


async def test_unblinding_leaves_one_where_one_is_and_shows_all_in_a_matrix_that_was_read_before(
    make_app: Make, disputed: Workspace
) -> None:
    async with make_app("gamma", compare=True, unblinded=True).run_test() as pilot:  # recorded in an earlier sitting
        await until(pilot, lambda: on_file(disputed, "gamma").revealed_at)
    app = make_app(None)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_matrix()
        await until(pilot, lambda: app.looking.overview and app.looking.overview.withheld)
        await app.workers.wait_for_complete()
        app.open_compare("alpha")
        screen = await compared(app, pilot)
        while at(screen)[0] != "beta":
            await pilot.press("n")
        here = at(screen)
        await pilot.press("exclamation_mark")  # nobody is asked again about what is on record already
        await until(pilot, lambda: screen.docket and screen.docket.unblinded)
        assert at(screen) == here
        app.open_matrix()
        await until(pilot, lambda: app.looking.overview and not app.looking.overview.withheld)


def test_whoever_saw_others_and_then_began_to_code_is_asked_again(disputed: Workspace) -> None:
    desk = Desk(disputed, disputed.rubric(), disputed.source("gamma"), "ana")
    desk.reveal()
    desk.save()
    assert Docket(disputed.load("tiny"), "ana").never_seen == ()
    assert Docket(disputed.load("tiny"), "ana").withheld == ("gamma",)
    desk.set_answer("works", Answer(1))
    desk.save()
    assert Docket(disputed.load("tiny"), "ana").never_seen == ("gamma",)


async def test_on_a_source_that_is_withheld_stands_what_one_decided_oneself(
    make_app: Make, disputed: Workspace
) -> None:
    for by, criterion, value in (("ana", "works", 1), ("ben", "tone", "calm")):
        desk = DecisionDesk(disputed, disputed.rubric(), disputed.source("gamma"), by)
        desk.decide(criterion, Answer(value), because="It <compare.list> says [b]so[/b].", basis={"ben": "0" * 16})
        desk.save()
    app = make_app("gamma", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        told = " ".join(shown(app).split())
        assert "gamma is withheld from you" in told
        assert "What you decided there yourself: gamma · Works: +1 It works (ana, 20" in told
        assert "It <compare.list> says [b]so[/b]." in told, "as it was written"
        assert "Calm" not in told, "what another decided is withheld"
        await pilot.press("z")
        await settled(app, pilot)
        assert "taken back: gamma, Works" in status(app)
        assert "gamma is withheld from you" in shown(app), "one stays where one is"
        assert "What you decided" not in shown(app)
        await pilot.press("Z")
        await settled(app, pilot)
        assert "What you decided there yourself" in shown(app)
    assert on_file(disputed, "gamma").revealed_at is None, "one's own decision is nobody else's coding"


async def test_a_long_reason_of_ones_own_is_read_to_its_end(make_app: Make, disputed: Workspace) -> None:
    desk = DecisionDesk(disputed, disputed.rubric(), disputed.source("gamma"), "ana")
    desk.decide("works", Answer(1), because="It says so at length. " * 60 + "That is the end.", basis={"ben": "0" * 16})
    desk.save()
    for size, keys in (((200, 50), ()), ((80, 24), ("end",))):
        async with (app := make_app("gamma", compare=True)).run_test(size=size) as pilot:
            await compared(app, pilot)
            await pilot.press(*keys)
            await pilot.wait_for_scheduled_animations()
            await until(pilot, lambda: "That is the end." in " ".join(shown(app).split()))


async def test_unblind_on_the_command_line_opens_the_source_at_once(make_app: Make, disputed: Workspace) -> None:
    app = make_app("gamma", compare=True, unblinded=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert at(await compared(app, pilot))[0] == "gamma"
    assert on_file(disputed, "gamma").revealed_at is not None


async def test_seeing_others_is_recorded_and_what_one_codes_afterwards_is_not_independent(
    make_app: Make, disputed: Workspace
) -> None:
    assert on_file(disputed, "beta").revealed_at is None
    app = make_app("beta", compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await compared(app, pilot)
        await settled(app, pilot)
        assert on_file(disputed, "beta").revealed_at is not None
        assert on_file(disputed, "alpha").revealed_at is not None, "the list tells what is contested there"
        assert on_file(disputed, "gamma").revealed_at is None
        await choose(pilot, "g", "c")
        await until(pilot, lambda: isinstance(app.screen, AnnotateScreen))
        await pilot.press("3")
        await settled(app, pilot)
    coding = on_file(disputed, "beta").coding("works")
    assert (coding.value, coding.independent) == (-1, False)


async def test_a_decision_on_a_source_that_is_withheld_again_stays_out_of_sight(disputed: Workspace) -> None:
    docket = Docket(disputed.load("tiny"), "ana")
    desk = DecisionDesk(disputed, disputed.rubric(), disputed.source("gamma"), "ana")
    desk.decide("works", Answer(1), because="It says so.", basis={"ben": "0" * 16})
    before = docket.every
    docket.decided("gamma", desk.adjudication)
    assert docket.every == before
    assert docket.study.adjudications["gamma"] == desk.adjudication
