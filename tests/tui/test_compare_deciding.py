"""Deciding on the compare screen: by keys, by mouse, undone, outdated, confirmed, kept where it cannot be saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from stancebook.comparison.cells import study_cells
from stancebook.comparison.decidable import basis_of
from stancebook.model.annotation import BLANK, Annotation
from stancebook.model.answer import Answer
from stancebook.tui.docket import stages
from stancebook.tui.screens.chooser import Chooser
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.screens.home import HomeScreen
from stancebook.tui.screens.note import NoteScreen
from stancebook.tui.verdict import Verdict
from stancebook.workspace.decision_desk import DecisionDesk

from .comparing import at, choose, compared, decided, outdated, status, until
from .conftest import coded, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

pytestmark = pytest.mark.usefixtures("disputed")


async def test_a_decision_is_made_by_four_keys_and_a_reason(make_app: Make, disputed: Workspace) -> None:
    before = {path: path.read_bytes() for path in disputed.annotations.rglob("*/cyd/*.json")}
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("b", "M")
        await choose(pilot, "r", "1")
        await pilot.press("m", *("space" if key == " " else key for key in "Only critics"), "enter")
        await settled(app, pilot)
        assert at(screen) != ("alpha", "works")
        assert "✓ Works: Silent" in status(app)
        assert "saved" in status(app)
    made = decided(disputed)
    assert made is not None
    assert (made.off_scale, made.cause, made.rule, made.rationale) == ("silent", "missed_passage", "W1", "Only critics")
    assert (made.by, list(made.basis)) == ("ana", ["ana", "ben", "cyd"])
    assert {path: path.read_bytes() for path in before} == before


async def test_without_answer_or_reason_enter_says_what_is_missing(make_app: Make, disputed: Workspace) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("enter")
        assert "what stands? a, b take a side" in shown(app)
        await pilot.press("a", "enter")
        assert "a decision needs a reason" in status(app)
        assert app.focused is screen.reason
        await pilot.press("enter")
        await settled(app, pilot)
    assert decided(disputed) is None


async def test_escape_keeps_the_reason_and_so_does_going_elsewhere(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("a", "m", *"half", "escape", "n")
        assert screen.reason.text == ""
        await pilot.press("p")
        assert screen.reason.text == "half"
        assert screen.docket is not None
        assert screen.docket.verdict.answer == Answer(1)
        await pilot.press("0")
        assert screen.reason.text == ""


async def test_leaving_with_a_decision_that_is_not_recorded_says_so_once(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        assert "all saved" in status(app)
        await pilot.press("a", "m", *"typed", "ctrl+q")
        assert "not recorded yet" in status(app)
        assert "all saved" not in shown(app)
        assert "the decision on alpha, Works is not recorded" in shown(app)
        await pilot.press(*" more", "escape", "q")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "1 decision not recorded yet" in status(app)
        await pilot.press("q")
        assert app.is_running
        assert "the decision on alpha, Works is not recorded" in shown(app)
        await pilot.press("q")
        await until(pilot, lambda: app._exit)


async def test_a_decision_that_was_begun_outlives_a_closed_terminal_until_it_is_recorded(
    make_app: Make, disputed: Workspace
) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        begun = at(screen)
        await pilot.press("n", "b", "S", "m", *"half", "escape", "p", "a", "k", "m", *"two")
        app.leaving.told_to_end()
        await until(pilot, lambda: app._exit)
    again = make_app(None, compare=True)
    async with again.run_test(size=(80, 24)) as pilot:
        screen = await compared(again, pilot)
        assert "taken up again: 2 decisions begun earlier" in status(again)
        assert at(screen) == begun
        assert screen.reason.text == "two"
        assert screen.docket is not None
        assert screen.docket.verdict == Verdict(left_open=True, because="two")
        await pilot.press("m", "enter")
        assert screen.docket.verdict == Verdict(Answer("angry"), cause="slip", because="half")
        await pilot.press("0", "ctrl+q")
        await until(pilot, lambda: again._exit)
    assert decided(disputed, *begun) is not None
    last = make_app(None, compare=True)
    async with last.run_test(size=(80, 24)) as pilot:
        await compared(last, pilot)
        assert "taken up again" not in status(last)


async def test_what_is_kept_of_decisions_begun_may_be_broken(make_app: Make, disputed: Workspace) -> None:
    kept = disputed.local / "begun" / "tiny" / "ana" / "alpha"
    kept.mkdir(parents=True)
    (kept / "works.json").write_text('{"cause": "fate"}', encoding="utf-8")
    (kept / "tone.json").write_text("[3", encoding="utf-8")
    (kept.parent / "beta").write_text("", encoding="utf-8")
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        assert screen.reason.text == ""
        assert "not recorded yet" not in status(app)


async def test_a_decision_that_is_recorded_or_forgotten_lets_one_leave(make_app: Make, disputed: Workspace) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        await pilot.press("a", "m", *"so", "enter", "b")
        assert "not recorded yet" in status(app)
        await pilot.press("0")
        assert "not recorded yet" not in status(app)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
    assert decided(disputed) is not None


async def test_undo_goes_back_to_the_last_decision_wherever_it_was(make_app: Make, disputed: Workspace) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("a", "m", *"one", "enter")
        second = at(screen)
        await pilot.press("k", "D", "m", *"two", "enter")
        await settled(app, pilot)
        left_open = decided(disputed, *second)
        assert left_open is not None
        assert (left_open.outcome, left_open.cause) == ("open", "real_difference")
        await pilot.press("z")
        await settled(app, pilot)
        assert at(screen) == second
        assert decided(disputed, *second) is None
        assert screen.reason.text == "two"  # what was typed is not lost
        await pilot.press("z")
        await settled(app, pilot)
        assert at(screen) == ("alpha", "works")
        assert not disputed.adjudication_path("tiny", "alpha").exists()
        await pilot.press("z")
        assert "there is no decision of yours to take back" in status(app)
        await pilot.press("Z")
        await settled(app, pilot)
        assert decided(disputed) is not None


async def test_after_a_restart_decisions_are_undone_in_their_order_and_made_again(
    make_app: Make, disputed: Workspace
) -> None:
    made = (("alpha", "works"), ("beta", "works"), ("alpha", "tone"))  # within one second
    for source, criterion in made:
        now = partial(str, "2026-11-22T09:00:00Z")
        desk = DecisionDesk(disputed, disputed.rubric(), disputed.source(source), "ana", now)
        desk.decide(criterion, None, because="It says so.", basis={})
        desk.save()
    app = make_app("beta", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        for source, criterion in reversed(made):
            assert decided(disputed, source, criterion) is not None
            await pilot.press("z")
            await settled(app, pilot)
            assert f"taken back: {source}, {criterion.title()}" in status(app)
            assert decided(disputed, source, criterion) is None
        await pilot.press("z")
        assert "there is no decision of yours to take back" in status(app)
    app = make_app("beta", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        for source, criterion in made:
            await pilot.press("Z")
            await settled(app, pilot)
            assert f"decided again: {source}, {criterion.title()}" in status(app)
            assert decided(disputed, source, criterion) is not None
        await pilot.press("Z")
        assert "there is no decision of yours to make again" in status(app)


async def test_what_is_decided_stands_in_the_form_and_enter_alone_decides_nothing(
    make_app: Make, disputed: Workspace
) -> None:
    desk = DecisionDesk(disputed, disputed.rubric(), disputed.source("alpha"), "ben")
    cells = study_cells(disputed.load("tiny"))
    basis = basis_of(cells["alpha", "works"])
    desk.decide("works", Answer(1), because="So it\x07says.", basis=basis, cause="slip", rule="W1")
    desk.save()
    app = make_app(None, compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await compared(app, pilot)
        screen.verbs.go_to(next(one for one in screen.docket.every if one.decision) if screen.docket else screen.one)
        await pilot.press("n", "p")
        assert screen.docket is not None
        assert screen.docket.verdict == Verdict(Answer(1), False, "slip", "W1", "So it\x07says.")
        assert screen.reason.text.startswith("So it")
        assert "decided; a change of any line decides it anew" in status(app)
        await pilot.press("enter")
        assert "that is decided already" in status(app)
        await pilot.press("M", "enter")
        await settled(app, pilot)
    first, second = disputed.adjudication("tiny", "alpha").decisions["works"]
    assert (first.by, first.cause, second.by, second.cause) == ("ben", "slip", "ana", "missed_passage")
    assert (second.answer, second.rationale, second.rule) == (first.answer, first.rationale, first.rule)


async def test_where_no_coding_is_left_to_rest_on_nothing_is_decided_anew(make_app: Make, disputed: Workspace) -> None:
    desk = DecisionDesk(disputed, disputed.rubric(), disputed.source("alpha"), "ben")
    basis = basis_of(study_cells(disputed.load("tiny"))["alpha", "works"])
    desk.decide("works", Answer(1), because="So it says.", basis=basis)
    desk.save()
    for path in disputed.annotations.glob("tiny/[!_]*/alpha.json"):
        held = Annotation.model_validate_json(path.read_bytes())
        gone = held.model_copy(update={"codings": {**held.codings, "works": BLANK}})
        path.write_text(gone.to_json(), encoding="utf-8")
    app = make_app("alpha", compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await compared(app, pilot)
        assert screen.docket is not None
        (one,) = (one for one in screen.docket.every if one.decision)
        assert stages(one) == ("decided", "outdated")
        screen.verbs.go_to(one)
        await pilot.press("M", "enter")
        assert "no coding of it counts now: what was decided stands until it is coded again" in status(app)
    assert len(disputed.adjudication("tiny", "alpha").decisions["works"]) == 1


async def test_several_values_are_toggled_and_any_answer_can_be_chosen(make_app: Make) -> None:
    app = make_app("alpha", compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await compared(app, pilot)
        while at(screen) != ("alpha", "advice"):
            await pilot.press("n")
        docket = screen.docket
        assert docket is not None
        await pilot.press("1", "2")
        assert docket.verdict.answer == Answer(("go", "stop"))
        await pilot.press("1")
        assert docket.verdict.answer == Answer(("go",))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press("3", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert docket.verdict.answer == Answer(("go", "wait"))
        await pilot.press("4")
        assert docket.verdict.answer == Answer(off_scale="silent")
        await pilot.press("9", "f")
        assert "2 sides to take here" in status(app)
        assert docket.verdict.answer == Answer(off_scale="silent")


async def test_a_decision_is_outdated_once_one_recodes_and_enter_confirms_it(
    make_app: Make, disputed: Workspace
) -> None:
    app = make_app("beta", compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen, sitting = await compared(app, pilot), app.adjudicating
        await pilot.press("a", "S", "m", *"so", "enter")
        await settled(app, pilot)
        coded(
            disputed, "beta", "ben", works=[-1, "Critics say it fails.", "Read again."], tone="calm", advice=("stop",)
        )
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("c")
        await until(pilot, lambda: app.screen is screen and outdated(sitting.docket))
        docket = screen.docket
        assert docket is not None
        screen.verbs.go_to(next(one for one in docket.every if one.source == "beta"))
        await pilot.pause()
        assert "↻ outdated, ben coded it anew" in shown(app)
        await pilot.press("enter")
        await settled(app, pilot)
    assert len(disputed.adjudication("tiny", "beta").decisions["works"]) == 2


async def test_the_mouse_alone_takes_a_side_a_cause_and_a_quote(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compared(app, pilot)

        async def click(words: str) -> None:
            lines = shown(app).splitlines()
            y = max(n for n, line in enumerate(lines) if words in line)
            assert await pilot.click(offset=(lines[y].index(words) + 1, y))
            await pilot.pause(0.05)

        await click("“Critics say it")
        assert screen.reader.cursor == screen.reader.model.text.index("Critics say it fails.")
        await click("Silent")
        await click("unclear text")
        docket = screen.docket
        assert docket is not None
        assert (docket.verdict.answer, docket.verdict.cause) == (Answer(off_scale="silent"), "unclear_text")
        await click("leave open")
        assert docket.verdict.left_open
        await click("Why does this hold")
        assert app.focused is screen.reason
        await pilot.press(*"because")
        await click("enter decide")
        assert screen.docket is not None
        assert at(screen) != ("alpha", "works")


@pytest.mark.slow
async def test_a_proposed_rule_is_words_and_a_single_one_is_refused(make_app: Make, disputed: Workspace) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await compared(app, pilot)
        for words, refused in (("Quotes", True), ("Quotes count", False)):
            await pilot.press("r")
            await until(pilot, lambda: isinstance(app.screen, Chooser))
            await pilot.press("+")
            await until(pilot, lambda: isinstance(app.screen, NoteScreen))
            await pilot.press(*("space" if key == " " else key for key in words), "escape")
            await until(pilot, lambda: app.screen is screen)
            assert ("a proposed rule is a sentence" in status(app)) == refused
        await pilot.press("a", "m", *"so", "enter")
        await settled(app, pilot)
    made = decided(disputed)
    assert made is not None
    assert made.proposed_rule == "Quotes count"


async def test_a_decision_that_cannot_be_saved_stays_and_is_tried_again(
    make_app: Make, disputed: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stancebook.model.problems import StancebookError
    from stancebook.workspace import decision_saving
    from stancebook.workspace.safe_write import write_text

    real = write_text

    def full(*_: object, **__: object) -> None:
        raise StancebookError("the disk is full")

    monkeypatch.setattr(decision_saving, "write_text", full)
    app = make_app(None, compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await compared(app, pilot)
        await pilot.press("a", "m", *"so", "enter")
        await settled(app, pilot)
        assert "alpha is not saved: the disk is full" in shown(app)
        assert "not saved" in status(app)
        monkeypatch.setattr(decision_saving, "write_text", real)
        app.saver.retry()
        await settled(app, pilot)
        assert "the disk is full" not in shown(app)
    assert decided(disputed) is not None
