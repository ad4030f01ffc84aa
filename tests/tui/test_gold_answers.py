"""After each source of the training round a trainee sees how they did, and not a moment earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.model.annotation import Evidence
from stancebook.model.answer import Answer
from stancebook.tui.screens.feedback import FeedbackScreen
from stancebook.tui.widgets.row_list import RowList
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

from .conftest import RUBRIC, annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

KEYS = ("e", "3", "2", "1", "s", "e", "3", "s", "e", "enter")


@pytest.fixture
def training(workspace: Workspace) -> Workspace:
    """The tiny study with an anchor, alpha, and gold answers to it."""
    root = workspace.root
    anchored = RUBRIC.replace("criteria:\n", "anchors: [alpha]\ncriteria:\n", 1)
    (root / "rubrics" / "tiny.yaml").write_text(anchored, encoding="utf-8")
    (root / "annotations" / "reviewers.yaml").write_text(
        "reviewers:\n  - {id: answers, kind: gold}\n  - {id: ana}\n", encoding="utf-8"
    )
    made = Workspace.at(root)
    for source in ("alpha", "beta"):
        desk = Desk(made, made.rubric(), made.source(source), "answers")
        desk.set_answer("works", Answer(1))
        desk.add_evidence("works", Evidence.at(desk.source.body, 0, 20))
        desk.set_note("works", "The first sentence says so.")
        desk.set_answer("tone", Answer("angry"))
        desk.set_answer("advice", Answer(off_scale="silent"))
        desk.complete()
        desk.save()
    return made


async def test_a_trainee_sees_how_they_did_and_goes_on(make_app: Make, training: Workspace) -> None:
    app = make_app(at=training)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*KEYS)
        await pilot.pause()
        assert isinstance(app.screen, FeedbackScreen)
        seen = shown(app)
        assert "alpha: 1 of 3 as the gold answers" in seen
        assert "2 steps too low" in seen
        assert "The first sentence says so." in seen
        assert "Tone  Angry" in seen
        await pilot.press("enter")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
    saved = on_file(training)
    assert saved.complete
    assert saved.revealed_at is not None
    assert all(coding.independent for coding in saved.codings.values())


async def test_what_has_no_room_is_scrolled_to(make_app: Make, training: Workspace) -> None:
    app = make_app(at=training)
    async with app.run_test(size=(60, 16)) as pilot:
        await pilot.press(*KEYS)
        await pilot.pause()
        rows = app.screen.query_one(RowList)
        assert rows.max_scroll_y > 0
        await pilot.press("down", "down", "up")
        assert rows.scroll_y == 1


async def test_a_source_that_is_no_anchor_tells_nothing(make_app: Make, training: Workspace) -> None:
    app = make_app("beta", training)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*KEYS)
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "gamma"
    assert on_file(training, "beta").revealed_at is None


async def test_gold_answers_that_cannot_be_read_keep_nobody_from_going_on(make_app: Make, training: Workspace) -> None:
    training.annotation_path("tiny", "answers", "alpha").write_text("{", encoding="utf-8")
    app = make_app(at=training)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*KEYS)
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
    assert on_file(training).complete
