"""What the screen offers and says fits the criterion, what is being typed, and the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.model.answer import Answer
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

from .conftest import annotate, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)
KINDS = """\
rubric: kinds
version: "1"
title: Kinds
off_scale: {na: {label: Not applicable}}
criteria:
  - {id: deaths, label: Deaths, question: How many?, type: numeric, integer: true, off_scale: [na]}
  - {id: summary, label: Summary, question: What is it about?, type: text, off_scale: [na], requires_evidence: false}
  - {id: rest, label: The rest, question: What else?, type: text}
  - {id: legal, label: Legal, question: Is it legal?, type: boolean}
  - {id: both, label: Both, question: Which?, type: nominal,
     values: [{value: one, label: One}, {value: two, label: Two}]}
"""


def study_of(root: Path, rubric: str) -> Workspace:
    for folder in ("rubrics", "seeds", "annotations"):
        (root / folder).mkdir()
    (root / "rubrics" / "kinds.yaml").write_text(rubric, encoding="utf-8")
    (root / "seeds" / "alpha.md").write_text("It is about jobs. Fifty people died.\n", encoding="utf-8")
    return Workspace.at(root)


@pytest.fixture
def kinds(tmp_path: Path) -> Workspace:
    """A study with a criterion of each kind, and no decision rules."""
    root = tmp_path / "kinds"
    root.mkdir()
    return study_of(root, KINDS)


def footer(app: StancebookApp) -> str:
    return shown(app).splitlines()[-1].strip()


async def test_the_footer_names_the_keys_that_answer(make_app: Make, kinds: Workspace) -> None:
    app = make_app(at=kinds)
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        for criterion, begins in (
            ("deaths", "0-9 number  e quote"),
            ("summary", "d write  e quote"),
            ("rest", "d write  e quote"),
            ("legal", "1-2 answer  e quote"),
            ("both", "1-2 answer  e quote"),
        ):
            screen.activate(criterion)
            await pilot.pause()
            assert footer(app).startswith(begins)
        screen.activate("rest")
        await pilot.press("4")
        assert screen.message[0] == "The rest is answered in words: d writes them"
        screen.activate("summary")
        await pilot.press("4")
        assert screen.message[0] == "Summary is answered in words: d writes them; 1 other answer by digit"
        screen.activate("both")
        await pilot.press("4")
        assert screen.message[0] == "Both has 2 answers; 4 is none of them"


async def test_while_a_line_is_written_the_footer_is_about_the_line(make_app: Make, kinds: Workspace) -> None:
    app = make_app(at=kinds)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "2")
        assert footer(app) == "enter answer  esc leave it"
        await pilot.click("ActionBar", offset=(4, 0))
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("deaths").answer == Answer(42)
        await pilot.press("slash", *"fifty")
        assert footer(app) == "enter to what was found  esc back"
        assert "/ fifty" in shown(app)
        await pilot.press("enter")
        assert footer(app).startswith("d write")
        await pilot.press("slash")
        await pilot.click("ActionBar", offset=(28, 0))
        await pilot.pause()
        assert not annotate(app).search_bar.is_open


async def test_a_text_that_was_not_applicable_is_written_from_nothing(make_app: Make, kinds: Workspace) -> None:
    app = make_app(at=kinds)
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        screen.activate("summary")
        await pilot.press("1")
        screen.activate("summary")
        await pilot.press("d")
        assert "now: Not applicable · write an answer instead" in screen.message[0]
        await pilot.press(*"Jobs", "enter")
        assert screen.desk.annotation.coding("summary").answer == Answer("Jobs")


async def test_rules_are_offered_only_where_there_are_some(make_app: Make, kinds: Workspace) -> None:
    app = make_app(at=kinds)
    async with app.run_test(size=SIZE) as pilot:
        assert "rules?" not in shown(app)
        await pilot.press("r")
        assert annotate(app).message[0] == "the rubric has no decision rules for Deaths"
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        assert "r rules?" in shown(app)


async def test_a_criterion_is_gone_to_by_its_name(make_app: Make, kinds: Workspace) -> None:
    app = make_app(at=kinds)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "k", "4")
        assert annotate(app).active == "legal"


async def test_a_rubric_that_does_not_fit_still_shows_the_question(make_app: Make, tmp_path: Path) -> None:
    root = tmp_path / "many"
    root.mkdir()
    more = "".join(f"  - {{id: c{n}, label: C{n}, question: Of {n}?, type: boolean}}\n" for n in range(40))
    app = make_app(at=study_of(root, KINDS + more))
    async with app.run_test(size=SIZE) as pilot:
        annotate(app).activate("c38")
        await pilot.pause()
        assert "Of 38?" in shown(app)


async def test_what_came_from_elsewhere_is_told_in_full(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        desk = Desk(workspace, workspace.rubric(), workspace.source("alpha"), "ana")
        desk.set_answer("works", Answer(1))
        desk.set_answer("tone", Answer("calm"))
        desk.set_flag("ask Ben about this")
        desk.set_source_note("a note")
        desk.save()
        app.elsewhere.look()
        await pilot.pause()
        assert "taken over: Works, Tone, flag, note on the source" in " ".join(shown(app).split())


async def test_a_message_takes_the_room_of_where_the_cursor_is_but_never_of_saving(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        await pilot.press("v")
        for words, right in (("short", "20 selected · sentence 1/6 · all saved"), ("long " * 12, "all saved")):
            screen.say(words.strip())
            await pilot.pause()
            line = shown(app).splitlines()[-2].strip()
            assert line.startswith(words.strip())
            assert line.endswith(f"  {right}")


async def test_a_long_warning_stands_above_the_status_line_on_the_least_terminal(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(60, 16)) as pilot:
        annotate(app).activate("advice")
        annotate(app).say("whatever is too long for one line " * 7, "warn")
        await pilot.pause()
        lines = shown(app).splitlines()
        assert "alpha" in lines[0], "the header is not hidden"
        assert "one line" in lines[-3]
        assert "help" in lines[-1], "nor is the footer"
