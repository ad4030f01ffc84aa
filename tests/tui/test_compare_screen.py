"""Comparing and adjudicating on the screen: by keys, by mouse, undone, blind, under other names, in a large study."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.generator import Plan, generated

from stancebook.comparison.decidable import basis_of
from stancebook.comparison.matrix import study_cells
from stancebook.model.answer import Answer
from stancebook.tui.commands import COMPARE, commands_of
from stancebook.tui.docket import Docket, Filter, key_of
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.tui.screens.chooser import Chooser
from stancebook.tui.screens.compare import CompareScreen
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.screens.home import HomeScreen
from stancebook.tui.screens.note import NoteScreen
from stancebook.tui.verdict import Verdict
from stancebook.workspace.decision_desk import DecisionDesk

from .conftest import coded, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import App
    from textual.pilot import Pilot
    from textual.screen import Screen

    from stancebook.model.decision import Decision
    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

pytestmark = pytest.mark.usefixtures("disputed")


async def compared(app: StancebookApp, pilot: Pilot[Any]) -> CompareScreen:
    """Return the compare screen, once everything is read."""
    sitting = app.adjudicating
    await until(pilot, lambda: isinstance(app.screen, CompareScreen) and (sitting.docket or sitting.problem))
    assert isinstance(app.screen, CompareScreen)
    return app.screen


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Wait until something holds: a loaded machine opens dialogs and reads files when it can."""
    for _ in range(300):
        await pilot.pause(0.01)
        if condition():
            await pilot.pause()
            return
    raise AssertionError("it never came about")


def _another_dialog(app: App[Any], before: Screen[Any]) -> bool:
    return isinstance(app.screen, Dialog) and app.screen is not before


async def choose(pilot: Pilot[Any], opening: str, *keys: str) -> None:
    """Press the key that opens a dialog, then a key in it, and in each that follows."""
    app = pilot.app
    before = app.screen
    await pilot.press(opening)
    for key in keys:
        await until(pilot, partial(_another_dialog, app, before))
        before = app.screen
        await pilot.press(key)
    await until(pilot, lambda: not isinstance(app.screen, Dialog))


def outdated(docket: Docket | None) -> bool:
    return docket is not None and any(one.outdated for one in docket.every)


def at(screen: CompareScreen) -> tuple[str, str]:
    return screen.one.source, screen.one.criterion.id


def decided(workspace: Workspace, source: str = "alpha", criterion: str = "works") -> Decision | None:
    return workspace.adjudication("tiny", source).current(criterion)


def status(app: StancebookApp) -> str:
    return shown(app).splitlines()[-2]


