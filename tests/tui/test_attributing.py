"""Somebody else's positions: recorded in four keys, kept apart, changed and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.workspace.workspace import Workspace

from .comparing import until
from .conftest import annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

WRITTEN = """\
rubric: tiny
version: "1"
title: Written
attributed: {enabled: true}
criteria:
  - {id: deaths, label: Deaths, question: How many?, type: numeric, integer: true, min: 0}
  - {id: why, label: Why, question: Why?, type: text}
"""
SIZE = (80, 24)


async def test_four_keys_besides_the_name_record_whose_position_it_is(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "s", "s")
        await pilot.press("t", *"Amnesty", "enter", "a", "3")
        await settled(app, pilot)
        assert "reported: Amnesty on Works: −1 It fails" in shown(app)
        assert "» Amnesty" in shown(app)
        # The author's own answer is not touched.
        assert not annotate(app).desk.annotation.coding("works").answer.given
        # On another source the name is completed, and the type known: three keys.
        await pilot.press("n", "t", *"am", "tab", "1")
        await settled(app, pilot)
    (one,) = on_file(reporting).attributed
    assert (one.actor, one.actor_type, one.criterion, one.value) == ("Amnesty", "ngo", "works", -1)
    assert one.evidence[0].quote == "Critics say it fails."
    assert one.at
    (other,) = on_file(reporting, "beta").attributed
    assert (other.actor, other.actor_type, other.value) == ("Amnesty", "ngo", 1)


async def test_names_are_completed_from_all_ones_own_annotations_and_no_others(
    make_app: Make, reporting: Workspace
) -> None:
    for source, reviewer, name in (("gamma", "ana", "Amnesty"), ("gamma", "ben", "The Church")):
        app = make_app(source, reporting, reviewer)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("t", *name, "enter", "1")
            await settled(app, pilot)
    app = make_app("alpha", reporting)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: not app.session.unread)
        assert list(app.session.actors()) == ["Amnesty"]
        await pilot.press("t", *"am", "tab", "1")
        await settled(app, pilot)
    assert [one.actor for one in on_file(reporting).attributed] == ["Amnesty"]


async def test_another_criterion_with_several_values_is_finished_by_enter(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "t", *"Press", "enter", "C", "1", "3", "enter")
        await settled(app, pilot)
    (one,) = on_file(reporting).attributed
    assert (one.criterion, one.value, one.evidence[0].quote) == ("advice", ("stop", "wait"), "The plan works well.")


async def test_it_is_changed_undone_and_taken_away(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t", *"Press", "enter", "3", "T", "2")
        assert [one.value for one in annotate(app).desk.annotation.attributed] == [0]
        await pilot.press("z")
        assert [one.value for one in annotate(app).desk.annotation.attributed] == [-1]
        assert "taken back: reported: Press on Works" in shown(app)
        await pilot.press("x")
        assert annotate(app).desk.annotation.attributed == ()
        await pilot.press("z", "T", "x")
        assert annotate(app).desk.annotation.attributed == ()
        assert "taken away: Press on Works" in shown(app)


async def test_the_same_actor_on_the_same_criterion_stays_one_entry(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t", *"Press", "enter", "3", "s", "t", *"press", "enter", "1")
        (one,) = annotate(app).desk.annotation.attributed
        assert (one.actor, one.value, len(one.evidence)) == ("Press", 1, 2)
        await pilot.press("x")
        (one,) = annotate(app).desk.annotation.attributed
        assert len(one.evidence) == 1


async def test_authors_and_others_have_marks_of_their_own(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press("t", *"Press", "enter", "3")
        assert "»1 The plan" in shown(app)
        await pilot.press("e")
        assert "▌1»The plan" in shown(app)
        assert "» Others, as reported" in shown(app)
        assert "Works −1" in shown(app)
        # the author's goes first
        await pilot.press("x")
        assert annotate(app).desk.annotation.coding("works").evidence == ()
        assert len(annotate(app).desk.annotation.attributed) == 1


async def test_nothing_is_recorded_without_actor_or_value(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t", "enter")
        assert "type who holds it" in shown(app)
        await pilot.press(*"Press", "enter", "enter")
        assert "choose what they hold, by its number" in shown(app)
        await pilot.press("9", "escape")
        assert annotate(app).desk.annotation.attributed == ()


async def test_a_rubric_without_the_layer_says_so(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t")
        assert "does not code what the text reports of others" in shown(app)
        await pilot.press("T")
        assert "no reported position is under the cursor" in shown(app)


async def test_names_and_types_can_be_clicked(make_app: Make, reporting: Workspace) -> None:
    app = make_app(at=reporting)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t", *"Press", "enter", "3", "s", "t")
        for words in ("Press", "○ official", "It fails"):
            lines = shown(app).splitlines()
            y = max(row for row, line in enumerate(lines) if f" {words}" in line and "│" in line[:20])
            await pilot.click(offset=(lines[y].rindex(words, 0, 70), y))
        await pilot.pause()
        (one,) = annotate(app).desk.annotation.attributed
        assert (one.actor, one.actor_type, len(one.evidence)) == ("Press", "official", 2)


async def test_a_reported_number_and_a_reported_text_are_written(make_app: Make, workspace: Workspace) -> None:
    (workspace.root / "rubrics" / "tiny.yaml").write_text(WRITTEN, encoding="utf-8")
    app = make_app(at=Workspace.at(workspace.root))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("t", *"UN", "enter")
        assert "a whole number from 0 up" in shown(app)
        await pilot.press("3", "x", "enter")
        assert "deaths takes a whole number from 0 up, not '3x'" in " ".join(shown(app).split())
        await pilot.press("backspace", "5", "enter")
        await pilot.press("t", *"UN", "enter", "c", "tab", *"Jobs c", "enter")
        held = annotate(app).desk.annotation.attributed
        assert {(one.actor, one.criterion, one.value) for one in held} == {
            ("UN", "deaths", 35),
            ("UN", "why", "Jobs c"),
        }
        await pilot.press("T")
        assert any(words in shown(app) for words in ("▸  35", "▸  Jobs c"))
