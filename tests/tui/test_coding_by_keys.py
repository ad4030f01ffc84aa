"""Coding by keyboard: every verb, and a whole article in as few keys as promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.workspace.workspace import Workspace

from .conftest import annotate, coded, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

SIZE = (80, 24)


async def test_a_whole_source_by_keys_stands_in_its_file(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        # the sentence is evidence, the answer moves on; tone needs no quote; advice takes a quote for each value
        await pilot.press("e", "3", "2", "1", "s", "e", "3", "s", "e", "enter")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
    saved = on_file(workspace)
    assert saved.complete
    assert saved.coding("works").value == -1
    assert saved.coding("works").evidence[0].quote == "The plan works well."
    assert saved.coding("tone").value == "angry"
    assert saved.coding("advice").value == ("stop", "wait")
    assert {(one.for_value, one.quote) for one in saved.coding("advice").evidence} == {
        ("stop", "Nobody denies it."),
        ("wait", "Prices fell."),
    }


async def test_the_number_of_keys_is_what_is_promised(make_app: Make, study: Workspace) -> None:
    """Besides moving: at most two keys for an answer with its quote, and one to complete and go on."""
    app = make_app("zinsmeister-2024", study)
    keys = 0
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s", "s", "s")
        for digit in ("3", "4", "5"):
            await pilot.press("s")
            await pilot.press("e", digit)
            keys += 2
        await pilot.press("s")
        await pilot.press("1", "e")
        keys += 2
        await pilot.press("enter")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "gang-crackdown-2022"
    assert on_file(study, "zinsmeister-2024").complete
    assert keys <= 2 * len(study.rubric().criteria)


async def test_digits_follow_the_rubrics_order_values_first(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        for digit, expected in (("1", (1, None)), ("3", (-1, None)), ("4", (None, "silent")), ("5", (None, "unclear"))):
            annotate(app).activate("works")
            await pilot.press(digit)
            held = annotate(app).desk.annotation.coding("works")
            assert (held.value, held.off_scale) == expected
        annotate(app).activate("works")
        await pilot.press("9")
        assert "has 5 answers; 9 is none of them" in shown(app)


async def test_an_answer_that_lacks_its_quote_says_so_and_one_key_goes_back(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "1", "C", "C", "1")
        assert annotate(app).active == "advice", "tone is answered already"
        assert "Works: +1 · needs a quote · C goes back · now Advice" in shown(app)
        await pilot.press("1", "e")
        assert "quote for Advice (Stop it) (X moves it to Works): “The plan works well.”" in annotate(app).message[0]
        await pilot.press("C")
        assert annotate(app).active == "works"
        await pilot.press("e", "C")
        assert annotate(app).active == "advice", "nothing is to be gone back to any more"


async def test_what_is_selected_becomes_the_quote_that_an_answer_needs(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        await pilot.press("v", "1")
        assert [one.quote for one in screen.desk.annotation.coding("works").evidence] == ["The plan works well."]
        assert "Works: +1 It works · “The plan works well.” · now Tone" in screen.message[0]
        assert not screen.reader.has_selection
        await pilot.press("z")
        works = screen.desk.annotation.coding("works")
        assert (works.answer.given, works.evidence) == (False, ()), "one key, one step back"
        await pilot.press("Z", "c", "v", "1")
        assert not screen.desk.annotation.coding("tone").evidence, "it needs none"
        assert screen.reader.has_selection
        await pilot.press("3", "s", "v", "1", "v", "1")
        values = [(one.for_value, one.quote) for one in screen.desk.annotation.coding("advice").evidence]
        assert values == [("wait", "The plan works well."), ("stop", "Nobody denies it.")]
        assert screen.desk.annotation.coding("advice").value == ("wait",)


async def test_an_answer_is_shown_at_once_with_the_next_question(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen, refresh = annotate(app), annotate(app).refresh_all
        shown_as: list[str] = []

        def watched() -> None:
            shown_as.append(screen.active)
            refresh()

        monkeypatch.setattr(screen, "refresh_all", watched)
        await pilot.press("1")
        assert shown_as == ["tone"], "everything is made anew once"
        await pilot.press("C", "1")
        assert shown_as == ["tone", "works", "tone"], "also where the answer was given already"


async def test_zero_clears_and_says_why_where_it_cannot(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("0")
        assert "Works has no answer to clear" in shown(app)
        await pilot.press("1", "C", "0")
        assert not annotate(app).desk.annotation.coding("works").answer.given


async def test_several_values_toggle_and_do_not_move_on(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", "1", "3", "1")
        assert annotate(app).active == "advice"
        assert annotate(app).desk.annotation.coding("advice").value == ("wait",)
        await pilot.press("4")
        assert annotate(app).desk.annotation.coding("advice").off_scale == "silent"
        await pilot.press("4")
        assert not annotate(app).desk.annotation.coding("advice").answer.given


async def test_answers_are_chosen_from_a_list(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("d")
        assert "It does and does not." in shown(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("works").value == 0
        assert annotate(app).active == "tone"
        await pilot.press("C", "C", "d", "3", "d", "1")
        assert annotate(app).desk.annotation.coding("advice").value == ("stop", "wait")


async def test_with_forty_values_one_types_to_find_one(make_app: Make, workspace: Workspace) -> None:
    values = "".join(f"      - {{value: v{n}, label: Value number {n}}}\n" for n in range(40))
    many = "  - id: many\n    label: Many\n    question: Which?\n    type: nominal\n    definition: d\n    values:\n"
    path = workspace.root / "rubrics" / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8") + many + values, encoding="utf-8")
    at = type(workspace).at(workspace.root)
    app = make_app("alpha", at)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", "d")
        await pilot.pause()
        assert "type to find one of 40" in shown(app)
        await pilot.press(*"number 37")
        await pilot.pause()
        assert "Value number 36" not in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("many").value == "v37"
        annotate(app).activate("many")
        await pilot.press("d", *"number 3", "down", "down", "enter")
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("many").value == "v31"
        annotate(app).activate("many")
        await pilot.press("d", *"zzz")
        await pilot.pause()
        assert "nothing has these letters" in shown(app)
        await pilot.press("enter", "escape")
        assert annotate(app).desk.annotation.coding("many").value == "v31"


async def test_how_sure_goes_up_and_down_and_is_chosen(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("plus")
        assert "answer Works first" in shown(app)
        await pilot.press("1", "C", "plus", "equals_sign")
        assert annotate(app).desk.annotation.coding("works").confidence == 4
        await pilot.press("minus", "minus", "minus", "minus")
        assert annotate(app).desk.annotation.coding("works").confidence is None
        annotate(app).run_command("confidence.choose")
        await pilot.press("5")
        assert annotate(app).desk.annotation.coding("works").confidence == 5


async def test_rules_are_chosen_together(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("r", "1", "2", "escape")
        assert annotate(app).desk.annotation.coding("works").rules == ("G1", "W1")
        await pilot.press("r", "2")
        await pilot.pause()
        assert "enter keep and close" in shown(app)
        await pilot.press("enter")
        assert annotate(app).desk.annotation.coding("works").rules == ("W1",), "enter does not turn it round again"
        await pilot.press("r", "1", "down")
        await pilot.pause()
        assert "enter choose" in shown(app)
        await pilot.press("enter", "enter")
        assert annotate(app).desk.annotation.coding("works").rules == ("G1",)


async def test_a_note_is_kept_by_escape_and_its_digits_code_nothing(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", *"see 12 q", "escape")
        await settled(app, pilot)
        assert "note: see 12 q" in shown(app)
        await pilot.press("M", *"all", "escape")
        await settled(app, pilot)
    saved = on_file(workspace)
    assert (saved.coding("works").note, saved.note) == ("see 12 q", "all")
    assert not saved.coding("works").answer.given


async def test_quitting_from_a_note_keeps_it(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("m", *"kept", "ctrl+q")
        await pilot.pause()
    assert on_file(workspace).coding("works").note == "kept"


async def test_an_edit_after_seeing_others_codings_says_what_it_costs(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1")
        assert "independent" not in shown(app)
        annotate(app).desk.reveal()
        annotate(app).activate("works")
        await pilot.press("2")
        assert "not independent any more · Works" in shown(app)
        await pilot.press("z")
        assert "not independent any more" not in shown(app)


async def test_the_same_answer_is_given_again_in_another_source(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        assert "was given no answer yet" in shown(app)
        await pilot.press("3", "n", "R")
        assert annotate(app).desk.source.id == "beta"
        assert annotate(app).desk.annotation.coding("works").value == -1
        assert "the same again: Works: −1 It fails" in shown(app)
        await pilot.press("z")
        assert not annotate(app).desk.annotation.coding("works").answer.given


@pytest.mark.parametrize("meanwhile", ["", "2", "another question", "another source"])
async def test_the_same_answer_is_given_again_once_a_large_study_is_read_and_keeps_nobody_waiting(
    make_app: Make, workspace: Workspace, meanwhile: str
) -> None:
    coded(workspace, "alpha", "ana", works=-1)
    for number in range(30):
        copy = workspace.root / "seeds" / f"m{number}.md"
        copy.write_text((workspace.root / "seeds" / "beta.md").read_text(encoding="utf-8"), encoding="utf-8")
    app = make_app("beta", at=Workspace.at(workspace.root))
    async with app.run_test(size=SIZE) as pilot:
        screen, session = annotate(app), app.session
        screen.activate("works")
        screen.run_command("code.repeat")
        assert len(session.unread) > 20, "the key was answered before all was read"
        assert "reading what you answered before" in screen.message[0]
        if meanwhile == "2":
            screen.run_command("code.value", 2)
        elif meanwhile == "another question":
            screen.activate("tone")
        elif meanwhile:
            screen.show_source("m1")
        for _ in range(100):
            if not session.unread:
                break
            await pilot.pause(0.01)
        await pilot.pause()
        assert ("you went on meanwhile" in screen.message[0]) == bool(meanwhile)
        expected = {"": -1, "2": 0}.get(meanwhile)
        assert screen.desk.annotation.coding("works").value == expected


async def test_what_was_answered_in_this_sitting_is_given_again_without_reading_the_rest(
    make_app: Make, workspace: Workspace
) -> None:
    for number in range(30):
        copy = workspace.root / "seeds" / f"m{number}.md"
        copy.write_text((workspace.root / "seeds" / "beta.md").read_text(encoding="utf-8"), encoding="utf-8")
    app = make_app("beta", at=Workspace.at(workspace.root))
    async with app.run_test(size=SIZE):
        screen = annotate(app)
        screen.run_command("code.value", 1)
        screen.show_source("alpha")
        screen.activate("works")
        screen.run_command("code.repeat")
        assert screen.desk.annotation.coding("works").value == 1
        assert len(app.session.unread) > 20, "the key was answered before all was read"


async def test_the_same_answer_is_given_again_after_a_restart(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        await settled(app, pilot)
    again = make_app("gamma")
    async with again.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await settled(again, pilot)
    assert on_file(workspace, "gamma").coding("works").value == -1
