"""Themes: every word can be read in each, one is remembered, and none is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stancebook.tui.app import StancebookApp
from stancebook.tui.preferences import RememberedTheme
from stancebook.tui.themes import THEMES
from stancebook.tui.widgets.row_styles import NAMES

from .conftest import annotate, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rich.style import Style
    from textual.color import Color

    from stancebook.workspace.workspace import Workspace

    Make = Callable[..., StancebookApp]


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """Return the contrast of letters and ground by WCAG 2.2, from 1 to 21."""
    from textual.color import Color

    assert style.color
    assert style.bgcolor
    one, other = sorted(luminance(Color.from_rich_color(each)) for each in (style.color, style.bgcolor))
    return (other + 0.05) / (one + 0.05)


@pytest.mark.parametrize("theme", list(THEMES))
async def test_every_word_can_be_read(make_app: Make, theme: str) -> None:
    least = 5.5 if "contrast" in theme else 4.5  # WCAG AA asks for 4.5
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.use_theme(theme)
        await pilot.pause()
        screen = annotate(app)
        styles = {name: screen.rubric_panel._painter.style(name) for name in (*NAMES, "active dim", "cursor dim")}
        reader = screen.reader
        styles |= {f"reader {bit}": reader._styles.of(1 << bit) for bit in range(16) if 1 << bit not in (64, 128)}
        styles |= {f"active {bit}": reader._styles.of(4 | 1 << bit) for bit in (0, 9, 10, 14, 15)}
        poor = {name: round(contrast(style), 2) for name, style in styles.items() if contrast(style) < least}
        assert not poor


@pytest.mark.parametrize("theme", list(THEMES))
async def test_the_scroll_bar_is_seen(make_app: Make, theme: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await pilot.pause()
        styles = annotate(app).reader.styles
        ends = sorted((luminance(styles.scrollbar_color), luminance(styles.scrollbar_background)))
        assert (ends[1] + 0.05) / (ends[0] + 0.05) >= 1.5


async def test_a_theme_is_chosen_by_key_and_remembered(workspace: Workspace, tmp_path: Path) -> None:
    memory = RememberedTheme(tmp_path / "config" / "theme")
    app = StancebookApp(workspace, workspace.rubric(), "ana", "alpha", remembered_theme=memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "High contrast, light" in shown(app)
        await pilot.press("4")
        assert app.theme == "high-contrast-light"
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("ctrl+t", "escape")
    again = StancebookApp(workspace, workspace.rubric(), "ana", "alpha", remembered_theme=memory)
    assert again.theme == "high-contrast-light"
    memory.write("no-such-theme")
    assert StancebookApp(workspace, workspace.rubric(), "ana", "alpha", remembered_theme=memory).theme == "textual-dark"


def test_a_theme_that_cannot_be_remembered_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = RememberedTheme(tmp_path / "file" / "theme")
    memory.write("light")
    assert memory.read() == ""
