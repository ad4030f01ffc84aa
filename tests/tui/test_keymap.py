"""Keys of one's own: read strictly, shown wherever a key is named, and obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.keys import _character_to_key

from stancebook.model.problems import StancebookError
from stancebook.tui.app import StancebookApp
from stancebook.tui.commands import ANNOTATE, COMMANDS
from stancebook.tui.key_names import key_of
from stancebook.tui.keymap import Keymap
from stancebook.tui.preferences import keymap_of
from stancebook.workspace.workspace import Workspace

from .conftest import annotate, shown

if TYPE_CHECKING:
    from pathlib import Path


def at(root: Path, keys: str, name: str = "stancebook.toml", table: str = "keys") -> Workspace:
    (root / name).write_text(f"{'' if table == 'keys' else '[project]'}\n[{table}]\n{keys}\n", encoding="utf-8")
    return Workspace.at(root)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("e", "e"), ("E", "E"), ("shift+e", "E"), ("?", "question_mark"), ("+", "plus"), ("ctrl++", "ctrl+plus"),
        ("Ctrl+T", "ctrl+t"), ("shift+Up", "shift+up"), ("esc", "escape"), ("PgDn", "pagedown"), ("F5", "f5"),
        ("space", "space"), (" ", "space"), ("/", "slash"), ("question_mark", "question_mark"), ("é", "é"), ("↑", "up"),
    ],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(written: str, key: str) -> None:
    assert key_of(written) == key


def test_every_key_of_the_table_and_every_printable_character_is_understood() -> None:
    for one in COMMANDS:
        for key in one.keys:
            if not key.isdigit():
                assert key_of(key) == key
    for code in range(0x21, 0x7F):
        if not chr(code).isdigit():
            assert key_of(chr(code)) == _character_to_key(chr(code))


@pytest.mark.parametrize(
    ("written", "why"),
    [("alt+x", "alt"), ("ctrl+i", "tab"), ("ctrl+q", "quits"), ("5", "digits"), ("hyper+x", "no modifier"),
     ("pagedwn", "no key"), ("ctrl+enter", "cannot send"), ("", "no key"), ("\n", "no key")],
)  # fmt: skip
def test_keys_that_cannot_be_are_refused_in_words(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        key_of(written)


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ('"evidence.mrak" = "d"', "stancebook.toml:3: keys: there is no command 'evidence.mrak'; did you mean"),
        ('a = "d"', "stancebook.toml:3: keys: there is no command 'a'"),
        ('# first\n"evidence.mark" = "hyper+d"', "stancebook.toml:4: keys: evidence.mark: 'hyper+d': 'hyper'"),
        ('"evidence.mark" = "x"', "stancebook.toml:3: keys: evidence.mark: 'x' is the key of evidence.remove"),
        ('"code.value" = "d"', "stancebook.toml:3: keys: code.value stays on the digits"),
        ('"evidence.mark" = 5', "setting 'keys': evidence.mark should be a key"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused_with_file_and_line(
    workspace: Workspace, keys: str, complaint: str
) -> None:
    with pytest.raises(StancebookError) as refused:
        keymap_of(at(workspace.root, keys))
    assert complaint in str(refused.value)


def test_all_that_is_wrong_is_said_at_once(workspace: Workspace) -> None:
    keys = '"evidence.mrak" = "d"\n"note.edit" = "alt+m"'
    with pytest.raises(StancebookError) as refused:
        keymap_of(at(workspace.root, keys, "pyproject.toml", "tool.stancebook.keys"))
    assert [(one.where, one.line) for one in refused.value.problems] == [("pyproject.toml", 3), ("pyproject.toml", 4)]


async def test_own_keys_are_obeyed_and_shown_everywhere(workspace: Workspace) -> None:
    keys = '"evidence.mark" = "x D"\n"evidence.remove" = ["e"]\n"note.edit" = ""\n"app.back" = "Q"\nsource.prev = "f5"'
    ws = at(workspace.root, keys)
    app = StancebookApp(ws, ws.rubric(), "ana", "alpha", keymap=keymap_of(ws))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = annotate(app)
        assert "x quote  e remove" in shown(app).splitlines()[-1]
        await pilot.press("tab")
        assert "x marks some" in shown(app)
        await pilot.press("x")
        assert len(screen.desk.annotation.coding("works").evidence) == 1
        await pilot.press("m", "p", "q")
        assert app.screen is screen
        await pilot.press("e")
        assert not screen.desk.annotation.coding("works").evidence
        await pilot.press("D")
        assert len(screen.desk.annotation.coding("works").evidence) == 1
        await pilot.press("question_mark")
        await pilot.pause()
        assert "x quotes the selection" in shown(app)
        await pilot.press("pagedown")
        await pilot.pause()
        assert "x  D " in shown(app)
        await pilot.press("escape", "n", "f5", "Q")
        await pilot.pause()
        assert "Q quit" in shown(app).splitlines()[-1]


def test_words_name_the_keys_that_hold() -> None:
    keymap = Keymap.of_settings({"evidence.mark": ("D",), "note.edit": ()}, lambda _: ("x", None))
    told = keymap.told(ANNOTATE, "press <evidence.mark>, <note.edit> or <b>[no.such]</b> <x.y>")
    assert told == "press D, : note or <b>[no.such]</b> <x.y>"
    assert keymap.changes == {"evidence.mark": "D", "note.edit": "no_key"}
