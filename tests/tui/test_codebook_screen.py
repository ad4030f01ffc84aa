"""The codebook is one key away: the criterion with all it says, and each of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.tui.conftest import annotate, settled, shown

from stancebook.reports.codebook.answer_page import answer_page, speaks_of
from stancebook.tui.screens.codebook import CodebookScreen
from stancebook.tui.screens.help import HelpScreen
from stancebook.tui.widgets.action_bar import ActionBar
from stancebook.tui.widgets.codebook_rows import CodebookRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace


async def test_the_whole_criterion_is_shown_with_every_answer(make_app: Callable[..., StancebookApp]) -> None:
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("i")
        screen = shown(app)
        for text in (
            "Does it work",
            "Does the author hold that it works?",
            "Results, not popularity.",
            "1   +1 It works",
            "2    0 Split",
            "It does and does not.",
            "3   −1 It fails",
            "4      Silent",
            "W1   Popularity is no result.",
            "“It worked wonders.”",
            "G1   Code the text.",
        ):
            assert text in screen, text


async def test_a_digit_shows_an_answer_and_zero_the_whole_again(make_app: Callable[..., StancebookApp]) -> None:
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("i", "1")
        assert "answer 1 of 5" in shown(app)
        assert "It does." in shown(app)
        assert "“It worked wonders.”" in shown(app)
        assert "Next to it" in shown(app)
        assert "It fails" not in shown(app)
        await pilot.press("right")
        assert "answer 2 of 5" in shown(app)
        assert "It fails" in shown(app), "what lies next to it on both sides"
        await pilot.press("9")
        assert "answer 2 of 5" in shown(app), "there is no ninth"
        await pilot.press("left", "left")
        assert "answer" not in shown(app).splitlines()[0]
        await pilot.press("left")
        assert "answer 5 of 5" in shown(app)
        await pilot.press("0", "c")
        assert "In which tone?" in shown(app)
        await pilot.press("C")
        rows = app.screen.query_one(CodebookRows)
        line = next(y for y, row in enumerate(rows.rows) if row.key == ("answer", 2))
        await pilot.click(CodebookRows, offset=(6, line))
        assert "answer 2 of 5" in shown(app), "and so does a click"


async def test_the_answer_given_is_marked_and_nothing_is_changed(
    make_app: Callable[..., StancebookApp], workspace: Workspace
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("3", "C")
        await settled(app, pilot)
        before = workspace.annotation_path("tiny", "ana", "alpha").read_bytes()
        await pilot.press("i")
        assert "3 ● −1 It fails" in shown(app)
        assert "1 ● " not in shown(app)
        await pilot.press("1", "2", "0", "escape")
        await settled(app, pilot)
        assert workspace.annotation_path("tiny", "ana", "alpha").read_bytes() == before
        assert annotate(app).desk.annotation.coding("works").answer.value == -1


async def test_what_is_pointed_at_in_the_rubric_is_shown_at_once(make_app: Callable[..., StancebookApp]) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        annotate(app).rubric_panel.focus()
        annotate(app).rubric_panel.set_cursor(("choice", "works", 3))
        await pilot.press("i")
        assert "answer 3 of 5" in shown(app)


async def test_the_keys_and_the_codebook_turn_to_each_other(make_app: Callable[..., StancebookApp]) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("i")
        assert isinstance(pilot.app.screen, CodebookScreen)
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press("escape")
        assert annotate(pilot.app)


@pytest.mark.parametrize(
    ("text", "value", "named"),
    [
        ("limits it to -1 or +1.", 1, True),
        ("limits it to -1 or +1.", -1, True),
        ("choose the one nearer to 0", 0, True),
        ("is 0 when both", 0, True),
        ("does not raise −1 to 0", -1, True),
        ("rule E1 and 1.5, 10, 3/1, v1", 1, False),
        ("not -1", 1, False),
        ("a gain of 0.5 or 10", 0, False),
        ("+2, and 2.", 2, True),
    ],
)
def test_a_rule_names_a_number_only_where_it_means_it(text: str, value: int, *, named: bool) -> None:
    choice = next(one for one in builders.rubric().choices("works") if one.answer.value == value)
    assert speaks_of(text, choice) is named


@pytest.mark.parametrize(
    ("text", "key", "named"),
    [
        ("If nothing else is there: not_addressed.", "not_addressed", True),
        ("then it is Not Addressed", "not_addressed", True),
        ("not_addressed_at_all", "not_addressed", False),
        ("an unclear-ish text", "unclear", False),
    ],
)
def test_a_rule_names_an_answer_by_its_id_or_label(text: str, key: str, *, named: bool) -> None:
    choice = next(one for one in builders.rubric().choices("works") if one.key == key)
    assert speaks_of(text, choice) is named


def test_a_passage_that_is_settled_by_naming_an_answer_is_an_example_of_it() -> None:
    text = builders.RUBRIC.replace(
        "    examples:\n",
        "    boundary_examples:\n"
        "      - {text: Many like it., not: 2, because: 'Popularity: not_addressed.'}\n    examples:\n",
        1,
    )
    rubric = builders.rubric(text)
    pages = {one.key: answer_page(rubric, "works", one) for one in rubric.choices("works")}
    assert [one.text for one in pages["not_addressed"].examples] == ["Many like it."]
    assert [one.text for one in pages["2"].tempting] == ["Many like it."]
    assert [one.text for one in pages["1"].examples] == ["It helps."]
    assert [one.key for one in pages["0"].neighbours] == ["1", "-1"]
    assert pages["2"].neighbours[0].key == "1"


@pytest.mark.parametrize(
    ("key", "height", "more"),
    [("i", 60, False), ("i", 16, True), ("question_mark", 120, False), ("question_mark", 24, True)],
)
async def test_more_is_offered_only_where_there_is_more(
    make_app: Callable[..., StancebookApp], key: str, height: int, *, more: bool
) -> None:
    app = make_app()
    async with app.run_test(size=(100, height)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()
        assert ("↓ more" in shown(app)) is more
        await pilot.press("end")
        await pilot.pause()
        offered = [one for one in app.screen.query_one(ActionBar).actions if one.label == "more"]
        assert not any(one.enabled for one in offered), "at the end there is nothing below"
