"""Evidence by keys: marked, taken away, trimmed, moved, gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conftest import annotate, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


async def test_a_quote_is_bound_to_the_value_that_lacks_one_else_one_chooses(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", "e")
        assert "choose a value of Advice first" in shown(app)
        await pilot.press("1", "3", "e")
        assert "Which value does this quote support?" in shown(app)
        await pilot.press("2")
        await pilot.press("s", "e")
        evidence = annotate(app).desk.annotation.coding("advice").evidence
        assert [one.for_value for one in evidence] == ["wait", "stop"]


async def test_a_quote_for_a_value_that_is_chosen_no_more_stays_and_says_so(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(100, 34)) as pilot:
        await pilot.press("C", "1", "e", "2", "1")
        assert "Advice: Go on · needs a quote · quotes for Stop it kept, not chosen" in shown(app)
        assert "stop, not chosen “The plan" in shown(app)
        assert [one.for_value for one in annotate(app).desk.annotation.coding("advice").evidence] == ["stop"]
        await pilot.press("1")
        assert "not chosen" not in shown(app)


async def test_evidence_is_removed_and_brought_back(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("x")
        assert "there is no evidence under the cursor" in shown(app)
        await pilot.press("v", "e", "x")
        assert annotate(app).desk.annotation.coding("works").evidence == ()
        await pilot.press("z")
        assert len(annotate(app).desk.annotation.coding("works").evidence) == 1
        await pilot.press("Z")
        assert annotate(app).desk.annotation.coding("works").evidence == ()


async def test_evidence_is_trimmed_and_extended(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "W", "W", "E")
        screen = annotate(app)
        assert [one.quote for one in screen.desk.annotation.coding("works").evidence] == ["The plan"]
        await pilot.press("E")
        assert "make it longer or shorter" in shown(app)
        await pilot.press("S", "E")
        assert [one.quote for one in screen.desk.annotation.coding("works").evidence] == ["The plan works well."]
        await pilot.press("E", "B", "E")
        assert [one.quote for one in screen.desk.annotation.coding("works").evidence] == ["The plan works well"]
        await pilot.press("z", "z")
        assert [one.quote for one in screen.desk.annotation.coding("works").evidence] == ["The plan"]


async def test_what_is_being_trimmed_is_what_was_selected_not_what_lies_over_it(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "v", "e", "v", "e")  # the paragraph, and a sentence of it
        held = annotate(app).desk.annotation.coding("works").evidence
        assert {one.quote[-6:] for one in held} == {" fell.", " well."}
        await pilot.press("s", "E", "A", "E")
        held = annotate(app).desk.annotation.coding("works").evidence
        assert {one.quote[-6:] for one in held} == {"es it.", " well."}


async def test_evidence_is_moved_to_another_criterion_in_one_step(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("X")
        assert "there is no evidence under the cursor" in shown(app)
        await pilot.press("e", "X")
        assert "which criterion does it speak to?" in shown(app)
        await pilot.press("1")
        held = annotate(app).desk.annotation
        assert [one.quote for one in held.coding("tone").evidence] == ["The plan works well."]
        assert not held.coding("works").evidence
        assert annotate(app).active == "tone"
        await pilot.press("z")
        held = annotate(app).desk.annotation
        assert [one.quote for one in held.coding("works").evidence] == ["The plan works well."]
        assert not held.coding("tone").evidence


async def test_evidence_moved_to_several_values_asks_for_which(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "X", "2")
        assert "choose a value of Advice first" in shown(app)
        await pilot.press("C", "1", "3", "X", "2", "2")
        assert [one.for_value for one in annotate(app).desk.annotation.coding("advice").evidence] == ["wait"]


async def test_tab_jumps_between_evidence_round_the_text(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab")
        assert "there is no evidence in this text yet" in shown(app)
        await pilot.press("e", "s", "s", "c", "e")
        reader = annotate(app).reader
        await pilot.press("tab")
        assert (reader.cursor, "round the text" in shown(app)) == (0, True)
        await pilot.press("tab")
        assert reader.selected_text == "Prices fell."
        await pilot.press("full_stop", "tab")
        assert reader.selected_text == "Prices fell."
        await pilot.press("shift+tab")
        assert reader.selected_text == "Prices fell."


async def test_a_quote_from_a_part_not_to_be_coded_is_remarked_on(make_app: Make, workspace: Workspace) -> None:
    path = workspace.root / "seeds" / "alpha.md"
    region = "title: About alpha\nregions: [{kind: page_header, start: 0, end: 20}]\n"
    path.write_text(path.read_text(encoding="utf-8").replace("title: About alpha\n", region), encoding="utf-8")
    app = make_app(at=type(workspace).at(workspace.root))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e")
        assert annotate(app).desk.annotation.coding("works").evidence
        words, tone = annotate(app).message
        assert words.startswith("in a part that is not to be coded (page header): quote for Works")
        assert tone == "warn"
        await pilot.press("s", "e")
        assert "not to be coded" not in annotate(app).message[0]
