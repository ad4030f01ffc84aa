"""The first page has the words where the reader will have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.tui.conftest import shown

from stancebook.tui.first_page import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.workspace.workspace import Workspace


@pytest.mark.parametrize("size", [(62, 24), (80, 24), (120, 40), (200, 50), (260, 60)])
async def test_nothing_moves_when_the_screen_is_there(
    study: Workspace, make_app: Callable[..., Any], size: tuple[int, int]
) -> None:
    words = page("wola-2025", study.source("wola-2025").body, *size).split("\r\n")
    app = make_app("wola-2025", study)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = shown(app).split("\n")
    assert len(words) <= size[1]
    for row in range(2, 8):
        start = len(words[row]) - len(words[row].lstrip())
        assert words[row].strip()
        assert screen[row][start:].startswith(words[row].strip()), f"row {row}"


def test_a_text_that_attacks_the_terminal_is_shown_as_marks() -> None:
    made = page("\x1b]0;owned\x07", "\x1b[31mred\x1b[2J\n\x9b1mC1", 80, 24)
    assert not any(character in made for character in "\x1b\x07\x9b")