async def test_the_gravest_comes_first_with_all_that_belongs_to_it(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compared(app, pilot)
        assert at(screen) == ("alpha", "works")
        page = shown(app)
        for words in (
            "position or not?",
            "+1 It works",
            "Silent",
            "Plain words.",
            "sure 4 · rules W1",
            "“Critics say it",
        ):
            assert words in page
        assert "[bold]Only[/bold] critics." in page  # nothing from a file is markup
        assert "ana a  ben a  cyd b" in page
        line = next(one for one in page.splitlines() if "The plan works well." in one)
        assert line.split("The plan")[0].split() == ["aa"]
        assert "1/4" in page
        assert "4 to decide" in page


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
        assert "what stands? a, b take a side" in status(app)
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
        assert "there is nothing to undo" in status(app)
        await pilot.press("Z")
        await settled(app, pilot)
        assert decided(disputed) is not None


async def test_after_a_restart_undo_still_finds_the_last_decision_wherever_it_was(
    make_app: Make, disputed: Workspace
) -> None:
    for source, at_second in (("alpha", 2), ("beta", 1)):
        now = f"2026-11-22T09:00:0{at_second}Z"
        desk = DecisionDesk(disputed, disputed.rubric(), disputed.source(source), "ana", partial(str, now))
        desk.decide("works", Answer(1), because="It says so.", basis={})
        desk.save()
    app = make_app("beta", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        for source in ("alpha", "beta"):
            assert decided(disputed, source) is not None
            await pilot.press("z")
            await settled(app, pilot)
            assert at(screen) == (source, "works")
            assert f"taken back: {source}, Works" in status(app)
            assert decided(disputed, source) is None
        await pilot.press("z")
        assert "there is nothing to undo" in status(app)
        await pilot.press("Z")
        await settled(app, pilot)
        assert at(screen) == ("beta", "works")


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
        assert "there are" in status(app)
        assert docket.verdict.answer == Answer(off_scale="silent")


async def test_tab_goes_through_the_quotes_of_all_sides_in_context(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        body = screen.reader.model.text
        assert screen.reader.cursor == body.index("The plan works well.")
        await pilot.press("tab", "tab")
        assert screen.reader.cursor == body.index("Critics say it fails.")
        await pilot.press("tab")
        assert screen.reader.cursor == body.index("The plan works well.")
        await pilot.press("shift+tab")
        assert screen.reader.cursor == body.index("Critics say it fails.")


async def test_filters_leave_what_they_say(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        docket = (await compared(app, pilot)).docket
        assert docket is not None
        await choose(pilot, "slash", "c", "1")
        assert {one.criterion.id for one in docket.items} == {"works"}
        assert "2 of 4 disagreements shown" in status(app)
        await choose(pilot, "slash", "a")
        assert docket.items == docket.every
        left = {
            Filter(kind="position"): {("alpha", "works")},
            Filter(source="beta"): {("beta", "works")},
            Filter(rule="G1"): {("alpha", "works")},
            Filter(reviewer="cyd"): {("alpha", "works"), ("alpha", "tone"), ("beta", "works")},
            Filter(criterion="works", reviewer="ana"): {("beta", "works")},
            Filter(stage="decided"): set(),
        }
        for wanted, keys in left.items():
            docket.filter = wanted
            assert {key_of(one) for one in docket.items} == keys, wanted


async def test_reviewers_go_by_other_names_where_that_is_wished(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("h")
        page = shown(app)
        for name in ("ben", "cyd"):
            assert name not in page
        assert {"R1", "R2", "R3"} == set(screen.sides.names.values())
        orders = set()
        for _ in range(5):
            orders.add(tuple(screen.sides.names.items()))
            await pilot.press("n")
        assert len({tuple(dict(order).values()) for order in orders}) > 1, "the order would tell who is who"
        await pilot.press("h")
        assert "ben" in shown(app)


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

    def full(*_: object) -> None:
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


@pytest.mark.slow
async def test_every_command_of_the_screen_does_something_or_says_why_not(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await compared(app, pilot)
        assert {one.id for one in commands_of(COMPARE)} == {*screen.handlers, "decide.take", "decide.value"}
        idle = []
        for one in commands_of(COMPARE):
            if one.id == "app.back":
                continue
            screen.verbs.go_to(screen.docket.every[1 if one.id == "compare.prev" else 0])  # type: ignore[union-attr]
            screen.docket.keep(None)  # type: ignore[union-attr]
            at_top = one.id in ("read.top", "read.sentence-prev", "read.line-prev", "read.page-prev")
            screen.reader.go_to(70 if at_top else 30)
            screen.reader.focus()
            if one.id == "select.clear":
                screen.reader.select(0, 5)
            screen.refresh_all()
            screen.say("")
            await pilot.pause()
            before = state(app, screen)
            screen.run_command(one.id, 1)
            await pilot.pause()
            if state(app, screen) == before:
                idle.append(one.id)
            while app.screen is not screen:
                app.pop_screen()
                await pilot.pause()
        assert idle == ["decide.clear"]  # nothing was about to be decided


def state(app: StancebookApp, screen: CompareScreen) -> tuple[Any, ...]:
    docket, reader = screen.docket, screen.reader
    assert docket is not None
    words = screen._message
    return (
        docket.at,
        docket.verdict,
        docket.masked,
        len(app.screen_stack),
        app.focused,
        reader.cursor,
        reader.has_selection,
        words,
    )


async def test_nothing_to_adjudicate_is_said_and_why(make_app: Make, disputed: Workspace) -> None:
    import shutil

    for reviewer in ("ben", "cyd"):
        shutil.rmtree(disputed.annotations / "tiny" / reviewer)
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        assert "nothing to adjudicate: no source was completed by two reviewers yet" in " ".join(shown(app).split())
        await pilot.press("a")
        assert "there is no disagreement here" in status(app)
        await pilot.press("q")
        await pilot.pause(0.1)
        assert isinstance(app.screen, HomeScreen)


async def test_the_training_round_is_settled_by_itself(make_app: Make, disputed: Workspace) -> None:
    path = disputed.root / "rubrics" / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "anchors: [beta]\n", encoding="utf-8")
    for begin, source in (("beta", "beta"), (None, "alpha")):
        app = make_app(begin, compare=True)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await compared(app, pilot)
            assert {one.source for one in screen.docket.every} == {source} if screen.docket else False


async def test_a_decision_on_a_source_that_is_withheld_again_stays_out_of_sight(disputed: Workspace) -> None:
    docket = Docket(disputed.load("tiny"), "ana")
    desk = DecisionDesk(disputed, disputed.rubric(), disputed.source("gamma"), "ana")
    desk.decide("works", Answer(1), because="It says so.", basis={"ben": "0" * 16})
    before = docket.every
    docket.decided("gamma", desk.adjudication)
    assert docket.every == before
    assert docket.study.adjudications["gamma"] == desk.adjudication


async def test_an_unusable_file_is_named_and_not_touched(make_app: Make, disputed: Workspace) -> None:
    path = disputed.annotation_path("tiny", "cyd", "beta")
    path.write_text("{", encoding="utf-8")
    app = make_app(None, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        assert "annotations/tiny/cyd/beta.json:1:2: broken JSON" in shown(app).replace("\n", "")
    assert path.read_text(encoding="utf-8") == "{"


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 50), marks=pytest.mark.slow)])
async def test_a_large_study_answers_every_key_within_a_second(
    make_app: Make, tmp_path: Path, size: tuple[int, int]
) -> None:
    workspace = generated(tmp_path / "large", Plan(sources=40, reviewers=5, stale=0.05, drafts=0.05, decided=0.2))
    app = make_app(None, workspace, "r1", compare=True)
    async with app.run_test(size=size) as pilot:
        screen = await compared(app, pilot)
        slowest = {}
        for key in ("n", "p", "u", "tab", "h", "h", "a", "S", "l", "escape", "slash", "escape", "z"):
            begun = time.process_time()  # of this process: others on the machine do not count
            await pilot.press(key)
            slowest[key] = time.process_time() - begun
        assert max(slowest.values()) < 1, slowest
        assert screen.docket is not None
        assert len(screen.docket.every) > 100
