"""A reviewer comes back to where they were, in an order of their own, and sees how long it took."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.tui.session import Session
from stancebook.tui.stopwatch import LONGEST_PAUSE, Stopwatch
from stancebook.workspace.visits import Visit, Visits
from stancebook.workspace.workspace import Workspace

from .conftest import annotate, on_file, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.model.source import Source
    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def settings(workspace: Workspace, text: str) -> Workspace:
    (workspace.root / "stancebook.toml").write_text(text, encoding="utf-8")
    return Workspace.at(workspace.root)


def remembered(workspace: Workspace, source: str = "alpha") -> Visit:
    return Visits.of(workspace.root, workspace.local, "tiny", "ana").read(source)


async def test_the_place_is_kept_from_one_visit_to_the_next(make_app: Make, workspace: Workspace) -> None:
    long = "\n\n".join(f"Sentence {number} stands here." for number in range(200))
    (workspace.root / "seeds" / "alpha.md").write_text(long, encoding="utf-8")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"sss", "pagedown", "pagedown", "c", "c")
        reader = annotate(app).reader
        place, first = reader.cursor, round(reader.scroll_y)
        await pilot.press("ctrl+q")
        await pilot.pause()
    again = make_app()
    async with again.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = annotate(again)
        assert (screen.reader.cursor, round(screen.reader.scroll_y), screen.active) == (place, first, "advice")
    assert not on_file(workspace).to_json().count("cursor")
    (workspace.root / "seeds" / "alpha.md").write_text("Short now.\n", encoding="utf-8")
    once_more = make_app()
    async with once_more.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Short now." in shown(once_more)
        assert annotate(once_more).reader.cursor <= len("Short now.\n")


def test_a_stopwatch_counts_pauses_only_so_far() -> None:
    clock = Clock()
    watch = Stopwatch(clock)
    watch.stir()
    assert watch.take() == 0, "not started"
    watch.start()
    for pause in (5, 30, 3600, 2):
        clock.now += pause
        watch.stir()
    assert watch.take() == 5 + 30 + LONGEST_PAUSE + 2
    watch.stop()
    clock.now += 50
    watch.stir()
    assert watch.take() == 0


async def test_time_is_counted_for_the_source_in_sight_and_shown_at_home(make_app: Make, workspace: Workspace) -> None:
    clock = Clock()
    app = make_app()
    app.stopwatch = Stopwatch(clock)
    async with app.run_test(size=(100, 30)) as pilot:
        clock.now += 90
        await pilot.press("s", "n")
        assert remembered(workspace).seconds == 90
        clock.now += 60
        await pilot.press("q")
        await pilot.pause()
        assert remembered(workspace, "beta").seconds == 60
        assert "2 min" in shown(app)
        clock.now += 100  # the list is no source
        await pilot.press("home", "enter")
        await pilot.pause()
        clock.now += 10
        await pilot.press("s", "q")
        await pilot.pause()
        assert remembered(workspace).seconds == 100
        assert remembered(workspace, "beta").seconds == 60


async def test_time_can_be_switched_off(make_app: Make, workspace: Workspace) -> None:
    at, clock = settings(workspace, "time = false\n"), Clock()
    app = make_app("alpha", at)
    app.stopwatch = Stopwatch(clock)
    async with app.run_test(size=SIZE) as pilot:
        clock.now += 90
        await pilot.press("s", "q")
        await pilot.pause()
        assert "1 min" not in shown(app)
        assert "2 min" not in shown(app)
    assert remembered(workspace).seconds == 0
    assert remembered(workspace).cursor > 0


def test_each_reviewer_has_an_order_that_stays(workspace: Workspace) -> None:
    for number in range(12):
        (workspace.root / "seeds" / f"s{number}.md").write_text("Words.", encoding="utf-8")
    at = settings(workspace, 'order = "random"\n')
    book = at.rubric()
    ana, ben = (Session(at, book, who).ids for who in ("ana", "ben"))
    assert sorted(ana) == sorted(ben) == list(at.source_paths)
    assert len({tuple(ana), tuple(ben), tuple(at.source_paths)}) == 3
    assert Session(at, book, "ana").ids == ana
    (workspace.root / "seeds" / "later.md").write_text("Words.", encoding="utf-8")
    more = Session(Workspace.at(at.root), book, "ana").ids
    assert [one for one in more if one != "later"] == list(ana)


async def test_an_own_order_is_that_of_n_and_of_home(make_app: Make, workspace: Workspace) -> None:
    at = settings(workspace, 'order = "random"\n')
    order = Session(at, at.rubric(), "ben").ids
    app = make_app(order[0], at, "ben")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        assert annotate(app).desk.source.id == order[1]
        await pilot.press("q")
        await pilot.pause()
        rows = [one for line in shown(app).splitlines() for one in order if f"○ {one} " in line or f"◐ {one} " in line]
        assert rows[: len(order)] == list(order)
        await pilot.press("o")
        assert "order: by name" in shown(app)
        await pilot.press("o", "o", "o")
        assert "order: in your order" in shown(app)


@pytest.mark.parametrize("order", ['"shuffled"', "5"])
def test_an_unknown_order_is_refused(workspace: Workspace, order: str) -> None:
    from stancebook.model.problems import StancebookError

    with pytest.raises(StancebookError, match=r"setting 'order'.*'name' or 'random'"):
        settings(workspace, f"order = {order}\n")


def test_going_on_reads_no_more_sources_than_it_must(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(workspace, workspace.rubric(), "ana")
    read: list[str] = []
    whole = Workspace.source

    def noted(at: Workspace, one: str) -> Source:
        read.append(one)
        return whole(at, one)

    monkeypatch.setattr(Workspace, "source", noted)
    assert session.next_unfinished("alpha") == "beta"
    assert read == ["beta"]
