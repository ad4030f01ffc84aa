"""The second look: after the rubric changed, each old answer is shown, and kept or changed with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.model.answer import Answer
from stancebook.workspace.desk import Desk
from stancebook.workspace.migration import apply_migration

from .conftest import RUBRIC, annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)
NEW = (
    RUBRIC.replace("Results, not popularity.", "Results; popularity is none.")
    .replace("{value: angry, label: Angry}", "{value: cross, label: Cross}, {value: bitter, label: Bitter}")
    .replace("value: stop,", "value: halt,")
    .replace(
        'version: "1"\n',
        'version: "2"\nchangelog:\n'
        '  - version: "2"\n    date: d\n    recode: [advice]\n    operations:\n'
        "      - {operation: split, criterion: tone, value: angry, to: [cross, bitter]}\n"
        "      - {operation: rename, criterion: advice, value: stop, to: halt}\n"
        '  - {version: "1", date: d}\n',
    )
)


def panel(app: StancebookApp) -> str:
    """Return what the rubric beside the text says, without its line breaks."""
    return " ".join(" ".join(line.partition("│")[2] for line in shown(app).splitlines()).split())


@pytest.fixture
def changed(workspace: Workspace) -> Workspace:
    """Alpha is coded and complete on version 1; the rubric is at 2."""
    desk = Desk(workspace, workspace.rubric(), workspace.source("alpha"), "ana")
    desk.set_answer("works", Answer(1))
    desk.add_quote("works", "The plan works well.")
    desk.set_answer("tone", Answer("angry"))
    desk.set_answer("advice", Answer(("stop",)))
    desk.add_quote("advice", "They should wait, and then stop.", "stop")
    desk.complete()
    desk.save()
    (workspace.rubrics / "tiny.yaml").write_text(NEW, encoding="utf-8")
    return workspace


async def test_old_answers_are_shown_and_kept_or_changed_with_one_key(make_app: Make, changed: Workspace) -> None:
    apply_migration(changed, changed.rubric())
    before = on_file(changed)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        screen = annotate(app)
        assert screen.active == "tone"  # its answer is gone, so it lacks one
        assert "'angry' was split into cross, bitter in 2" in panel(app)
        await pilot.press("K")
        assert "'angry' was split into cross, bitter in 2; give another answer" in screen.message[0]
        await pilot.press("3")
        assert screen.desk.annotation.coding("tone").value == "bitter"
        screen.activate("works")
        await pilot.pause()
        assert "~ stale: coded under 1; it asks something else now" in panel(app)
        assert "K keep this answer" in panel(app)
        await pilot.press("K")
        assert screen.active == "advice"
        assert "kept: " in screen.message[0]
        assert "to be coded anew" in panel(app)
        await pilot.press("K")
        assert "nothing else here is from before the rubric changed" in screen.message[0]
        await settled(app, pilot)
    after = on_file(changed)
    rubric = changed.rubric()
    for key, answer in (("works", 1), ("tone", "bitter"), ("advice", ("halt",))):
        coding = after.coding(key)
        assert (coding.value, coding.version, coding.asked) == (answer, "2", rubric.asked[key])
    assert after.coding("works").evidence == before.coding("works").evidence
    assert after.coding("works").at >= (before.coding("works").at or "")  # type: ignore[operator]


async def test_what_was_kept_can_be_taken_back(make_app: Make, changed: Workspace) -> None:
    apply_migration(changed, changed.rubric())
    before = on_file(changed).coding("works")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        annotate(app).activate("works")
        await pilot.press("K", "z")
        await settled(app, pilot)
        assert annotate(app).desk.annotation.coding("works") == before
    assert on_file(changed).coding("works") == before


async def test_of_two_answers_under_two_ids_the_shown_one_is_kept_with_the_same_key(
    make_app: Make, workspace: Workspace
) -> None:
    first = Desk(workspace, workspace.rubric(), workspace.source("alpha"), "ana")
    first.set_answer("tone", Answer("angry"))
    first.save()
    log = '  - {version: "2", date: d, operations: [{operation: rename, criterion: tone, to: voice}]}\n'
    text = RUBRIC.replace('version: "1"\n', f'version: "2"\nchangelog:\n{log}').replace("id: tone", "id: voice")
    (workspace.rubrics / "tiny.yaml").write_text(text, encoding="utf-8")
    then = Desk(workspace, workspace.rubric(), workspace.source("alpha"), "ana")
    then.set_answer("voice", Answer("calm"))
    then.save()
    both = on_file(workspace)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        annotate(app).activate("voice")
        await pilot.pause()
        assert "stands under its older id tone; to keep that: stance code alpha --keep tone" in panel(app)
        await pilot.press("K")
        await settled(app, pilot)
        assert "older id" not in panel(app)
        assert "tone" not in on_file(workspace).codings
        assert on_file(workspace).coding("voice") == both.coding("voice")
        await pilot.press("z")
        await settled(app, pilot)
    assert on_file(workspace) == both


async def test_where_nothing_is_stale_there_is_nothing_to_keep(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "C", "K")
        assert "nothing to keep" in annotate(app).message[0]
    assert workspace.rubric().version == "1"


async def test_before_migrating_the_screen_says_what_would_help(make_app: Make, changed: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        annotate(app).activate("advice")
        await pilot.pause()
        words = panel(app)
        assert "'stop' is called halt since 2" in words
        assert "stance rubric migrate" in words
    assert on_file(changed).coding("advice").value == ("stop",)


async def test_home_leads_to_what_wants_a_second_look(make_app: Make, changed: Workspace) -> None:
    for name in ("beta", "gamma"):
        (changed.root / "seeds" / f"{name}.md").unlink()
    apply_migration(changed, changed.rubric())
    app = make_app(None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.2)
        assert "~ 1 stale" in shown(app)
        assert "Next: look again at alpha" in shown(app)
        await pilot.press("enter")
        await settled(app, pilot)
        await pilot.press("2")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "answers from before the rubric changed" in annotate(app).message[0]
