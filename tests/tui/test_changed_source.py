"""A source that was changed after it was coded: quotes follow, are asked about, or stand as lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conftest import annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (100, 30)


async def coded(make_app: Make, *keys: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await settled(app, pilot)


def rewrite(workspace: Workspace, *changes: tuple[str, str]) -> None:
    path = workspace.root / "seeds" / "alpha.md"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


async def test_quotes_that_merely_moved_follow_in_one_edit_that_z_takes_back(
    make_app: Make, workspace: Workspace
) -> None:
    await coded(make_app, "s", "s", "s", "e")
    rewrite(workspace, ("The plan", "A new first sentence stands here. The plan"))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        assert "the text has changed since you coded it: 1 quote moved along" in shown(app)
        (quote,) = annotate(app).desk.annotation.coding("works").evidence
        assert annotate(app).desk.source.body[quote.start : quote.end] == "Critics say it fails."
        assert on_file(workspace).source_sha256 == annotate(app).desk.source.sha256
        await pilot.press("z")
        assert "≠ text changed" in shown(app)
        assert annotate(app).view.lost(annotate(app).desk.annotation.coding("works").evidence[0])
        await pilot.press("n", "p")
        await pilot.pause()
        assert "≠ text changed" in shown(app)  # undone stays undone


async def test_a_doubtful_quote_is_shown_beside_the_passage_and_taken(make_app: Make, workspace: Workspace) -> None:
    await coded(make_app, "e")
    rewrite(workspace, ("The plan works well.", "The plan never works well."))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        assert "quote 1 of 1 in doubt" in shown(app)
        assert "as you quoted it" in shown(app)
        assert "▌ The plan never works well." in shown(app)
        await pilot.press("t")
        await settled(app, pilot)
        assert "follows the text" in shown(app)
    assert [one.quote for one in on_file(workspace).coding("works").evidence] == ["The plan never works well."]


async def test_among_several_passages_n_shows_the_next_and_l_leaves_it(make_app: Make, workspace: Workspace) -> None:
    await coded(make_app, "s", "e")
    body = workspace.source("alpha").body
    rewrite(workspace, (body, f"Introduction.\n\n{body}\n{body}"))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        assert "in the text now · 1 of 2" in shown(app)
        await pilot.press("n")
        assert "in the text now · 2 of 2" in shown(app)
        await pilot.press("l")
        await pilot.pause()
        assert "✗ lost" in shown(app)
        await pilot.press("L", "n", "t")
        await settled(app, pilot)
    (quote,) = on_file(workspace).coding("works").evidence
    assert quote.start == workspace.source("alpha").body.rindex("Nobody denies it.")


async def test_a_lost_quote_keeps_its_words_in_the_list(make_app: Make, workspace: Workspace) -> None:
    await coded(make_app, "s", "s", "e")
    path = workspace.root / "seeds" / "alpha.md"
    path.write_text("An entirely different article about whales and the sea.\n", encoding="utf-8")
    app = make_app()
    async with app.run_test(size=(200, 50)) as pilot:
        await settled(app, pilot)
        assert "1 lost" in shown(app)
        assert "lost: no longer in the text" in shown(app)
        assert "“Prices fell.”" in shown(app)
        await pilot.press("L")
        assert "1 quote is lost for good" in shown(app)


async def test_a_text_that_is_the_same_says_nothing(make_app: Make, workspace: Workspace) -> None:
    await coded(make_app, "e")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        assert "text changed" not in shown(app)
        assert on_file(workspace).coding("works").evidence
        await pilot.press("L")
        assert "no quote is in doubt" in shown(app)


async def test_what_was_left_lost_is_not_asked_about_again(make_app: Make, workspace: Workspace) -> None:
    await coded(make_app, "e")
    rewrite(workspace, ("The plan works well.", "The plan never works well."))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await pilot.press("l")
        await pilot.pause()
        assert "is left lost; L asks again" in shown(app)
        assert on_file(workspace).coding("works").evidence[0].quote == "The plan works well."
    again = make_app()
    async with again.run_test(size=SIZE) as pilot:
        await settled(again, pilot)
        assert "quote 1 of 1 in doubt" not in shown(again)
        await pilot.press("L")
        assert "quote 1 of 1 in doubt" in shown(again)
        await pilot.press("escape")
    rewrite(workspace, ("never works well", "hardly ever works well"))
    once_more = make_app()
    async with once_more.run_test(size=SIZE) as pilot:
        await settled(once_more, pilot)
        assert "quote 1 of 1 in doubt" in shown(once_more)  # another text, another question


async def test_a_text_that_changes_while_it_is_open_is_shown_as_it_stands(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "s", "e", "1")
        await settled(app, pilot)
        rewrite(workspace, ("The plan", "A new first sentence stands here. The plan"))
        app.elsewhere.look()
        await settled(app, pilot)
        assert "A new first sentence stands here." in shown(app)
        assert "1 quote moved along" in shown(app)
        (quote,) = annotate(app).desk.annotation.coding("works").evidence
        assert annotate(app).desk.source.body[quote.start : quote.end] == "Prices fell."
        await pilot.press("ctrl+home", "e")
        await settled(app, pilot)
        rewrite(workspace, ("About alpha", "About Alpha"))
        app.elsewhere.look()
        await pilot.pause()
        assert "About Alpha" in shown(app)
        assert "was changed" not in shown(app)
    held = on_file(workspace)
    assert held.source_sha256 == workspace.source("alpha").sha256
    assert {one.quote for one in held.quotes} == {"Prices fell.", "A new first sentence stands here."}


async def test_a_text_that_is_taken_away_while_it_is_open_can_be_coded_on(make_app: Make, workspace: Workspace) -> None:
    path = workspace.root / "seeds" / "alpha.md"
    text = path.read_text(encoding="utf-8")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        path.unlink()
        app.elsewhere.look()
        await pilot.pause()
        assert "the file of alpha is gone" in shown(app)
        await pilot.press("e", "1")
        await settled(app, pilot)
        assert "saved 10:32:07" in shown(app)
        app.elsewhere.look()
        await pilot.pause()
        path.write_bytes(b"\xff\xfe broken")
        app.elsewhere.look()
        await pilot.pause()
        assert "not UTF-8" in shown(app)
        path.write_text(text, encoding="utf-8")
        app.elsewhere.look()
        await pilot.pause()
        assert "The plan works well." in shown(app)
        await pilot.press("n", "p", "q")
        await pilot.pause()
        assert "draft" in shown(app)
    assert on_file(workspace).coding("works").value == 1


async def test_a_region_beyond_the_text_is_told_and_the_text_is_there(make_app: Make, workspace: Workspace) -> None:
    region = "title: About alpha\nregions:\n- {kind: bio, start: 20, end: 9999}\n"
    rewrite(workspace, ("title: About alpha\n", region))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        assert "front matter, left out: seeds/alpha.md:4:31: the region ends at 9999" in shown(app)
        await pilot.press("s", "e")
        await settled(app, pilot)
    assert len(on_file(workspace).coding("works").evidence) == 1
