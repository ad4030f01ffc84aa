"""The table of commands: what it promises is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancebook.tui.bindings import bindings_of
from stancebook.tui.commands import ANNOTATE, COMMANDS, HOME, command, commands_of, key_name
from stancebook.tui.keys_page import keys_page
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from stancebook.tui.screens.base import CommandScreen


@pytest.mark.parametrize("scope", [ANNOTATE, HOME])
def test_no_key_does_two_things_on_one_screen(scope: str) -> None:
    keys = [key for one in commands_of(scope) for key in one.keys]
    assert len(keys) == len(set(keys))
    ids = [one.id for one in commands_of(scope)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("screen", "scope"), [(AnnotateScreen("any"), ANNOTATE), (HomeScreen(), HOME)])
def test_every_command_has_a_verb_and_every_verb_a_command(screen: CommandScreen, scope: str) -> None:
    assert set(screen.handlers) == {one.id for one in commands_of(scope)} - {"code.value"}


def test_no_key_that_terminals_swallow_or_cannot_send() -> None:
    for one in COMMANDS:
        for key in one.keys:
            assert not key.startswith("alt+")
            assert key not in {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+enter", "shift+enter", "ctrl+s", "ctrl+w"}


def test_every_binding_carries_its_commands_id_and_none_goes_before_a_text_field() -> None:
    for scope in (ANNOTATE, HOME):
        for binding in bindings_of(scope):
            assert binding.id
            assert not binding.priority


def test_words_are_the_kind_the_help_can_show() -> None:
    for one in COMMANDS:
        assert re.match(r"[a-z]", one.help), one.id
        assert not one.help.endswith("."), one.id
    assert key_name("question_mark") == "?"
    assert key_name("shift+up") == "shift+↑"
    assert command(ANNOTATE, "code.value").key == "1-9"


def test_the_table_and_the_package_load_without_textual() -> None:
    code = "import sys, stancebook.tui, stancebook.tui.commands; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


def test_the_page_of_keys_is_made_from_the_table_as_it_is() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == keys_page(), "python -m stancebook.tui.keys_page > docs/keys.md"
    for one in COMMANDS:
        assert f"`{one.id}`" in keys_page()
