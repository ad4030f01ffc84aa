"""Coding by keyboard: every verb, and a whole article in as few keys as promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import annotate, on_file, settled, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

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


async def test_enter_says_what_is_missing_and_goes_there(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "1", "C", "enter")
        assert annotate(app).active == "works"
        assert "not complete yet: Works needs a quote (and 1 more)" in shown(app)
        assert not annotate(app).desk.annotation.complete


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


async def test_flag_and_unflag(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f")
        assert annotate(app).desk.annotation.flag == "second look"
        assert "⚑" in shown(app).splitlines()[0]
        await pilot.press("f")
        assert annotate(app).desk.annotation.flag == ""


async def test_sources_are_swapped_in_place_and_the_place_is_kept(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = annotate(app)
        await pilot.press("p")
        assert "this is the first source" in shown(app)
        await pilot.press("s", "s", "c", "n")
        assert screen.desk.source.id == "beta"
        assert screen.reader.cursor == 0
        await pilot.press("n", "n")
        assert "this is the last source" in shown(app)
        await pilot.press("p", "p")
        assert app.screen is screen
        assert (screen.reader.selected_text, screen.active) == ("Prices fell.", "tone")


async def test_u_goes_to_the_next_unfinished_source(make_app: Make) -> None:
    app = make_app("beta")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "1", "4", "enter")
        assert annotate(app).desk.source.id == "gamma"
        await pilot.press("u")
        assert annotate(app).desk.source.id == "alpha"
        await pilot.press("u")
        assert annotate(app).desk.source.id == "gamma"


async def test_an_edit_that_breaks_a_complete_source_says_so(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("e", "1", "1", "4", "enter", "p", "x")
        assert "a draft again" in shown(app)
        assert not annotate(app).desk.annotation.complete
        await pilot.press("z")
        assert annotate(app).desk.annotation.complete
        annotate(app).run_command("source.reopen")
        assert not annotate(app).desk.annotation.complete


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


async def test_the_selection_grows_swaps_and_is_let_go(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        reader = annotate(app).reader
        await pilot.press("o")
        assert "nothing is selected" in shown(app)
        await pilot.press("v")
        assert reader.selected_text == "The plan works well."
        await pilot.press("v")
        assert reader.selected_text.endswith("Prices fell.")
        await pilot.press("escape")
        assert not reader.has_selection
        await pilot.press("S")
        assert reader.selected_text == "The plan works well. Nobody denies it."
        await pilot.press("A", "o", "escape", "W", "W", "B")
        assert reader.selected_text == "The"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("s", "right_square_bracket"), "Prices fell."),
        (("s", "s", "a"), "Nobody denies it."),
        (("s", "s", "left_square_bracket"), "Nobody denies it."),
        (("w", "w", "shift+right"), "w"),
        (("w", "b", "shift+right", "l"), "The plan works well."),
        (("l", "l", "h", "shift+end"), "he plan works well. Nobody denies it."),
        (("j", "shift+home"), "Prices fell."),
        (("ctrl+end", "A"), "They should wait, and then stop. Then go on, [bold]slowly[/bold]."),
        (("G", "ctrl+home"), "The plan works well."),
    ],
)
async def test_moving_in_the_text(make_app: Make, keys: tuple[str, ...], expected: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        assert annotate(app).reader.selected_text == expected


async def test_search_finds_counts_and_steps(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"it", "enter")
        await pilot.pause()
        assert "1 of 4" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        assert "2 of 4" in shown(app)
        assert annotate(app).reader.selected_text == "Critics say it fails."
        await pilot.press("p", "p", "escape", "n")
        assert annotate(app).desk.source.id == "beta"
        await pilot.press("slash", *"zzz")
        assert "not found" in shown(app)
        await pilot.press("escape")
        assert annotate(app).focused is annotate(app).reader


async def test_the_list_of_answers_works_with_arrows_and_enter(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f6", "down", "down", "enter")
        await pilot.pause()
        assert annotate(app).desk.annotation.coding("works").value == 0
        await pilot.press("escape")
        assert annotate(app).focused is annotate(app).reader


async def test_help_shows_keys_and_the_active_criterion(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        assert "mark the selection, or the sentence" in shown(app)
        await pilot.press("i")
        assert "Popularity is no result." in shown(app)
        assert "It worked wonders." in shown(app)
        await pilot.press("escape", "i")
        assert "Does the author hold that it works?" in shown(app)
        await pilot.press("q")
        assert annotate(app).is_current


async def test_the_palette_runs_a_command_by_its_words(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"flag this")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert annotate(app).desk.annotation.flag == "second look"


async def test_the_go_menu_goes(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "e")
        assert annotate(app).reader.cursor == len(annotate(app).reader.model)
        await pilot.press("g", "g")
        assert annotate(app).reader.cursor == 0
        await pilot.press("1", "g", "l")
        assert annotate(app).active == "advice"


async def test_copying_copies_what_stands_in_the_file(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+end", "y")
        assert app.clipboard == "Then go on, [bold]slowly[/bold]."


async def test_the_same_answer_is_given_again_in_another_source(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        assert "was given no answer in this sitting" in shown(app)
        await pilot.press("3", "n", "R")
        assert annotate(app).desk.source.id == "beta"
        assert annotate(app).desk.annotation.coding("works").value == -1
        assert "the same again: Works: −1 It fails" in shown(app)
        await pilot.press("z")
        assert not annotate(app).desk.annotation.coding("works").answer.given


async def test_a_source_is_skipped_with_a_reason(make_app: Make, workspace: Workspace) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("F", *"in Dutch", "escape")
        await settled(app, pilot)
        assert annotate(app).desk.source.id == "beta"
        assert "alpha skipped: in Dutch" in shown(app)
        await pilot.press("F", "escape")
        assert annotate(app).desk.source.id == "beta"
        assert annotate(app).desk.annotation.flag == ""
    assert on_file(workspace).flag == "in Dutch"
