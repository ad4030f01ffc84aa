"""Numbers, yes and no, texts, what is not asked, trees of values, and rubrics with very many of them, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.rubrics import EVERYTHING
from tests.tui.conftest import annotate, on_file, settled, shown
from textual.events import Key

from stancebook.model.answer import Answer
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.tui.app import StancebookApp


def workspace_of(root: Path, rubric: str, name: str) -> Workspace:
    for folder in ("rubrics", "seeds", "annotations"):
        (root / folder).mkdir()
    (root / "rubrics" / f"{name}.yaml").write_text(rubric, encoding="utf-8")
    (root / "seeds" / "alpha.md").write_text("It is about jobs. Fifty people died.\n", encoding="utf-8")
    return Workspace.at(root)


@pytest.fixture
def everything(tmp_path: Path) -> Workspace:
    """A study whose rubric uses every part of the language."""
    root = tmp_path / "study"
    root.mkdir()
    return workspace_of(root, EVERYTHING, "everything")


def panel(app: StancebookApp) -> str:
    """Return what the rubric panel says, without its line breaks."""
    rows = annotate(app).rubric_panel.rows
    return " ".join(" ".join(text for row in rows for text, _ in (*row.left, *row.right)).split())


def answer(workspace: Workspace, criterion: str) -> Answer:
    return on_file(workspace).coding(criterion).answer


async def test_a_source_is_coded_with_every_kind_of_answer(
    make_app: Callable[..., StancebookApp], everything: Workspace
) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1")  # mentioned: yes; on to the share
        await pilot.press("3", "5")
        assert "enter: 35 percent" in annotate(app).message[0]
        await pilot.press("0")
        assert "share takes a number from 0 to 100 (percent); 350 is more" in annotate(app).message[0]
        await pilot.press("backspace", "enter")
        assert annotate(app).active == "sure"
        await pilot.press("2", "1", "1")  # probably; lasts: yes; jobs
        assert annotate(app).active == "topics"  # several may be chosen
        await pilot.press("3", "c")
        await pilot.press("0", "enter")  # no deaths
        assert annotate(app).active == "demand"
        await pilot.press("d", *"Stop it", "enter", "1")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
    found = {criterion: answer(everything, criterion) for criterion in on_file(everything).codings}
    assert found == {
        "mentions": Answer(True),
        "share": Answer(35),
        "sure": Answer("probably"),
        "lasting": Answer("yes"),
        "topics": Answer(("crime", "jobs")),
        "deaths": Answer(0),
        "demand": Answer("Stop it"),
        "stance": Answer(1),
    }
    assert on_file(everything).complete


async def test_an_answer_before_it_is_known_whether_the_question_is_asked_is_remarked_on(
    make_app: Callable[..., StancebookApp], everything: Workspace
) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = annotate(app)
        screen.activate("share")
        await pilot.press("5", "enter")
        assert "perhaps not asked: Mentioned has no answer yet" in screen.message[0]


async def test_what_is_not_asked_is_shown_so_skipped_and_not_missing(
    make_app: Callable[..., StancebookApp], everything: Workspace
) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = annotate(app)
        await pilot.press("2")  # mentioned: no
        assert screen.active == "lasting"
        assert "Share of the text" in shown(app)
        await pilot.press("C")
        assert screen.active == "mentions"
        screen.activate("share")
        await pilot.pause()
        assert "not asked, because Mentioned is 'No'" in panel(app)
        await pilot.press("5")
        assert "Share is not asked, because Mentioned is 'No'" in screen.message[0]
        assert not screen.answer_bar.is_open
        assert [one.criterion for one in screen.desk.missing] == ["lasting", "topics", "deaths", "demand", "stance"]
        # An answer that was there before is kept, and can be taken away.
        screen.activate("mentions")
        await pilot.press("1", *"40", "enter")
        screen.activate("mentions")
        await pilot.press("2")
        assert "Share is not asked any more: its answer is kept and counts nowhere" in screen.message[0]
        screen.activate("share")
        await pilot.pause()
        screen.verbs.answers.attempt(screen.verbs.answers.repeat)
        await pilot.pause()
        assert "Share is not asked, because Mentioned is 'No'" in screen.message[0]
        assert "its answer is kept and counts nowhere" in panel(app)
        await pilot.press("0")
        await settled(app, pilot)
    assert not answer(everything, "share").given


async def test_a_number_is_mended_taken_away_and_left_alone(
    make_app: Callable[..., StancebookApp], everything: Workspace
) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = annotate(app)
        screen.activate("deaths")
        await pilot.press("1", "2", ".", "5", "enter")
        assert "deaths takes a whole number from 0 up, not 12.5" in screen.message[0]
        await pilot.press("backspace", "backspace", "enter")
        assert screen.desk.annotation.coding("deaths").answer == Answer(12)
        screen.activate("deaths")
        await pilot.press("d", "backspace", "3", "escape")
        assert screen.desk.annotation.coding("deaths").answer == Answer(12)
        await pilot.press("d", *["backspace"] * 2, "enter")
        assert not screen.desk.annotation.coding("deaths").answer.given
        await pilot.press("d")
        assert "or write not_addressed · esc leaves it open" in shown(app)
        await pilot.press(*"not_a", "right", "enter")
        assert screen.desk.annotation.coding("deaths").answer == Answer(off_scale="not_addressed")
        await pilot.press("u" if screen.active == "deaths" else "ctrl+z")
        assert screen.reader.has_focus


async def test_a_burst_of_keys_is_written_whole(make_app: Callable[..., StancebookApp], everything: Workspace) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1")
        for key in "42":
            app.post_message(Key(key, key))
        app.post_message(Key("enter", "\r"))
        await pilot.pause()
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("share").answer == Answer(42)


async def test_a_text_with_markup_and_off_scale_digits(
    make_app: Callable[..., StancebookApp], everything: Workspace
) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = annotate(app)
        screen.activate("demand")
        await pilot.press("1")
        assert screen.desk.annotation.coding("demand").answer == Answer(off_scale="not_addressed")
        screen.activate("demand")
        await pilot.press("d", "ctrl+u", *"[b]x[/b", "enter")
        screen.activate("demand")
        await pilot.pause()
        assert "[b]x[/b" in shown(app)


async def test_a_tree_of_values_is_read_as_one(make_app: Callable[..., StancebookApp], everything: Workspace) -> None:
    app = make_app(at=everything)
    async with app.run_test(size=(120, 40)) as pilot:
        annotate(app).activate("topics")
        await pilot.pause()
        lines = [line.strip() for line in shown(app).splitlines()]
        seen = [
            next(i for i, line in enumerate(lines) if word in line)
            for word in ("Economy", "Jobs", "Prices", "Security", "Crime")
        ]
        assert seen == sorted(seen)
        assert "1   □ Jobs" in shown(app)
        await pilot.press("d")
        assert "Economy › Jobs" in shown(app)


MANY = """\
rubric: many
version: "1"
title: Very many
off_scale: {silent: {label: Silent}}
criteria:
""" + "".join(
    f"""\
  - id: c{number}
    label: Criterion {number}
    question: "Question {number}?"
    type: nominal
    off_scale: [silent]
    requires_evidence: false
    values: [{", ".join(f"{{value: v{v}, label: Value {v} of {number}}}" for v in range(40 if number == 1 else 3))}]
"""
    for number in range(60)
)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_forty_values_and_sixty_criteria(
    make_app: Callable[..., StancebookApp], tmp_path: Path, size: tuple[int, int]
) -> None:
    root = tmp_path / "study"
    root.mkdir()
    many = workspace_of(root, MANY, "many")
    app = make_app(at=many)
    async with app.run_test(size=size) as pilot:
        screen = annotate(app)
        await pilot.press("1")
        assert screen.active == "c1"
        await pilot.press("d", *"value 37")
        assert "Value 37 of 1" in shown(app)
        await pilot.press("enter")
        assert screen.desk.annotation.coding("c1").answer == Answer("v37")
        for _ in range(3):
            await pilot.press("1")
        assert screen.active == "c5"
        for number in range(5, 60):
            screen.desk.set_answer(f"c{number}", Answer("v0"))
        await settled(app, pilot)
        assert screen.desk.missing == []
        screen.activate("c59")
        await pilot.pause()
        assert "Criterion 59" in shown(app)
        await pilot.press("enter")
        await settled(app, pilot)
    assert on_file(many).complete
