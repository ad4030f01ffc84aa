"""Lists to choose from: short ones by keys; in long ones what is typed finds, and never chooses by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.app import App

from stancebook.tui.screens.chooser import Chooser, Option
from stancebook.tui.screens.note import NoteScreen

from .comparing import compared, until
from .conftest import annotate, coded, shown
from .test_typed_ahead import burst

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]

NAMES = ["alone", "both", "carrot", "dune", "eagle", "fox", "gold", "hat", "iron", "jam", "kite", "lime"]
LONG = [Option(name, name.title(), f"the sense of {name}") for name in NAMES]
SHORT = [Option("up", "Up", key="u"), *(Option(name, name.title()) for name in NAMES[:8])]


class Asking(App[None]):
    """Asks one question."""

    def __init__(self, options: Sequence[Option], held: str = "") -> None:
        super().__init__()
        self.chooser = Chooser("Which?", options, frozenset({held} - {""}))
        self.given: list[frozenset[str] | None] = []

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(self.chooser, self.given.append)

    @property
    def cursor(self) -> object:
        """Where the cursor is."""
        return self.chooser._rows.cursor


async def asked(options: Sequence[Option], *keys: str) -> Asking:
    """Return what came of some keys."""
    app = Asking(options)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return app


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        (("a",), None),  # no letter chooses
        ((*"iron",), None),
        ((*"iron", "enter"), "iron"),
        ((*"sense hat", "enter"), "hat"),  # words in any order
        ((*"migr", "enter"), None),  # what finds nothing chooses nothing
        (("2",), "both"),
        (("z", "2", "enter"), None),  # where something is typed a digit is typed, too
        (("end", "enter"), "lime"),
        (("end", "home", "enter"), "alone"),
    ],
)
async def test_in_a_long_list_letters_find_and_do_not_choose(typed: tuple[str, ...], given: str | None) -> None:
    keys = ("space" if key == " " else key for key in typed)
    assert (await asked(LONG, *keys)).given == ([] if given is None else [frozenset({given})])


@pytest.mark.parametrize(
    ("typed", "given"), [("u", "up"), ("2", "alone"), ("a", None), ("j enter", "alone"), ("end k enter", "gold")]
)
async def test_in_a_short_list_keys_choose_and_move(typed: str, given: str | None) -> None:
    assert (await asked(SHORT, *typed.split())).given == ([] if given is None else [frozenset({given})])


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("o x enter", "fox"),  # letters find in a short list, too
        ("c a r enter", "carrot"),
        ("c u r backspace backspace a enter", "carrot"),  # where something is typed, no letter chooses
        ("r e p enter", None),
        ("0 enter", None),  # a digit that no entry has
        ("c backspace 2", "alone"),
    ],
)
async def test_what_is_typed_in_a_short_list_finds_or_chooses_nothing(typed: str, given: str | None) -> None:
    app = await asked(SHORT, *typed.split())
    assert app.given == ([] if given is None else [frozenset({given})])


@pytest.mark.parametrize(("typed", "wanted"), [("s0150", "s0150"), ("z12", "z12")])
async def test_a_digit_right_behind_a_letter_is_typed_too(make_app: Make, typed: str, wanted: str) -> None:
    app = make_app()
    given: list[frozenset[str] | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        chooser = Chooser("Which?", LONG)
        app.push_screen(chooser, given.append)
        await pilot.pause()
        await burst(app, pilot, *typed)
        assert app.screen is chooser
        assert chooser._rows.wanted == wanted
    assert not given


async def test_what_follows_a_choice_at_once_goes_to_what_is_below(make_app: Make) -> None:
    app = make_app()
    given: list[frozenset[str] | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Chooser("Which?", LONG), given.append)
        await pilot.pause()
        await burst(app, pilot, "2", "1")
        assert app.screen is app.annotating
        assert annotate(app).desk.annotation.coding("works").value == 1
    assert given == [frozenset({"both"})]


async def test_among_numbers_digits_are_typed() -> None:
    numbers = [Option(str(n), str(n), key=str(n) if n < 10 else "") for n in range(0, 105, 5)]
    assert (await asked(numbers, "1", "5", "enter")).given == [frozenset({"15"})]


async def test_what_begins_with_the_words_comes_first() -> None:
    late = [*LONG, Option("sense", "Sense of migration")]
    assert (await asked(late, *"sen", "enter")).given == [frozenset({"sense"})]


async def test_what_finds_nothing_is_said(make_app: Make, study: Workspace) -> None:
    app = make_app("wola-2025", study)
    async with app.run_test(size=(80, 24)) as pilot:
        annotate(app).activate("recommended_approach")
        await pilot.press("d", *"xylophone", "enter")
        await until(pilot, lambda: "nothing has these letters, and enter takes nothing" in shown(app))
        assert isinstance(app.screen, Chooser)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.annotating)
        assert annotate(app).desk.annotation.coding("recommended_approach").answer.given is False


async def test_in_a_long_list_of_rules_one_is_proposed_by_what_the_footer_names(
    make_app: Make, workspace: Workspace
) -> None:
    path = workspace.root / "rubrics" / "tiny.yaml"
    rules = "".join(f'    - {{id: G{n}, rule: "Mind the {name}."}}\n' for n, name in enumerate(NAMES, 2))
    path.write_text(path.read_text(encoding="utf-8").replace("criteria:\n", f"{rules}criteria:\n"), encoding="utf-8")
    at = type(workspace).at(workspace.root)
    coded(at, "alpha", "ana", works=1, tone="calm", advice=("stop",))
    coded(at, "alpha", "ben", works=-1, tone="calm", advice=("stop",))
    app = make_app(None, at, compare=True)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        assert "+ propose a rule" in shown(app)
        await pilot.press(*"democracy", "enter")
        assert isinstance(app.screen, Chooser)
        await pilot.press("+")
        await until(pilot, lambda: isinstance(app.screen, NoteScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.docket is not None
        assert screen.docket.verdict.rule is None
