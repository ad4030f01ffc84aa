"""Comparing on the screen: what is shown, under other names, filtered, in a large study."""

from __future__ import annotations

import re
import time
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.generator import Plan, generated

from stancebook.comparison.cell import DISAGREEING
from stancebook.tui.commands import COMPARE, commands_of
from stancebook.tui.docket import Docket, Filter, key_of
from stancebook.tui.screens.home import HomeScreen
from stancebook.tui.widgets.docket_list import stage_glyph

from .comparing import at, choose, compared, status, until
from .conftest import coded, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.tui.app import StancebookApp
    from stancebook.tui.screens.compare import CompareScreen
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

pytestmark = pytest.mark.usefixtures("disputed")


async def test_the_gravest_comes_first_with_all_that_belongs_to_it(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compared(app, pilot)
        assert at(screen) == ("alpha", "works")
        await until(pilot, lambda: re.search(r"^ *aa +The plan works well", shown(app), re.MULTILINE))
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
        assert "1/4" in page
        assert "4 to decide" in page


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
        assert "names hidden" in page
        orders: dict[str, set[tuple[str, ...]]] = {}
        for _ in range(5):
            names = dict(screen.sides.names)
            orders.setdefault(screen.one.source, set()).add(tuple(sorted(names, key=names.__getitem__)))
            await pilot.press("n")
        assert all(len(one) == 1 for one in orders.values()), "a mask is one person all through a source"
        assert len(set.union(*orders.values())) > 1, "the order would tell who is who"
        await pilot.press("h")
        assert "ben" in shown(app)


async def test_answers_are_named_where_there_is_room(make_app: Make) -> None:
    app = make_app("alpha", compare=True)
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await compared(app, pilot)
        while screen.one.criterion.id != "advice":
            await pilot.press("n")
        line = next(line for line in shown(app).splitlines() if "Stands" in line)
        assert "b Stop it, Wait" in line.replace("  ", " ")


async def test_answers_keep_part_of_their_labels_where_all_of_them_do_not_fit(
    make_app: Make, disputed: Workspace
) -> None:
    path = next(disputed.rubrics.glob("*.yaml"))
    text = path.read_text(encoding="utf-8").replace("label: Split,", "label: Split down the very middle of it,")
    path.write_text(text, encoding="utf-8")
    for width, there in ((160, "2 0 Split down the very middle of it  3"), (110, "2 0 Split down th…  3")):
        app = make_app(None, compare=True)
        async with app.run_test(size=(width, 24)) as pilot:
            await compared(app, pilot)
            line = next(line for line in shown(app).splitlines() if "Stands" in line)
            assert there in line


async def test_to_decide_looks_like_no_answer(make_app: Make) -> None:
    app = make_app(None, compare=True)
    async with app.run_test(size=(200, 50)) as pilot:
        screen = await compared(app, pilot)
        assert screen.docket is not None
        symbols = {one.symbol for one in screen.docket.study.rubric.off_scale.values()} | {"○", "●"}
        assert stage_glyph(screen.docket.every[0])[0] not in symbols


async def test_a_note_that_is_cut_short_says_which_key_reads_it_all(make_app: Make, disputed: Workspace) -> None:
    coded(disputed, "alpha", "ana", works=[1, "The plan works well.", f"{'So it is. ' * 20}In the end."], tone="calm")
    app = make_app("alpha", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        assert (screen.answers.border_title, "In the end." in shown(app)) == ("Answers · f6 reads all", False)
        await pilot.press("f6")
        assert screen.answers.border_title == "Answers"
        assert "end." in shown(app)


def test_masks_cannot_be_mistaken_for_ids(workspace: Workspace) -> None:
    for who, works in (("r1", 1), ("r2", -1), ("r3", 0)):
        coded(workspace, "alpha", who, works=works, tone="calm", advice=("stop",))
    docket = Docket(workspace.load(), "r1", masked=True)
    docket.begin()
    assert docket.current is not None
    assert {name[0] for name in docket.names(docket.current).values()} == {"X"}


async def test_where_nothing_is_to_be_settled_on_a_source_it_says_so_and_where_there_is(
    make_app: Make, disputed: Workspace
) -> None:
    for reviewer in ("ana", "ben", "cyd"):
        coded(disputed, "gamma", reviewer, works=1, tone="calm", advice=("stop",))
    app = make_app("gamma", compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await compared(app, pilot)
        told = " ".join(shown(app).split())
        assert "There is nothing to adjudicate on gamma. Other sources have 4 disagreements: l chooses one" in told


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
            assert screen.docket
            screen.verbs.go_to(screen.docket.every[1 if one.id == "compare.prev" else 0])
            screen.docket.keep(None)
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
    words = screen.message
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
            assert ("training round" in shown(app).splitlines()[0]) == (source == "beta")


async def test_the_training_round_is_left_when_comparing_is_begun_without_a_source(
    make_app: Make, disputed: Workspace
) -> None:
    path = disputed.root / "rubrics" / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "anchors: [beta]\n", encoding="utf-8")
    app = make_app(None)
    async with app.run_test(size=(80, 24)) as pilot:
        for source, settles in ((None, "alpha"), ("beta", "beta"), (None, "alpha")):
            app.open_compare(source)
            screen = await compared(app, pilot)
            await until(pilot, partial(_settles, screen, settles))
            assert at(screen)[0] == settles
            assert ("training round" in shown(app).splitlines()[0]) == (settles == "beta")
            app.open_home()
            await pilot.pause()


def _settles(screen: CompareScreen, source: str) -> bool:
    return screen.docket is not None and {one.source for one in screen.docket.every} == {source}


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


def test_how_many_would_pass_is_how_many_do_pass(shipped: Workspace) -> None:
    docket = Docket(shipped.load(), "r1", unblinded=True)
    askable = _askable(docket)
    for narrowed in (Filter(), Filter(criterion="due_process"), Filter(kind="near", reviewer="r2")):
        docket.filter = narrowed
        for name, values in askable.items():
            passing = docket.passing(name)
            assert set(passing) <= values, name
            for value in values:
                docket.filter = narrowed.asking(name, value)
                assert len(docket.items) == passing[value], (name, value)
                docket.filter = narrowed


def _askable(docket: Docket) -> dict[str, set[str]]:
    """Return everything that may be asked for, whether any disagreement passes or not, by the names of the filter."""
    rubric = docket.study.rubric
    rules = {rule.id for one in rubric.criteria for rule in one.decision_rules}
    askable: dict[str, set[str]] = {
        "criterion": set(rubric.by_id),
        "source": set(docket.study.sources),
        "reviewer": {who for who, _ in docket.study.annotations},
        "kind": set(DISAGREEING),
        "rule": rules | {rule.id for rule in rubric.unit.general_rules},
        "stage": {"waiting", "decided", "outdated"},
    }
    assert set(askable) == {one.name for one in fields(Filter)}
    return askable
