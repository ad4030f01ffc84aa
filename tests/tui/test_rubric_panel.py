"""The rubric beside the text: whatever it holds, the question that is to be answered can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import annotate, shown
from .test_every_type import workspace_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.tui.app import StancebookApp

HEAD = """rubric: many
version: 1.0.0
title: Very many
unit: {holder: author}
off_scale: {silent: {label: Not addressed, symbol: "-"}, unclear: {label: Unclear, symbol: "?"}}
criteria:
"""
QUESTION = "How far does the author, on the whole, want the levy on imports to be kept as it is today?"


def rubric_of(criteria: int) -> str:
    values = ", ".join(f"{{value: {step}, label: Step {step}}}" for step in range(5))
    rest = f"type: ordinal, scale: [{values}], off_scale: [silent, unclear], definition: Its definition."
    return HEAD + "".join(f'  - {{id: c{n}, label: C{n}, question: "{QUESTION}", {rest}}}\n' for n in range(criteria))


def told(app: StancebookApp) -> int:
    """Return how often the question can be read where the rubric stands."""
    screen = annotate(app)
    region = (screen.rubric_panel if screen.rubric_panel.display else screen.strip).region
    lines = shown(app).splitlines()[region.y : region.bottom]
    return " ".join(" ".join(line[region.x + 1 : region.right] for line in lines).split()).count(QUESTION)


@pytest.mark.parametrize("criteria", [1, 4, 6, 7, 12])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 50)])
async def test_the_whole_question_is_in_sight(
    make_app: Callable[..., StancebookApp], tmp_path: Path, criteria: int, size: tuple[int, int]
) -> None:
    root = tmp_path / "study"
    root.mkdir()
    app = make_app(at=workspace_of(root, rubric_of(criteria), "many"))
    async with app.run_test(size=size) as pilot:
        for active in (f"c{criteria - 1}", "c0"):
            annotate(app).activate(active)
            await pilot.pause()
            assert told(app) == 1


async def test_a_window_made_narrow_has_the_question_under_the_text(
    make_app: Callable[..., StancebookApp], tmp_path: Path
) -> None:
    root = tmp_path / "study"
    root.mkdir()
    app = make_app(at=workspace_of(root, rubric_of(4), "many"))
    async with app.run_test(size=(120, 40)) as pilot:
        assert told(app) == 1
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert told(app) == 1
